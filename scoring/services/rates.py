"""Settle management rates: take the system's figure over, or say why another one stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.shortcuts import get_object_or_404

from projects.access import Verb, require
from projects.models import User
from projects.trail import record, told_first_changes
from scoring.entries import LineEntry, SheetEntry
from scoring.locks import sheet_lock
from scoring.management.rates import Overrule
from scoring.models import Actual, Sheet
from scoring.queries.lines import sheet_lines
from scoring.services.actuals import EntryRefused, save_entry


@transaction.atomic
def settle_rates(
    *,
    sheet: Sheet,
    adopted: Mapping[UUID, str],
    overruled: Mapping[UUID, Overrule],
    versions: Mapping[UUID, int],
    by: User,
    at: datetime,
) -> Sheet:
    """Fill in `adopted` values and keep the reasons of `overruled` ones; lines by public id.

    `versions` are those of the lines that the person's page showed. Raises PermissionDenied,
    Locked, or EntryRefused (an unknown line, one that was changed since, a reason without a value).
    An adopted line loses its reason; a blank reason takes a reason away. Scored again, on the
    trail.
    """
    sheet = get_object_or_404(
        Sheet.objects.select_for_update(of=("self",)).select_related(
            "plan__project", "department", "year", "state_by"
        ),
        pk=sheet.pk,
    )
    require(by, Verb.FILL, sheet)
    if lock := sheet_lock(sheet, at=at):
        raise lock
    leaves = [row for row in sheet_lines(sheet) if row.level == 3]
    rows = {row.public_id: (number, row) for number, row in enumerate(leaves, 1)}
    _check_seen(rows, adopted.keys() | overruled.keys(), versions)
    reasons = dict.fromkeys(adopted, Overrule(reason="", figure="")) | dict(overruled)
    changes = _save_reasons(sheet, {rows[one]: said for one, said in reasons.items()}, by, at)
    if changes:
        sheet.version += 1
        sheet.save(update_fields=["version"])
        record(
            by=by, at=at, action="sheet.rates_settled", on=sheet,
            summary=told_first_changes(changes), changes=changes,
        )  # fmt: skip
    lines = {one: _with_text(rows[one][1], text) for one, text in adopted.items()}
    return save_entry(sheet=sheet, entry=SheetEntry(lines=lines), by=by, at=at) if lines else sheet


def _check_seen(
    rows: Mapping[UUID, tuple[int, Any]], asked: Iterable[UUID], versions: Mapping[UUID, int]
) -> None:
    """Raise EntryRefused for a line that is not there or was changed since the page was made."""
    for one in asked:
        if one not in rows:
            raise EntryRefused("自评表中没有这一行，请刷新页面后重填。")
        number, row = rows[one]
        if versions.get(one) != (row.a_version or 0):
            raise EntryRefused(f"第 {number} 行别人已改过，没有写入。请核对后再保存。")


def _save_reasons(
    sheet: Sheet, said: Mapping[tuple[int, Any], Overrule], by: User, at: datetime
) -> dict[str, list[str]]:
    changes: dict[str, list[str]] = {}
    for (number, row), one in said.items():
        before = (row.a_overrule_reason or "", row.a_overruled or "")
        after = (one.reason, one.figure if one.reason else "")
        if before == after:
            continue
        if not row.a_text or (one.reason and not one.figure):
            raise EntryRefused(f"第 {number} 行还没有填数，不需要写不采用系统数的原因。")
        Actual.objects.filter(sheet=sheet, indicator_id=row.id).update(
            overrule_reason=after[0], overruled=after[1], by=by, at=at, version=F("version") + 1
        )
        changes[f"第 {number} 行 不采用系统数的原因"] = [before[0], after[0]]
    return changes


def _with_text(row: Any, text: str) -> LineEntry:
    """The line as it stands, with another value; a value makes it apply again."""
    return LineEntry(
        text=text, claimed=row.a_claimed, share=row.a_share, deviation=row.a_deviation or ""
    )
