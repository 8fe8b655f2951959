"""Set the windows of stages, and give one unit more time; each with its trail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from django.db import transaction
from django.utils import timezone

from projects.access import Verb, require
from projects.deadlines import told_end, told_moment
from projects.locks import open_window
from projects.marks import mark_of, require_seen
from projects.models import (
    MONITORING,
    Department,
    Extension,
    FiscalYear,
    Stage,
    StageWindow,
    User,
)
from projects.moments import year_fault
from projects.trail import Said, record, record_many

Span = tuple[datetime, datetime]
End = Literal["opens", "closes"]
LONGEST_REASON = 300
FARTHEST = timedelta(days=366)
FARTHEST_YEARS = 3  # from the fiscal year; beyond it and next year it is a slip of the finger


class WindowRefused(ValueError):
    """The window or extension cannot be; the message says why and what to do."""


def span_faults(
    opens: datetime | None, closes: datetime | None, *, year: int | None, this_year: int
) -> list[tuple[End, str]]:
    """What is wrong with a window, each with its end: far from its year, or in the wrong order.

    However long ago the year was, finance may open it again now: that is not far away.
    """
    ends: tuple[tuple[End, datetime | None], ...] = (("opens", opens), ("closes", closes))
    found: list[tuple[End, str]] = []
    for end, moment in ends:
        if moment and year and (why := _far(moment.year, year, this_year)):
            found.append((end, why))
    if opens and closes and opens >= closes:
        found.append(("closes", "截止须晚于开始。"))
    return found


def _far(typed: int, year: int, this_year: int) -> str:
    first, last = year - FARTHEST_YEARS, max(year + FARTHEST_YEARS, this_year + 1)
    if first <= typed <= last:
        return ""
    return f"{typed} 年离 {year} 年度太远，只能填 {first} 年至 {last} 年，请核对年份。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A window that is to be, of one department, year and stage; `stored` is the one that is."""

    department: Department
    year: FiscalYear
    stage: Stage
    span: Span
    stored: StageWindow | None = None


@transaction.atomic
def set_many_windows(*, settings: Sequence[Setting], by: User, at: datetime) -> None:
    """Set or change windows of many departments, each with the trail of `set_windows`.

    Few statements whatever their number. The caller holds the departments and has read what is
    stored since. Raises PermissionDenied or WindowRefused; then nothing is written.
    """
    entries, rows = [], []
    for one in settings:
        require(by, Verb.SCHEDULE, one.department)
        _require_span(one.stage, one.span, one.year, at)
        entries.append(_said(one.department, one.year, one.stage, _span(one.stored), one.span, at))
        rows.append(_put(one.stored, one.department, one.year, one.stage, one.span, by, at))
    StageWindow.objects.bulk_update(
        [row for row in rows if row.pk], ["opens_at", "closes_at", "by", "at", "version"],
        batch_size=500,
    )  # fmt: skip
    StageWindow.objects.bulk_create([row for row in rows if not row.pk], batch_size=1000)
    record_many(by=by, at=at, entries=entries)


@transaction.atomic
def set_windows(
    *,
    department: Department,
    year: FiscalYear,
    spans: Mapping[Stage, Span | None],
    seen: str,
    by: User,
    at: datetime,
) -> int:
    """Set, change or remove (None) windows of a department and a year; returns how many changed.

    `seen` is the mark that the person's page showed (`windows_mark`). Raises PermissionDenied,
    WindowRefused, or Overtaken for a stale page; each change is one entry in the department's
    trail.
    """
    department = Department.objects.select_for_update().get(pk=department.pk)
    require(by, Verb.SCHEDULE, department)
    stored = {
        row.stage: row for row in StageWindow.objects.filter(department=department, year=year)
    }
    if any(span != _span(stored.get(stage)) for stage, span in spans.items()):
        stands = shown_windows(stored.values())
        require_seen(seen, mark_of(stands), stands)
    changed = 0
    for stage, span in spans.items():
        row = stored.get(stage)
        before = _span(row)
        if span == before:
            continue
        if span is not None:
            _require_span(stage, span, year, at)
            _put(row, department, year, stage, span, by, at).save()
        elif row:
            row.delete()
        changed += 1
        record_many(by=by, at=at, entries=[_said(department, year, stage, before, span, at)])
    return changed


def shown_windows(stored: Iterable[StageWindow]) -> dict[str, object]:
    """What the form of a department's windows shows, by the names of its fields."""
    by_stage = {row.stage: row for row in stored}
    return {
        f"{stage}_{end}": getattr(by_stage.get(stage), f"{end}_at", None)
        for stage in Stage
        for end in ("opens", "closes")
    }


def windows_mark(stored: Iterable[StageWindow]) -> str:
    """The mark of what the form shows."""
    return mark_of(shown_windows(stored))


def _span(row: StageWindow | None) -> Span | None:
    return (row.opens_at, row.closes_at) if row else None


def _require_span(stage: Stage, span: Span, year: FiscalYear, at: datetime) -> None:
    this_year = timezone.localdate(at).year
    if faults := span_faults(*span, year=year.year, this_year=this_year):
        raise WindowRefused(f"{stage.label}没有保存：{faults[0][1]}")


