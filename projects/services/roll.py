"""Roll last year's plans of a unit over into a new year (结转到新年度)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from projects.access import Verb, require
from projects.locks import refuse_ended, stage_lock
from projects.models import (
    Department,
    FiscalYear,
    FundLine,
    Goal,
    Indicator,
    Plan,
    Stage,
    Task,
    TaskProject,
    User,
)
from projects.services.fund_totals import mark_total
from projects.services.opening import hold
from projects.trail import record_new


class SourceGone(Exception):
    """One of the chosen plans is there no more: it was voided meanwhile."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """What became of the chosen plans: new drafts, and those whose subject had one already."""

    made: list[Plan]
    skipped: list[Plan]


@transaction.atomic
def roll_plans(
    *,
    department: Department,
    year: FiscalYear,
    plans: Sequence[Plan],
    with_amounts: bool,
    by: User,
    at: datetime,
) -> Rolled:
    """Copy earlier plans of a department into a year as drafts; what is copied stays untouched.

    Goals, tasks with those of their projects that still stand, fund labels and the whole tree come
    along, each indicator with its lineage, target and points; amounts only when asked for. A
    project (or the whole department) that has a plan of the year is skipped. Raises Locked where
    the stage is closed or one of the projects ended, SourceGone where a plan was voided. The number
    of statements does not depend on the number of plans.
    """
    sources = _sources(plans)
    for row in (department, *sources):
        require(by, Verb.PLAN, row)
    if lock := stage_lock(department=department, year=year.year, stage=Stage.TARGETS, at=at):
        raise lock
    hold(department)
    taken = set(
        Plan.objects.filter(department=department, year=year).values_list("project_id", flat=True)
    )
    wanted = [plan for plan in sources if plan.project_id not in taken]
    for plan in wanted:
        refuse_ended(plan.department, plan.project, year=year.year, at=at)
    copies = {plan.pk: _copy(plan, year, by, at) for plan in wanted}
    Plan.objects.bulk_create(copies.values())
    _copy_funds(copies, with_amounts=with_amounts)
    _copy_texts(copies, timezone.localdate(at))
    counts = _copy_tree(copies)
    made = [
        (copies[plan.pk], _summary(plan, year, counts[plan.pk], with_amounts)) for plan in wanted
    ]
    record_new(by=by, at=at, action="plan.rolled_over", made=made)
    skipped = [plan for plan in sources if plan.project_id in taken]
    return Rolled(list(copies.values()), skipped)


def _summary(plan: Plan, year: FiscalYear, lines: int, with_amounts: bool) -> str:
    """What the trail of a copy says."""
    amounts = "含资金数" if with_amounts else "资金数留空"
    return f"由 {plan.year_id} 年度绩效目标表复制到 {year.year} 年度，{lines} 行指标，{amounts}"


def _sources(plans: Sequence[Plan]) -> list[Plan]:
    """The plans as they stand now, with their departments and projects, in the same order.

    They are locked: while they and their tasks' links stand, none of their projects is moved.
    """
    rows = Plan.objects.filter(pk__in=[plan.pk for plan in plans])
    rows = rows.select_related("department", "project").select_for_update(of=("self",), no_key=True)
    found = {plan.pk: plan for plan in rows.order_by("pk")}
    if any(plan.pk not in found for plan in plans):
        raise SourceGone
    return [found[plan.pk] for plan in plans]


def _copy(plan: Plan, year: FiscalYear, by: User, at: datetime) -> Plan:
    return Plan(
        department=plan.department,
        year=year,
        project=plan.project,
        state_by=by,
        state_at=at,
        money_unit=plan.money_unit,
        points_note=plan.points_note,
    )


def _copy_funds(copies: dict[int, Plan], *, with_amounts: bool) -> None:
    rows = defaultdict(list)
    for line in FundLine.objects.filter(plan__in=copies).order_by("plan", "position"):
        copy = FundLine(**_of(copies[line.plan_id], line.position), label=line.label)
        if with_amounts:
            copy.initial_text, copy.initial_budget = line.initial_text, line.initial_budget
            copy.annual_text, copy.annual_budget = line.annual_text, line.annual_budget
        rows[line.plan_id].append(copy)
    for copied in rows.values():
        mark_total(copied)
    FundLine.objects.bulk_create(row for copied in rows.values() for row in copied)


def _copy_texts(copies: dict[int, Plan], day: date) -> None:
    Goal.objects.bulk_create(
        Goal(**_of(copies[row.plan_id], row.position), name=row.name, content=row.content)
        for row in Goal.objects.filter(plan__in=copies)
    )
    sources = list(Task.objects.filter(plan__in=copies))
    tasks = Task.objects.bulk_create(
        Task(**_of(copies[row.plan_id], row.position), name=row.name, content=row.content)
        for row in sources
    )
    _copy_links({source.pk: task for source, task in zip(sources, tasks, strict=True)}, day)


def _copy_links(tasks: dict[int, Task], day: date) -> None:
    """Tasks keep their projects, those that have ended left out."""
    links = TaskProject.objects.filter(task__in=tasks)
    stands = Q(project__closed_on__isnull=True) | Q(project__closed_on__gt=day)
    TaskProject.objects.bulk_create(
        TaskProject(
            task=tasks[link.task_id],
            project_id=link.project_id,
            department_id=tasks[link.task_id].department_id,
            year_id=tasks[link.task_id].year_id,
        )
        for link in links.filter(stands).order_by("pk")
    )


# All that a node says; who it belongs to and where it hangs is the copy's own.
_KEPT = (
    "lineage", "level", "name", "points", "target_text", "target_kind", "target_operator",
    "target_number", "target_upper", "target_unit", "target_base_number", "target_base_upper",
    "target_base_unit", "target_last_day", "description", "explanation", "basis", "scoring_note",
    "data_source",
)  # fmt: skip


def _copy_tree(copies: dict[int, Plan]) -> dict[int, int]:
    """Copy the trees level by level, a child after its parent; returns the leaves of each."""
    levels: dict[int, list[Indicator]] = {1: [], 2: [], 3: []}
    by_source: dict[int, Indicator] = {}
    counts = dict.fromkeys(copies, 0)
    for node in Indicator.objects.filter(plan__in=copies).order_by("level"):
        copy = Indicator(
            **_of(copies[node.plan_id], node.position),
            **{name: getattr(node, name) for name in _KEPT},
        )
        copy.parent = by_source[node.parent_id] if node.parent_id else None
        by_source[node.pk] = copy
        levels[node.level].append(copy)
        counts[node.plan_id] += node.level == 3
    for nodes in levels.values():
        Indicator.objects.bulk_create(nodes)
    return counts


def _of(plan: Plan, position: int) -> dict[str, object]:
    return {
        "plan": plan,
        "department": plan.department,
        "year": plan.year,
        "position": position,
    }
