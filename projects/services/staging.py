"""What importing has to say about a row: new, changed, same or wrong; to JSON and back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from projects.access import Verb
from projects.imports.columns import Column
from projects.imports.reading import Fault, Row
from projects.models import User


class ImportRefused(ValueError):
    """The import cannot be written; the message says why and what to do."""


class Status(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(slots=True, kw_only=True)
class Planned:
    """A row with the stored row that it is about, if any, and each change as label, from, to."""

    row: Row
    existing: Any = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def status(self) -> Status:
        """Wrong before all else."""
        if self.row.faults:
            return Status.WRONG
        if self.existing is None:
            return Status.NEW
        return Status.CHANGED if self.changes else Status.SAME


# What was made and can be told only once: headings and rows of a list, for one download.
Handed = tuple[list[str], list[list[str]]]
Planner = Callable[[Sequence[Row], User, datetime], list[Planned]]
Writer = Callable[[Sequence[Planned], User, datetime], Handed | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportKind:
    """How one kind of rows is read, planned and written, and by whom.

    Planning locks what it looks at, and looks no farther than the person may.
    """

    title: str
    verb: Verb
    columns: tuple[Column, ...]
    plan: Planner
    write: Writer


def to_json(planned: Planned) -> dict[str, Any]:
    """A row of the preview as JSON values."""
    row = planned.row
    return {
        "sheet": row.sheet,
        "row": row.number,
        "places": row.places,
        "typed": {key: text.replace("\0", "") for key, text in row.typed.items()},
        "values": row.values,
        "unread": row.unread,
        "status": planned.status.value,
        "changes": [list(change) for change in planned.changes],
        "faults": [
            {
                "heading": fault.heading,
                "cell": fault.cell if fault.column else "",
                "column": fault.column,
                "typed": fault.typed.replace("\0", ""),
                "message": fault.message,
            }
            for fault in row.faults
        ],
    }


def from_json(told: dict[str, Any]) -> Row:
    """The row as it was read, with what could not be read of it; planning adds the rest."""
    row = Row(
        sheet=told["sheet"],
        number=told["row"],
        places=told["places"],
        typed=told["typed"],
        values=told["values"],
        unread=told["unread"],
    )
    row.faults = [
        Fault(
            sheet=row.sheet,
            row=row.number,
            heading=fault["heading"],
            column=fault["column"],
            typed=fault["typed"],
            message=fault["message"],
        )
        for fault in told["faults"][: row.unread]
    ]
    return row


def difference(
    labels: dict[str, str], before: dict[str, str], after: dict[str, str]
) -> list[tuple[str, str, str]]:
    """The changes from `before` to `after` by label."""
    return [(labels[key], before[key], after[key]) for key in labels if before[key] != after[key]]
