"""Open a round of monitoring for a branch, give every approved plan its report, move the window."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from projects.access import Verb, require
from projects.locks import told_close, told_moment
from projects.marks import require_seen
from projects.models import Department, FiscalYear, FundLine, Plan, Stage, User
from projects.services.opening import hold
from projects.services.windows import span_faults
from projects.trail import record
from scoring.models import MonitoringLine, MonitoringReport, MonitoringRound
from scoring.queries.progress import ended_project
from scoring.queries.rounds import leaves_with_headings
from scoring.services.report_targets import lay_targets, line_of

# What the database says of two who opened rounds of the same month at once.
ONCE = (
    "monitoring_round_of_a_month_once_per_department_and_year",
    "monitoring_report_once_per_plan_and_month",
)


class RoundRefused(ValueError):
    """The round breaks a rule that the form should have caught; nothing was saved."""


@transaction.atomic
def open_round(
    *,
    department: Department,
    year: FiscalYear,
    name: str,
    month: int,
    opens_at: datetime,
    closes_at: datetime,
    by: User,
    at: datetime,
) -> MonitoringRound:
    """Open a round for a department and everything below it; its approved plans get reports.

    Raises PermissionDenied, or RoundRefused where the department has one of that month. One round
    of a tree is opened at a time: a plan reports a month once, whoever opens rounds of it.
    """
    require(by, Verb.OVERSEE, department)
    _hold_root(department)
    if MonitoringRound.objects.filter(department=department, year=year, month=month).exists():
        raise RoundRefused(
            f"{year.year} 年度截至 {month} 月的监控阶段已经有了，请在原阶段上改时限。"
        )
    _require_span(opens_at, closes_at, year.year, at)
    opened = MonitoringRound(
        department=department,
        year=year,
        name=name,
        month=month,
        opens_at=opens_at,
        closes_at=closes_at,
        by=by,
        at=at,
    )
    count = _stored(opened, at)
    summary = f"开设“{name}”运行监控，{_window(opened)}，生成监控表 {count} 张"
    record(by=by, at=at, action="round.opened", on=opened, summary=summary)
    return opened


@transaction.atomic
def fill_up_round(*, opened: MonitoringRound, by: User, at: datetime) -> tuple[int, int]:
    """Give reports to plans that were approved since; how many, and how many follow adjustments.

    Reports that nobody handed in yet take over targets that were adjusted. Raises PermissionDenied
    or RoundRefused.
    """
    _hold_root(opened.department)
    opened = _locked(opened)
    require(by, Verb.OVERSEE, opened)
    count = _stored(opened, at)
    if count:
        summary = f"补充监控表 {count} 张"
        record(by=by, at=at, action="round.filled_up", on=opened, summary=summary)
    laid = sum(lay_targets(plan=plan, by=by, at=at) for plan in _adjusted(opened))
    return count, laid


def _adjusted(opened: MonitoringRound) -> "QuerySet[Plan]":
    """Plans with an adjustment that was approved, and with a report that is still a draft."""
    drafts = opened.reports.filter(state=MonitoringReport.State.DRAFT)
    approved = Plan.objects.filter(state=Plan.State.FINANCE_APPROVED, revision__gt=1)
    return approved.filter(pk__in=drafts.values("plan")).order_by("pk")


@transaction.atomic
def change_round(
    *,
    opened: MonitoringRound,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    seen: str,
    by: User,
    at: datetime,
) -> MonitoringRound:
    """Give a round another name or window; its month stays, the lamps go by it.

    `seen` is the version that the person's page showed. Raises PermissionDenied, RoundRefused, or
    Overtaken for a stale page.
    """
    opened = _locked(opened)
    require(by, Verb.OVERSEE, opened)
    _require_span(opens_at, closes_at, opened.year_id, at)
    stands = {name: getattr(opened, name) for name in ("name", "opens_at", "closes_at")}
    before = {"阶段": opened.name, "时限": _window(opened)}
    opened.name, opened.opens_at, opened.closes_at = name, opens_at, closes_at
    after = {"阶段": opened.name, "时限": _window(opened)}
    changes = {what: [before[what], after[what]] for what in before if before[what] != after[what]}
    if changes:
        require_seen(seen, str(opened.version), stands)
        opened.version += 1
        opened.save(update_fields=["name", "opens_at", "closes_at", "version"])
        told = "；".join(f"{what}由 {old} 改为 {new}" for what, (old, new) in changes.items())
        record(by=by, at=at, action="round.changed", on=opened, summary=told, changes=changes)
    return opened


def _require_span(opens_at: datetime, closes_at: datetime, year: int, at: datetime) -> None:
    this_year = timezone.localdate(at).year
    if faults := span_faults(opens_at, closes_at, year=year, this_year=this_year):
        raise RoundRefused(faults[0][1])


def _locked(opened: MonitoringRound) -> MonitoringRound:
    rounds = MonitoringRound.objects.select_for_update(of=("self",))
    return rounds.select_related("department", "year").get(pk=opened.pk)


def _hold_root(department: Department) -> None:
    """Let one transaction at a time open or fill up rounds of a tree."""
    hold(Department(pk=int(department.path.split(".")[0])))


def _stored(opened: MonitoringRound, at: datetime) -> int:
    """Save a round that is new and add its reports; returns how many.

    Who holds the root is alone, unless the tree was changed just now: then the database refuses.
    """
    try:
        with transaction.atomic():
            if opened.pk is None:
                opened.save(force_insert=True)
            return _add_reports(opened, at)
    except IntegrityError as refused:
        if _broken_by(refused) not in ONCE:
            raise
        words = "刚才有人开设或补充了同一月份的监控阶段，请刷新页面后再试。"
        raise RoundRefused(words) from refused


def _broken_by(refused: IntegrityError) -> str:
    """The name of the constraint, empty where the database names none."""
    diagnosis = getattr(refused.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def _window(opened: MonitoringRound) -> str:
    return f"{told_moment(opened.opens_at)}—{told_close(opened.closes_at)}"


def _add_reports(opened: MonitoringRound, at: datetime) -> int:
    """Reports and rows of approved plans that have none of this month; five statements.

    A unit that ended owes none, nor does a project that ended before the year.
    """
    plans = list(
        Plan.objects.filter(
            department__path__startswith=opened.department.path,
            department__closed_on__isnull=True,
            year=opened.year_id,
            state=Plan.State.FINANCE_APPROVED,
        )
        .exclude(monitoring_reports__month=opened.month)
        .exclude(ended_project(Stage.ACTUALS))
    )
    totals = dict(
        FundLine.objects.filter(plan__in=plans, is_total=True).values_list(
            "plan_id", "annual_budget"
        )
    )
    reports = MonitoringReport.objects.bulk_create(
        MonitoringReport(
            round=opened,
            plan=plan,
            month=opened.month,
            department_id=plan.department_id,
            year_id=plan.year_id,
            annual_budget=totals.get(plan.pk),
            state_at=at,
        )
        for plan in plans
    )
    _add_lines(reports)
    return len(reports)


def _add_lines(reports: Sequence[MonitoringReport]) -> None:
    by_plan = defaultdict(list)
    for leaf in leaves_with_headings(report.plan_id for report in reports):
        by_plan[leaf.plan_id].append(leaf)
    MonitoringLine.objects.bulk_create(
        (
            line_of(report, position, leaf)
            for report in reports
            for position, leaf in enumerate(by_plan[report.plan_id], 1)
        ),
        batch_size=2000,
    )
