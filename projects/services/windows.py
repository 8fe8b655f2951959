"""Set the windows of stages, and give one unit more time; each with its trail."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from projects.access import Verb, require
from projects.deadlines import told_end, told_moment
from projects.locks import open_window
from projects.models import Department, Extension, FiscalYear, Stage, StageWindow, User
from projects.trail import record

Span = tuple[datetime, datetime]
LONGEST_REASON = 300
FARTHEST = timedelta(days=366)


class WindowRefused(ValueError):
    """The window or extension cannot be; the message says why and what to do."""


@transaction.atomic
def set_windows(
    *,
    department: Department,
    year: FiscalYear,
    spans: Mapping[Stage, Span | None],
    by: User,
    at: datetime,
) -> int:
    """Set, change or remove (None) windows of a department and a year; returns how many changed.

    Raises PermissionDenied or WindowRefused; each change is one entry in the department's trail.
    """
    department = Department.objects.select_for_update().get(pk=department.pk)
    require(by, Verb.SCHEDULE, department)
    stored = {
        row.stage: row for row in StageWindow.objects.filter(department=department, year=year)
    }
    changed = 0
    for stage, span in spans.items():
        row = stored.get(stage)
        before = (row.opens_at, row.closes_at) if row else None
        if span == before:
            continue
        if span is not None and span[0] >= span[1]:
            raise WindowRefused(f"{stage.label}的截止须晚于开始，没有保存。")
        _write(row, department, year, stage, span, by, at)
        changed += 1
        told = [_told(before, at), _told(span, at)]
        record(
            by=by,
            at=at,
            action="window.set",
            on=department,
            summary=f"{year.year} 年度{stage.label}时限：{told[0]} 改为 {told[1]}",
            changes={f"{year.year} {stage.label}": told},
        )
    return changed


def _write(
    row: StageWindow | None,
    department: Department,
    year: FiscalYear,
    stage: Stage,
    span: Span | None,
    by: User,
    at: datetime,
) -> None:
    if span is None:
        if row:
            row.delete()
        return
    if row is None:
        row = StageWindow(department=department, year=year, stage=stage, version=0)
    row.opens_at, row.closes_at = span
    row.by, row.at = by, at
    row.version += 1
    row.save()


def _told(span: Span | None, at: datetime) -> str:
    if span is None:
        return "不限时"
    return f"{told_moment(span[0], seen_at=at)}—{told_end(span[1], seen_at=at)}"


@transaction.atomic
def extend_stage(
    *,
    department: Department,
    year: FiscalYear,
    stage: Stage,
    until: datetime,
    reason: str,
    by: User,
    at: datetime,
) -> Extension:
    """Give one unit a later deadline of a stage and return it.

    Raises PermissionDenied, or WindowRefused where there is no deadline, the new one is not later,
    has passed, lies too far away, or the reason is missing.
    """
    department = Department.objects.select_for_update().get(pk=department.pk)
    require(by, Verb.EXTEND, department)
    reason = reason.strip()
    before = _current_end(department, year, stage, until, reason, at)
    after = told_end(until, seen_at=at)
    extension = Extension(
        department=department, year=year, stage=stage, until=until, reason=reason, by=by, at=at
    )
    extension.save(force_insert=True)
    record(
        by=by,
        at=at,
        action="stage.extended",
        on=department,
        summary=f"{year.year} 年度{stage.label}延期至 {after}：{reason}",
        changes={f"{year.year} {stage.label}": [before, after]},
    )
    return extension


def _current_end(
    department: Department,
    year: FiscalYear,
    stage: Stage,
    until: datetime,
    reason: str,
    at: datetime,
) -> str:
    """The deadline that the extension moves, in words. Raises WindowRefused where it cannot be."""
    if not reason or len(reason) > LONGEST_REASON:
        raise WindowRefused(f"须写明延期理由，最多 {LONGEST_REASON} 字。")
    window = open_window(department=department, year=year.year, stage=stage)
    if window is None:
        raise WindowRefused("这个环节没有设时限，一直开放，不需要延期。")
    before, after = told_end(window.closes_at, seen_at=at), told_end(until, seen_at=at)
    if until <= at or until > at + FARTHEST:
        raise WindowRefused(f"延至 {after}，须在现在以后、一年以内。")
    if until <= window.closes_at:
        raise WindowRefused(f"现在的时限是 {before}，延至 {after} 没有更晚。")
    return before
