"""Rectification: send a notice, answer it, accept the answer or return it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from projects.access import Verb, require
from projects.deadlines import due_fault
from projects.models import User
from projects.trail import record
from scoring.models import MonitoringLine, MonitoringReport, Rectification
from scoring.monitoring_steps import require_step, require_version, step_from
from scoring.services.monitoring import locked
from scoring.services.monitoring_reminders import tell_to_mend


class NoticeRefused(ValueError):
    """The notice cannot be sent; the message says why. Nothing was saved."""


@transaction.atomic
def send_notice(
    *,
    report: MonitoringReport,
    version: int | None,
    line: MonitoringLine | None,
    notice: str,
    due: date,
    by: User,
    at: datetime,
) -> Rectification:
    """Ask the unit to mend a row (or, without one, the spending) by a day.

    `version` is that of the report that the person saw. Raises PermissionDenied, Stale where the
    report changed since, or NoticeRefused: it is not handed in, a notice about the same thing is
    open, or the day is over or more than a year away.
    """
    report = locked(report)
    require(by, Verb.OVERSEE, report)
    _check(report, line, version, due, at)
    mending = Rectification(
        report=report,
        department=report.department,
        year=report.year,
        line=line,
        notice=notice,
        notice_by=by,
        notice_at=at,
        due=due,
    )
    mending.save(force_insert=True)
    _tell(mending, by, at)
    tell_to_mend(mending, by=by, at=at)
    return mending


def _check(
    report: MonitoringReport,
    line: MonitoringLine | None,
    version: int | None,
    due: date,
    at: datetime,
) -> None:
    """Raise NoticeRefused where no notice can be sent now, Stale for a stale page."""
    if report.state != MonitoringReport.State.SUBMITTED:
        raise NoticeRefused("监控表还没有提交，提交以后才能发整改通知。")
    require_version(report, version)
    if fault := due_fault(due, timezone.localdate(at)):
        raise NoticeRefused(fault)
    still_open = report.rectifications.filter(line=line)
    if still_open.exclude(state=Rectification.State.ACCEPTED).exists():
        raise NoticeRefused("同一事项已有整改通知，验收以后才能再发。")


def _tell(mending: Rectification, by: User, at: datetime) -> None:
    """Leave a trail of the notice on the report and on the rectification itself."""
    line = mending.line
    what = f"第 {line.position} 行 {line.name}" if line else "预算执行"
    summary = f"发出整改通知：{what}，限 {mending.due:%Y-%m-%d} 前反馈"
    changes = {"整改要求": ["", mending.notice]}
    for row in (mending.report, mending):
        record(
            by=by,
            at=at,
            action="rectification.notified",
            on=row,
            summary=summary,
            changes=changes,
        )


@transaction.atomic
def answer_notice(
    *, mending: Rectification, version: int | None, answer: str, by: User, at: datetime
) -> Rectification:
    """Say what was done. Raises PermissionDenied (not the unit's) or Locked (out of turn).

    Here and below `version` is the one that the person saw; Stale where it changed since.
    """
    mending = _taken(mending, "answer", version, by)
    changes = {"整改情况": [mending.answer, answer]}
    mending.answer, mending.answer_by, mending.answer_at = answer, by, at
    fields = ["answer", "answer_by", "answer_at"]
    return _kept(mending, "answer", fields, f"反馈整改情况：{answer}", changes, by, at)


@transaction.atomic
def accept_answer(
    *, mending: Rectification, version: int | None, by: User, at: datetime
) -> Rectification:
    """Accept the answer (验收). Raises PermissionDenied (another body asked) or Locked."""
    mending = _taken(mending, "accept", version, by)
    mending.closed_by, mending.closed_at = by, at
    return _kept(mending, "accept", ["closed_by", "closed_at"], "整改验收通过", {}, by, at)


@transaction.atomic
def refuse_answer(
    *, mending: Rectification, version: int | None, reason: str, by: User, at: datetime
) -> Rectification:
    """Return the answer with the reason. Raises PermissionDenied (another body asked) or Locked."""
    mending = _taken(mending, "refuse", version, by)
    changes = {"退回原因": [mending.return_reason, reason]}
    mending.return_reason = reason
    said = f"退回整改反馈：{reason}"
    mending = _kept(mending, "refuse", ["return_reason"], said, changes, by, at)
    tell_to_mend(mending, by=by, at=at)
    return mending


def _taken(mending: Rectification, step: str, version: int | None, by: User) -> Rectification:
    """The row with its lock and its next state, where the person may take the step."""
    rows = Rectification.objects.select_for_update(of=("self",))
    heads = (
        "department", "year", "notice_by", "answer_by", "closed_by", "line",
        "report__plan__project",
    )  # fmt: skip
    mending = rows.select_related(*heads).get(pk=mending.pk)
    require_step(by, step, mending)
    mending.state = step_from(mending, step, version)
    return mending


def _kept(
    mending: Rectification,
    step: str,
    fields: list[str],
    summary: str,
    changes: dict[str, list[str]],
    by: User,
    at: datetime,
) -> Rectification:
    mending.version += 1
    mending.save(update_fields=["state", "version", *fields])
    record(
        by=by,
        at=at,
        action=f"rectification.{step}",
        on=mending,
        summary=summary[:500],
        changes=changes,
    )
    return mending
