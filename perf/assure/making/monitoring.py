"""Rounds, reports and rectifications, made by the services as people would make them."""

from datetime import date, datetime, timedelta

from perf.assure.making.rows import AT, make_year
from projects.drafts import FundDraft, IndicatorDraft, PlanDraft
from projects.models import Department, User
from scoring.models import MonitoringReport, MonitoringRound, Rectification
from scoring.monitored import LineEntry, ReportEntry
from scoring.services.monitoring import save_report, submit_report
from scoring.services.rectifications import answer_notice, send_notice
from scoring.services.rounds import open_round

FAR = AT + timedelta(days=25000)
GREEN = LineEntry(text="8", forecast="12", chance="sure")
RED = LineEntry(text="1", forecast="9", chance="maybe", cause="STAFF", cause_text="缺人，补招")


def counted_draft(*, lines: int = 3, mark: str = "") -> PlanDraft:
    """A target table of counted rows of 12 each, and a budget of 12."""
    return PlanDraft(
        funds=[FundDraft(label="资金总额", annual="12.00", is_total=True)],
        indicators=[
            IndicatorDraft(
                level1="产出指标", level2="数量指标", level3=f"第{row}项{mark}", target="≥12场"
            )
            for row in range(lines)
        ],
    )


def make_round(
    *, department: Department, by: User, month: int = 7, year: int = 2021, **window: datetime
) -> MonitoringRound:
    """A round that is open from AT for decades, unless the window says otherwise.

    Nobody could open it so: a window lies near its year. It is stored behind the service's back.
    """
    opened = open_round(
        department=department,
        year=make_year(year),
        name=f"1—{month}月",
        month=month,
        opens_at=AT,
        closes_at=AT + timedelta(days=1),
        by=by,
        at=AT,
    )
    opened.opens_at = window.get("opens_at", AT)
    opened.closes_at = window.get("closes_at", FAR)
    opened.save(update_fields=["opens_at", "closes_at"])
    return opened


def fill(
    report: MonitoringReport,
    by: User,
    line: LineEntry = GREEN,
    executed: str = "8",
    at: datetime = AT,
) -> MonitoringReport:
    """Say the same of every row."""
    lines = {row.public_id: line for row in report.lines.all()}
    entry = ReportEntry(executed=executed, lines=lines)
    return save_report(report=report, entry=entry, by=by, at=at)


def hand_in(report: MonitoringReport, by: User, line: LineEntry = RED) -> MonitoringReport:
    """Fill a report and hand it in."""
    version = fill(report, by, line).version
    return submit_report(report=report, version=version, by=by, at=AT)


def notify(report: MonitoringReport, by: User, row: int | None = 0) -> Rectification:
    """A notice about a row of a report that was handed in; None: about its spending."""
    line = None if row is None else report.lines.all()[row]
    report.refresh_from_db(fields=["version"])
    return send_notice(
        report=report,
        version=report.version,
        line=line,
        notice="请整改",
        due=date(2022, 4, 1),
        by=by,
        at=AT,
    )


def answered(
    report: MonitoringReport, overseer: User, filer: User, row: int | None = 0
) -> Rectification:
    """A notice that the unit has answered."""
    mending = notify(report, overseer, row)
    return answer_notice(mending=mending, version=mending.version, answer="已补招", by=filer, at=AT)
