"""Monitoring as lists and as one report's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Q,
    QuerySet,
    When,
)

from projects import show
from projects.access import visible
from projects.deadlines import Deadline
from projects.locks import told_close
from projects.models import TrailEntry, User
from projects.values import Kind, parse_named
from scoring.checks.finding import Finding
from scoring.models import MonitoringLine, MonitoringReport, MonitoringRound, Rectification
from scoring.models.monitoring import later
from scoring.monitored import Place, Seen, seen, warnings
from scoring.queries.round_extensions import extended_months, rounds_above, with_extension
from scoring.queries.waits import ended_reports, overtaken_reports
from scoring.rules.lamps import (
    LAMP_WORDS,
    WORST_FIRST,
    Lamp,
    Lit,
    budget_lamp,
    percent_told,
)

DRAFT = MonitoringReport.State.DRAFT


def rounds_for(user: User, year: int | None) -> list[MonitoringRound]:
    """The rounds of a year that count for the person, see `rounds_above`.

    The latest month first; the department and the person who opened it are loaded along.
    """
    rounds = rounds_above(user).filter(year_id=year)
    return list(rounds.select_related("department", "by"))


def with_heads(reports: "QuerySet[MonitoringReport]") -> "QuerySet[MonitoringReport]":
    """Load round, plan, project, department, year, last actor and extension with each report."""
    return with_extension(reports).select_related(
        "round__by", "round__department", "plan__project", "department", "year", "state_by"
    )


def report_list(user: User, opened: MonitoringRound) -> "QuerySet[MonitoringReport]":
    """The reports of a round in the person's scope, those not handed in first.

    With the number of rows (`line_count`), of filled ones (`filled_count`), of those that do
    not apply (`left_out_count`) and of rows with each lamp (`red` ... `blue`), and whether nobody
    waits for it, and why (`is_overtaken`, `had_ended`).
    """
    rows = with_heads(visible(user, MonitoringReport).filter(round=opened))
    unwanted = {"is_overtaken": overtaken_reports(), "had_ended": ended_reports()}
    told = {name: ExpressionWrapper(why, BooleanField()) for name, why in unwanted.items()}
    return (
        rows.annotate(**told)
        .annotate(
            line_count=Count("lines"),
            filled_count=Count("lines", filter=Q(lines__is_filled=True)),
            left_out_count=Count("lines", filter=Q(lines__kind=Kind.NOT_APPLICABLE)),
            **{lamp.value: Count("lines", filter=Q(lines__lamp=lamp)) for lamp in Lamp},
        )
        .order_by(
            Case(When(state=DRAFT, then=0), default=1),
            "department__path",
            F("plan__project__code").asc(nulls_first=True),
            "id",
        )
    )


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A report as the list shows it at a moment; only one that is waited for has a deadline."""

    report: MonitoringReport
    deadline: Deadline | None
    may_be_filled: bool


def listed(reports: Iterable[MonitoringReport], at: datetime) -> list[ListedReport]:
    """What a list says of these reports: how far the deadline of each unit is."""
    return [
        ListedReport(
            report,
            _deadline(report, at),
            report.state == DRAFT and report.round.opens_at <= at < report.closes_at,
        )
        for report in reports
    ]


def _deadline(report: MonitoringReport, at: datetime) -> Deadline | None:
    """The same as in the list of what waits."""
    is_unwanted = report.is_overtaken or report.had_ended or report.department.closed_on
    if report.state != DRAFT or is_unwanted:
        return None
    return Deadline(report.round.opens_at, report.closes_at, report.is_extended, at)


@dataclass(frozen=True, slots=True)
class UnitLamps:
    """A unit in a round: how many reports are due and in, and what lamps its projects have."""

    name: str
    public_id: UUID
    until: str  # given more time
    due: int
    sent: int
    lamps: list[tuple[Lamp, str, int]]  # lamp, its character, how many: those that occur
    unlit: int


def unit_lamps(user: User, opened: MonitoringRound) -> list[UnitLamps]:
    """The units of the person's scope in a round, those with most missing first: two queries.

    What a unit that ended had in hand is not due, as in the list of progress; nor is, as in the
    list of what waits, what the year's sheet has overtaken or a project that ended before the year.
    """
    counts = ~overtaken_reports() & ~ended_reports()
    rows: Iterable[Any] = (
        visible(user, MonitoringReport)
        .filter(round=opened)
        .exclude(department__closed_on__isnull=False, state=DRAFT)
        .values("department_id", "department__name", "department__public_id")
        .annotate(
            due=Count("id", filter=counts),
            sent=Count("id", filter=~Q(state=DRAFT)),
            **{lamp.value: Count("id", filter=counts & Q(project_lamp=lamp)) for lamp in Lamp},
        )
        .order_by("department__path")
    )
    year, month = opened.year_id, opened.month
    given = extended_months(year_id=year, month=month)
    units = [
        UnitLamps(
            name=row["department__name"],
            public_id=row["department__public_id"],
            until=_more(opened, given.get((year, month, row["department_id"]))),
            due=row["due"],
            sent=row["sent"],
            lamps=_counted(row),
            unlit=row["due"] - sum(row[lamp.value] for lamp in Lamp),
        )
        for row in rows
    ]
    return sorted(units, key=lambda unit: unit.sent - unit.due)


