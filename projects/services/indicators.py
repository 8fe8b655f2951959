"""Store the indicator tree of a plan; what the parser understood of a target."""

from collections.abc import Sequence
from typing import Any

from projects.drafts import IndicatorDraft
from projects.models import Indicator, Plan
from projects.values import parse_named


def store_tree(*, plan: Plan, rows: Sequence[IndicatorDraft]) -> int:
    """Store leaves under their headings in printed order and return how many leaves there are.

    Headings are made once per run of rows with the same words; a row without a level-2 heading
    hangs on level 1. Stored level by level, since a child needs its parent's id.
    """
    levels: dict[int, list[Indicator]] = {1: [], 2: [], 3: []}
    open_headings: list[Indicator] = []  # of the row before: level 1, then level 2 if printed
    position = 0
    for row in rows:
        words = [row.level1, row.level2] if row.level2 else [row.level1]
        kept = _common(words, open_headings)
        open_headings = open_headings[:kept]
        for level, name in enumerate(words[kept:], kept + 1):
            position += 1
            heading = node_of(plan, position, level, name)
            heading.points = row.level1_points if level == 1 else None
            heading.parent = open_headings[-1] if open_headings else None
            open_headings.append(heading)
            levels[level].append(heading)
        position += 1
        leaf = leaf_of(plan, position, row)
        leaf.parent = open_headings[-1]
        levels[3].append(leaf)
    for nodes in levels.values():
        Indicator.objects.bulk_create(nodes)
    return len(levels[3])


def _common(words: Sequence[str], headings: Sequence[Indicator]) -> int:
    """How many headings of the row before also stand over this one."""
    count = 0
    for word, heading in zip(words, headings, strict=False):
        if word != heading.name:
            break
        count += 1
    return count


def target_fields(text: str | None, *, name: str) -> dict[str, Any]:
    """The columns of the target of indicator `name`: the text and what the parser understood."""
    value = parse_named(text, name=name)
    return {
        "target_text": value.text,
        "target_kind": value.kind.value,
        "target_operator": value.operator or "",
        "target_number": value.number,
        "target_upper": value.upper,
        "target_unit": value.unit or "",
        "target_base_number": value.base_number,
        "target_base_upper": value.base_upper,
        "target_base_unit": value.base_unit or "",
        "target_last_day": value.date_to or "",
    }


def node_of(plan: Plan, position: int, level: int, name: str) -> Indicator:
    """A node without a target, not stored yet."""
    return Indicator(
        plan=plan,
        department=plan.department,
        year=plan.year,
        position=position,
        level=level,
        name=name,
    )


def leaf_of(plan: Plan, position: int, row: IndicatorDraft) -> Indicator:
    """A leaf with its target as printed and as understood, not stored yet."""
    leaf = node_of(plan, position, 3, row.level3)
    for name, value in target_fields(row.target, name=row.level3).items():
        setattr(leaf, name, value)
    leaf.points = row.points
    leaf.description, leaf.explanation, leaf.basis = row.description, row.explanation, row.basis
    leaf.scoring_note, leaf.data_source = row.scoring_note, row.data_source
    if row.lineage is not None:
        leaf.lineage = row.lineage
    return leaf
