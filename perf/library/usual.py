"""The starting set of the indicator library, read from the data file beside this module."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from projects.drafts import EntryDraft
from projects.models import Department
from projects.services.library import load_entries

FILE = Path(__file__).with_name("usual.toml")


def usual_entries() -> list[EntryDraft]:
    """Every entry of the file, in its order."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]
    return [_draft({**group, **entry}) for group in groups for entry in group["entry"]]


def _draft(told: dict[str, Any]) -> EntryDraft:
    return EntryDraft(
        name=told["name"],
        level1=told["level1"],
        level2=told["level2"],
        for_projects=told.get("for_projects", True),
        for_departments=told.get("for_departments", False),
        operator=told.get("operator", ""),
        unit=told["unit"],
        target_text=told.get("target", ""),
        explanation=told["says"],
        scoring_note=told["note"],
        data_source=told["data"],
        source=told["source"],
    )


def load_usual(*, at: datetime, code: str | None = None) -> dict[str, int]:
    """Give bureaus what they lack of the set; bureau -> how many entries were added.

    The bureau with that code, or every topmost finance bureau: those below another one see its
    library and need no second copy.
    """
    bureaus = Department.objects.filter(kind=Department.Kind.FINANCE).order_by("path")
    bureaus = bureaus.filter(parent=None) if code is None else bureaus.filter(code=code)
    entries = usual_entries()
    return {
        bureau.name: load_entries(department=bureau, drafts=entries, by=None, at=at)
        for bureau in bureaus
    }
