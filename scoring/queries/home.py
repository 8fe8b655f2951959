"""A unit's own page: what waits for the person, the year's stages, the sheets, the last steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from projects.deadlines import Deadline
from projects.models import Plan, TrailEntry, User
from projects.queries.windows import department_deadlines
from scoring.models import Sheet
from scoring.queries.sheets import sheet_list, with_points
from scoring.queries.todo import Todo, todo
from scoring.queries.waits import on_their_way

MOST_ITEMS = 20
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the year for the unit."""

    label: str
    deadline: Deadline

    @property
    def now(self) -> bool:
        """Whether it can be worked on today."""
        return self.deadline.has_begun and not self.deadline.is_late

    @property
    def words(self) -> str:
        """When it ends, and how far that is."""
        if not self.deadline.has_begun:
            return self.deadline.words
        if self.deadline.is_late:
            return f"{self.deadline.told} 已截止"
        return f"进行中，{self.deadline.told} 截止，{self.deadline.words}"


@dataclass(frozen=True, slots=True)
class Recent:
    """Something that was done lately, and to which document; `about` is empty for other things."""

    entry: TrailEntry
    about: str


@dataclass(frozen=True, slots=True)
class FilerHome:
    """A unit's own year."""

    at: datetime
    sheets: list[Sheet]
    todo: Todo
    steps: list[Step]
    recent: list[Recent]
    sent: list[Any]

    @property
    def sent_count(self) -> int:
        """What the unit has sent and what waits above it, of every year."""
        return len(self.sent)

    @property
    def sent_days(self) -> int:
        """For how many days the oldest of it has waited."""
        if not self.sent:
            return 0
        oldest = timezone.localdate(self.sent[0]["since"])
        return (timezone.localdate(self.at) - oldest).days


def filer_home(user: User, year: int | None, *, at: datetime) -> FilerHome:
    """Read a unit's year: at most fifteen queries, whatever it holds."""
    department = user.department
    deadlines = department_deadlines(department, year=year, at=at) if department else []
    recent = TrailEntry.objects.filter(department=department, year_id=year)
    return FilerHome(
        at=at,
        sheets=list(with_points(sheet_list(user, year))),
        todo=todo(user, at=at, most=MOST_ITEMS),
        steps=[Step(label, deadline) for label, deadline in deadlines],
        recent=_told(recent[:MOST_STEPS]) if department else [],
        sent=list(on_their_way(user)),
    )


def _told(entries: Iterable[TrailEntry]) -> list[Recent]:
    """Put to each entry what it is about: one query for all."""
    found = list(entries)
    ids = [entry.subject_id for entry in found]
    plans = (
        Plan.objects.filter(
            Q(public_id__in=ids)
            | Q(sheet__public_id__in=ids)
            | Q(monitoring_reports__public_id__in=ids)
        )
        .annotate(reports=F("monitoring_reports__public_id"))
        .select_related("project", "sheet")
    )
    about = {}
    for plan in plans:
        about[plan.public_id] = f"{plan.title}目标表"
        about[plan.reports] = f"{plan.title}监控表"
        if hasattr(plan, "sheet"):
            about[plan.sheet.public_id] = f"{plan.title}自评表"
    return [Recent(entry, about.get(entry.subject_id, "")) for entry in found]
