"""The rows of a sheet as they are stored: every query of its page, and nothing else."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q

from projects.models import FundLine, Goal, Task, TrailEntry
from scoring.models import ScoreAdjustment, Sheet
from scoring.queries.lines import sheet_lines
from scoring.queries.rates import NOTHING, KnownFigures, known_figures, read_known
from scoring.queries.tasks import told_tasks, with_projects


class SheetRows(NamedTuple):
    """Rows in printed order: `lines` as `sheet_lines` gives them, the newest of the trail first.

    `known`: what the department's accounts and other sheets say, for a whole department.
    """

    funds: list[Any]
    lines: list[Any]
    adjustments: list[ScoreAdjustment]
    goals: list[Any]
    tasks: list[Any]
    trail: list[TrailEntry]
    known: KnownFigures


def sheet_rows(sheet: Sheet, *, with_trail: bool) -> SheetRows:
    """Read all rows of a sheet: six queries, five without the trail, whatever their number.

    What the system knows of a whole department's year comes along with its funds.
    """
    funds = list(_funds(sheet))
    return SheetRows(
        funds=funds,
        lines=list(sheet_lines(sheet)),
        adjustments=list(ScoreAdjustment.objects.filter(sheet=sheet)),
        goals=list(_texts(Goal, sheet)),
        tasks=told_tasks(with_projects(_texts(Task, sheet))),
        trail=list(_trail(sheet)) if with_trail else [],
        known=read_known(funds[0].known) if funds else NOTHING,
    )


def _funds(sheet: Sheet) -> Iterable[Any]:
    return (
        FundLine.objects.filter(plan_id=sheet.plan_id)
        .annotate(result=FilteredRelation("results", condition=Q(results__sheet=sheet)))
        .annotate(
            executed=F("result__executed"),
            executed_text=F("result__executed_text"),
            printed_rate=F("result__printed_rate"),
            known=known_figures(sheet),
        )
        .order_by("position")
    )


def _texts(model: type[Goal] | type[Task], sheet: Sheet) -> Any:
    return (
        model._default_manager.filter(plan_id=sheet.plan_id)
        .annotate(result=FilteredRelation("results", condition=Q(results__sheet=sheet)))
        .annotate(result_text=F("result__text"))
        .order_by("position")
    )


def _trail(sheet: Sheet) -> Iterable[TrailEntry]:
    return TrailEntry.objects.filter(subject_kind="Sheet", subject_id=sheet.public_id)[:20]
