"""Departments of the tree: add, change, move, rename."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from projects.access import Verb, require_role
from projects.marks import mark_of, require_seen
from projects.models import Department, DepartmentName, User
from projects.moments import FIRST_YEAR_OF_A_DAY
from projects.services.tree import (
    DepartmentRefused,
    held,
    hold_tree,
    path_below,
    require_finance_above,
    require_finance_stays,
    require_open,
    rewrite_branch,
)
from projects.trail import record, told_changes

# From when the first name held, as far as anybody knows.
BEGINNING = date(FIRST_YEAR_OF_A_DAY, 1, 1)
LABELS = {"code": "单位编码", "name": "单位名称", "kind": "类别", "region": "行政区划"}


@transaction.atomic
def add_department(
    *,
    code: str,
    name: str,
    kind: str,
    region: str,
    parent: Department | None,
    by: User | None,
    at: datetime,
) -> Department:
    """Add a department below `parent` (or as a root) and return it.

    Raises IntegrityError when the code is taken (forms check that before), DepartmentRefused
    below a closed department or too deep.
    """
    if by is not None:
        require_role(by, Verb.MANAGE)
    hold_tree()
    parent = held(parent) if parent else None
    require_open(parent, "上级单位", timezone.localdate(at))
    department = Department(code=code, name=name, kind=kind, region=region, parent=parent)
    department.path = f"?{department.public_id}"  # unique until the id is known
    department.save(force_insert=True)
    department.path = path_below(parent, department.pk)
    department.save(update_fields=["path"])
    record(by=by, at=at, action="department.added", on=department, summary=f"新增单位 {name}")
    return department


@transaction.atomic
def change_department(
    *,
    department: Department,
    code: str,
    name: str,
    kind: str,
    region: str,
    seen: str,
    by: User,
    at: datetime,
) -> Department:
    """Change what was written wrongly and return the department; a renaming is `rename`.

    `seen` is the mark that the person's page showed (`department_mark`). Raises Overtaken for a
    stale page, DepartmentRefused where others would lose their only finance bureau, and
    IntegrityError when the code is taken; forms check that before.
    """
    require_role(by, Verb.MANAGE)
    hold_tree()  # whether it may cease to be a finance bureau depends on those around it
    department = held(department)
    before, stands = told(department), shown(department)
    department.code, department.name = code, name
    department.kind, department.region = kind, region
    after = told(department)
    changes = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    if changes:
        require_seen(seen, mark_of(stands), stands)
        if stands["kind"] == Department.Kind.FINANCE and "kind" in changes:
            require_finance_stays(department)
        department.save(update_fields=list(changes))
        if "name" in changes:
            _correct_last_name(department)
        said = f"修改单位 {department.name[:80]}：{told_changes(changes, LABELS)}"
        action = "department.changed"
        record(by=by, at=at, action=action, on=department, summary=said, changes=changes)
    return department


def _correct_last_name(department: Department) -> None:
    """The name that holds today was written wrongly: its row of dated names says the right one."""
    last = department.names.order_by("from_day").last()
    if last is not None:
        last.name = department.name
        last.save(update_fields=["name"])


def shown(department: Department) -> dict[str, object]:
    """What the form of a department shows, by the names of its fields."""
    return {name: getattr(department, name) for name in LABELS}


def department_mark(department: Department) -> str:
    """The mark of what the form shows."""
    return mark_of(shown(department))


def place_mark(department: Department) -> str:
    """The mark of where the department hangs."""
    return mark_of({"parent": department.parent_id})


def told(department: Department) -> dict[str, str]:
    """What a department says of itself, as people read it."""
    return {
        "code": department.code,
        "name": department.name,
        "kind": Department.Kind(department.kind).label,
        "region": department.region,
    }


@transaction.atomic
def move_department(
    *,
    department: Department,
    parent: Department | None,
    reason: str,
    seen: str,
    by: User,
    at: datetime,
) -> Department:
    """Hang a department, with everything below it, below another one (or make it a root).

    Rows belong to departments, not to paths: they stay where they are. Raises DepartmentRefused
    in words for a circle, a closed parent, a tree that gets too deep, no reason, or a place with
    no finance bureau above where there was one, and Overtaken where it hangs elsewhere than the
    page showed.
    """
    require_role(by, Verb.MANAGE)
    require_reason(reason)
    hold_tree()
    department = held(department)
    parent = held(parent) if parent else None
    _require_elsewhere(department, parent)
    require_seen(seen, place_mark(department), {"parent": department.parent})
    require_open(parent, "上级单位", timezone.localdate(at))
    require_finance_above(department, parent)
    old = department.parent.name if department.parent else "（顶级）"
    count = rewrite_branch(department, path_below(parent, department.pk))
    Department.objects.filter(pk=department.pk).update(parent=parent)
    department.refresh_from_db()
    new = parent.name if parent else "（顶级）"
    below = f"，连同下级 {count - 1} 个" if count > 1 else ""
    record(
        by=by,
        at=at,
        action="department.moved",
        on=department,
        summary=f"上级单位由“{old[:60]}”改为“{new[:60]}”{below}。理由：{reason}"[:500],
        changes={"parent": [old, new]},
    )
    return department


def _require_elsewhere(department: Department, parent: Department | None) -> None:
    """Raise DepartmentRefused for a circle, and for where the department hangs already."""
    if parent and parent.path.startswith(department.path):
        raise DepartmentRefused(
            f"“{parent.name}”就在“{department.name}”里面，移过去会首尾相接。请选别的上级单位。"
        )
    if department.parent_id == (parent.pk if parent else None):
        raise DepartmentRefused("上级单位没有变化，请选另一个上级单位。")


@transaction.atomic
def rename_department(
    *, department: Department, name: str, from_day: date, reason: str, by: User, at: datetime
) -> Department:
    """Give a department another name from a day on; the earlier name stays with its own days.

    Raises DepartmentRefused for a day to come or before the latest renaming, or the same name.
    """
    require_role(by, Verb.MANAGE)
    department = Department.objects.select_for_update(of=("self",)).get(pk=department.pk)
    if name == department.name:
        raise DepartmentRefused("新名称与现在的名称相同，请填新的名称。")
    require_past(from_day, at)
    last = department.names.order_by("from_day").last()
    if last is None:
        DepartmentName.objects.create(
            department=department, name=department.name, from_day=BEGINNING
        )
    elif from_day <= last.from_day:
        raise DepartmentRefused(
            f"上一次改名从 {told_day(last.from_day)} 起，新的日期要晚于这一天。"
            "如果是名称写错，请用“修改”更正。"
        )
    DepartmentName.objects.create(department=department, name=name, from_day=from_day)
    old, department.name = department.name, name
    department.save(update_fields=["name"])
    why = f"。理由：{reason}" if reason else ""
    record(
        by=by,
        at=at,
        action="department.renamed",
        on=department,
        summary=f"{told_day(from_day)}起由“{old}”改名为“{name}”{why}"[:500],
        changes={"name": [old, name]},
    )
    return department


def told_day(day: date) -> str:
    """A day in a sentence: 2024年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def require_reason(reason: str) -> None:
    """Raise DepartmentRefused without a reason."""
    if not reason.strip():
        raise DepartmentRefused("请写明理由。")


def require_past(day: date, at: datetime) -> None:
    """Raise DepartmentRefused for a day to come: what is stored holds from now on."""
    if day > timezone.localdate(at):
        raise DepartmentRefused("日期不能晚于今天，请在当天办理。")
    if day < BEGINNING:
        raise DepartmentRefused("日期不能早于 1900 年。")
