"""What waits for a person: one source for the badge, the list and the weekly reminder.

Every year counts: what was forgotten last year still waits. Three kinds are kept apart: drafts,
what waits for somebody above, and what was sent back (forgotten after five days).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.utils import timezone

from projects.access import Role, directly_under_finance, visible
from projects.deadlines import Deadline
from projects.models import Plan, PlanReturn, Stage, User
from projects.queries.windows import Timetable
from scoring.checks.finding import Finding
from scoring.models import Sheet, SheetReturn
from scoring.queries.progress import returned_plan, returned_sheet
from scoring.queries.sheet_findings import total_finding
from scoring.queries.sheets import with_points

FORGOTTEN = 5  # days
Row = dict[str, Any]
# A sheet that can be handed in: every line is filled.
_FILLED = Q(line_count__gt=0, filled_count=F("line_count"))


def waits_for(role: str) -> tuple[Q, Q] | None:
    """Which plans and which sheets of his scope wait for a person of that role; None: never any.

    A filer has drafts to fill, the head what can be handed in, a supervisor what was submitted,
    finance what departments passed and what no department stands above.
    """
    draft, submitted = Q(state="DRAFT"), Q(state="SUBMITTED")
    finance = Q(state="DEPARTMENT_PASSED") | (submitted & directly_under_finance())
    return {
        str(Role.FILER): (draft, draft),
        str(Role.UNIT_HEAD): (draft, draft & _FILLED),
        str(Role.SUPERVISOR): (submitted, submitted),
        str(Role.FINANCE): (finance, finance),
    }.get(role)


def waiting(user: User) -> "QuerySet[Any]":
    """What waits for a person, as rows of kind, pk, year_id, back and state_at: returned first,
    then drafts with the least left to fill.
    """
    plans, sheets = visible(user, Plan), visible(user, Sheet)
    conditions = waits_for(user.role)
    if conditions is None:
        plans, sheets = plans.none(), sheets.none()
    else:
        plans, sheets = plans.filter(conditions[0]), sheets.filter(conditions[1])
    return _rows(plans, sheets).order_by("-back", "left", "state_at", "kind", "pk")


def on_their_way(user: User) -> "QuerySet[Any]":
    """What a unit has sent and what waits with somebody above it, in the same form."""
    sent = Q(state__in=["SUBMITTED", "DEPARTMENT_PASSED"])
    rows = _rows(visible(user, Plan).filter(sent), visible(user, Sheet).filter(sent))
    return rows.order_by("state_at", "kind", "pk")


def _rows(plans: "QuerySet[Plan]", sheets: "QuerySet[Sheet]") -> "QuerySet[Any]":
    fields = ("kind", "pk", "year_id", "back", "left", "state_at")
    words, left = CharField(), F("line_count") - F("filled_count")
    of_plans = plans.annotate(
        kind=Value("plan", words), back=returned_plan(), left=Value(0, IntegerField())
    ).values(*fields)
    of_sheets = sheets.annotate(
        kind=Value("sheet", words), back=returned_sheet(), left=left
    ).values(*fields)
    rows: QuerySet[Any] = of_plans.order_by().union(of_sheets.order_by(), all=True)
    return rows


def todo_count(user: User) -> int:
    """The number on the badge: one query."""
    return 0 if waits_for(user.role) is None else waiting(user).count()


@dataclass(slots=True)
class TodoItem:
    """One thing to do, with why it came back where it did."""

    kind: str  # plan or sheet
    row: Any
    back: bool
    at: datetime
    deadline: Deadline | None = None
    finding: Finding | None = None  # what is wrong with the printed total of a draft
    returned: Any = None
    lines: list[Any] = field(default_factory=list)

    @property
    def days(self) -> int:
        """For how many days it has stood as it does, by dates."""
        moved = timezone.localdate(self.row.state_at)
        return (timezone.localdate(self.at) - moved).days

    @property
    def forgotten(self) -> bool:
        """Whether it was sent back and then forgotten."""
        return self.back and self.days > FORGOTTEN

    @property
    def title(self) -> str:
        """What it is about."""
        plan = self.row if self.kind == "plan" else self.row.plan
        return str(plan.title)

    @property
    def what(self) -> str:
        """Which document: 2023 年度绩效目标表."""
        name = "绩效目标表" if self.kind == "plan" else "自评表"
        return f"{self.row.year_id} 年度{name}"

    @property
    def stage(self) -> Stage:
        """The stage whose deadline counts for it."""
        if self.kind == "sheet":
            return Stage.ACTUALS
        return Stage.ADJUSTMENT if self.row.is_adjustment else Stage.TARGETS


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
            bool(row["back"]) and (today - timezone.localdate(row["state_at"])).days > FORGOTTEN
            for row in self.rows
        )


def todo(user: User, *, at: datetime, start: int = 0, most: int = 50) -> Todo:
    """Read what waits for a person and `most` items of it: nine queries at most."""
    rows = [] if waits_for(user.role) is None else list(waiting(user))
    wanted = rows[start : start + most]
    plans = _plans([row["pk"] for row in wanted if row["kind"] == "plan"])
    sheets = _sheets([row["pk"] for row in wanted if row["kind"] == "sheet"])
    found: dict[str, dict[int, Any]] = {"plan": plans, "sheet": sheets}
    items = [
        TodoItem(row["kind"], found[row["kind"]][row["pk"]], bool(row["back"]), at)
        for row in wanted
    ]
    for item in items:
        if item.kind == "sheet" and item.row.state == Sheet.State.DRAFT:
            item.finding = total_finding(item.row)
    _add_deadlines(items, at)
    _add_returns(items)
    return Todo(rows, items, at)


def _plans(ids: list[int]) -> dict[int, Plan]:
    rows = Plan.objects.filter(pk__in=ids)
    return {row.pk: row for row in rows.select_related("project", "department", "state_by")}


def _sheets(ids: list[int]) -> dict[int, Sheet]:
    rows = Sheet.objects.filter(pk__in=ids)
    rows = with_points(rows.select_related("plan__project", "department", "state_by"))
    return {row.pk: row for row in rows}


def _add_deadlines(items: Iterable[TodoItem], at: datetime) -> None:
    """Only what is still in the unit's hands has one."""
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
