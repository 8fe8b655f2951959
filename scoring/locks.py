"""Why a sheet or a monitoring report cannot be filled now."""

from datetime import datetime

from projects.locks import (
    ABOVE,
    Asked,
    Locked,
    open_window,
    stage_lock,
    state_lock,
    told_close,
    told_moment,
    whom_to_ask,
)
from projects.models import Department, Stage
from scoring.models import MonitoringReport, Sheet

_BEFORE_THE_BODIES_ABOVE = (Sheet.State.DRAFT, Sheet.State.SUBMITTED)


def asked_window(sheet: Sheet) -> Asked | None:
    """The window in which a sheet is filled, for its lock and its deadline alike: one query.

    None where it is with the bodies above: neither asks then.
    """
    if sheet.state not in _BEFORE_THE_BODIES_ABOVE:
        return None
    stage = Stage.ACTUALS
    return Asked(open_window(department=sheet.department, year=sheet.year_id, stage=stage))


def sheet_lock(sheet: Sheet, *, at: datetime, asked: Asked | None = None) -> Locked | None:
    """The lock that keeps actual values from being changed at that moment, or None.

    Five queries or fewer; the department is loaded along with the sheet. `asked`: of
    `asked_window`, where the page asked it for its deadline too.
    """
    closed = None
    if sheet.state in _BEFORE_THE_BODIES_ABOVE:
        closed = stage_lock(
            department=sheet.department,
            year=sheet.year_id,
            stage=Stage.ACTUALS,
            at=at,
            asked=asked,
        )
    if sheet.state != Sheet.State.DRAFT:
        return state_lock(
            what=f"{sheet.year_id} 年度自评表",
            row=sheet,
            department=sheet.department,
            closed=closed,
        )
    return closed


def report_lock(report: MonitoringReport, *, at: datetime) -> Locked | None:
    """The lock that keeps a monitoring report from being filled at that moment, or None.

    The round with its person and department and the extension are loaded along with the report:
    no query unless whoever opened the round cannot be asked any more, then one or two.
    """
    opened = report.round
    what = f"{report.year_id} 年度“{opened.name}”运行监控"
    if report.state != MonitoringReport.State.DRAFT:
        who = report.state_by.name if report.state_by else "系统"
        return Locked(
            title=f"{what}{report.get_state_display()}，不能修改",
            cause=f"{told_moment(report.state_at)} 由 {who} 提交。",
            ask=f"要修改，请联系 {_ask(report, report.department)} 退回。",
        )
    if at < opened.opens_at:
        return Locked(
            title=f"{what}还没有开始",
            cause=f"{told_moment(opened.opens_at)} 起可以填报。",
            ask=f"需要提前开放，请联系 {_ask(report, opened.department)}。",
        )
    if at >= report.closes_at:
        late = "延期后的时限" if report.is_extended else "时限"
        return Locked(
            title=f"{what}已经截止",
            cause=f"{late}是 {told_close(report.closes_at)}。",
            ask=f"需要延期，请联系 {_ask(report, report.department)}。",
        )
    return None


def _ask(report: MonitoringReport, department: Department) -> str:
    return whom_to_ask(department, ABOVE, first=report.round.by)
