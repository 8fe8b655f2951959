"""A unit with everybody who takes steps, and short ways to take them."""

from dataclasses import dataclass
from decimal import Decimal

from projects.models import Department, Plan, User
from projects.returns import Remark
from projects.trail import last_change
from scoring.entries import LineEntry
from scoring.models import Sheet
from scoring.services.plan_steps import take_plan_step
from scoring.services.sheet_steps import take_sheet_step
from tests.factories import (
    AT,
    fill_sheet,
    make_department,
    make_plan,
    make_project,
    make_sheet,
    make_user,
)

Role = User.Role


@dataclass
class People:
    """Those who take steps with one unit's documents."""

    unit: Department
    filer: User
    head: User
    supervisor: User
    finance: User
    reviewer: User
    stranger: User


def make_people() -> People:
    bureau = make_department(kind="FINANCE")
    branch = make_department(parent=bureau, kind="SUPERVISING")
    unit = make_department(parent=branch)
    other = make_department(parent=bureau, kind="SUPERVISING")
    return People(
        unit=unit,
        filer=make_user(department=unit, name="李静"),
        head=make_user(role=Role.UNIT_HEAD, department=unit, name="周浩"),
        supervisor=make_user(role=Role.SUPERVISOR, department=branch, name="陈洁"),
        finance=make_user(role=Role.FINANCE, department=bureau, name="赵倩"),
        reviewer=make_user(role=Role.REVIEWER, department=bureau, name="王强"),
        stranger=make_user(role=Role.SUPERVISOR, department=other, name="韩冰"),
    )


def plan_of(people: People, **more) -> Plan:
    """A draft plan that lacks nothing."""
    project = make_project(department=people.unit)
    return make_plan(department=people.unit, project=project, is_approved=False, **more)


def sheet_of(people: People) -> Sheet:
    """A draft sheet that lacks nothing."""
    project = make_project(department=people.unit)
    sheet = make_sheet(plan=make_plan(department=people.unit, project=project))
    entry = LineEntry(text="99%")
    words = LineEntry(text="提升", share=Decimal(1))
    lines = {0: entry, 1: entry, 2: entry, 3: words}
    return fill_sheet(sheet=sheet, by=people.filer, lines=lines, executed=["200", "200"])


def take(document, step, by, *, reason="", rows=None, at=AT, version=None):
    """One step on a plan or a sheet, as whoever looked at it just now."""
    document.refresh_from_db()
    remark = Remark(reason=reason, rows=rows or {})
    said = {"step": step, "version": version or last_change(document), "by": by, "at": at}
    if isinstance(document, Plan):
        return take_plan_step(plan=document, remark=remark, **said)
    return take_sheet_step(sheet=document, remark=remark, **said)
