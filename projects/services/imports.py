"""Workbooks: read into a preview, confirmed as a whole or not at all."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from projects.access import require_role
from projects.imports.reading import read_table
from projects.models import Import, User
from projects.services import (
    import_accounts,
    import_departments,
    import_library,
    import_projects,
    import_windows,
)
from projects.services.staging import (
    Handed,
    ImportKind,
    ImportRefused,
    Planned,
    Status,
    from_json,
    to_json,
)
from projects.texts import file_name as safe_name
from projects.trail import record

KINDS: dict[str, ImportKind] = {
    Import.Kind.DEPARTMENTS: import_departments.KIND_OF_IMPORT,
    Import.Kind.ACCOUNTS: import_accounts.KIND_OF_IMPORT,
    Import.Kind.PROJECTS: import_projects.KIND_OF_IMPORT,
    Import.Kind.WINDOWS: import_windows.KIND_OF_IMPORT,
    Import.Kind.LIBRARY: import_library.KIND_OF_IMPORT,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a confirmation: written, or shown anew because something else had changed."""

    staged: Import
    is_written: bool
    handed: Handed | None = None


def stage_import(*, kind: str, data: bytes, file_name: str, by: User, at: datetime) -> Import:
    """Read a workbook and store its preview; nothing of it is written yet.

    Raises FileRefused when it cannot be read at all; what is wrong in rows stands in the preview.
    """
    require_role(by, KINDS[kind].verb)
    table = read_table(data, KINDS[kind].columns)
    digest = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        notes = list(table.notes)
        before = Import.objects.filter(
            kind=kind, department=by.department, file_digest=digest, state=Import.State.DONE
        ).first()
        if before is not None and before.ended_at is not None:
            day = timezone.localtime(before.ended_at)
            notes.append(f"同一个文件已于 {day:%Y-%m-%d %H:%M} 由 {before.by.name} 导入过。")
        staged = Import(
            kind=kind,
            file_name=safe_name(file_name, 190),
            file_digest=digest,
            rows=[to_json(one) for one in KINDS[kind].plan(table.rows, by, at)],
            notes=notes,
            department=by.department,
            by=by,
            at=at,
        )
        staged.save(force_insert=True)
    return staged


@transaction.atomic
def confirm_import(*, staged: Import, by: User, at: datetime) -> Outcome:
    """Write all rows of a preview in one go, after working it out anew.

    Where what is stored has changed since, the new preview is kept and nothing is written. Raises
    ImportRefused for a preview with wrong rows or one that was written already; IntegrityError
    when somebody adds the same at this moment: then `renew_import` says what is so.
    """
    staged = _locked(staged, by)
    if staged.state == Import.State.DONE:
        raise ImportRefused("这份表已经导入，不会再写一次。")
    planned = _planned_anew(staged, by, at)
    rows = [to_json(one) for one in planned]
    if rows != staged.rows:
        staged.rows = rows
        staged.save(update_fields=["rows"])
        return Outcome(staged, is_written=False)
    if any(one.status is Status.WRONG for one in planned):
        raise ImportRefused("还有填写有误的行，没有写入任何内容。请改正后整份重新上传。")
    handed = KINDS[staged.kind].write(planned, by, at)
    staged.state, staged.ended_at = Import.State.DONE, at
    staged.save(update_fields=["state", "ended_at"])
    _record(staged, planned, by, at)
    return Outcome(staged, is_written=True, handed=handed)


@transaction.atomic
def renew_import(*, staged: Import, by: User, at: datetime) -> Import:
    """Work a preview out anew and return it."""
    staged = _locked(staged, by)
    if staged.state == Import.State.PREVIEW:
        staged.rows = [to_json(one) for one in _planned_anew(staged, by, at)]
        staged.save(update_fields=["rows"])
    return staged


def counts(staged: Import) -> dict[str, int]:
    """How many rows are new, changed, same and wrong."""
    found = Counter(row["status"] for row in staged.rows)
    return {status.value: found[status.value] for status in Status}


def _locked(staged: Import, by: User) -> Import:
    """The preview, held; PermissionDenied for a person who may not import its kind."""
    staged = Import.objects.select_for_update(of=("self",)).get(pk=staged.pk)
    require_role(by, KINDS[staged.kind].verb)
    return staged


def _planned_anew(staged: Import, by: User, at: datetime) -> list[Planned]:
    """The rows planned again; one that could not be read stays wrong as it was."""
    rows = [from_json(told) for told in staged.rows]
    return KINDS[staged.kind].plan(rows, by, at)


def _record(staged: Import, planned: list[Planned], by: User, at: datetime) -> None:
    found: Any = Counter(one.status for one in planned)
    summary = (
        f"导入{KINDS[staged.kind].title}“{staged.file_name[:100]}”："
        f"新增 {found[Status.NEW]}、修改 {found[Status.CHANGED]}、相同 {found[Status.SAME]}"
    )
    changes = {"file_digest": ["", staged.file_digest]}
    record(by=by, at=at, action="import.done", on=staged, summary=summary, changes=changes)
