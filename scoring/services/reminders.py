"""Remind units and people: by hand for many units at once, and every day by the timetable."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from projects.access import Verb, require
from projects.deadlines import Deadline, last_day
from projects.locks import named
from projects.models import Department, FiscalYear, Notice, Plan, Project, Stage, StageWindow, User
from projects.queries.windows import Timetable
from projects.services.notices import notify, people_of
from projects.services.windows import WindowRefused, extend_stage
from projects.trail import record
from scoring.models import Sheet
from scoring.queries.progress import (
    ended_project,
    returned_plan,
    returned_sheet,
    stage_counts,
)
from scoring.queries.todo import FORGOTTEN
from scoring.queries.waits import waiting
from scoring.services.monitoring_reminders import remind_mendings, remind_rounds

NO_PEOPLE = "没有启用的填报人或负责人账号，请联系系统管理员"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one unit in an action on many."""

    department: Department
    done: bool
    words: str


def remind_units(
    *, units: Sequence[Department], year: FiscalYear, stage: Stage, by: User, at: datetime
) -> list[Outcome]:
    """Urge units that have not sent everything (催报); each unit by itself, with its trail.

    Raises PermissionDenied before anybody is told when one of them is not in the person's hands.
    """
    for unit in units:
        require(by, Verb.EXTEND, unit)
    timetable = Timetable(years=[year.year])
    counts = stage_counts(
        Plan.objects.filter(department__in=units),
        Project.objects.filter(department__in=units),
        year=year.year,
        stage=stage,
    )
    found = []
    for unit in units:
        deadline = timetable.of(department=unit, year=year.year, stage=stage, at=at)
        left = counts[unit.pk].open if unit.pk in counts else 0
        found.append(_remind_unit(unit, year, stage, left, deadline, by, at))
    return found


@transaction.atomic
def _remind_unit(
    unit: Department,
    year: FiscalYear,
    stage: Stage,
    left: int,
    deadline: Deadline | None,
    by: User,
    at: datetime,
) -> Outcome:
    if not left:
        return Outcome(unit, False, "没有未交的，不需要催报")
    Department.objects.select_for_update().get(pk=unit.pk)
    people = people_of(unit)
    if not people:
        return Outcome(unit, False, f"{NO_PEOPLE}，没有催报")
    told = notify(
        people=people,
        department=unit,
        year=year,
        kind=Notice.Kind.URGED,
        stage=stage,
        occasion=f"{timezone.localdate(at)}",  # once a day, however often the button is pressed
        text=f"请尽快提交{_still_due(year.year, stage, left, deadline)}。催报人：{named(by)}。",
        by=by,
        at=at,
    )
    if not told:
        return Outcome(unit, False, "今天已经催报过，没有重复")
    names = "、".join(person.name for person in told)
    summary = f"催报 {year.year} 年度{stage.label}，还有 {left} 张未交；已通知 {names}"
    record(by=by, at=at, action="unit.urged", on=unit, summary=summary[:500])
    return Outcome(unit, True, f"已通知 {names}")


def _still_due(year: int, stage: Stage, left: int, deadline: Deadline | None) -> str:
    end = f"，{deadline.told} 截止，{deadline.words}" if deadline else ""
    return f" {year} 年度{stage.label}：还有 {left} 张没有提交{end}"


def extend_units(
    *,
    units: Sequence[Department],
    year: FiscalYear,
    stage: Stage,
    until: datetime | None,
    reason: str,
    by: User,
    at: datetime,
) -> list[Outcome]:
    """Give units a later deadline with a reason (延期), or take it back; each unit by itself."""
    for unit in units:
        require(by, Verb.EXTEND, unit)
    return [_extend_unit(unit, year, stage, until, reason, by, at) for unit in units]


def _extend_unit(
    unit: Department,
    year: FiscalYear,
    stage: Stage,
    until: datetime | None,
    reason: str,
    by: User,
    at: datetime,
) -> Outcome:
    try:
        words = extend_unit(
            unit=unit, year=year, stage=stage, until=until, reason=reason, by=by, at=at
        )
    except WindowRefused as refused:
        return Outcome(unit, False, str(refused))
    return Outcome(unit, True, words)


@transaction.atomic
def extend_unit(
    *,
    unit: Department,
    year: FiscalYear,
    stage: Stage,
    until: datetime | None,
    reason: str,
    by: User,
    at: datetime,
) -> str:
    """Give one unit a later deadline, or take it back, and tell its people. See `extend_stage`."""
    given = extend_stage(
        department=unit, year=year, stage=stage, until=until, reason=reason, by=by, at=at
    )
    notify(
        people=people_of(unit),
        department=unit,
        year=year,
        kind=Notice.Kind.EXTENDED,
        stage=stage,
        occasion=str(given.row.public_id),
        text=f"{year.year} 年度{stage.label}已{given.phrase}。理由：{reason}",
        by=by,
        at=at,
    )
    return f"已{given.phrase}"


