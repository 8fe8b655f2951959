"""Of the papers of many units only what their explanatory texts speak of: seven queries in all.

What `queries.units` reads of one unit whole, this reads of a page full of units in part: totals of
the accounts, funds, scores and outcomes, no names and no texts. The figures and the findings on
texts that come out of the two are the same (tests hold them side by side).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from projects.models import AccountCell, AccountDocument, FundLine, Indicator, Plan
from projects.values import BLANK, Printed
from scoring.checks import sheet as checks
from scoring.checks.papers import Document, Paper, Table, Unit, place_of
from scoring.models import Narrative, ScoreLine, Sheet
from scoring.narrative.accounts import ROLES
from scoring.queries.sheet_findings import head_of, told_total, whole_of
from scoring.queries.sheets import with_points
from scoring.queries.told import score_of, with_narratives

Of = tuple[int, int]  # department and year
_TOTALS = r"^\s*(合\s*计|总\s*计|人员经费合计|公用经费合计)\s*$"
_ROW, _POINT = checks.Line(row=0, block="", name=""), Printed("1", Decimal(1))
ZERO = Decimal(0)


def told_units(rows: Iterable[Narrative]) -> dict[int, Unit]:
    """The unit of every text (its department and year loaded along), by the text's key.

    Each unit holds that text alone.
    """
    texts = list(rows)
    units = units_in_part({(row.department_id, row.year_id): row.department.name for row in texts})
    return {row.pk: with_narratives(units[row.department_id, row.year_id], [row]) for row in texts}


def units_in_part(names: Mapping[Of, str]) -> dict[Of, Unit]:
    """The units of these departments and years, by both; `names` are the departments' names."""
    asked = Q(pk__in=[])
    for department, year in names:
        asked |= Q(department_id=department, year_id=year)
    plans = _by(Plan.objects.filter(asked).select_related("project").order_by("pk"))
    sheets = _by(_sheets(asked))
    parts = _Parts(asked)
    accounts = _accounts(asked)
    return {
        of: Unit(
            name=name,
            year=of[1],
            accounts=tuple(accounts[of]),
            plans=tuple(parts.of_plan(plan) for plan in plans[of]),
            sheets=tuple(parts.of_sheet(sheet) for sheet in sheets[of]),
        )
        for of, name in names.items()
    }


class _Parts:
    """Funds, numbers of targets and outcomes of all the plans asked for: three queries."""

    def __init__(self, asked: Q) -> None:
        self.funds: dict[int, list[checks.Fund]] = defaultdict(list)
        funds = FundLine.objects.filter(asked, is_total=True).annotate(
            executed=F("results__executed"), executed_text=F("results__executed_text")
        )
        for fund in funds:
            self.funds[fund.plan_id] = [_fund(fund)]
        counts = Indicator.objects.filter(asked, level=3).values("plan").order_by()
        self.targets = {
            plan: (all_, with_points)
            for plan, all_, with_points in counts.annotate(
                all=Count("pk"), with_points=Count("points")
            ).values_list("plan", "all", "with_points")
        }
        self.outcomes: dict[int, list[str]] = defaultdict(list)
        of_whole = ScoreLine.objects.filter(asked, sheet__plan__project__isnull=True)
        for sheet, outcome in of_whole.values_list("sheet_id", "outcome"):
            self.outcomes[sheet].append(outcome)

    def of_plan(self, plan: Plan) -> Paper:
        """A target table: how many targets, and the total row of its funds."""
        all_, with_points = self.targets.get(plan.pk, (0, 0))
        row = _ROW._replace(points=_POINT) if with_points else _ROW
        lines = (row,) * (with_points or all_)
        return Paper(name="", sheet=self._sheet(plan, lines), state=plan.state)

    def of_sheet(self, sheet: Sheet) -> Paper:
        """A sheet: what it comes to, and, of a whole department, how its rows came out."""
        lines = tuple(_ROW._replace(outcome=one) for one in self.outcomes[sheet.pk])
        made = self._sheet(sheet.plan, lines)._replace(
            total=Printed(sheet.printed_total_text, sheet.printed_total),
            narrative_total=told_total(sheet, _told(sheet)),
        )
        score, grade = _score(sheet, has_total=bool(self.funds[sheet.plan_id]))
        return Paper(name="", sheet=made, state=sheet.state, score=score, grade=grade)

    def _sheet(self, plan: Plan, lines: tuple[checks.Line, ...]) -> checks.Sheet:
        return checks.Sheet(lines=lines, funds=tuple(self.funds[plan.pk]), **head_of(plan))


