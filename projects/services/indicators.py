"""Store and change the indicator tree of a plan."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from projects.drafts import IndicatorDraft
from projects.locks import plan_lock
from projects.models import Indicator, Plan, User
from projects.trail import record
from projects.values import parse


def store_tree(*, plan: Plan, rows: Sequence[IndicatorDraft]) -> int:
    """Store leaves under their headings in printed order and return how many leaves there are.

    Headings are made once per run of rows with the same words; a row without a level-2 heading
    hangs on level 1. Two rounds of inserts: level by level, since a child needs its parent's id.
    """
    headings: dict[tuple[str, ...], Indicator] = {}
    leaves: list[tuple[tuple[str, ...], Indicator]] = []
    position = 0
    for row in rows:
        for path in _heading_paths(row):
            if path not in headings:
                position += 1
                headings[path] = _node(plan, position, len(path), path[-1])
                if len(path) == 1:
                    headings[path].points = row.level1_points
        position += 1
        leaves.append((_heading_paths(row)[-1], _leaf(plan, position, row)))
    level1 = [node for path, node in headings.items() if len(path) == 1]
    Indicator.objects.bulk_create(level1)
    level2 = [(path, node) for path, node in headings.items() if len(path) == 2]
    for path, node in level2:
        node.parent = headings[path[:1]]
    Indicator.objects.bulk_create([node for _, node in level2])
    for path, node in leaves:
        node.parent = headings[path]
    Indicator.objects.bulk_create([node for _, node in leaves])
    return len(leaves)


@transaction.atomic
def change_target(
    *, indicator: Indicator, target: str, points: Decimal | None, by: User, at: datetime
) -> Indicator:
    """Change target text and points of a leaf in a draft plan; raises Locked otherwise."""
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=indicator.plan_id)
    if lock := plan_lock(plan):
        raise lock
    indicator = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    before = {"target": indicator.target_text, "points": str(indicator.points or "")}
    for name, value in target_fields(target).items():
        setattr(indicator, name, value)
    indicator.points = points
    indicator.version += 1
    indicator.save()
    after = {"target": indicator.target_text, "points": str(points if points is not None else "")}
    changes = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if changes:
        summary = f"{indicator.name}：" + "；".join(
            f"{_LABELS[name]}由“{old}”改为“{new}”" for name, (old, new) in changes.items()
        )
        record(
            by=by, at=at, action="plan.target_changed", on=plan, summary=summary, changes=changes
        )
    return indicator


_LABELS = {"target": "指标值", "points": "分值"}


def target_fields(text: str | None) -> dict[str, Any]:
    """The columns of a target: the printed text and what the parser understood."""
    value = parse(text)
    return {
        "target_text": value.text,
        "target_kind": value.kind.value,
        "target_operator": value.operator or "",
        "target_number": value.number,
        "target_unit": value.unit or "",
        "target_base_number": value.base_number,
        "target_base_unit": value.base_unit or "",
    }


def _heading_paths(row: IndicatorDraft) -> list[tuple[str, ...]]:
    paths: list[tuple[str, ...]] = [(row.level1,)]
    if row.level2:
        paths.append((row.level1, row.level2))
    return paths


def _node(plan: Plan, position: int, level: int, name: str) -> Indicator:
    return Indicator(
        plan=plan,
        department=plan.department,
        year=plan.year,
        position=position,
        level=level,
        name=name,
    )


def _leaf(plan: Plan, position: int, row: IndicatorDraft) -> Indicator:
    leaf = _node(plan, position, 3, row.level3)
    for name, value in target_fields(row.target).items():
        setattr(leaf, name, value)
    leaf.points = row.points
    leaf.description, leaf.explanation, leaf.basis = row.description, row.explanation, row.basis
    return leaf
