"""The list of what waits for a person: every item with why it waits and until when.

Three kinds are kept apart: drafts, what waits for somebody above, and what was sent back
(forgotten after five days).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from projects.deadlines import Deadline
from projects.models import Plan, PlanReturn, Stage, User
from projects.queries.windows import Timetable
from scoring.checks.finding import Finding
from scoring.models import Finding as StoredFinding
from scoring.models import MonitoringReport, Rectification, Sheet, SheetReturn
from scoring.queries.round_extensions import with_extension
from scoring.queries.sheet_findings import total_finding
from scoring.queries.sheets import with_points
from scoring.queries.waits import waiting, waits_for

FORGOTTEN = 5  # days
Row = dict[str, Any]


@dataclass(slots=True)
class TodoItem:
    """One thing to do, with why it came back where it did."""

    kind: str  # plan, sheet, report (of monitoring) or mending (a rectification)
    row: Any
    back: bool
    since: datetime
    at: datetime
    deadline: Deadline | None = None
    finding: Finding | None = None  # what is wrong with the printed total of a draft
    returned: Any = None
    lines: list[Any] = field(default_factory=list)

    @property
    def days(self) -> int:
        """For how many days it has stood as it does, by dates."""
        return (timezone.localdate(self.at) - timezone.localdate(self.since)).days

    @property
    def forgotten(self) -> bool:
        """Whether it was sent back and then forgotten."""
        return self.back and self.days > FORGOTTEN

    @property
    def title(self) -> str:
        """What it is about."""
        if self.kind == "mending":
            return self.row.line.name if self.row.line else "预算执行"
        plan = self.row if self.kind == "plan" else self.row.plan
        return str(plan.title)

    @property
    def what(self) -> str:
        """Which document: 2023 年度绩效目标表."""
        year = f"{self.row.year_id} 年度"
        if self.kind == "report":
            return f"{year}“{self.row.round.name}”运行监控表"
        if self.kind == "mending":
            report = self.row.report
            return f"{year}“{report.round.name}”整改，{report.plan.title}"
        return year + ("绩效目标表" if self.kind == "plan" else "自评表")

    @property
    def stage(self) -> Stage:
        """The stage whose deadline counts for it."""
        if self.kind == "sheet":
            return Stage.ACTUALS
        stage: Stage = self.row.stage
        return stage


@dataclass(frozen=True, slots=True)
class Todo:
    """The list: how many there are of each kind, and the items of this page."""

    rows: Sequence[Row]
    items: list[TodoItem]
    at: datetime

    @property
    def count(self) -> int:
        """How many wait in all."""
        return len(self.rows)

    @property
    def returned(self) -> int:
        """How many of them were sent back."""
        return sum(bool(row["back"]) for row in self.rows)

    @property
    def forgotten(self) -> int:
        """How many of those were forgotten."""
        today = timezone.localdate(self.at)
        return sum(
            bool(row["back"]) and (today - timezone.localdate(row["since"])).days > FORGOTTEN
            for row in self.rows
        )


def todo(user: User, *, at: datetime, start: int = 0, most: int = 50) -> Todo:
    """Read what waits for a person and `most` items of it: eleven queries at most."""
    rows = [] if waits_for(user) is None else list(waiting(user, at=at))
    wanted = rows[start : start + most]
    found: dict[str, dict[int, Any]] = {
        kind: read([row["pk"] for row in wanted if row["kind"] == kind])
        for kind, read in _READ.items()
    }
    items = [
        TodoItem(row["kind"], found[row["kind"]][row["pk"]], bool(row["back"]), row["since"], at)
        for row in wanted
    ]
    for item in items:
        is_draft = item.kind == "sheet" and item.row.state == Sheet.State.DRAFT
        if is_draft and not item.row.total_is_explained:
            item.finding = total_finding(item.row)
    _add_deadlines(items, at)
    _add_returns(items)
    return Todo(rows, items, at)


def _plans(ids: list[int]) -> dict[int, Plan]:
    rows = Plan.objects.filter(pk__in=ids)
    return _by_id(rows.select_related("project", "department", "state_by"))


def _sheets(ids: list[int]) -> dict[int, Sheet]:
    said = StoredFinding.objects.filter(sheet=OuterRef("pk"), code="total-sum")
    rows = Sheet.objects.filter(pk__in=ids).annotate(
        total_is_explained=Exists(said.filter(waiver__isnull=False))
    )
    return _by_id(with_points(rows.select_related("plan__project", "department", "state_by")))


def _reports(ids: list[int]) -> dict[int, MonitoringReport]:
    rows = with_extension(MonitoringReport.objects.filter(pk__in=ids))
    return _by_id(rows.select_related("round", "plan__project", "department", "state_by"))


def _mendings(ids: list[int]) -> dict[int, Rectification]:
    rows = Rectification.objects.filter(pk__in=ids)
    heads = ("report__round", "report__plan__project", "line", "department")
    return _by_id(rows.select_related(*heads, "notice_by", "answer_by"))


def _by_id(rows: "QuerySet[Any]") -> dict[int, Any]:
    """The rows by id; no query where none was asked for."""
    return {row.pk: row for row in rows}


_READ: dict[str, Callable[[list[int]], dict[int, Any]]] = {
    "plan": _plans,
    "sheet": _sheets,
    "report": _reports,
    "mending": _mendings,
}


def _add_deadlines(items: Iterable[TodoItem], at: datetime) -> None:
    """Only what is still in the unit's hands has one."""
    for item in items:
        if item.kind == "report":
            report = item.row
            span = (report.round.opens_at, report.closes_at)
            item.deadline = Deadline(*span, report.is_extended, at)
        elif item.kind == "mending" and item.row.state != Rectification.State.ANSWERED:
            item.deadline = Deadline(item.row.notice_at, end_of(item.row), False, at)
    _add_windows([item for item in items if item.kind in ("plan", "sheet")], at)


def end_of(mending: Rectification) -> datetime:
    """The moment until which a rectification is to be answered: the end of its last day."""
    return timezone.make_aware(datetime.combine(mending.due + timedelta(days=1), time()))


def _add_windows(items: Iterable[TodoItem], at: datetime) -> None:
    drafts = [item for item in items if item.row.state == "DRAFT"]
    if not drafts:
        return
    timetable = Timetable(years={item.row.year_id for item in drafts})
    for item in drafts:
        item.deadline = timetable.of(
            department=item.row.department, year=item.row.year_id, stage=item.stage, at=at
        )


def _add_returns(items: Iterable[TodoItem]) -> None:
    back = {(item.kind, item.row.pk): item for item in items if item.back}
    latest = ("-at", "-pk")
    of_plans = PlanReturn.objects.filter(plan__in=[pk for kind, pk in back if kind == "plan"])
    for plan in of_plans.select_related("by").prefetch_related("lines").order_by(*latest):
        _tell(back["plan", plan.plan_id], plan)
    of_sheets = SheetReturn.objects.filter(sheet__in=[pk for kind, pk in back if kind == "sheet"])
    for sheet in of_sheets.select_related("by").prefetch_related("lines").order_by(*latest):
        _tell(back["sheet", sheet.sheet_id], sheet)


def _tell(item: TodoItem, returned: Any) -> None:
    if item.returned is None:
        item.returned, item.lines = returned, list(returned.lines.all())
