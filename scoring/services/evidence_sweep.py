"""Holds stored files of evidence against their rows: each row its bytes, each file its row."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scoring.files import digest_of, place_of, stored
from scoring.models import Evidence

# An upload that is under way has a file before its row can be seen.
LEFT_ALONE = timedelta(hours=24)


@dataclass(slots=True)
class Swept:
    """What was found. `missing` and `changed` name rows, `orphans` paths of files without one."""

    checked: int = 0
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether every row has its bytes."""
        return not (self.missing or self.changed)


def sweep_evidence(*, at: datetime, remove: bool) -> Swept:
    """Check every file by its size and digest; with `remove`, delete files without a row.

    Only those that have lain there for a day: they were left by a crash, or by a removal whose
    last step was cut off. Rows are never touched.
    """
    found = Swept()
    lying = dict(stored())
    rows = Evidence.objects.there().select_related("department").order_by("pk")
    for row in rows.iterator(chunk_size=500):
        lying.pop(row.path, None)
        found.checked += 1
        verdict = _verdict(row)
        if verdict is not None and _is_still_there(row):
            getattr(found, verdict).append(_called(row))
    for path, place in lying.items():
        if _is_old(place, at):
            found.orphans.append(path)
            if remove:
                place.unlink(missing_ok=True)
    return found


def _verdict(row: Evidence) -> str | None:
    place = place_of(row.path)
    try:
        if place.stat().st_size == row.size and digest_of(place) == row.digest:
            return None
    except OSError:
        return "missing"
    return "changed"


def _is_still_there(row: Evidence) -> bool:
    """Whether the row was not removed meanwhile, its file with it."""
    return Evidence.objects.there().filter(pk=row.pk).exists()


def _called(row: Evidence) -> str:
    return f"{row.department.name} {row.year_id} 年度 {row.name}（{row.path}）"


def _is_old(place: Path, at: datetime) -> bool:
    try:
        written = datetime.fromtimestamp(place.stat().st_mtime, tz=UTC)
    except OSError:  # it got its final name, or was removed, just now
        return False
    return written < at - LEFT_ALONE
