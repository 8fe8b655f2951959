"""Save what a filer entered: rows of a sheet and what stands beside them; score again; trail."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404

from projects import show
from projects.access import Verb, require
from projects.models import User
from projects.trail import record, told_first_changes
from projects.values import Kind, parse_actual
from scoring.adapter import ScoredSheet
from scoring.entries import LineEntry, SheetEntry
from scoring.locks import sheet_lock
from scoring.models import Actual, FundResult, GoalResult, Sheet, TaskResult
from scoring.queries.lines import headings_of
from scoring.queries.sheet_rows import SheetRows, sheet_rows
from scoring.services.results import (
    EntryRefused,
    is_stale,
    overtaken,
    save_funds,
    save_head,
    save_texts,
    told,
)
from scoring.services.scores import rescore

__all__ = ["EntryRefused", "Saved", "save_entry", "save_locked"]


@dataclass(slots=True)
class Saved:
    """What was written: rows as they are stored now, the new scores (None: nothing to score)."""

    actuals: list[Actual] = field(default_factory=list)
    funds: list[FundResult] = field(default_factory=list)
    texts: list[Any] = field(default_factory=list)
    scored: ScoredSheet | None = None


@transaction.atomic
def save_entry(*, sheet: Sheet, entry: SheetEntry, by: User, at: datetime) -> Sheet:
    """Save a form or a part of it, score the sheet again and return it with its new totals.

    Raises PermissionDenied (not the unit's filer), Locked (the sheet has left the filer's hands)
    or EntryRefused. Who last changed anything of a line is its author; the trail has all others.
    """
    sheet = get_object_or_404(
        Sheet.objects.select_for_update(of=("self",)).select_related(
            "plan__project", "department", "year", "state_by"
        ),
        pk=sheet.pk,
    )
    require(by, Verb.FILL, sheet)
    stored = sheet_rows(sheet, with_trail=False, parts=_parts(entry))
    save_locked(sheet=sheet, stored=stored, entry=entry, by=by, at=at)
    return sheet


def _parts(entry: SheetEntry) -> frozenset[str]:
    """Which rows of the sheet an entry is about."""
    asked = {"lines": entry.lines, "funds": entry.funds, "goals": entry.goals, "tasks": entry.tasks}
    return frozenset(name for name, rows in asked.items() if rows)


def save_locked(
    *, sheet: Sheet, stored: SheetRows, entry: SheetEntry, by: User, at: datetime
) -> Saved:
    """Save as `save_entry` does, for a caller that holds the sheet's row lock in a transaction.

    `stored` are the rows that the entry is about, read under that lock. The totals of `sheet` are
    set. The number of statements does not depend on that of the rows.
    """
    require(by, Verb.FILL, sheet)
    if lock := sheet_lock(sheet, at=at):
        raise lock
    saved, changes = Saved(), dict[str, Any]()
    rows = stored.lines
    saved.actuals = _save_lines(sheet, rows, entry, by, at, changes)
    saved.funds = save_funds(sheet, stored.funds, entry, changes)
    saved.texts = save_texts(sheet, "目标", GoalResult, stored.goals, entry.goals, changes)
    saved.texts += save_texts(sheet, "任务", TaskResult, stored.tasks, entry.tasks, changes)
    save_head(sheet, entry, changes)
    if changes:
        sheet.version += 1
        if _is_scored(entry):
            saved.scored = rescore(sheet=sheet, headings=headings_of(rows) if rows else None)
        else:
            sheet.save(update_fields=["version"])
    if changes or entry.dropped:
        record(
            by=by,
            at=at,
            action="sheet.filled",
            on=sheet,
            summary=told_first_changes(changes | entry.dropped),
            changes=changes | entry.dropped,
        )
    return saved


def _is_scored(entry: SheetEntry) -> bool:
    return bool(entry.lines or entry.funds or entry.head)


FIELDS = {
    "text": "实际完成值",
    "claimed": "自评分",
    "share": "得分比例",
    "not_applicable": "不适用",
    "deviation": "偏差原因",
}


def _save_lines(
    sheet: Sheet,
    nodes: list[Any],
    entry: SheetEntry,
    by: User,
    at: datetime,
    changes: dict[str, Any],
) -> list[Actual]:
    if not entry.lines:
        return []
    rows = {row.public_id: row for row in nodes if row.level == 3}
    if unknown := entry.lines.keys() - rows.keys():
        raise EntryRefused(f"自评表中没有这 {len(unknown)} 行，请刷新页面后重填。")
    numbers = {public_id: number for number, public_id in enumerate(rows, 1)}
    fresh = []
    for public_id, line in entry.lines.items():
        row, where = rows[public_id], f"第 {numbers[public_id]} 行"
        if is_stale(row.a_version or 0, line.version):
            raise overtaken(where)
        _check(row, line)
        if changed := _changed(row, line):
            fresh.append(_actual(sheet, row, line, (row.a_version or 0) + 1, by, at))
            changes |= {f"{where} {FIELDS[name]}": pair for name, pair in changed.items()}
    if fresh:
        _upsert(fresh)
    return fresh


def _upsert(fresh: list[Actual]) -> None:
    Actual.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["sheet", "indicator"],
        update_fields=[
            "text", "kind", "number", "unit", "base_number", "base_unit", "last_day", "share",
            "not_applicable", "claimed", "deviation", "by", "at", "version",
        ],
    )  # fmt: skip


def _check(row: Any, line: LineEntry) -> None:
    if line.claimed is not None and not 0 <= line.claimed <= (row.points or Decimal(0)):
        raise EntryRefused(f"“{row.name}”自评分 {line.claimed} 超出 0 至分值 {row.points}。")
    if line.not_applicable and (not line.deviation.strip() or line.claimed is not None):
        raise EntryRefused(f"“{row.name}”选了不适用：须写明原因，并清空自评分。")
    if line.share is not None and not 0 <= line.share <= 1:
        raise EntryRefused(f"“{row.name}”得分比例须在 0 至 100% 之间。")


def _changed(row: Any, line: LineEntry) -> dict[str, list[str]]:
    before = {
        "text": row.a_text or "",
        "claimed": row.a_claimed,
        "share": row.a_share,
        "not_applicable": bool(row.a_not_applicable),
        "deviation": row.a_deviation or "",
    }
    return {
        name: [_told(name, old), _told(name, getattr(line, name))]
        for name, old in before.items()
        if old != getattr(line, name)
    }


def _told(name: str, value: Any) -> str:
    """A value as the trail keeps it; a share in percent, as it was typed."""
    return told(value) if name != "share" or value is None else f"{show.plain(value * 100)}%"


def _actual(
    sheet: Sheet, row: Any, line: LineEntry, version: int, by: User, at: datetime
) -> Actual:
    value = parse_actual(line.text, name=row.name)
    return Actual(
        sheet=sheet,
        department=sheet.department,
        year=sheet.year,
        indicator_id=row.id,
        text=value.text,
        kind=value.kind.value,
        number=value.number if value.kind in (Kind.NUMBER, Kind.RANGE) else None,
        unit=value.unit or "",
        base_number=value.base_number,
        base_unit=value.base_unit or "",
        last_day=value.date_to or "",
        share=line.share,
        not_applicable=line.not_applicable,
        claimed=line.claimed,
        deviation=line.deviation,
        by=by,
        at=at,
        version=version,
    )
