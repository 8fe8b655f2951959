"""Red lamps and rectifications: what has to be mended, and what became of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from projects.access import visible
from projects.models import TrailEntry, User
from scoring.models import MonitoringLine, MonitoringReport, Rectification
from scoring.monitored import Place, seen
from scoring.rules.lamps import Lamp, budget_lamp

State = Rectification.State
SUBMITTED = MonitoringReport.State.SUBMITTED


@dataclass(frozen=True, slots=True)
class RedRow:
    """A red lamp: of a row, or (without one) of the spending."""

    report: MonitoringReport
    line: MonitoringLine | None
    why: str
    mending: Rectification | None


def with_heads(mendings: "QuerySet[Rectification]") -> "QuerySet[Rectification]":
    """Load report, plan, row, department and people along with each rectification."""
    return mendings.select_related(
        "report__round", "report__plan__project", "line", "department", "year",
        "notice_by__department", "answer_by", "closed_by",
    )  # fmt: skip


def red_lines(user: User, year: int | None) -> "QuerySet[MonitoringLine]":
    """Rows with a red lamp in reports that were handed in, in the person's scope.

    Those nobody was told of come first.
    """
    told = Rectification.objects.filter(line=OuterRef("pk"))
    return (
        visible(user, MonitoringLine)
        .filter(year_id=year, lamp=Lamp.RED, report__state=SUBMITTED)
        .select_related("report__round", "report__plan__project", "report__department")
        .annotate(is_told=Exists(told))
        .order_by("is_told", "-report__round__month", "department__path", "report_id", "position")
    )


def red_rows(lines: list[MonitoringLine]) -> list[RedRow]:
    """Red rows with their words and their latest notice: one query."""
    latest = {
        one.line_id: one for one in Rectification.objects.filter(line__in=lines).order_by("id")
    }
    return [
        RedRow(line.report, line, _why(line, line.report), latest.get(line.pk)) for line in lines
    ]


def red_budgets(user: User, year: int | None) -> list[RedRow]:
    """Reports handed in whose spending is red: two queries."""
    reports = list(
        visible(user, MonitoringReport)
        .filter(year_id=year, budget_lamp=Lamp.RED, state=SUBMITTED)
        .select_related("round", "plan__project", "department")
        .order_by("-round__month", "department__path", "id")
    )
    told = Rectification.objects.filter(report__in=reports, line=None).order_by("id")
    latest = {one.report_id: one for one in told}
    return [RedRow(report, None, _spending(report), latest.get(report.pk)) for report in reports]


def rectification_list(user: User, year: int | None) -> "QuerySet[Rectification]":
    """The rectifications of a year in the person's scope: open ones first, by their days."""
    rows = with_heads(visible(user, Rectification).filter(year_id=year))
    return rows.order_by(Case(When(state=State.ACCEPTED, then=1), default=0), "due", "id")


def open_count(user: User, year: int | None) -> int:
    """How many rectifications of the year wait for something in the person's scope."""
    return visible(user, Rectification).filter(Q(year_id=year) & ~Q(state=State.ACCEPTED)).count()


@dataclass(frozen=True, slots=True)
class RectificationPage:
    """All that the page of a rectification shows."""

    mending: Rectification
    why: str
    days_late: int
    trail: list[TrailEntry]


def rectification_page(mending: Rectification, *, today: date) -> RectificationPage:
    """Read a rectification for showing it: one query beside its row."""
    report, line = mending.report, mending.line
    waits = mending.state in (State.NOTIFIED, State.RETURNED)
    entries = TrailEntry.objects.filter(subject_kind="Rectification", subject_id=mending.public_id)
    return RectificationPage(
        mending=mending,
        why=_why(line, report) if line else _spending(report),
        days_late=max(0, (today - mending.due).days) if waits else 0,
        trail=list(entries[:20]),
    )


def _why(line: MonitoringLine, report: MonitoringReport) -> str:
    place = Place(level1=line.level1, level2=line.level2, name=line.name, target=line.target_text)
    month, year = report.round.month, report.year_id
    return seen(place, text=line.text, chance=line.chance, month=month, year=year).lit.why


def _spending(report: MonitoringReport) -> str:
    month, annual = report.round.month, report.annual_budget
    return budget_lamp(executed=report.executed, annual=annual, month=month).why