def _said(
    department: Department,
    year: FiscalYear,
    stage: Stage,
    before: Span | None,
    after: Span | None,
    at: datetime,
) -> Said:
    told = [_told(before, at), _told(after, at)]
    return Said(
        on=department,
        action="window.set",
        summary=f"{year.year} 年度{stage.label}时限：{told[0]} 改为 {told[1]}",
        changes={f"{year.year} {stage.label}": told},
    )


def _put(
    row: StageWindow | None,
    department: Department,
    year: FiscalYear,
    stage: Stage,
    span: Span,
    by: User,
    at: datetime,
) -> StageWindow:
    """The window as it is to be, not stored yet."""
    if row is None:
        row = StageWindow(department=department, year=year, stage=stage, version=0)
    row.opens_at, row.closes_at = span
    row.by, row.at = by, at
    row.version += 1
    return row


def _told(span: Span | None, at: datetime) -> str:
    if span is None:
        return "不限时"
    return f"{told_moment(span[0], seen_at=at)}—{told_end(span[1], seen_at=at)}"


class Given(NamedTuple):
    """What was given, corrected or taken back, and how that is said: 延期至 3月19日 09:00."""

    row: Extension
    phrase: str


@transaction.atomic
def extend_stage(
    *,
    department: Department,
    year: FiscalYear,
    stage: Stage,
    until: datetime | None,
    reason: str,
    by: User,
    at: datetime,
) -> Given:
    """Give one unit a later deadline of a stage, correct it, or take it back (`until` is None).

    Raises PermissionDenied, or WindowRefused where there is no deadline, the new one is not later
    than the planned one, has passed, lies too far away, nothing would change, or the reason is
    missing.
    """
    department = _held(department, by)
    window = open_window(department=department, year=year.year, stage=stage)
    if window is None:
        raise WindowRefused("这个环节没有设时限，一直开放，不需要延期。")
    row = Extension(department=department, year=year, stage=stage, until=until, by=by, at=at)
    return _given(row, str(stage.label), window.planned, window.closes_at, reason)


@transaction.atomic
def extend_month(
    *,
    department: Department,
    year: FiscalYear,
    month: int,
    name: str,
    closes_at: datetime,
    until: datetime | None,
    reason: str,
    by: User,
    at: datetime,
) -> Given:
    """Give one unit more time for the monitoring of a month, correct it, or take it back.

    `name` is that of the round, `closes_at` its end for everybody. Raises as `extend_stage`, and
    for a unit that has ended.
    """
    department = _held(department, by)
    if department.is_closed(timezone.localdate(at)):
        raise WindowRefused("单位已撤销，不再填报，不需要延期。")
    of_month = {"department": department, "year": year, "stage": MONITORING, "month": month}
    newest = Extension.objects.filter(**of_month).order_by("-pk").first()
    stands = (newest.until if newest else None) or closes_at
    row = Extension(**of_month, until=until, by=by, at=at)
    return _given(row, f"“{name}”运行监控", closes_at, max(closes_at, stands), reason)


def _held(department: Department, by: User) -> Department:
    department = Department.objects.select_for_update().get(pk=department.pk)
    require(by, Verb.EXTEND, department)
    return department


def _given(row: Extension, what: str, planned: datetime, ends: datetime, reason: str) -> Given:
    """Store an extension with its trail. Raises WindowRefused where it cannot be."""
    row.reason = reason.strip()
    if not row.reason or len(row.reason) > LONGEST_REASON:
        raise WindowRefused(f"须写明延期理由，最多 {LONGEST_REASON} 字。")
    before = told_end(ends, seen_at=row.at)
    _require_sense(row, planned, ends)
    after = told_end(row.until or planned, seen_at=row.at)
    phrase = f"延期至 {after}" if ends == planned else f"由 {before} 改延至 {after}"
    if row.until is None:
        phrase = f"收回延期，时限由 {before} 恢复为 {after}"
    row.save(force_insert=True)
    record(
        by=row.by,
        at=row.at,
        action="stage.extended" if row.until else "stage.extension_taken_back",
        on=row.department,
        summary=f"{row.year_id} 年度{what}{phrase}：{row.reason}",
        changes={f"{row.year_id} {what}": [before, after]},
    )
    return Given(row, phrase)


def _require_sense(row: Extension, planned: datetime, ends: datetime) -> None:
    """A later end than planned, from now within a year, and another than stands there."""
    if row.until is None:
        if ends == planned:
            raise WindowRefused("没有延期，不需要收回。")
        return
    # Either end of the calendar has no day beside it, and so cannot be told as others are.
    is_far = bool(year_fault(row.until.year))
    after = f"{row.until.year} 年" if is_far else told_end(row.until, seen_at=row.at)
    if row.until <= row.at or row.until > row.at + FARTHEST:
        more = "要立即截止，请收回延期。" if row.until <= row.at and ends > planned else ""
        raise WindowRefused(f"延至 {after}，须在现在以后、一年以内。{more}")
    if row.until <= planned:
        told = told_end(planned, seen_at=row.at)
        more = "要恢复原定时限，请收回延期。" if ends > planned else ""
        raise WindowRefused(f"原定时限是 {told}，延至 {after} 没有更晚。{more}")
    if row.until == ends:
        raise WindowRefused(f"现在的时限就是 {after}，没有变化。")
