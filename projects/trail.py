"""Writing and checking the trail (操作留痕)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

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
    said = Said(on=on, action=action, summary=summary, changes=changes or {})
    entry = _entry(by, at, said, 1, "")
    _append(entry)
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


# Told, and nothing of the document was changed by them.
_READS = ("evidence.taken", "finding.waived", "finding.unwaived")


def last_change(subject: Subject) -> int:
    """The number of the last change of a document: what a person must have seen to act on it.

    Every write under a document stands in its trail, that of a row, of evidence or of a task as
    well; its own `version` does not know of those. One query.
    """
    found = _changes_of(type(subject).__name__, subject.public_id)
    return found.values_list("sequence", flat=True).first() or 0


def last_change_of(kind: str) -> Coalesce:
    """The same as a column of a query for documents of that kind."""
    numbers = _changes_of(kind, OuterRef("public_id")).values("sequence")
    return Coalesce(Subquery(numbers[:1]), 0)


def _changes_of(kind: str, subject_id: Any) -> "QuerySet[TrailEntry]":
    entries = TrailEntry.objects.filter(subject_kind=kind, subject_id=subject_id)
    return entries.exclude(action__in=_READS).order_by("-sequence")


def told_changes(changes: Mapping[str, list[str]], labels: Mapping[str, str]) -> str:
    """Changes in a sentence: 单位编码由“1”改为“2”; long values are cut here, not in `changes`."""
    return "；".join(
        told_change(labels[key], before, after, most=60) for key, (before, after) in changes.items()
    )[:400]


def told_change(what: str, before: str, after: str, *, most: int = 20) -> str:
    """One change in words: what was blank was filled in, not changed from nothing."""
    if not before:
        return f"{what}填“{after[:most]}”"
    if not after:
        return f"{what}由“{before[:most]}”清空"
    return f"{what}由“{before[:most]}”改为“{after[:most]}”"


FIRST = 3  # of many changes so many are told in the summary; all stand in `changes`


def told_first(told: Sequence[str], *, sign: str = "；", unit: str = "处") -> str:
    """The first of several things in a sentence, and how many there are: a；b；c等 7 处."""
    more = f"等 {len(told)} {unit}" if len(told) > FIRST else ""
    return sign.join(words[:150] for words in told[:FIRST]) + more


def told_first_changes(changes: Mapping[str, Sequence[str]]) -> str:
    """The first changes in a sentence, and how many there are."""
    return told_first([told_change(what, old, new) for what, (old, new) in changes.items()])


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One entry of many: what `record` takes, by itself."""

    on: Subject
    action: str
    summary: str
    changes: dict[str, Any] = field(default_factory=dict)


def record_many(*, by: User, at: datetime, entries: Sequence[Said]) -> None:
    """Append entries about many subjects, in their order: two statements a thousand.

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
        entry = _entry(by, at, said, sequence + 1, previous)
        last[key] = (entry.sequence, entry.digest)
        made.append(entry)
    TrailEntry.objects.bulk_create(made, batch_size=1000)


_CHAINED = ("sequence", "previous_digest", "digest")
_APPEND = """
INSERT INTO projects_trailentry ({columns}, sequence, previous_digest, digest)
SELECT {values}, last.sequence + 1, last.digest,
    encode(
        sha256(convert_to(%s || (last.sequence + 1) || %s || last.digest || '"]', 'UTF8')), 'hex'
    )
FROM (
    SELECT sequence, digest FROM projects_trailentry WHERE subject_kind = %s AND subject_id = %s
    UNION ALL SELECT 0, '' ORDER BY sequence DESC LIMIT 1
) AS last
RETURNING id, sequence, previous_digest, digest"""


def _append(entry: TrailEntry) -> None:
    """Store an entry after the last one of its subject, by one statement.

    Looking for the last entry first would cost every saved cell one more query. What goes into the
    digest is cut where number and predecessor stand; PostgreSQL puts them in.
    """
    said = json.dumps(_said(entry, sequence=0, previous=""), ensure_ascii=False, sort_keys=True)
    head = json.dumps(_said(entry, sequence=0, previous="")[:8], ensure_ascii=False)[:-1] + ", "
    middle = said[len(head) + 1 : -2]  # without the 0 of the number and the closing "]
    fields = [
        field
        for field in entry._meta.concrete_fields
        if not field.primary_key and field.name not in _CHAINED
    ]
    given = [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in fields]
    kinds = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    statement = _APPEND.format(
        columns=", ".join(f'"{field.column}"' for field in fields),
        values=", ".join(f"%s::{kind}" for kind in kinds),
    )
    subject: list[Any] = [entry.subject_kind, entry.subject_id]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, head, middle, *subject])
        entry.pk, entry.sequence, entry.previous_digest, entry.digest = cursor.fetchone()


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
    said = _said(entry, sequence=entry.sequence, previous=entry.previous_digest)
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _said(entry: TrailEntry, *, sequence: int, previous: str) -> list[Any]:
    return [
        entry.at.astimezone(UTC).isoformat(),
        entry.by_id,
        entry.by_name,
        entry.by_role,
        entry.department_id,
        entry.year_id,
        entry.subject_kind,
        str(entry.subject_id),
        sequence,
        entry.action,
        entry.summary,
        entry.changes,
        previous,
    ]


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
