"""The trail of one document, with every change from and to."""

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


def changes_of(entry: TrailEntry) -> list[Change]:
    """What an entry says was changed, in the order in which it was written down."""
    return [
        Change(LABELS.get(what, what), *(str(side) for side in sides))
        for what, sides in entry.changes.items()
        if isinstance(sides, list) and len(sides) == 2
    ]
