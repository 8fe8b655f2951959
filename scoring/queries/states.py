"""What a row of a sheet was at an earlier version, and who changed a cell last."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from projects.models import TrailEntry
from scoring.models import (
    ActualEvent,
    FundResultEvent,
    GoalResultEvent,
    Sheet,
    SheetHeadEvent,
    TaskResultEvent,
)

# Kind of row: its history, how it names the plan's row, how its version is called.
_KEPT: dict[str, tuple[Any, str, str]] = {
    "lines": (ActualEvent, "indicator__public_id", "version"),
    "funds": (FundResultEvent, "fund_line__public_id", "version"),
    "goals": (GoalResultEvent, "goal__public_id", "version"),
    "tasks": (TaskResultEvent, "task__public_id", "version"),
    "head": (SheetHeadEvent, "pgh_obj__public_id", "head_version"),
}
_NEWEST = 200  # entries of the trail that are looked through


class Change(NamedTuple):
    """Who changed a cell last, and when."""

    by: str
    at: datetime


def states(sheet: Sheet, kind: str, versions: Mapping[UUID, int]) -> dict[UUID, Any]:
    """The rows of one kind as they stood at these versions: one query. Unknown ones are missing."""
    model, row_id, version = _KEPT[kind]
    of_sheet = {"pgh_obj" if kind == "head" else "sheet": sheet.pk}
    asked = {f"{row_id}__in": list(versions), f"{version}__in": set(versions.values())}
    kept = model.objects.filter(**of_sheet, **asked).select_related(row_id.partition("__")[0])
    found = {}
    for state in kept.order_by("pgh_id"):
        row = getattr(state, row_id.partition("__")[0]).public_id
        if getattr(state, version) == versions.get(row):
            found[row] = state
    return found


def last_changes(sheet: Sheet, labels: Iterable[str]) -> dict[str, Change]:
    """The last change of each of these cells, by the name that the trail gives it: one query."""
    asked = set(labels)
    entries = TrailEntry.objects.filter(
        subject_kind="Sheet", subject_id=sheet.public_id, changes__has_any_keys=list(asked)
    )
    found: dict[str, Change] = {}
    for entry in entries.order_by("-sequence")[:_NEWEST]:
        for label in asked.intersection(entry.changes):
            found.setdefault(label, Change(entry.by_name, entry.at))
    return found
