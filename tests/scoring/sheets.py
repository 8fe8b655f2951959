"""Small sheets made to measure, and looking at what is stored of one."""

from collections.abc import Sequence
from decimal import Decimal

from projects.drafts import FundDraft, IndicatorDraft, PlanDraft
from projects.models import TrailEntry
from scoring.entries import LineEntry
from scoring.models import Actual, FundResult, ScoreAdjustment, ScoreLine, Sheet
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheet_parts import SheetPage
from scoring.queries.sheets import with_heads
from tests.factories import fill_sheet, make_plan, make_sheet, make_user

Line = tuple[str, str, LineEntry]  # target, points, what was entered


def sheet_of(lines: Sequence[Line], *, annual: str = "200", executed: str = "200") -> Sheet:
    """A filled sheet of a new unit with one block; its funds are one total row."""
    filer = make_user()
    draft = PlanDraft(
        funds=[FundDraft(label="资金总额", annual=annual, is_total=True)],
        indicators=[
            IndicatorDraft(
                level1="产出指标",
                level2="质量指标",
                level3=f"第{row}项",
                target=target,
                points=Decimal(points),
            )
            for row, (target, points, _) in enumerate(lines)
        ],
    )
    sheet = make_sheet(plan=make_plan(department=filer.department, draft=draft))
    entries = {row: entry for row, (_, _, entry) in enumerate(lines)}
    return fill_sheet(sheet=sheet, by=filer, lines=entries, executed=[executed])


def page_of(sheet: Sheet) -> SheetPage:
    """The sheet read again as the page shows it."""
    return sheet_page(with_heads(Sheet.objects.all()).get(pk=sheet.pk))


def versions_of(sheet: Sheet) -> dict[str, str]:
    """What a page that is made now would post as the versions of its rows."""
    page = page_of(sheet)
    found = {f"v-{row.public_id.hex}": row.version for row in [*page.rows, *page.funds]}
    found |= {f"v-{row.public_id.hex}": row.result_version for row in [*page.goals, *page.tasks]}
    found["v-head"] = page.sheet.head_version
    return {name: str(version) for name, version in found.items()}


def scores_of(sheet: Sheet) -> list[ScoreLine]:
    """The stored computed scores in printed order."""
    return list(ScoreLine.objects.filter(sheet=sheet).order_by("indicator__position"))


def everything_of(sheet: Sheet) -> dict[str, list[dict[str, object]]]:
    """All that is stored of a sheet, to see that nothing changed."""
    found = {"sheet": list(Sheet.objects.filter(pk=sheet.pk).values())}
    for model in (Actual, FundResult, ScoreLine, ScoreAdjustment):
        found[model.__name__] = list(model.objects.filter(sheet=sheet).order_by("pk").values())
    trail = TrailEntry.objects.filter(subject_id=sheet.public_id).order_by("sequence")
    found["trail"] = list(trail.values())
    return found
