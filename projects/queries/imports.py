"""Reads of imports: only who uploaded one sees it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from projects.models import Import, User

MOST_ERRORS = 200  # shown at once; the workbook of errors has them all


def own_imports(user: User) -> "QuerySet[Import]":
    """The previews that the person uploaded in the department where he works now."""
    return Import.objects.filter(by=user, department=user.department)


def latest_imports(user: User, kind: str) -> list[Import]:
    """A person's latest imports of a kind, without their rows."""
    return list(own_imports(user).filter(kind=kind).defer("rows", "notes")[:10])


@dataclass(frozen=True, slots=True)
class Wrong:
    """One wrong cell as the page lists it."""

    sheet: str
    row: int
    fault: dict[str, str]


def wrong_cells(staged: Import) -> list[Wrong]:
    """Every wrong cell by worksheet, row and column."""
    return [
        Wrong(row["sheet"], row["row"], fault)
        for row in staged.rows
        for fault in sorted(
            row["faults"], key=lambda fault: (len(fault["column"]), fault["column"])
        )
    ]


def shown_rows(staged: Import, status: str) -> list[dict[str, Any]]:
    """The rows of a preview, of one status or all."""
    return [row for row in staged.rows if not status or row["status"] == status]
