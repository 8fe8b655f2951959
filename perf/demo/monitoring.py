"""Mid-year monitoring of the demo: one round of 2023, reports of 焦作 partly filled.

The plans and targets are those of the published disclosure; the interim figures are invented.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from projects.models import Department, FiscalYear, User
from scoring.models import MonitoringReport, MonitoringRound
from scoring.monitored import LineEntry, ReportEntry
from scoring.services.monitoring import save_report, submit_report
from scoring.services.rectifications import answer_notice, send_notice
from scoring.services.rounds import change_round, open_round

YEAR, MONTH, NAME = 2023, 7, "1—7月"
UNIT, BUREAU = "254101", "000"
SHANGHAI = ZoneInfo("Asia/Shanghai")
OPENS = datetime(2023, 8, 1, 9, 0, tzinfo=SHANGHAI)
CLOSES = datetime(2023, 8, 31, 18, 0, tzinfo=SHANGHAI)

Row = tuple[str, str, str] | tuple[str, str, str, str, str]

# Row by row: done by July, expected for the year, chance; cause and its words where it lags.
SPEECHES: tuple[Row, ...] = (
    ("180人次", "180人次", "sure"),
    ("85%", "90%", "sure"),
    ("及时", "及时", "sure"),
    ("4次", "10次", "maybe", "STAFF", "两名干部驻村，活动改在下半年集中开展，每月不少于两次"),
    ("有提升", "提升", "sure"),
    ("93%", "93%", "sure"),
)
TRAININGS: tuple[Row, ...] = (
    ("1场", "3场", "never", "FUNDS", "讲师费标准提高，余下经费只够再办两场，拟调剂解决"),
    ("1500人次", "2500人次", "sure"),
    ("96%", "96%", "sure"),
    ("有提升", "提升", "sure"),
    ("95%", "95%", "sure"),
)
SCIENCE: tuple[Row, ...] = (
    ("6200人次", "11000人次", "sure"),
    ("58000人次", "100000人次", "maybe"),
)


def seed_monitoring() -> None:
    """Open the round and fill three reports."""
    year = FiscalYear.objects.get(year=YEAR)
    bureau, unit = (Department.objects.get(code=code) for code in (BUREAU, UNIT))
    finance = User.objects.get(username="caizheng")
    filer = User.objects.get(username="lijing")
    opened = open_round(
        department=bureau,
        year=year,
        name=NAME,
        month=MONTH,
        opens_at=OPENS,
        closes_at=CLOSES,
        by=finance,
        at=OPENS,
    )
    reports = {
        report.plan.title: report
        for report in opened.reports.filter(department=unit).select_related("plan__project")
    }
    _fill(reports["全民科学素质工作"], filer, "2.10", SCIENCE)
    speeches = _fill(reports["党建、文明单位建设等工作"], filer, "4.30", SPEECHES)
    submit_report(report=speeches, version=speeches.version, by=filer, at=_at(8, 14))
    trainings = _fill(reports["老科协工作经费"], filer, "1.20", TRAININGS)
    sent = submit_report(report=trainings, version=trainings.version, by=filer, at=_at(8, 15))
    _mend(sent, filer)
    _open_again(opened, finance)


def _open_again(opened: MonitoringRound, finance: User) -> None:
    """Whoever tries the demo finds the round open: finance opened it again."""
    now = timezone.localtime()
    change_round(
        opened=opened,
        name=NAME,
        opens_at=OPENS,
        closes_at=datetime(now.year + 1, 12, 31, 18, 0, tzinfo=SHANGHAI),
        seen=str(opened.version),
        by=finance,
        at=now,
    )


def _at(month: int, day: int) -> datetime:
    return datetime(YEAR, month, day, 10, 30, tzinfo=SHANGHAI)


def _fill(
    report: MonitoringReport, by: User, executed: str, rows: tuple[Row, ...]
) -> MonitoringReport:
    lines = {
        line.public_id: _entry(*row) for line, row in zip(report.lines.all(), rows, strict=False)
    }
    entry = ReportEntry(executed=executed, lines=lines)
    return save_report(report=report, entry=entry, by=by, at=_at(8, 10))


def _entry(
    text: str, forecast: str, chance: str, cause: str = "", cause_text: str = ""
) -> LineEntry:
    return LineEntry(
        text=text, forecast=forecast, chance=chance, cause=cause, cause_text=cause_text
    )


def _mend(report: MonitoringReport, filer: User) -> None:
    """The supervisor asks about the slow spending, the unit has answered, nobody accepted yet."""
    supervisor = User.objects.get(username="chenjie")
    mending = send_notice(
        report=report,
        version=report.version,
        line=None,
        notice="预算执行明显慢于时间进度，请说明原因，提出继续执行、调剂或收回的意见。",
        due=date(YEAR, 8, 31),
        by=supervisor,
        at=_at(8, 17),
    )
    answer = "讲师费标准提高后，原定场次重新测算；已与财务科商定 9 月调剂 0.80 万元。"
    answer_notice(mending=mending, version=mending.version, answer=answer, by=filer, at=_at(8, 28))
