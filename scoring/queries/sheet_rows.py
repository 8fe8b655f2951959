"""The rows of a sheet as they are stored: every query of its page, and nothing else."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from projects.models import FundLine, Goal, Task, TrailEntry
from scoring.models import ScoreAdjustment, Sheet, Waiver
from scoring.queries.lines import sheet_lines
from scoring.queries.rates import NOTHING, KnownFigures, known_figures, read_known
from scoring.queries.returns import OpenReturn, open_return
from scoring.queries.tasks import told_tasks, with_projects


class SheetRows(NamedTuple):
    """Rows in printed order, none of parts that were not asked for.

    `lines` are as `sheet_lines` gives them; of the trail the newest comes first. `known`: what the
    department's accounts and other sheets say, for a whole department. `back`: why the sheet was
    returned. `waived`: digests of findings that were set aside.
    """

    funds: list[Any]
    lines: list[Any]
    adjustments: list[ScoreAdjustment]
    goals: list[Any]
    tasks: list[Any]
    trail: list[TrailEntry]
    known: KnownFigures
    back: OpenReturn | None
    waived: frozenset[str]


SCORED = frozenset({"funds", "lines"})
PARTS = SCORED | {"adjustments", "goals", "tasks"}


def sheet_rows(sheet: Sheet, *, with_trail: bool, parts: frozenset[str] = PARTS) -> SheetRows:
    """Read the rows of a sheet: one query for each of its `parts`, whatever their number.

    What the system knows of a whole department's year comes along with its funds.
    """
    funds = list(_funds(sheet)) if "funds" in parts else []
    return SheetRows(
        funds=funds,
        lines=list(sheet_lines(sheet)) if "lines" in parts else [],
        adjustments=list(_adjustments(sheet)) if "adjustments" in parts else [],
        goals=list(_texts(Goal, sheet)) if "goals" in parts else [],
        tasks=told_tasks(with_projects(_texts(Task, sheet))) if "tasks" in parts else [],
        trail=list(_trail(sheet)) if with_trail else [],
        known=read_known(funds[0].known) if funds else NOTHING,
        back=open_return(sheet) if "lines" in parts else None,
        waived=frozenset(funds[0].waived if funds else _standing(sheet)),
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
            waived=ArraySubquery(_standing(sheet)),
            result_version=Coalesce("result__version", 0),
        )
        .order_by("position")
    )


def _standing(sheet: Sheet) -> "QuerySet[Waiver, str]":
    """Digests of what was set aside on the sheet, or of the same targets on its plan."""
    own = Q(sheet=sheet) | Q(plan=sheet.plan_id)
    rows = Waiver.objects.filter(own, withdrawn_at__isnull=True).order_by()
    return rows.values_list("digest", flat=True)


def _texts(model: type[Goal] | type[Task], sheet: Sheet) -> Any:
    return (
        model._default_manager.filter(plan_id=sheet.plan_id)
        .annotate(result=FilteredRelation("results", condition=Q(results__sheet=sheet)))
        .annotate(result_text=F("result__text"), result_version=Coalesce("result__version", 0))
        .order_by("position")
    )


def _adjustments(sheet: Sheet) -> Iterable[ScoreAdjustment]:
    return ScoreAdjustment.objects.filter(sheet=sheet)


def _trail(sheet: Sheet) -> Iterable[TrailEntry]:
    return TrailEntry.objects.filter(subject_kind="Sheet", subject_id=sheet.public_id)[:20]
