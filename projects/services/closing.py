"""The end of a department: closed, or merged into another; and its opening again."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from projects.access import Verb, require_role
from projects.models import Department, User
from projects.services.departments import require_past, require_reason, told_day
from projects.services.tree import (
    DepartmentRefused,
    held,
    hold_tree,
    open_below,
    open_people,
    require_open,
)
from projects.trail import record

MOVE, DISABLE = "MOVE", "DISABLE"


@transaction.atomic
def close_department(
    *, department: Department, from_day: date, reason: str, by: User, at: datetime
) -> Department:
    """Close a department from a day on: no new plans, its accounts are disabled.

    Raises DepartmentRefused while something open lies below it.
    """
    department = _ending(department, from_day, reason, by, at)
    department.closed_on = from_day
    department.save(update_fields=["closed_on"])
    count, _ = _settle(department, {}, None, by=by, at=at)
    record(
        by=by,
        at=at,
        action="department.closed",
        on=department,
        summary=f"{told_day(from_day)}起撤销，停用账号 {count} 个。理由：{reason}"[:500],
        changes={"closed_on": ["", from_day.isoformat()]},
    )
    return department


@transaction.atomic
def merge_department(
    *,
    department: Department,
    into: Department,
    from_day: date,
    reason: str,
    accounts: Mapping[UUID, str],
    by: User,
    at: datetime,
) -> Department:
    """Merge a department into another from a day on; its history stays under its own name.

    `accounts` says of each open account by its public id whether it goes along (MOVE) or is
    disabled (DISABLE, also where nothing is said). Raises DepartmentRefused in words.
    """
    hold_tree()
    into = held(into)
    department = _ending(department, from_day, reason, by, at)
    if into.path.startswith(department.path):
        raise DepartmentRefused("不能并入自己或自己的下级单位，请选别的单位。")
    require_open(into, "并入的单位", timezone.localdate(at))
    department.closed_on, department.merged_into = from_day, into
    department.save(update_fields=["closed_on", "merged_into"])
    count, moved = _settle(department, accounts, into, by=by, at=at)
    ended = f"账号转入 {moved} 个、停用 {count - moved} 个"
    record(
        by=by,
        at=at,
        action="department.merged",
        on=department,
        summary=f"{told_day(from_day)}起并入“{into.name}”，{ended}。理由：{reason}"[:500],
        changes={"merged_into": ["", into.name], "closed_on": ["", from_day.isoformat()]},
    )
    told = f"{told_day(from_day)}起，“{department.name}”并入。理由：{reason}"
    record(by=by, at=at, action="department.absorbed", on=into, summary=told[:500])
    return department


@transaction.atomic
def reopen_department(*, department: Department, reason: str, by: User, at: datetime) -> Department:
    """Take a closing or merging back; accounts stay as they are. Raises DepartmentRefused."""
    require_role(by, Verb.MANAGE)
    require_reason(reason)
    hold_tree()
    department = held(department)
    if department.closed_on is None:
        raise DepartmentRefused("这个单位没有撤销。")
    require_open(department.parent, "上级单位", timezone.localdate(at))
    before = department.closed_on.isoformat()
    department.closed_on, department.merged_into = None, None
    department.save(update_fields=["closed_on", "merged_into"])
    record(
        by=by,
        at=at,
        action="department.reopened",
        on=department,
        summary=f"恢复单位。理由：{reason}"[:500],
        changes={"closed_on": [before, ""]},
    )
    return department


def _ending(
    department: Department, from_day: date, reason: str, by: User, at: datetime
) -> Department:
    """The department, locked, if it may end; raises DepartmentRefused."""
    require_role(by, Verb.MANAGE)
    require_reason(reason)
    require_past(from_day, at)
    hold_tree()
    department = held(department)
    if department.closed_on is not None:
        raise DepartmentRefused(f"这个单位已于 {told_day(department.closed_on)} 撤销。")
    if below := open_below(department):
        raise DepartmentRefused(f"下面还有 {below} 个没有撤销的单位，请先移到别处或撤销。")
    return department


def _settle(
    department: Department,
    accounts: Mapping[UUID, str],
    into: Department | None,
    *,
    by: User,
    at: datetime,
) -> tuple[int, int]:
    """Move or disable the open accounts of a department that ends; how many, and how many moved."""
    people, moved = open_people(department), 0
    for person in people:
        if into is not None and accounts.get(person.public_id) == MOVE:
            moved += 1
            person.department = into
            person.save(update_fields=["department"])
            summary = f"随单位并入，由“{department.name}”转入“{into.name}”"
            action, change = "account.moved", {"department": [department.name, into.name]}
        else:
            person.is_active = False
            person.save(update_fields=["is_active"])
            summary = f"因单位“{department.name}”撤销而停用"
            action, change = "account.disabled", {"is_active": ["启用", "停用"]}
        record(by=by, at=at, action=action, on=person, summary=summary, changes=change)
    return len(people), moved
