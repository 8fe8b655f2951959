"""Keep the indicator library (指标库) of a finance bureau."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from projects.access import Verb, require
from projects.drafts import EntryDraft
from projects.marks import Overtaken
from projects.models import Department, LibraryEntry, TrailEntry, User
from projects.names import initials, name_key
from projects.trail import Said, record, record_many, record_new

# The longest text of each column, as the page and the workbook take it.
LONGEST = {
    "name": 200,
    "level1": 60,
    "level2": 60,
    "unit": 40,
    "target_text": 200,
    "explanation": 1000,
    "scoring_note": 1000,
    "data_source": 200,
    "source": 200,
}
USUAL_SOURCE = "本级财政自定"


@transaction.atomic
def add_entry(*, department: Department, draft: EntryDraft, by: User, at: datetime) -> LibraryEntry:
    """Add an indicator to the library of a bureau and return it.

    Raises IntegrityError when the bureau has the name under that level-2 heading already.
    """
    require(by, Verb.LIBRARY, department)
    entry = _entry(department, draft)
    entry.save(force_insert=True)
    record(by=by, at=at, action="library.added", on=entry, summary=_added(entry))
    return entry


@transaction.atomic
def change_entry(
    *, entry: LibraryEntry, draft: EntryDraft, seen: int, by: User, at: datetime
) -> LibraryEntry:
    """Change an indicator of the library; `seen` is the version that the person's page showed.

    Raises Overtaken for a stale page and IntegrityError for a name that is taken.
    """
    require(by, Verb.LIBRARY, entry)
    entry = _locked(entry)
    now, version = {name: getattr(entry, name) for name in asdict(draft)}, entry.version
    said = _changed(entry, draft)
    if said.changes:
        if version != seen:
            raise Overtaken(now, str(version))
        entry.save()
        record(
            by=by,
            at=at,
            action=said.action,
            on=entry,
            summary=said.summary,
            changes=said.changes,
        )
    return entry


def _changed(entry: LibraryEntry, draft: EntryDraft) -> Said:
    """What the trail says of the change; where there is one the entry is as it is to be."""
    changes = {
        name: [_said(getattr(entry, name)), _said(value)]
        for name, value in asdict(draft).items()
        if getattr(entry, name) != value
    }
    words = "、".join(str(_LABELS[name]) for name in changes)
    summary = f"修改指标库 {entry.name[:60]}：{words}"
    if changes:
        for name, value in _columns(draft).items():
            setattr(entry, name, value)
        entry.version += 1
    return Said(on=entry, action="library.changed", summary=summary, changes=changes)


@transaction.atomic
def save_entries(
    *,
    department: Department,
    fresh: Sequence[EntryDraft],
    changed: Sequence[tuple[LibraryEntry, EntryDraft]],
    by: User,
    at: datetime,
) -> None:
    """Add and change many indicators of a bureau, each with its trail: few statements.

    The caller holds the entries that change. Raises IntegrityError for a name that is taken.
    """
    require(by, Verb.LIBRARY, department)
    entries = [_changed(entry, draft) for entry, draft in changed]
    columns = [*EntryDraft.__dataclass_fields__, "key", "initials", "version"]
    LibraryEntry.objects.bulk_update([entry for entry, _ in changed], columns, batch_size=500)
    added = LibraryEntry.objects.bulk_create(
        [_entry(department, draft) for draft in fresh], batch_size=1000
    )
    record_many(by=by, at=at, entries=entries)
    made = [(entry, _added(entry)) for entry in added]
    record_new(by=by, at=at, action="library.added", made=made)


@transaction.atomic
def retire_entry(*, entry: LibraryEntry, is_active: bool, by: User, at: datetime) -> LibraryEntry:
    """Take an indicator out of use, or back into it. Plans that took it over keep their rows."""
    require(by, Verb.LIBRARY, entry)
    entry = _locked(entry)
    if entry.is_active != is_active:
        entry.is_active = is_active
        entry.version += 1
        entry.save(update_fields=["is_active", "version"])
        action, words = ("restored", "恢复使用") if is_active else ("retired", "停用")
        summary = f"{words}指标库 {entry.name[:60]}"
        record(by=by, at=at, action=f"library.{action}", on=entry, summary=summary)
    return entry


@transaction.atomic
def load_entries(
    *, department: Department, drafts: Iterable[EntryDraft], by: User | None, at: datetime
) -> int:
    """Add what a bureau never had by name and level-2 heading; returns how many.

    What is there stays as it is, changed, renamed or retired: four statements whatever their
    number.
    """
    there = _places_ever(department)
    fresh = {(draft.name, draft.level2): draft for draft in drafts}
    entries = LibraryEntry.objects.bulk_create(
        _entry(department, draft) for place, draft in fresh.items() if place not in there
    )
    made = [(entry, _added(entry)) for entry in entries]
    record_new(by=by, at=at, action="library.added", made=made)
    return len(entries)


def _places_ever(department: Department) -> set[tuple[str, str]]:
    """Name and level-2 heading of all entries of a bureau, as they are and as they ever were."""
    entries = LibraryEntry.objects.filter(department=department)
    now = {row[0]: row[1:] for row in entries.values_list("public_id", "name", "level2")}
    changes = TrailEntry.objects.filter(
        subject_kind="LibraryEntry",
        subject_id__in=entries.values("public_id"),
        action="library.changed",
        changes__has_any_keys=["name", "level2"],
    )
    places = set(now.values())
    for public_id, said in changes.order_by("-pk").values_list("subject_id", "changes"):
        name, level2 = now[public_id]
        now[public_id] = said.get("name", [name])[0], said.get("level2", [level2])[0]
        places.add(now[public_id])
    return places


_LABELS = {column.name: column.verbose_name for column in LibraryEntry._meta.concrete_fields}


def _locked(entry: LibraryEntry) -> LibraryEntry:
    rows = LibraryEntry.objects.select_related("department").select_for_update(of=("self",))
    return rows.get(pk=entry.pk)


def _entry(department: Department, draft: EntryDraft) -> LibraryEntry:
    return LibraryEntry(department=department, **_columns(draft))


def _columns(draft: EntryDraft) -> dict[str, Any]:
    return asdict(draft) | {"key": name_key(draft.name), "initials": initials(draft.name)}


def _added(entry: LibraryEntry) -> str:
    return f"新增指标库 {entry.name[:60]}（{entry.level1}）"


def _said(value: Any) -> str:
    """A column as the trail tells it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
