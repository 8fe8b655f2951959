"""Rows that two people changed: what each of them wrote, and what it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from projects import show
from projects.models import FundLineEvent, GoalEvent, IndicatorEvent, Plan, TaskEvent, TrailEntry
from projects.row_edits import FUND_FIELDS, GOAL_FIELDS, LEAF_FIELDS, TASK_FIELDS, Conflict

LOOKED_THROUGH = 50
UNKNOWN = "—"
_KINDS: dict[str, tuple[Any, Mapping[str, str], dict[str, str]]] = {
    "lines": (
        IndicatorEvent,
        LEAF_FIELDS,
        {"level3": "name", "target": "target_text"}
        | {
            name: name
            for name in ("explanation", "scoring_note", "basis", "data_source", "description")
        },
    ),
    "funds": (
        FundLineEvent,
        FUND_FIELDS,
        {"label": "label", "initial": "initial_text", "annual": "annual_text"},
    ),
    "goals": (GoalEvent, GOAL_FIELDS, {"name": "name", "content": "content"}),
    "tasks": (TaskEvent, TASK_FIELDS, {"name": "name", "content": "content"}),
}


@dataclass(frozen=True, slots=True)
class ConflictCell:
    """One field of a row: what it was, what they wrote, what I wrote."""

    words: str
    was: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """A row that was changed meanwhile; `by` and `at` are blank where nobody can be named."""

    key: str
    label: str
    version: int
    by: str
    at: str
    removed_by_them: bool
    removed_by_me: bool
    cells: list[ConflictCell]


def conflict_rows(
    plan: Plan, conflicts: Sequence[Conflict], versions: Mapping[UUID, int]
) -> list[ConflictRow]:
    """Lay both sides of each row beside what it was: two queries for a conflict, none for none."""
    if not conflicts:
        return []
    entries = list(
        TrailEntry.objects.filter(subject_kind="Plan", subject_id=plan.public_id)
        .order_by("-sequence")
        .values_list("by_name", "at", "changes")[:LOOKED_THROUGH]
    )
    return [
        _row(plan, conflict, versions.get(conflict.public_id), entries) for conflict in conflicts
    ]


def _row(
    plan: Plan, conflict: Conflict, seen: int | None, entries: Sequence[tuple[str, Any, Any]]
) -> ConflictRow:
    _, fields, _ = _KINDS[conflict.part]
    was, theirs, mine = _was(plan, conflict, seen), conflict.theirs or {}, conflict.mine or {}
    cells = [
        ConflictCell(
            words,
            was.get(name, UNKNOWN),
            theirs.get(name, ""),
            mine.get(name, "") if conflict.mine is not None else "",
        )
        for name, words in fields.items()
        if theirs.get(name, "") != mine.get(name, theirs.get(name, ""))
        or was.get(name, theirs.get(name, "")) != theirs.get(name, "")
    ]
    by, at = _author(cells, entries)
    return ConflictRow(
        key=conflict.public_id.hex,
        label=conflict.label,
        version=conflict.version,
        by=by,
        at=at,
        removed_by_them=conflict.theirs is None,
        removed_by_me=conflict.mine is None,
        cells=cells,
    )


def _was(plan: Plan, conflict: Conflict, seen: int | None) -> dict[str, str]:
    """The row as the page had shown it, out of its history; headings have none of their own."""
    model, _, columns = _KINDS[conflict.part]
    event = (
        model.objects.filter(plan_id=plan.pk, public_id=conflict.public_id, version=seen or 0)
        .order_by("-pgh_id")
        .first()
    )
    if event is None:
        return {}
    said = {name: str(getattr(event, column)) for name, column in columns.items()}
    if conflict.part == "lines":
        said["points"] = show.points(event.points)
    return said


def _author(
    cells: Sequence[ConflictCell], entries: Sequence[tuple[str, Any, Any]]
) -> tuple[str, str]:
    """Whose entry in the trail has what they wrote in its place."""
    pairs = [[cell.was, cell.theirs] for cell in cells if cell.was != cell.theirs]
    for by, at, changes in entries:
        if any(pair in pairs for pair in changes.values()):
            return by, f"{timezone.localtime(at):%H:%M:%S}"
    return "", ""
