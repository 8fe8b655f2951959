"""The rows of a sheet as they are stored: every query of its page, and nothing else."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from projects.models import AccountCell, FundLine, Goal, Task, TrailEntry
from projects.values import BLANK, Printed
from scoring.models import ScoreAdjustment, Sheet
from scoring.queries.lines import sheet_lines


class SheetRows(NamedTuple):
    """Rows in printed order: `lines` as `sheet_lines` gives them, the newest of the trail first.

    `carried_over`: 年初结转和结余 of the department's final accounts, in the plan's money unit.
    """

    funds: list[Any]
    lines: list[Any]
    adjustments: list[ScoreAdjustment]
    goals: list[Any]
    tasks: list[Any]
    trail: list[TrailEntry]
    carried_over: Printed


def sheet_rows(sheet: Sheet, *, with_trail: bool) -> SheetRows:
    """Read all rows of a sheet: six queries, five without the trail, whatever their number.

    One query more for the sheet of a whole department: its final accounts.
    """
    return SheetRows(
        funds=list(_funds(sheet)),
        lines=list(sheet_lines(sheet)),
        adjustments=list(ScoreAdjustment.objects.filter(sheet=sheet)),
        goals=list(_texts(Goal, sheet)),
        tasks=list(_texts(Task, sheet)),
        trail=list(_trail(sheet)) if with_trail else [],
        carried_over=_carried_over(sheet) if sheet.plan.is_whole_department else BLANK,
    )


_CARRIED_OVER = "年初结转和结余"


def _carried_over(sheet: Sheet) -> Printed:
    """What the accounts say was brought over: the first amount beside its label."""
    item = AccountCell.objects.filter(
        table__document__department_id=sheet.department_id,
        table__document__year_id=sheet.year_id,
        table__document__kind="FINAL",
        table__document__money_unit=sheet.plan.money_unit,
        table__role="income_expenditure",
        text=_CARRIED_OVER,
        table=OuterRef("table"),
        row=OuterRef("row"),
        column__lt=OuterRef("column"),
    )
    cells = AccountCell.objects.filter(
        Exists(item), department_id=sheet.department_id, year_id=sheet.year_id
    )
    printed = cells.filter(amount__isnull=False, column_path__contains="金额")
    found = printed.order_by("column").values_list("text", "amount").first()
    return Printed(*found) if found else BLANK


def _funds(sheet: Sheet) -> Iterable[Any]:
    return (
        FundLine.objects.filter(plan_id=sheet.plan_id)
        .annotate(result=FilteredRelation("results", condition=Q(results__sheet=sheet)))
        .annotate(
            executed=F("result__executed"),
            executed_text=F("result__executed_text"),
            printed_rate=F("result__printed_rate"),
        )
        .order_by("position")
    )


def _texts(model: type[Goal] | type[Task], sheet: Sheet) -> Iterable[Any]:
    return (
        model._default_manager.filter(plan_id=sheet.plan_id)
        .annotate(result=FilteredRelation("results", condition=Q(results__sheet=sheet)))
        .annotate(result_text=F("result__text"))
        .order_by("position")
    )


def _trail(sheet: Sheet) -> Iterable[TrailEntry]:
    return TrailEntry.objects.filter(subject_kind="Sheet", subject_id=sheet.public_id)[:20]
