"""Plans as lists and as pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from projects import show
from projects.access import visible
from projects.drafts import from_json
from projects.models import FundLine, Goal, Plan, PlanRevision, Task, TrailEntry, User
from projects.queries.departments import name_then
from projects.trail import last_change_of
from projects.values import Kind, parse, reading
from scoring.adapter import edition_for
from scoring.blocking import Anchor
from scoring.checks.located import Located
from scoring.queries.last_year import LastYear, last_year
from scoring.queries.lines import plan_lines
from scoring.queries.plan_findings import checked_plan, found_on
from scoring.queries.returns import OpenReturn, open_return, plan_return
from scoring.queries.tasks import tasks_of
from scoring.rules.edition import Edition
from scoring.rules.numbers import percent
from scoring.tables import Block, Place, placed


def with_heads(plans: "QuerySet[Plan]") -> "QuerySet[Plan]":
    """Load project, department, year, sheet and the last actor along with each plan.

    With `returned`, for `open_return`, `name_then`, what the department was called, and `seen`, the
    number of the last change, for steps.
    """
    heads = plans.select_related("project", "department", "year", "state_by", "sheet")
    return heads.annotate(
        returned=plan_return(), name_then=name_then(), seen=last_change_of("Plan")
    )


def plan_list(user: User, year: int | None) -> "QuerySet[Plan]":
    """The plans of a year in the person's scope with the number of their lines (`line_count`)."""
    rows = with_heads(visible(user, Plan).filter(year_id=year))
    leaves = Count("indicators", filter=Q(indicators__level=3))
    return rows.annotate(line_count=leaves).order_by(
        "department__path", F("project__code").asc(nulls_first=True), "id"
    )


ADDED = "（年初没有这一行）"


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A leaf as the target table shows it, with what the system understood."""

    node: Any
    place: Place
    reading: str
    is_number: bool
    points: str
    first: str  # the target of the first revision, where it was adjusted since
    returned: str  # why this row went back, empty when it did not
    before: LastYear | None  # what it was the year before


@dataclass(frozen=True, slots=True)
class PlanFund:
    """A fund line with its share of the total."""

    line: FundLine
    initial: str
    annual: str
    share: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """All that the page of a plan shows."""

    plan: Plan
    edition: Edition | None
    funds: list[PlanFund]
    goals: list[Goal]
    tasks: list[Task]
    blocks: list[tuple[Block[TargetRow], Decimal | None]]
    points: Decimal
    trail: list[TrailEntry]
    returned: OpenReturn | None
    located: list[Located]

    @property
    def line_count(self) -> int:
        """How many lines the tree has."""
        return sum(len(block.rows) for block, _ in self.blocks)


def plan_page(plan: Plan) -> PlanPage:
    """Read a plan for showing it: six queries whatever the number of rows.

    One more for adjusted targets.
    """
    first, back, before = first_targets(plan), open_return(plan), last_year(plan)
    reasons = back.rows if back else {}
    blocks: list[tuple[Block[TargetRow], Decimal | None]] = []
    nodes, funds = list(plan_lines(plan)), list(plan.funds.all())
    edition, goals, tasks = edition_for(plan), list(plan.goals.all()), tasks_of(plan)
    for block, rows in placed(nodes):
        for node, place in rows:
            was = before.get(node.lineage)
            block.rows.append(_target(node, place, first, reasons, was))
        given = [row.node.points for row in block.rows if row.node.points is not None]
        blocks.append((block, sum(given, Decimal(0)) if given else None))
    return PlanPage(
        plan=plan,
        edition=edition,
        funds=_funds(funds),
        goals=goals,
        tasks=tasks,
        blocks=blocks,
        points=sum((points for _, points in blocks if points is not None), Decimal(0)),
        trail=list(TrailEntry.objects.filter(subject_kind="Plan", subject_id=plan.public_id)[:20]),
        returned=back,
        located=found_on(plan, checked_plan(plan, edition, nodes, funds, goals=goals, tasks=tasks)),
    )


def plan_found(plan: Plan) -> tuple[list[Located], Anchor]:
    """What the checks say of a plan, and the ids of its fields on the entry page: four queries."""
    nodes, funds = list(plan_lines(plan)), list(plan.funds.all())
    goals, tasks = list(plan.goals.all()), list(plan.tasks.all())
    leaves = [node for _, rows in placed(nodes) for node, _ in rows]

    def field(part: str, row: int, column: str) -> str:
        if part == "funds":
            letters = "fi" if column == "initial_budget" else "fa"
            return f"{letters}-{funds[row].public_id.hex}"
        letter = {"target": "t", "points": "p", "score": "p"}.get(column, "l3")
        return f"{letter}-{leaves[row].public_id.hex}"

    checked = checked_plan(plan, edition_for(plan), nodes, funds, goals=goals, tasks=tasks)
    return found_on(plan, checked), field


def first_targets(plan: Plan) -> dict[UUID, str]:
    """What was approved before any adjustment, by lineage, for an adjusted plan: one query."""
    if not plan.is_adjustment:
        return {}
    before = PlanRevision.objects.filter(plan=plan, adjustments=0).order_by("-number")
    content = before.values_list("content", flat=True)[:1].get()
    return {row.lineage: row.target or "" for row in from_json(content).indicators if row.lineage}


def _target(
    node: Any,
    place: Place,
    first: Mapping[UUID, str],
    reasons: Mapping[UUID, str],
    before: LastYear | None,
) -> TargetRow:
    was = first.get(node.lineage, "" if not first else ADDED)
    return TargetRow(
        node=node,
        place=place,
        reading=reading(parse(node.target_text)),
        is_number=node.target_kind == Kind.NUMBER,
        points=show.points(node.points),
        first="" if was == node.target_text else was,
        returned=reasons.get(node.lineage, ""),
        before=before,
    )


def _funds(lines: list[FundLine]) -> list[PlanFund]:
    total = next((line.annual_budget for line in lines if line.is_total), None)
    return [
        PlanFund(
            line=line,
            initial=show.money(line.initial_budget) or line.initial_text,
            annual=show.money(line.annual_budget) or line.annual_text,
            share=show.percent(percent(line.annual_budget, total)),
        )
        for line in lines
    ]
