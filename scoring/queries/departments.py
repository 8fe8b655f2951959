"""Departments: the tree of a person's scope, and one department with its rates."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from projects import show
from projects.access import visible, visible_departments
from projects.models import (
    AccountCell,
    AccountDocument,
    Department,
    Plan,
    Project,
    TrailEntry,
    User,
)
from scoring.checks.finding import Severity
from scoring.metrics import (
    Metric,
    completion_by_item,
    completion_of_three_public,
    told_in_the_text,
)
from scoring.models import FundResult, Sheet

ROLES = ("initial_budget_by_item", "three_public", "narrative_figures")


def department_list(user: User) -> "QuerySet[Department]":
    """The departments of the person's scope in tree order, with their number of projects."""
    return visible_departments(user).annotate(project_count=Count("projects"))


def sheet_counts(user: User, year: int | None) -> dict[int, dict[str, Any]]:
    """Sheets by department id: how many there are, how many are sent and how many are full."""
    rows = (
        visible(user, Sheet)
        .filter(year_id=year)
        .values("department_id")
        .annotate(
            due=Count("id"),
            sent=Count("id", filter=~Q(state=Sheet.State.DRAFT)),
            unscored=Count("id", filter=Q(unscored_count__gt=0)),
        )
    )
    return {row["department_id"]: dict(row) for row in rows}


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A rate as the page shows it, both sides."""

    metric: Metric
    numerator: str
    denominator: str
    computed: str
    printed: str
    severity: str
    verdict: str

    @property
    def mark(self) -> str:
        """The row's wash: none for a rounding difference."""
        return f"is-{self.severity}" if self.severity in ("error", "doubt") else ""


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """All that the page of a department shows for one year."""

    department: Department
    plans: list[Plan]
    projects: list[Project]
    documents: list[AccountDocument]
    groups: list[tuple[str, list[MetricRow]]]


def department_page(user: User, department: Department, year: int | None) -> DepartmentPage:
    """Read a department's year: six queries whatever it holds."""
    plans = visible(user, Plan).filter(department=department, year_id=year)
    groups: dict[str, list[MetricRow]] = defaultdict(list)
    for metric in [*_execution(department, year), *_from_accounts(department, year)]:
        groups[metric.group].append(_metric_row(metric))
    return DepartmentPage(
        department=department,
        plans=list(
            plans.select_related("project", "sheet").order_by(
                F("project__code").asc(nulls_first=True), "project_id"
            )
        ),
        projects=list(visible(user, Project).filter(department=department)),
        documents=list(
            visible(user, AccountDocument)
            .filter(department=department)
            .annotate(cell_count=Count("tables__cells"))
            .order_by("-year_id")
        ),
        groups=list(groups.items()),
    )


def _execution(department: Department, year: int | None) -> list[Metric]:
    """Execution by source, from the funds rows of the whole-department sheet."""
    results = (
        FundResult.objects.filter(
            sheet__department=department, sheet__year_id=year, sheet__plan__project__isnull=True
        )
        .select_related("fund_line")
        .order_by("fund_line__position")
    )
    return [
        Metric(
            group="预算执行率（按资金来源）",
            topic=result.fund_line.label,
            numerator=result.executed,
            denominator=result.fund_line.annual_budget,
            printed=result.printed_rate,
        )
        for result in results
        if result.executed is not None or result.fund_line.annual_budget is not None
    ]


def _from_accounts(department: Department, year: int | None) -> list[Metric]:
    tables = _tables(department, year)
    by_heading = {
        role: [{path: (text, amount) for path, text, amount in row} for row in rows]
        for role, rows in tables.items()
    }
    return [
        *completion_by_item(by_heading.get("initial_budget_by_item", [])),
        *completion_of_three_public(tables.get("three_public", [])),
        *told_in_the_text(by_heading.get("narrative_figures", [])),
    ]


def voided_plans(department: Department, year: int | None) -> "QuerySet[TrailEntry]":
    """The drafts that a department gave up in a year: all that is left of them is the trail."""
    gone = TrailEntry.objects.filter(department=department, year_id=year, action="plan.void")
    return gone.order_by("-at", "-pk")


Cell = tuple[str, str, Decimal | None]


def _tables(department: Department, year: int | None) -> dict[str, list[list[Cell]]]:
    """The rows of the tables that rates are made of, by role; final accounts before budgets."""
    cells = (
        AccountCell.objects.filter(department=department, year_id=year, table__role__in=ROLES)
        .order_by("-table__document__kind", "table__role", "row", "column")
        .values_list("table__document_id", "table__role", "row", "column_path", "text", "amount")
    )
    found: dict[str, dict[int, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    documents: dict[str, int] = {}
    for document, role, row, path, text, amount in cells:
        if documents.setdefault(role, document) == document:
            found[role][row].append((path, text, amount))
    return {role: list(rows.values()) for role, rows in found.items()}


def _metric_row(metric: Metric) -> MetricRow:
    computed = metric.told
    severity = metric.severity
    return MetricRow(
        metric=metric,
        numerator=show.money(metric.numerator),
        denominator=show.money(metric.denominator),
        computed=show.percent(computed) if metric.computable else _why_not(metric),
        printed=metric.printed or show.NONE,
        severity=severity.value if severity else "",
        verdict=_verdict(metric, computed, severity),
    )


def _why_not(metric: Metric) -> str:
    return "不可计算（基数为 0）" if metric.denominator == 0 else show.NONE


def _verdict(metric: Metric, computed: Decimal | None, severity: Severity | None) -> str:
    if severity is None:
        return ""
    if computed is None:
        why = "基数为 0" if metric.denominator == 0 else "金额空白"
        return f"{why}，不可计算，原文印 {metric.printed}"
    cause = "，印出位数所致" if severity is Severity.ROUNDING else ""
    return f"原文印 {metric.printed}，按金额重算 {show.percent(computed)}{cause}"
