"""Save, hand in and return monitoring reports; light the lamps; leave a trail."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from projects.access import Verb, require
from projects.models import Plan, User
from projects.trail import record, told_first_changes
from projects.values import Kind, parse
from scoring.gaps import Gap
from scoring.locks import report_lock
from scoring.models import MonitoringLine, MonitoringReport
from scoring.monitored import LineEntry, ReportEntry, line_gaps
from scoring.monitoring_steps import require_step, step_from
from scoring.queries.round_extensions import with_extension
from scoring.services.lighting import LIT, light_line, light_report, said, seen_line
from scoring.services.report_targets import lay_targets

LONGEST_FIGURE = 40
LABELS = {
    "text": "完成情况",
    "forecast": "全年预计",
    "cause": "原因类别",
    "cause_text": "原因说明",
    "chance": "完成可能性",
}


class ReportRefused(ValueError):
    """The entry breaks a rule that the form should have caught; nothing was saved."""


class NotReady(Exception):
    """The report cannot be handed in yet; `gaps` are all the reasons at once."""

    def __init__(self, gaps: list[Gap]) -> None:
        self.gaps = gaps
        super().__init__(f"还有 {len(gaps)} 处没有填")


@transaction.atomic
def save_report(
    *, report: MonitoringReport, entry: ReportEntry, by: User, at: datetime
) -> MonitoringReport:
    """Save a form or a part of it, light the lamps anew and return the report.

    Raises PermissionDenied (not the unit's filer), Locked (handed in, or outside the window of
    the round) or ReportRefused. Who last changed anything of a row is its author.
    """
    report = locked(report)
    require(by, Verb.FILL, report)
    if lock := report_lock(report, at=at):
        raise lock
    lines = list(report.lines.all())
    changes = _save_lines(report, lines, entry, by, at)
    changes |= _take_executed(report, entry)
    if changes:
        light_report(report, lines)
        report.version += 1
        report.save(update_fields=LIT)
        record(
            by=by,
            at=at,
            action="monitoring.filled",
            on=report,
            summary=told_first_changes(changes),
            changes=changes,
        )
    return report


@transaction.atomic
def submit_report(
    *, report: MonitoringReport, version: int | None, by: User, at: datetime
) -> MonitoringReport:
    """Hand a report in; `version` is the one that the person saw.

    Raises PermissionDenied, Locked (Stale where it changed since), or NotReady with every gap.
    """
    report = locked(report)
    require_step(by, "submit", report)
    if lock := report_lock(report, at=at):
        raise lock
    reached = step_from(report, "submit", version)
    if gaps := report_gaps(report, report.lines.all()):
        raise NotReady(gaps)
    report.return_reason = ""
    _step(report, reached, by, at)
    record(by=by, at=at, action="monitoring.submitted", on=report, summary="提交监控表")
    return report


@transaction.atomic
def send_report_back(
    *, report: MonitoringReport, version: int | None, reason: str, by: User, at: datetime
) -> MonitoringReport:
    """Return a report to its unit, with the reason; `version` is the one that the person saw.

    Targets that were adjusted since it was handed in count from now on.
    Raises PermissionDenied or Locked (Stale where it changed since).
    """
    report = locked(report)
    require_step(by, "send_back", report)
    reached = step_from(report, "send_back", version)
    report.return_reason = reason
    _step(report, reached, by, at)
    summary = f"退回监控表：{reason}"[:500]
    changes = {"退回原因": ["", reason]}
    record(by=by, at=at, action="monitoring.returned", on=report, summary=summary, changes=changes)
    if report.plan.state == Plan.State.FINANCE_APPROVED:
        lay_targets(plan=report.plan, by=by, at=at)
        report.refresh_from_db()
    return report


def locked(report: MonitoringReport) -> MonitoringReport:
    """The report with its row lock, and all that locks and trail want to know of it."""
    reports = MonitoringReport.objects.select_for_update(of=("self",))
    heads = ("round__by", "round__department", "plan__project", "department", "year", "state_by")
    return with_extension(reports).select_related(*heads).get(pk=report.pk)


def report_gaps(report: MonitoringReport, lines: Iterable[MonitoringLine]) -> list[Gap]:
    """Everything that keeps the report from being handed in."""
    gaps = []
    if not report.executed_text:
        gaps.append(
            Gap(anchor="executed", label="累计执行数", message="还没有填；没有支出请填 0。")
        )
    for line in lines:
        gaps += line_gaps(
            said(line),
            seen_line(line, report).lit,
            anchor=line.public_id.hex,
            label=f"第 {line.position} 行 {line.name}",
        )
    return gaps


def _step(report: MonitoringReport, reached: str, by: User, at: datetime) -> None:
    report.state = reached
    report.state_by, report.state_at = by, at
    report.version += 1
    report.save(update_fields=["state", "state_by", "state_at", "return_reason", "version"])


def _save_lines(
    report: MonitoringReport,
    lines: list[MonitoringLine],
    entry: ReportEntry,
    by: User,
    at: datetime,
) -> dict[str, list[str]]:
    rows = {line.public_id: line for line in lines}
    if unknown := entry.lines.keys() - rows.keys():
        raise ReportRefused(f"监控表中没有这 {len(unknown)} 行，请刷新页面后重填。")
    changes: dict[str, list[str]] = {}
    fresh = []
    for public_id, new in entry.lines.items():
        line = rows[public_id]
        before = _told(line)
        if said(line) == new:
            continue
        _write(line, new, report)
        line.by, line.at, line.version = by, at, line.version + 1
        fresh.append(line)
        after = _told(line)
        changes |= {
            f"第 {line.position} 行 {LABELS[name]}": [before[name], after[name]]
            for name in LABELS
            if before[name] != after[name]
        }
    MonitoringLine.objects.bulk_update(
        fresh,
        [
            "text", "kind", "number", "forecast_text", "forecast_kind", "forecast_number",
            "cause", "cause_text", "chance", "lamp", "is_filled", "by", "at", "version",
        ],
    )  # fmt: skip
    return changes


def _told(line: MonitoringLine) -> dict[str, str]:
    """The row's texts as a person reads them."""
    return {
        "text": line.text,
        "forecast": line.forecast_text,
        "cause": line.get_cause_display(),
        "cause_text": line.cause_text,
        "chance": line.get_chance_display(),
    }


def _write(line: MonitoringLine, new: LineEntry, report: MonitoringReport) -> None:
    line.text, line.forecast_text = new.text, new.forecast
    line.cause, line.cause_text, line.chance = new.cause, new.cause_text, new.chance
    light_line(line, report)


def _take_executed(report: MonitoringReport, entry: ReportEntry) -> dict[str, list[str]]:
    if entry.executed is None or entry.executed == report.executed_text:
        return {}
    value = parse(entry.executed)
    if len(value.text) > LONGEST_FIGURE:
        raise ReportRefused(f"累计执行数超过 {LONGEST_FIGURE} 字，请缩短。")
    if value.kind not in (Kind.NUMBER, Kind.EMPTY) or (value.number or 0) < 0:
        raise ReportRefused(f"累计执行数“{value.text}”不是金额，请填数字。")
    changes = {"累计执行数": [report.executed_text, value.text]}
    report.executed_text, report.executed = value.text, value.number
    return changes
