"""Locks: what may not be changed now, said with its cause and the person to ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Subquery
from django.db.models.functions import Length
from django.utils import timezone

from projects.access import BODIES, is_supervised
from projects.models import Department, Extension, Plan, Project, Stage, StageWindow, User


class Locked(Exception):
    """The row refuses this change now; the page answers 409 and says title, cause, whom to ask."""

    def __init__(self, *, title: str, cause: str, ask: str) -> None:
        self.title, self.cause, self.ask = title, cause, ask
        super().__init__(f"{title}。{cause}{ask}")


# Windows are set by finance; more time for a unit is given by its department as well. What a unit
# sent its department returns, finance only where none supervises it. What the department passed it
# takes back or finance returns; what finance decided, finance alone returns.
FINANCE = (User.Role.FINANCE,)
SUPERVISOR = (User.Role.SUPERVISOR,)
ABOVE = (User.Role.SUPERVISOR, User.Role.FINANCE)
SENT, PASSED = "SUBMITTED", "DEPARTMENT_PASSED"  # of plans and sheets alike


def state_lock(
    *,
    what: str,
    row: Any,
    department: Department,
    closed: Locked | None = None,
) -> Locked:
    """The lock of a plan or sheet of `department` that has left its unit's hands.

    `closed` is the lock of its stage: then its unit could not mend what it takes back either.
    Three queries at most, none while whoever decided it can still be asked.
    """
    state, by = row.get_state_display(), row.state_by
    if row.state != SENT:
        person = whom_to_ask(department, ABOVE if row.state == PASSED else FINANCE, first=by)
        ask = f"要修改，请联系 {person} 退回。"
    else:
        person = whom_to_ask(department, SUPERVISOR if is_supervised(department) else ABOVE)
        ask = f"要修改，请由本单位撤回，或请联系 {person} 退回。"
        if closed is not None:
            ask = f"{closed.title}，本单位不能撤回。要修改，请联系 {person} 退回并延期。"
    return Locked(
        title=f"{what}{state}，不能修改",
        cause=f"{told_moment(row.state_at)} 由 {by.name if by else '系统'} 置为“{state}”。",
        ask=ask,
    )


@dataclass(frozen=True, slots=True)
class Open:
    """From when to when a stage is open for one department, its extension counted in.

    `planned` is the end without the extension.
    """

    opens_at: datetime
    closes_at: datetime
    planned: datetime

    @property
    def extended(self) -> bool:
        """Whether the department has more time than was planned."""
        return self.closes_at > self.planned


class Asked(NamedTuple):
    """What `open_window` said, None included: a page need not ask twice."""

    window: Open | None


def open_window(*, department: Department, year: int, stage: Stage) -> Open | None:
    """The window that counts for a department, None where none is set: one query.

    The nearest department above counts; the newest extension of the
    department itself moves the end, unless it takes back the one before.
    """
    above = [int(step) for step in department.path.split(".") if step]
    newest = Extension.objects.filter(department_id=department.pk, year_id=year, stage=stage)
    row = (
        StageWindow.objects.filter(department_id__in=above, year_id=year, stage=stage)
        .annotate(until=Subquery(newest.order_by("-pk").values("until")[:1]))
        .order_by(Length("department__path").desc())
        .values_list("opens_at", "closes_at", "until")
        .first()
    )
    if row is None:
        return None
    opens_at, closes_at, until = row
    return Open(opens_at, max(closes_at, until or closes_at), closes_at)


def stage_lock(
    *, department: Department, year: int, stage: Stage, at: datetime, asked: Asked | None = None
) -> Locked | None:
    """Why a stage is closed for a department at that moment; None when it is open.

    One query, none when the window was `asked`, and one or two for whom to ask when it is closed.
    """
    asked = asked or Asked(open_window(department=department, year=year, stage=stage))
    window = asked.window
    if window is None or window.opens_at <= at < window.closes_at:
        return None
    what = f"{year} 年度{stage.label}"
    if at < window.opens_at:
        return Locked(
            title=f"{what}还没有开始",
            cause=f"{told_moment(window.opens_at)} 起可以填报。",
            ask=f"需要提前开放，请联系 {whom_to_ask(department, FINANCE)}。",
        )
    late = "延期后的时限" if window.extended else "时限"
    return Locked(
        title=f"{what}已经截止",
        cause=f"{late}是 {told_close(window.closes_at)}。",
        ask=f"需要延期，请联系 {whom_to_ask(department, ABOVE)}。",
    )


def whom_to_ask(department: Department, roles: Sequence[str], *, first: User | None = None) -> str:
    """Who of these roles can be asked about a department, with the telephone.

    `first` where that is still one of them; else somebody of the nearest department above, one
    query for that; else the body's name, one query more.
    """
    above = [int(step) for step in department.path.split(".") if step]
    is_above = first is not None and first.department_id in above
    if first is not None and is_above and first.is_active and first.role in roles:
        return named(first)
    person = (
        User.objects.filter(department_id__in=above, role__in=roles, is_active=True)
        .order_by(Length("department__path").desc(), "pk")
        .first()
    )
    if person is not None:
        return named(person)
    is_of_finance = tuple(roles) == FINANCE or not is_supervised(department)
    return BODIES[User.Role.FINANCE if is_of_finance else User.Role.SUPERVISOR]


def named(person: User) -> str:
    """A person with the telephone, as a message says it."""
    return f"{person.name}，电话 {person.phone}" if person.phone else person.name


def told_moment(at: datetime) -> str:
    """A moment within a message: 2022年3月14日 16:05."""
    day = timezone.localtime(at)
    return f"{day.year}年{day.month}月{day.day}日 {day:%H:%M}"


def told_close(at: datetime) -> str:
    """An end within a message: midnight is 24:00 of the day that ends."""
    local = timezone.localtime(at)
    if (local.hour, local.minute, local.second) != (0, 0, 0):
        return told_moment(at)
    return f"{told_moment(at - timedelta(days=1)).partition(' ')[0]} 24:00"


def plan_lock(plan: Plan, *, at: datetime) -> Locked | None:
    """Why the targets cannot be changed at that moment, or None when they can.

    Five queries or fewer. The department is loaded along with the plan.
    """
    closed = None
    if plan.state in (Plan.State.DRAFT, Plan.State.SUBMITTED):
        closed = stage_lock(department=plan.department, year=plan.year_id, stage=plan.stage, at=at)
    if plan.state != Plan.State.DRAFT:
        return state_lock(
            what=f"{plan.year_id} 年度绩效目标表",
            row=plan,
            department=plan.department,
            closed=closed,
        )
    return closed


def refuse_ended(
    department: Department, project: Project | None, *, year: int, at: datetime
) -> None:
    """Raise Locked where the department or project is closed and takes no new targets of a year."""
    day = max(timezone.localdate(at), date(year, 1, 1))
    for what, row, word in (("单位", department, "撤销"), ("项目", project, "终止")):
        if row is None or row.closed_on is None or not row.is_closed(day):
            continue
        ended = f"{row.closed_on.year}年{row.closed_on.month}月{row.closed_on.day}日"
        raise Locked(
            title=f"{what}“{row.name}”已{word}，不能再申报目标",
            cause=f"{ended}起{word}。",
            ask="如需恢复，请联系系统管理员。",
        )
