"""Funds, goals and tasks of a plan: lay an edit over them, and write them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from projects.models import FundLine, Goal, Plan, Task
from projects.models.plans import PlanPart
from projects.queries.plan_rows import Row
from projects.row_edits import (
    FUND_FIELDS,
    GOAL_FIELDS,
    TASK_FIELDS,
    PlanEdit,
    RowEdit,
    RowsEdit,
)
from projects.services.fund_totals import clear_total, mark_total
from projects.services.merging import Kind, Merged, merge
from projects.services.plans import amount_in
from projects.values import parse

_COLUMNS: dict[type[PlanPart], Mapping[str, str]] = {
    FundLine: {"label": "label", "initial": "initial_text", "annual": "annual_text"},
    Goal: {"name": "name", "content": "content"},
    Task: {"name": "name", "content": "content"},
}


def merge_parts(plan: Plan, edit: PlanEdit) -> list[Merged[Any]]:
    """Lay the edit over funds, goals and tasks: one query for each that is touched."""
    asked: Sequence[tuple[type[PlanPart], RowsEdit, str, str, Mapping[str, str]]] = (
        (FundLine, edit.funds, "funds", "资金第 {} 行", FUND_FIELDS),
        (Goal, edit.goals, "goals", "目标第 {} 行", GOAL_FIELDS),
        (Task, edit.tasks, "tasks", "任务第 {} 行", TASK_FIELDS),
    )
    merged = []
    for model, rows, key, words, fields in asked:
        if not rows.is_empty:
            kind = Kind(key=key, words=words, fields=fields, blank=_blank(plan, model))
            merged.append(_merge(plan, model, rows, kind))
    return merged


def write_part(plan: Plan, merged: Merged[Any]) -> None:
    """Write merged rows of one kind with their new positions."""
    gone = [row.node for row in merged.removed]
    if gone:
        type(gone[0])._default_manager.filter(pk__in=[node.pk for node in gone]).delete()
    for row in merged.rows:
        if row.node.public_id in merged.touched:
            _take(plan, row)
    changed: list[Any] = []
    fresh: list[Any] = []
    turned = _turned(merged)
    for position, row in enumerate(merged.rows, 1):
        is_touched = row.node.public_id in merged.touched
        if is_touched or row.node.position != position or row.node.public_id in turned:
            row.node.position = position
            (fresh if row.is_new else changed).append(row.node)
    if changed:
        model = type(changed[0])
        model._default_manager.bulk_create(
            changed, update_conflicts=True, unique_fields=["id"], update_fields=_written(model)
        )
    if fresh:
        type(fresh[0])._default_manager.bulk_create(fresh)


def _merge(plan: Plan, model: type[Any], edit: RowsEdit, kind: Kind[PlanPart]) -> Merged[PlanPart]:
    columns = _COLUMNS[model]
    stored = [
        Row(node, {name: getattr(node, column) for name, column in columns.items()})
        for node in model._default_manager.filter(plan=plan).order_by("position")
    ]
    return merge(stored, edit, kind)


def _blank(plan: Plan, model: type[Any]) -> Callable[[RowEdit], PlanPart]:
    def blank(told: RowEdit) -> PlanPart:
        part: PlanPart = model(
            plan=plan,
            department_id=plan.department_id,
            year_id=plan.year_id,
            public_id=told.public_id,
            version=0,
            position=0,
        )
        return part

    return blank


def _take(plan: Plan, row: Row[Any]) -> None:
    for name, column in _COLUMNS[type(row.node)].items():
        setattr(row.node, column, row.said[name])
    row.node.version += 1
    if isinstance(row.node, FundLine):
        initial, annual = parse(row.said["initial"]), parse(row.said["annual"])
        row.node.initial_budget = amount_in(initial, plan.money_unit)
        row.node.annual_budget = amount_in(annual, plan.money_unit)


def _turned(merged: Merged[Any]) -> set[UUID]:
    """The fund rows that became the total or are it no more.

    A label may come long after its row, and change: what the row was before says nothing.
    """
    if merged.key != "funds":
        return set()
    turned = mark_total([row.node for row in merged.rows])
    clear_total(turned)
    return {line.public_id for line in turned}


def _written(model: type[PlanPart]) -> list[str]:
    kept = ("id", "public_id", "plan", "department", "year")
    return [field.name for field in model._meta.concrete_fields if field.name not in kept]
