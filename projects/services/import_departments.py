"""Departments out of a workbook: all rows checked against each other and the tree, then stored."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from projects.access import Verb
from projects.imports.columns import Column, code, one_of
from projects.imports.reading import Row, refuse_duplicates
from projects.models import Department, User
from projects.services.departments import LABELS, told
from projects.services.staging import ImportKind, Planned, Status, difference
from projects.services.tree import LONGEST_PATH, hold_tree
from projects.trail import Said, record_many, told_changes

ALONE = "不填，作为顶级单位：上面没有财政部门，目标和自评没有人审定，请核对"
_KINDS = {label: value for value, label in Department.Kind.choices}
_CODE = code(r"[0-9A-Za-z-]{1,20}", "不是编码，应为 1 到 20 位数字或字母。")
CODE = Column(
    key="code", heading="单位编码", required=True, read=_CODE, aliases=("编码",), example="254101"
)
NAME = Column(
    key="name",
    heading="单位名称",
    required=True,
    longest=120,
    aliases=("名称",),
    example="某市科协",
)
KIND = Column(
    key="kind", heading="类别", required=True, read=one_of(_KINDS), choices=tuple(_KINDS),
    aliases=("单位类别",),
)  # fmt: skip
REGION = Column(
    key="region", heading="行政区划代码", required=True, aliases=("行政区划", "区划代码"),
    read=code(r"[0-9]{2,12}", "不是行政区划代码，应为 2 到 12 位数字。"), example="410800",
    hint="决定评分办法。",
)  # fmt: skip
PARENT = Column(
    key="parent", heading="上级单位编码", read=_CODE, aliases=("上级编码", "主管部门编码"),
    hint="上级可以是系统里已有的单位，也可以在同一份表里；不填就是顶级单位，一般只有财政部门是。",
    example="100",
)  # fmt: skip


def plan(rows: Sequence[Row], by: User, at: datetime) -> list[Planned]:
    """Hold the rows against each other and against the tree: two statements, the tree is held."""
    hold_tree()
    refuse_duplicates(rows, CODE)
    codes = {row.values.get(key, "") for row in rows for key in ("code", "parent")}
    known = {
        department.code: department
        for department in Department.objects.select_related("parent").filter(code__in=codes)
    }
    given = {row.values["code"]: row for row in rows if row.values["code"]}
    planned = [_planned(row, known, given, at) for row in rows]
    _refuse_circles(planned, given, known)
    return planned


def _planned(
    row: Row, known: dict[str, Department], given: dict[str, Row], at: datetime
) -> Planned:
    found = known.get(row.values["code"])
    parent = row.values.get("parent", "")
    if found is None:
        _check_parent(row, parent, known, given, at)
        is_alone = not parent and row.values["kind"] != Department.Kind.FINANCE
        return Planned(row=row, changes=[("上级单位", "", ALONE)] if is_alone else [])
    before = told(found)
    if row.values["name"] and row.values["name"] != found.name:
        row.refuse(
            NAME, f"系统里这个编码的单位叫“{found.name}”。改名请在单位页办理，以便保留原名。"
        )
    if parent and parent != (found.parent.code if found.parent else ""):
        row.refuse(PARENT, "与系统里的上级不同。移动请在单位页办理，并写明理由。")
    if found.closed_on is not None:
        row.refuse(CODE, "这个单位已撤销，不能修改。")
    kind = row.values["kind"]
    if kind and kind != found.kind == Department.Kind.FINANCE:
        row.refuse(KIND, "系统里是财政部门。改为别的类别请在单位页办理。")
    after = before | {
        "kind": Department.Kind(kind).label if kind else "",
        "region": row.values["region"],
    }
    labels = {key: LABELS[key] for key in ("kind", "region")}
    return Planned(row=row, existing=found, changes=difference(labels, before, after))


def _check_parent(
    row: Row, parent: str, known: dict[str, Department], given: dict[str, Row], at: datetime
) -> None:
    above = known.get(parent)
    if above is not None and above.is_closed(timezone.localdate(at)):
        row.refuse(PARENT, f"“{above.name}”已撤销，不能作为上级单位。")
    elif parent and above is None and parent not in given:
        row.refuse(PARENT, f"系统和本表里都没有编码是“{parent}”的单位。")


def _refuse_circles(
    planned: Sequence[Planned], given: dict[str, Row], known: dict[str, Department]
) -> None:
    """A new row whose way up comes back to itself, or is too long, is wrong."""
    sound: dict[str, int] = {code: len(found.path) for code, found in known.items()}
    for one in planned:
        way: list[str] = []
        here = one.row.values["code"]
        while here and here not in sound and here not in way and here in given:
            way.append(here)
            here = given[here].values.get("parent", "")
        if here in way:
            one.row.refuse(PARENT, "上级单位首尾相接，请核对。")
            continue
        depth = sound.get(here, 0)
        for step in reversed(way):
            depth += 10  # digits of an id and its point
            sound[step] = depth
        if depth > LONGEST_PATH:
            one.row.refuse(PARENT, "层级太深。")


def write(planned: Sequence[Planned], by: User, at: datetime) -> None:
    """Store what is new and what has changed, parents first, with a trail for each."""
    entries = [_changed(one) for one in planned if one.status is Status.CHANGED]
    Department.objects.bulk_update(
        [one.existing for one in planned if one.status is Status.CHANGED],
        ["kind", "region"],
        batch_size=500,
    )
    fresh = [one.row for one in planned if one.status is Status.NEW]
    made = _made(fresh)
    Department.objects.bulk_create(made, batch_size=1000)
    entries += [
        Said(on=row, action="department.added", summary=f"导入单位 {row.name}") for row in made
    ]
    record_many(by=by, at=at, entries=entries)


def _changed(one: Planned) -> Said:
    found = one.existing
    found.kind, found.region = one.row.values["kind"], one.row.values["region"]
    changes = {label: [before, after] for label, before, after in one.changes}
    words = told_changes(changes, {label: label for label in changes})
    return Said(
        on=found, action="department.changed", summary=f"导入修改单位：{words}", changes=changes
    )


def _made(rows: Sequence[Row]) -> list[Department]:
    """The new departments with ids and paths, parents before their children."""
    codes = {row.values["parent"] for row in rows if row.values.get("parent")}
    places = {found.code: found for found in Department.objects.filter(code__in=codes)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('projects_department', 'id'))"
            " FROM generate_series(1, %s)",
            [len(rows)],
        )
        ids = [number for (number,) in cursor.fetchall()]
    waiting = dict(zip(ids, rows, strict=True))
    made: list[Department] = []
    while waiting:  # a level of the tree at a time; circles were refused
        for pk, row in list(waiting.items()):
            above = row.values.get("parent", "")
            if above and above not in places:
                continue
            values = {key: row.values[key] for key in ("code", "name", "kind", "region")}
            parent = places.get(above)
            department = Department(pk=pk, parent=parent, **values)
            department.path = f"{parent.path if parent else ''}{pk}."
            places[department.code] = department
            made.append(department)
            del waiting[pk]
    return made


KIND_OF_IMPORT = ImportKind(
    title="单位",
    verb=Verb.MANAGE,
    columns=(CODE, NAME, KIND, REGION, PARENT),
    plan=plan,
    write=write,
)
