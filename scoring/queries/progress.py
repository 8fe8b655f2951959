"""How far the units of a branch are in one stage of a year, the late ones first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from projects.access import visible, visible_departments
from projects.deadlines import Deadline
from projects.models import (
    Department,
    Plan,
    PlanReturn,
    Project,
    Stage,
    TrailEntry,
    User,
)
from projects.queries.windows import Timetable
from scoring.models import Sheet, SheetReturn


@dataclass(slots=True)
class Counts:
    """Documents of one stage: due, sent on their way, passed by the body above, sent back."""

    due: int = 0
    sent: int = 0
    passed: int = 0
    returned: int = 0
    oldest_return: datetime | None = None

    def add(self, other: "Counts") -> None:
        """Count another unit's documents in."""
        self.due += other.due
        self.sent += other.sent
        self.passed += other.passed
        self.returned += other.returned
        found = [at for at in (self.oldest_return, other.oldest_return) if at]
        self.oldest_return = min(found, default=None)

    @property
    def open(self) -> int:
        """Documents that are still in the unit's hands, or not begun."""
        return self.due - self.sent


# What counts as due, as in the unit's hands and as passed, by stage. A plan that was approved
# once and is being adjusted has done its declaration.
_ADJUSTED = Q(adjustments__gt=0)
_DUE = {
    Stage.TARGETS: Q(),
    Stage.ADJUSTMENT: _ADJUSTED,
    Stage.ACTUALS: Q(sheet__isnull=False) | Q(state=Plan.State.FINANCE_APPROVED) | _ADJUSTED,
}
_IN_HAND = {
    Stage.TARGETS: Q(state=Plan.State.DRAFT) & ~_ADJUSTED,
    Stage.ADJUSTMENT: Q(state=Plan.State.DRAFT),
    Stage.ACTUALS: Q(sheet__isnull=True) | Q(sheet__state=Sheet.State.DRAFT),
}
_WITH_ABOVE = {
    Stage.TARGETS: Q(state=Plan.State.SUBMITTED) & ~_ADJUSTED,
    Stage.ADJUSTMENT: Q(state=Plan.State.SUBMITTED),
    Stage.ACTUALS: Q(sheet__state=Sheet.State.SUBMITTED),
}


def ended_project(stage: Stage, plan: str = "", year: str = "year_id") -> Q:
    """Whether the project of a plan has ended, so that nothing of that stage is to be done for it.

    No targets are wanted of it any more; what it did of a year it is evaluated for, unless it had
    ended before. `plan` leads from the row to the plan.
    """
    way = f"{plan}__" if plan else ""
    if stage is Stage.ACTUALS:
        return Q(**{f"{way}project__closed_on__year__lt": F(year)})
    return Q(**{f"{way}project__closed_on__isnull": False})


def returned_plan(outer: str = "pk") -> Exists:
    """Whether a draft plan was sent back and has not been sent again since."""
    return Exists(PlanReturn.objects.filter(plan=OuterRef(outer), at__gte=OuterRef("state_at")))


def returned_sheet() -> Exists:
    """Whether a draft sheet was sent back and has not been sent again since."""
    return Exists(SheetReturn.objects.filter(sheet=OuterRef("pk"), at__gte=OuterRef("state_at")))


def stage_counts(
    plans: "QuerySet[Plan]", projects: "QuerySet[Project]", *, year: int | None, stage: Stage
) -> dict[int, Counts]:
    """Counts by department id: one query, two more for declarations that were not begun."""
    if stage is Stage.ACTUALS:
        back = Exists(
            SheetReturn.objects.filter(
                sheet__plan=OuterRef("pk"), at__gte=OuterRef("sheet__state_at")
            )
        )
        since = "sheet__state_at"
    else:
        back, since = returned_plan(), "state_at"
    in_hand = _IN_HAND[stage]
    # Of projects that ended before the year nothing counts, of what ended since nothing in hand.
    ended = Q(department__closed_on__isnull=False) | ended_project(stage)
    rows = (
        plans.filter(_DUE[stage], year_id=year)
        .exclude(ended_project(Stage.ACTUALS) | ended & in_hand)
        .annotate(back=back)
        .order_by()
        .values("department_id")
        .annotate(
            due=Count("pk"),
            kept=Count("pk", filter=in_hand),
            waiting=Count("pk", filter=_WITH_ABOVE[stage]),
            returned=Count("pk", filter=in_hand & Q(back=True)),
            oldest=Min(since, filter=in_hand & Q(back=True)),
        )
    )
    found: dict[int, Counts] = defaultdict(Counts)
    for row in rows:
        sent = row["due"] - row["kept"]
        found[row["department_id"]] = Counts(
            row["due"], sent, sent - row["waiting"], row["returned"], row["oldest"]
        )
    if stage is Stage.TARGETS and year is not None:
        for department, missing in _not_begun(plans, projects, year):
            found[department].due += missing
    return found


def _not_begun(
    plans: "QuerySet[Plan]", projects: "QuerySet[Project]", year: int
) -> Iterable[tuple[int, int]]:
    """Declarations nobody has begun: of last year's subjects and of projects never declared.

    These owe none of the years before they were added.
    """
    of_project = Plan.objects.filter(project=OuterRef("pk"))
    yield from (
        projects.filter(
            ~Exists(of_project.filter(year_id=year)),
            Exists(of_project.filter(year_id=year - 1))
            | ~Exists(of_project) & (Q(added_on=None) | Q(added_on__year__lte=year)),
            closed_on__isnull=True,
            department__closed_on__isnull=True,
        )
        .order_by()
        .values_list("department_id")
        .annotate(missing=Count("pk"))
    )
    whole = Plan.objects.filter(
        department=OuterRef("department"), project__isnull=True, year_id=year
    )
    yield from (
        plans.filter(~Exists(whole), project__isnull=True, year_id=year - 1)
        .exclude(department__closed_on__isnull=False)
        .order_by()
        .values_list("department_id")
        .annotate(missing=Count("pk"))
    )


