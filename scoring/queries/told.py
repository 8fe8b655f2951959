"""What explanatory texts are compared with: stored texts beside the papers of their unit."""

from collections.abc import Iterable
from decimal import Decimal

from projects.models import Department
from scoring.adapter import edition_of
from scoring.checks import papers
from scoring.models import Narrative, Sheet
from scoring.narrative.figures import figures_of
from scoring.narrative.kept import narrative_of
from scoring.rules.sheet import grade_of

WHOLE = Decimal(100)


def narratives_of(department: Department, year: int) -> Iterable[Narrative]:
    """The explanatory texts of one department and year, that of the budget first: one query."""
    return Narrative.objects.filter(department=department, year_id=year).order_by("stage")


def with_narratives(unit: papers.Unit, rows: Iterable[Narrative]) -> papers.Unit:
    """The unit with its texts, each figure beside what the unit's papers say of it: no query."""
    return unit._replace(narratives=tuple(checked_narrative(row, unit) for row in rows))


def checked_narrative(row: Narrative, unit: papers.Unit) -> papers.Narrative:
    """A stored text as the checks read it."""
    return narrative_of(
        name=row.title,
        stage=row.stage,
        text=row.text,
        kept=row.figures,
        now=figures_of(unit, row.stage),
        published=row.state == Narrative.State.PUBLISHED,
    )


def score_of(
    sheet: Sheet, *, points: Decimal, blank: int, rescaled: Decimal | None
) -> tuple[Decimal | None, str]:
    """What a sheet comes to as a whole, and its grade: (None, "") while it is not complete.

    The total that the unit put on the form; else the sum of its own scores, where every row has
    one (`blank`: how many have none; `rescaled`: that sum where rows do not apply); else the
    computed total. `points`: of execution and rows together, without which there is no grade.
    """
    score = sheet.printed_total
    if score is None and not blank:
        score = sheet.claimed_total if rescaled is None else rescaled
    if score is None and sheet.line_count and not sheet.unscored_count:
        score = sheet.computed_total
    if score is None or points != WHOLE:
        return score, ""
    return score, grade_of(score, edition_of(sheet))
