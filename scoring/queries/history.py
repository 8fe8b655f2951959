"""The trail of one document, with every change from and to."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from projects.models import Plan, TrailEntry
from scoring.models import Sheet


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one entry: what it is called, what stood there, what stands there since."""

    what: str
    before: str
    after: str


LABELS = {"state": "状态", "target": "指标值", "points": "分值"}  # of entries made before 2026-11


def history(document: Plan | Sheet) -> "QuerySet[TrailEntry]":
    """The entries of a document, newest first."""
    kind = type(document).__name__
    return TrailEntry.objects.filter(subject_kind=kind, subject_id=document.public_id)


_NUMBERED = re.compile(r"第 (\d+) 行")


def changes_of(entry: TrailEntry) -> list[Change]:
    """What an entry says was changed, by row: the database keeps the names in no order."""
    found = [
        Change(LABELS.get(what, what), *(str(side) for side in sides))
        for what, sides in entry.changes.items()
        if isinstance(sides, list) and len(sides) == 2
    ]
    return sorted(found, key=lambda change: (_row(change.what), change.what))


def _row(what: str) -> int:
    """The number of the row that a name begins with, 0 for what stands outside the rows."""
    numbered = _NUMBERED.match(what)
    return int(numbered.group(1)) if numbered else 0
