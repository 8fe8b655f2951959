"""Windows of stages and extensions: whose they are, and which deadline counts for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from projects.access import Role, visible
from projects.deadlines import Deadline, told_end, told_moment
from projects.locks import Asked, Open, open_window
from projects.models import Department, Extension, FiscalYear, Plan, Stage, StageWindow, User


def schedulable(user: User) -> "QuerySet[Department]":
    """The departments whose windows a person may know of: roots for the system administrator."""
    if user.role == Role.SYSTEM_ADMIN and user.department is None:
        return Department.objects.filter(parent__isnull=True).order_by("path")
    return visible(user, Department).order_by("path")


def years() -> list[int]:
    """Every year that was opened, the latest first."""
    return list(FiscalYear.objects.values_list("year", flat=True))


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A department with its own windows of a year, by stage in their order; None where unset."""

    department: Department
    windows: list[StageWindow | None]

    @property
    def cells(self) -> list[tuple[str, tuple[str, str] | None]]:
        """Each window with the name of its stage, both its ends in words."""
        return [
            (str(stage.label), _told_span(window))
            for stage, window in zip(Stage, self.windows, strict=True)
        ]


def _told_span(window: StageWindow | None) -> tuple[str, str] | None:
    if window is None:
        return None
    now = timezone.now()
    return told_moment(window.opens_at, seen_at=now), told_end(window.closes_at, seen_at=now)


def departments_with_windows(user: User, year: int) -> "QuerySet[Department]":
    """The departments that the page of windows lists: own ones, bodies above others, those set."""
    rows = schedulable(user)
    own = Q(pk=user.department_id) | Q(parent__isnull=True)
    is_set = Q(pk__in=StageWindow.objects.filter(year_id=year).values("department"))
    above = Q(kind__in=[Department.Kind.SUPERVISING, Department.Kind.FINANCE])
    return rows.filter(own | is_set | above)


def window_rows(departments: Iterable[Department], year: int) -> list[WindowRow]:
    """The windows of these departments: one query."""
    rows = list(departments)
    found = {
        (window.department_id, window.stage): window
        for window in StageWindow.objects.filter(department__in=rows, year_id=year)
    }
    return [WindowRow(row, [found.get((row.pk, stage)) for stage in Stage]) for row in rows]


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """An extension as a list shows it."""

    row: Extension
    told: str  # until when, or that it was taken back
    counts: bool  # whether it is the newest of its unit and stage


def extension_rows(
    departments: "QuerySet[Department]", year: int | None, *, at: datetime, most: int = 100
) -> list[ExtensionRow]:
    """The extensions of a year within these departments, the latest first: one query."""
    same = {name: OuterRef(name) for name in ("department", "year", "stage")}
    of_month = Q(month=OuterRef("month")) | Q(month__isnull=True)
    newer = Extension.objects.filter(of_month, **same, pk__gt=OuterRef("pk"))
    rows = Extension.objects.filter(department__in=departments, year_id=year)
    found = rows.select_related("department", "by").annotate(is_old=Exists(newer))
    return [
        ExtensionRow(
            row, told_end(row.until, seen_at=at) if row.until else "收回延期", not row.is_old
        )
        for row in found.order_by("-pk")[:most]
    ]


def stage_deadline(
    *, department: Department, year: int, stage: Stage, at: datetime, asked: Asked | None = None
) -> Deadline | None:
    """The deadline that counts for one department, None where none is set.

    One query, none when the window was `asked`.
    """
    asked = asked or Asked(open_window(department=department, year=year, stage=stage))
    return seen(asked.window, at=at)


def plan_deadline(plan: Plan, *, at: datetime) -> Deadline | None:
    """Until when a draft plan is to be sent; None when it was sent or nothing is set."""
    if plan.state != Plan.State.DRAFT:
        return None
    return stage_deadline(department=plan.department, year=plan.year_id, stage=plan.stage, at=at)


def department_deadlines(
    department: Department, *, year: int | None, at: datetime
) -> list[tuple[str, Deadline]]:
    """Every deadline of a department in a year, with the name of its stage: two queries."""
    if year is None:
        return []
    timetable = Timetable(years=[year], branch=department.path)
    found = [
        (str(stage.label), timetable.of(department=department, year=year, stage=stage, at=at))
        for stage in Stage
    ]
    return [(label, deadline) for label, deadline in found if deadline]


def seen(window: Open | None, *, at: datetime) -> Deadline | None:
    """The deadline of a window, looked at from a moment."""
    if window is None:
        return None
    return Deadline(window.opens_at, window.closes_at, window.extended, at)


class Timetable:
    """The windows and extensions of whole years, for many departments: two queries."""

    def __init__(self, *, years: Iterable[int | None], branch: str = "") -> None:
        wanted = {year for year in years if year is not None}
        windows = StageWindow.objects.filter(year_id__in=wanted)
        self._windows = {
            (window.year_id, window.stage, window.department_id): window for window in windows
        }
        extensions = Extension.objects.filter(
            year_id__in=wanted, department__path__startswith=branch
        )
        each = ("year_id", "stage", "department_id")
        newest = extensions.order_by(*each, "-pk").distinct(*each).values_list(*each, "until")
        self._until = {row[:3]: row[3] for row in newest}

    def of(self, *, department: Department, year: int, stage: str, at: datetime) -> Deadline | None:
        """The deadline of a department, None where none is set."""
        for step in reversed([int(step) for step in department.path.split(".") if step]):
            if window := self._windows.get((year, stage, step)):
                end = window.closes_at
                until = self._until.get((year, stage, department.pk)) or end
                return Deadline(window.opens_at, max(end, until), until > end, at)
        return None

    def latest_opened(self, *, department: Department, year: int, at: datetime) -> Stage | None:
        """The stage that opened last for a department or below it, None before the first."""
        line = {int(step) for step in department.path.split(".") if step}
        opened = [
            (window.opens_at, stage)
            for (of, stage, owner), window in self._windows.items()
            if of == year and window.opens_at <= at and owner in line
        ]
        return Stage(max(opened)[1]) if opened else None


UnitDeadlines = list[tuple[Department, Deadline | None]]


def unit_deadlines(
    units: Iterable[Department], *, year: int, stage: str, at: datetime
) -> UnitDeadlines:
    """The deadline of a stage for each of these units: two queries."""
    timetable = Timetable(years=[year])
    return [(unit, timetable.of(department=unit, year=year, stage=stage, at=at)) for unit in units]
