"""Writing and checking the trail (操作留痕)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from projects.models import Department, FiscalYear, TrailEntry, User


class Subject(Protocol):
    """What an entry can be about."""

    @property
    def public_id(self) -> UUID:
        """Its public id."""
        ...


def record(
    *,
    by: User | None,
    at: datetime,
    action: str,
    on: Subject,
    summary: str,
    changes: dict[str, Any] | None = None,
) -> TrailEntry:
    """Append one entry to the chain of its subject.

    The caller holds a lock on the subject's row (or has just made it), so that two entries can
    not take the same sequence; the unique constraint refuses the second one otherwise.
    `changes` maps a field to [before, after] as text.
    """
    sequence, previous = _next(on)
    said = Said(on=on, action=action, summary=summary, changes=changes or {})
    entry = _entry(by, at, said, sequence, previous)
    entry.save(force_insert=True)
    return entry


def record_new(
    *, by: User | None, at: datetime, action: str, made: Sequence[tuple[Subject, str]]
) -> None:
    """Append the first entry on each of several rows that were just made: one statement.

    `made` holds the rows with the summary of each; nothing can stand in their chains yet.
    """
    TrailEntry.objects.bulk_create(
        _entry(by, at, Said(on=on, action=action, summary=summary), 1, "") for on, summary in made
    )


def told_changes(changes: Mapping[str, list[str]], labels: Mapping[str, str]) -> str:
    """Changes in a sentence: 单位编码由“1”改为“2”; long values are cut here, not in `changes`."""
    return "；".join(
        f"{labels[key]}由“{before[:60]}”改为“{after[:60]}”"
        for key, (before, after) in changes.items()
    )[:400]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One entry of many: what `record` takes, by itself."""

    on: Subject
    action: str
    summary: str
    changes: dict[str, Any] = field(default_factory=dict)


def record_many(*, by: User, at: datetime, entries: Sequence[Said]) -> None:
    """Append an entry to each of many subjects, each subject once: two statements a thousand.

    As with `record`, the caller holds the locks of the subjects.
    """
    ids = [said.on.public_id for said in entries]
    last = {
        (kind, subject): (sequence, digest)
        for kind, subject, sequence, digest in TrailEntry.objects.filter(subject_id__in=ids)
        .order_by("sequence")
        .values_list("subject_kind", "subject_id", "sequence", "digest")
    }
    made = []
    for said in entries:
        key = (type(said.on).__name__, said.on.public_id)
        sequence, previous = last.get(key, (0, ""))
        made.append(_entry(by, at, said, sequence + 1, previous))
    TrailEntry.objects.bulk_create(made, batch_size=1000)


def _next(on: Subject) -> tuple[int, str]:
    """The sequence number of the next entry on a subject, and the digest it follows."""
    last = (
        TrailEntry.objects.filter(subject_kind=type(on).__name__, subject_id=on.public_id)
        .order_by("-sequence")
        .values_list("sequence", "digest")
        .first()
    )
    return (last[0] + 1, last[1]) if last else (1, "")


def _entry(by: User | None, at: datetime, said: Said, sequence: int, previous: str) -> TrailEntry:
    """An entry with its digest, not stored yet."""
    entry = TrailEntry(
        at=at,
        by=by,
        by_name=by.name if by else "系统",
        by_role=by.get_role_display() if by else "",
        department=_department(said.on),
        year=_year(said.on),
        subject_kind=type(said.on).__name__,
        subject_id=said.on.public_id,
        sequence=sequence,
        action=said.action,
        summary=said.summary,
        changes=said.changes,
        previous_digest=previous,
    )
    entry.digest = digest(entry)
    return entry


def digest(entry: TrailEntry) -> str:
    """The SHA-256 over what the entry says and its predecessor's digest."""
    said = [
        entry.at.astimezone(UTC).isoformat(),
        entry.by_id,
        entry.by_name,
        entry.by_role,
        entry.department_id,
        entry.year_id,
        entry.subject_kind,
        str(entry.subject_id),
        entry.sequence,
        entry.action,
        entry.summary,
        entry.changes,
        entry.previous_digest,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def broken(subject: Subject) -> list[int]:
    """The sequence numbers of a subject's entries that do not fit the chain; [] when sound."""
    entries = TrailEntry.objects.filter(
        subject_kind=type(subject).__name__, subject_id=subject.public_id
    ).order_by("sequence")
    wrong, previous, expected = [], "", 1
    for entry in entries:
        fits = entry.sequence == expected and entry.previous_digest == previous
        if not fits or entry.digest != digest(entry):
            wrong.append(entry.sequence)
        previous, expected = entry.digest, expected + 1
    return wrong


def _department(on: Any) -> Department | None:
    return on if isinstance(on, Department) else getattr(on, "department", None)


def _year(on: Any) -> FiscalYear | None:
    year = getattr(on, "year", None)
    return year if isinstance(year, FiscalYear) else None