def _sheets(asked: Q) -> "QuerySet[Sheet]":
    """The sheets, each with the score that the unit's published text states (`told`)."""
    texts = Narrative.objects.filter(
        department=OuterRef("department"),
        year=OuterRef("year"),
        stage=Narrative.Stage.FINAL,
        state=Narrative.State.PUBLISHED,
    )
    told = Subquery(texts.values("figures__department_score")[:1])
    return (
        with_points(Sheet.objects.filter(asked)).select_related("plan__project").annotate(told=told)
    )


def _told(sheet: Any) -> Printed:
    """What the published text states of a sheet: of that of a whole department alone."""
    if not sheet.told or not sheet.plan.is_whole_department:
        return BLANK
    amount = sheet.told["amount"]
    return Printed(sheet.told["printed"], None if amount is None else Decimal(amount))


def _score(sheet: Any, *, has_total: bool) -> tuple[Decimal | None, str]:
    """`score_of` with the columns of `queries.sheets.with_points`."""
    claims = () if sheet.claimed_total is None else (sheet.claimed_total,)
    lines = sheet.line_points or ZERO
    _, rescaled = whole_of(
        claims,
        execution=sheet.execution_points,
        lines=lines,
        left_out=sheet.left_out_points or ZERO,
    )
    blank = (sheet.unclaimed_lines or 0) + (has_total and sheet.claimed_execution is None)
    return score_of(sheet, points=lines + sheet.execution_points, blank=blank, rescaled=rescaled)


def _fund(fund: Any) -> checks.Fund:
    return checks.Fund(
        row=0,
        label=fund.label,
        initial=Printed(fund.initial_text, fund.initial_budget),
        annual=Printed(fund.annual_text, fund.annual_budget),
        executed=Printed(fund.executed_text or "", fund.executed),
        is_total=True,
    )


def _by(rows: Iterable[Any]) -> dict[Of, list[Any]]:
    found: dict[Of, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.department_id, row.year_id].append(row)
    return found


def _accounts(asked: Q) -> Mapping[Of, list[Document]]:
    """Of every budget and final account the total rows of the tables that texts are made of."""
    cells = _cells(asked)
    found: dict[Of, list[Document]] = defaultdict(list)
    for document in AccountDocument.objects.filter(asked).order_by("kind"):
        made = Document(
            year=document.year_id,
            kind=document.kind,
            tables=tuple(cells[document.pk]),
            money_unit=document.money_unit,
            title=document.title,
            name=document.title,
            key=str(document.public_id),
        )
        found[document.department_id, document.year_id].append(made)
    return found


def _cells(asked: Q) -> Mapping[int, list[Table]]:
    labels = AccountCell.objects.filter(
        table=OuterRef("table"), row=OuterRef("row"), text__regex=_TOTALS
    )
    rows = AccountCell.objects.filter(asked, Exists(labels), table__role__in=ROLES)
    read = rows.order_by("table__document", "table__position", "row", "column").values_list(
        "table__document", "table", "table__role", "table__form", "table__title", "row",
        "column_path", "text", "amount",
    )  # fmt: skip
    found: dict[int, list[Table]] = defaultdict(list)
    for (document, _, role, form, title), own in groupby(read, key=lambda cell: cell[:5]):
        found[document].append(_table(role, place_of(form, title), own))
    return found


def _table(role: str, place: str, cells: Iterator[Any]) -> Table:
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell[5])]
    return Table(
        role=role,
        place=place,
        columns=tuple(path for *_, path, _, _ in rows[0]) if rows else (),
        rows=tuple(
            tuple(Printed(text, amount) if text else BLANK for *_, text, amount in row)
            for row in rows
        ),
    )