@dataclass(slots=True)
class UnitRow:
    """One department of the list: its own documents, or (as `head`) those of its whole branch."""

    department: Department
    counts: Counts
    deadline: Deadline | None = None
    head: bool = False
    own: bool = False  # the body itself among those below it (本级)
    late: int = 0  # documents not sent although the deadline has passed
    late_units: int = 0
    group: int = 0
    last: TrailEntry | None = None
    contact: User | None = None

    @property
    def is_late(self) -> bool:
        """Whether something should have been sent by now."""
        return self.late > 0

    @property
    def days_late(self) -> int:
        """How long ago the deadline was."""
        return self.deadline.days_late if self.deadline else 0

    @property
    def share(self) -> str:
        """Sent of due in percent, two decimals."""
        if not self.counts.due:
            return ""
        hundredths = (self.counts.sent * 20000 + self.counts.due) // (2 * self.counts.due)
        return f"{hundredths // 100}.{hundredths % 100:02}%"


@dataclass(slots=True)
class Progress:
    """A branch in one stage: the sums, and every row in order."""

    root: Department
    total: UnitRow
    rows: list[UnitRow] = field(default_factory=list)
    units: int = 0
    without: int = 0  # departments with nothing due


def branch_progress(
    user: User, root: Department, *, year: int | None, stage: Stage, timetable: Timetable,
    at: datetime,
) -> Progress:  # fmt: skip
    """Read a branch: four queries at most, whatever its size; people come with `with_people`."""
    inside = Q(department__path__startswith=root.path)
    counts = stage_counts(
        visible(user, Plan).filter(inside),
        visible(user, Project).filter(inside),
        year=year,
        stage=stage,
    )
    departments = {
        row.pk: row for row in visible_departments(user).filter(path__startswith=root.path)
    }
    parents = {row.parent_id for row in departments.values()}
    progress = Progress(root, UnitRow(root, Counts(), head=True))
    groups: dict[int, list[UnitRow]] = defaultdict(list)
    heads: dict[int, UnitRow] = {}
    for department in departments.values():
        head = _head_of(department, root, departments, parents)
        heads.setdefault(head.pk, UnitRow(head, Counts(), head=True, group=head.pk))
        row = _unit_row(department, counts.get(department.pk), year, stage, timetable, at)
        if row is None:
            progress.without += department.pk not in parents
            continue
        row.group, row.own = head.pk, department.pk in parents
        groups[head.pk].append(row)
        for sums in (heads[head.pk], progress.total):
            _count_in(sums, row)
    progress.units = sum(len(rows) for rows in groups.values())
    for sums in sorted(heads.values(), key=lambda row: (-row.late, row.department.path)):
        if rows := groups[sums.group]:
            progress.rows += [sums, *sorted(rows, key=_by_lateness)]
    return progress


def _head_of(
    department: Department, root: Department, departments: dict[int, Department], parents: set[Any]
) -> Department:
    """Under which heading a department is listed: the body right below the root, or the root."""
    steps = department.path[len(root.path) :].split(".")
    if not steps[0]:
        return root
    below = int(steps[0])
    return departments[below] if below in parents else root


def _unit_row(
    department: Department,
    counts: Counts | None,
    year: int | None,
    stage: Stage,
    timetable: Timetable,
    at: datetime,
) -> UnitRow | None:
    if counts is None or not counts.due or year is None:
        return None
    row = UnitRow(department, counts)
    row.deadline = timetable.of(department=department, year=year, stage=stage, at=at)
    if row.deadline and row.deadline.is_late:
        row.late = counts.open
    return row


def _count_in(sums: UnitRow, row: UnitRow) -> None:
    sums.counts.add(row.counts)
    sums.late += row.late
    sums.late_units += row.is_late


def _by_lateness(row: UnitRow) -> tuple[bool, int, int, str]:
    return (not row.is_late, -row.days_late, -row.late, row.department.path)


def with_people(rows: Iterable[UnitRow], *, year: int | None) -> list[UnitRow]:
    """Add the last action and the person to telephone to the rows of a page: two queries."""
    found = list(rows)
    ids = [row.department.pk for row in found if not row.head]
    entries = (
        TrailEntry.objects.filter(department_id__in=ids, year_id=year)
        .order_by("department_id", "-at", "-pk")
        .distinct("department_id")
    )
    last = {entry.department_id: entry for entry in entries}
    people = User.objects.filter(department_id__in=ids, role=User.Role.FILER, is_active=True)
    contacts = {
        person.department_id: person
        for person in people.order_by("department_id", "pk").distinct("department_id")
    }
    for row in found:
        if not row.head:
            row.last = last.get(row.department.pk)
            row.contact = contacts.get(row.department.pk)
    return found


def chosen_stage(
    user: User, root: Department, *, year: int | None, timetable: Timetable, at: datetime
) -> Stage:
    """The stage to look at when none is asked for: the one that opened last, else what there is."""
    if year is None:
        return Stage.ACTUALS
    opened = timetable.latest_opened(department=root, year=year, at=at)
    if opened:
        return opened
    sheets = visible(user, Sheet).filter(year_id=year, department__path__startswith=root.path)
    return Stage.ACTUALS if sheets.exists() else Stage.TARGETS