def remind_due(*, at: datetime) -> dict[str, int]:
    """Make today's reminders; returns how many there are of each kind. Run again, it adds none."""
    return {
        "期限提醒": _remind_deadlines(at) + remind_rounds(at) + remind_mendings(at),
        "退回未改": _remind_forgotten(at),
        "等待审核": _remind_approvers(at),
    }


def _remind_deadlines(at: datetime) -> int:
    """Fifteen, five and one day before a deadline and one, three, seven after it."""
    windows = StageWindow.objects.filter(opens_at__lte=at).order_by()
    stages = list(windows.values_list("year_id", "stage").distinct())
    timetable = Timetable(years={year for year, _ in stages})
    years = FiscalYear.objects.in_bulk()
    made = 0
    for number, name in stages:
        stage, year = Stage(name), years[number]
        counts = stage_counts(Plan.objects.all(), Project.objects.all(), year=number, stage=stage)
        open_units = [pk for pk, count in counts.items() if count.open]
        for unit in Department.objects.filter(pk__in=open_units).order_by("path"):
            deadline = timetable.of(department=unit, year=number, stage=stage, at=at)
            if deadline and deadline.milestone is not None:
                left = counts[unit.pk].open
                made += _remind_deadline(unit, year, stage, left, deadline, at)
    return made


def _remind_deadline(
    unit: Department, year: FiscalYear, stage: Stage, left: int, deadline: Deadline, at: datetime
) -> int:
    told = notify(
        people=people_of(unit),
        department=unit,
        year=year,
        kind=Notice.Kind.DEADLINE,
        stage=stage,
        occasion=f"{last_day(deadline.closes_at)}:{deadline.milestone:+d}",
        text=f"{_still_due(year.year, stage, left, deadline).strip()}。",
        by=None,
        at=at,
    )
    return len(told)


def _remind_forgotten(at: datetime) -> int:
    """What was sent back more than five days ago and has not come again: the unit is told once."""
    plans = Plan.objects.filter(returned_plan(), state=Plan.State.DRAFT)
    plans = plans.exclude(ended_project(Stage.TARGETS))
    sheets = Sheet.objects.filter(returned_sheet(), state=Sheet.State.DRAFT)
    sheets = sheets.exclude(ended_project(Stage.ACTUALS, "plan"))
    made = 0
    for row in plans.select_related("project", "department", "year"):
        made += _remind_return(row, f"“{row.title}”绩效目标表", row.stage, at)
    for sheet in sheets.select_related("plan__project", "department", "year"):
        made += _remind_return(sheet, f"“{sheet.plan.title}”自评表", Stage.ACTUALS, at)
    return made


def _remind_return(row: Any, what: str, stage: Stage, at: datetime) -> int:
    day = timezone.localdate(row.state_at)
    days = (timezone.localdate(at) - day).days
    if days <= FORGOTTEN:
        return 0
    told = notify(
        people=people_of(row.department),
        department=row.department,
        year=row.year,
        kind=Notice.Kind.FORGOTTEN,
        stage=stage,
        occasion=f"{row.public_id}:{day}",
        text=f"{row.year_id} 年度{what}{day.month}月{day.day}日 被退回，已 {days} 天没有重交。"
        "请按退回原因修改后重新提交。",
        by=None,
        at=at,
        subject=(type(row).__name__, row.public_id),
    )
    return len(told)


def _remind_approvers(at: datetime) -> int:
    """What has waited for more than five days: each approver is told once a week."""
    roles = [User.Role.SUPERVISOR, User.Role.FINANCE]
    week = timezone.localdate(at).strftime("%G-W%V")
    years = FiscalYear.objects.in_bulk()
    people = User.objects.filter(role__in=roles, is_active=True, department__isnull=False)
    return sum(_remind_approver(person, week, years, at) for person in people.order_by("pk"))


_TOPICS = {
    "plan": Notice.Topic.TARGETS,
    "sheet": Notice.Topic.ACTUALS,
    "mending": Notice.Topic.MONITORING,
}


def _remind_approver(person: User, week: str, years: dict[int, FiscalYear], at: datetime) -> int:
    today, made = timezone.localdate(at), 0
    late: dict[tuple[int, Notice.Topic], int] = {}
    for row in waiting(person, at=at):
        if (today - timezone.localdate(row["since"])).days > FORGOTTEN:
            key = (row["year_id"], _TOPICS[row["kind"]])
            late[key] = late.get(key, 0) + 1
    for (year, topic), count in late.items():
        made += _tell_approver(person, years[year], topic, count, week, at)
    return made


def _tell_approver(
    person: User, year: FiscalYear, topic: Notice.Topic, count: int, week: str, at: datetime
) -> int:
    if person.department is None:
        return 0
    waits = f"有 {count} 张已等您审核"
    if topic is Notice.Topic.MONITORING:
        waits = f"有 {count} 件整改反馈已等您验收"
    told = notify(
        people=[person],
        department=person.department,
        year=year,
        kind=Notice.Kind.WAITING,
        stage=topic,
        occasion=week,
        text=f"{year.year} 年度{topic.label}{waits}超过 {FORGOTTEN} 天。",
        by=None,
        at=at,
    )
    return len(told)