def _more(opened: MonitoringRound, until: datetime | None) -> str:
    """Until when a unit may fill beyond the end of the round, empty for no longer."""
    end = later(opened.closes_at, until)
    return told_close(end) if end > opened.closes_at else ""


def _counted(row: dict[str, Any]) -> list[tuple[Lamp, str, int]]:
    return [(lamp, LAMP_WORDS[lamp], row[lamp.value]) for lamp in WORST_FIRST if row[lamp.value]]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A row as the page shows it."""

    line: MonitoringLine
    seen: Seen
    target_is_number: bool
    mendings: list[Rectification]

    @property
    def key(self) -> str:
        """What the ids of its fields end with."""
        return self.line.public_id.hex

    @property
    def lit(self) -> Lit:
        """The stored lamp with its words."""
        lamp = Lamp(self.line.lamp) if self.line.lamp else None
        return Lit(lamp, self.seen.lit.why)

    @property
    def lamp_word(self) -> str:
        """The lamp's character, empty for none."""
        return LAMP_WORDS[Lamp(self.line.lamp)] if self.line.lamp else ""

    @property
    def is_open(self) -> bool:
        """Whether a notice about the row waits for its acceptance."""
        return any(one.state != Rectification.State.ACCEPTED for one in self.mendings)


@dataclass(frozen=True, slots=True)
class ReportPage:
    """All that the page of a report shows."""

    report: MonitoringReport
    blocks: list[tuple[str, list[ReportLine]]]
    budget: Lit
    findings: list[Finding]
    mendings: list[Rectification]
    trail: list[TrailEntry]

    @property
    def ends(self) -> str:
        """Until when it can be filled."""
        return told_close(self.report.closes_at)

    @property
    def rows(self) -> list[ReportLine]:
        """Every row in printed order."""
        return [row for _, rows in self.blocks for row in rows]

    @property
    def filled(self) -> int:
        """How many rows have nothing left to say."""
        return sum(1 for row in self.rows if row.line.is_filled)

    @property
    def left_out(self) -> int:
        """How many rows do not apply, as their filer says."""
        return sum(1 for row in self.rows if row.line.kind == Kind.NOT_APPLICABLE)

    @property
    def lamps(self) -> list[tuple[Lamp, str, int]]:
        """How many rows have each lamp."""
        lit = [row.line.lamp for row in self.rows]
        return _counted({lamp.value: lit.count(lamp.value) for lamp in Lamp})

    @property
    def unlit(self) -> int:
        """How many rows have no lamp."""
        return len(self.rows) - sum(count for _, _, count in self.lamps)

    @property
    def rate(self) -> str:
        """The execution rate."""
        executed, annual = self.report.executed, self.report.annual_budget
        if executed is None or not annual:
            return show.NONE
        return percent_told(Fraction(executed) / Fraction(annual))

    @property
    def annual(self) -> str:
        """The budget of the year."""
        return show.money(self.report.annual_budget) or show.NONE

    @property
    def budget_mendings(self) -> list[Rectification]:
        """Notices about the spending."""
        return [one for one in self.mendings if one.line_id is None]

    @property
    def budget_is_open(self) -> bool:
        """Whether a notice about the spending waits for its acceptance."""
        return any(one.state != Rectification.State.ACCEPTED for one in self.budget_mendings)


def report_page(report: MonitoringReport, *, with_trail: bool = True) -> ReportPage:
    """Read a report for showing it: three queries whatever the number of rows."""
    month = report.round.month
    mendings = list(Rectification.objects.filter(report=report).order_by("id"))
    rows = [
        _row(line, report, [one for one in mendings if one.line_id == line.pk])
        for line in report.lines.select_related("by")
    ]
    progress: list[tuple[Fraction | None, Any]] = [
        (row.seen.progress, row.line.points) for row in rows
    ]
    executed, annual = report.executed, report.annual_budget
    return ReportPage(
        report=report,
        blocks=[(name, list(found)) for name, found in groupby(rows, lambda row: row.line.level1)],
        budget=budget_lamp(executed=executed, annual=annual, month=month),
        findings=warnings(executed=executed, annual=annual, month=month, progress=progress),
        mendings=mendings,
        trail=_trail(report) if with_trail else [],
    )


def _row(
    line: MonitoringLine, report: MonitoringReport, mendings: list[Rectification]
) -> ReportLine:
    place = Place(level1=line.level1, level2=line.level2, name=line.name, target=line.target_text)
    return ReportLine(
        line=line,
        seen=seen(
            place,
            text=line.text,
            chance=line.chance,
            month=report.round.month,
            year=report.year_id,
        ),
        target_is_number=parse_named(line.target_text, name=line.name).kind is Kind.NUMBER,
        mendings=mendings,
    )


def _trail(report: MonitoringReport) -> list[TrailEntry]:
    entries = TrailEntry.objects.filter(
        subject_kind="MonitoringReport", subject_id=report.public_id
    )
    return list(entries[:20])
