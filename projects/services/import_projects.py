"""Projects out of a workbook: by their codes, or by department and name where there is none."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from projects.access import Verb
from projects.imports.columns import Column, code, one_of
from projects.imports.reading import Row, refuse_duplicates
from projects.models import Department, Project, User
from projects.services.projects import LABELS, told
from projects.services.staging import ImportKind, Planned, Status, difference
from projects.trail import Said, record_many, told_changes

_KINDS = {label: value for value, label in Project.Kind.choices}
CODE = Column(
    key="code", heading="项目编码", longest=40, example="41080021T000000012345",
    read=code(r"[0-9]{20,21}", "不是项目编码，应为 20 或 21 位数字。"), aliases=("项目代码",),
    hint="20 或 21 位数字，整列设为文本；还没有编码可以不填。",
)  # fmt: skip
DEPARTMENT = Column(
    key="department", heading="单位编码", required=True, example="254101", aliases=("单位代码",),
    read=code(r"[0-9A-Za-z-]{1,20}", "不是编码，应为 1 到 20 位数字或字母。"),
)  # fmt: skip
NAME = Column(key="name", heading="项目名称", required=True, longest=200, example="科普经费")
KIND = Column(
    key="kind", heading="项目类别", read=one_of(_KINDS), choices=tuple(_KINDS), aliases=("类别",)
)


def plan(rows: Sequence[Row], by: User, at: datetime) -> list[Planned]:
    """Hold the rows against each other, the projects and the departments: two statements."""
    refuse_duplicates(rows, CODE)
    _refuse_same_names(rows)
    places = _places(rows)
    known = list(
        Project.objects.select_for_update(of=("self",))
        .select_related("department")
        .filter(
            Q(code__in=[row.values["code"] for row in rows if row.values.get("code")])
            | Q(
                department__in=[place.pk for place in places.values()],
                name__in=[row.values["name"] for row in rows],
            )
        )
    )
    by_code = {project.code: project for project in known if project.code}
    by_name = {(project.department_id, project.name): project for project in known}
    planned = [_planned(row, places, by_code, by_name, at) for row in rows]
    _refuse_same_projects(planned)
    return planned


def _places(rows: Sequence[Row]) -> dict[str, Department]:
    codes = {row.values["department"] for row in rows}
    return {found.code: found for found in Department.objects.filter(code__in=codes)}


def _refuse_same_names(rows: Sequence[Row]) -> None:
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.values["department"], row.values["name"])
        if all(key) and (before := first.setdefault(key, row)) is not row:
            row.refuse(NAME, f"与第 {before.number} 行是同一个单位的同名项目，请只留一行。")


def _planned(
    row: Row,
    places: dict[str, Department],
    by_code: dict[str, Project],
    by_name: dict[tuple[int, str], Project],
    at: datetime,
) -> Planned:
    values = row.values
    place = places.get(values["department"])
    if place is None:
        if values["department"]:
            row.refuse(DEPARTMENT, f"没有编码是“{values['department']}”的单位。")
        return Planned(row=row)
    named = by_name.get((place.pk, values["name"]))
    found = by_code.get(values.get("code", "")) or named
    if found is None:
        if place.is_closed(timezone.localdate(at)):
            row.refuse(DEPARTMENT, f"“{place.name}”已撤销，不能新增项目。")
        return Planned(row=row)
    _check_found(row, found, named, place)
    before = told(found)
    kind = values.get("kind", "")
    after = {
        "code": values.get("code", "") or before["code"],
        "name": values["name"],
        "kind": Project.Kind(kind).label if kind else before["kind"],
    }
    return Planned(row=row, existing=found, changes=difference(LABELS, before, after))


def _refuse_same_projects(planned: Sequence[Planned]) -> None:
    """Two rows may find one project: the first by its code, the other by the name that it had."""
    first: dict[int, Row] = {}
    for one in planned:
        if one.existing is None:
            continue
        before = first.setdefault(one.existing.pk, one.row)
        if before is not one.row:
            told = f"行都是系统里的项目“{one.existing.name}”，请只留一行。"
            before.refuse(NAME, f"本行与{_place(one.row, before)}{told}")
            one.row.refuse(NAME, f"本行与{_place(before, one.row)}{told}")


def _place(row: Row, seen_from: Row) -> str:
    sheet = "" if row.sheet == seen_from.sheet else f"工作表“{row.sheet}”"
    return f"{sheet}第 {row.number} "


def _check_found(row: Row, found: Project, named: Project | None, place: Department) -> None:
    """Refuse what is not the project that it seems to be."""
    typed = row.values.get("code", "")
    if found.department_id != place.pk:
        row.refuse(CODE, f"这个编码是“{found.department.name}”的项目“{found.name}”。")
    elif named is not None and named.pk != found.pk:
        row.refuse(NAME, f"“{place.name}”已有同名项目，编码是 {named.code or '空白'}。")
    elif found.code and typed and found.code != typed:
        row.refuse(CODE, f"系统里这个项目的编码是 {found.code}。改编码请在项目页办理。")
    if found.closed_on is not None:
        row.refuse(NAME, "这个项目已终止，不能修改。")


def write(planned: Sequence[Planned], by: User, at: datetime) -> None:
    """Store what is new and what has changed, with a trail for each."""
    changed = [one for one in planned if one.status is Status.CHANGED]
    entries = [_changed(one) for one in changed]
    Project.objects.bulk_update(
        [one.existing for one in changed], ["code", "name", "kind"], batch_size=500
    )
    fresh = [one.row for one in planned if one.status is Status.NEW]
    places = _places(fresh)
    made = [
        Project(
            department=places[row.values["department"]],
            code=row.values.get("code") or None,
            name=row.values["name"],
            kind=row.values.get("kind", ""),
            added_on=timezone.localdate(at),
        )
        for row in fresh
    ]
    Project.objects.bulk_create(made, batch_size=1000)
    entries += [
        Said(on=row, action="project.added", summary=f"导入项目 {row.name}") for row in made
    ]
    record_many(by=by, at=at, entries=entries)


def _changed(one: Planned) -> Said:
    project, values = one.existing, one.row.values
    project.code = values.get("code") or project.code
    project.name, project.kind = values["name"], values.get("kind") or project.kind
    changes = {label: [before, after] for label, before, after in one.changes}
    words = told_changes(changes, {label: label for label in changes})
    return Said(
        on=project, action="project.changed", summary=f"导入修改项目：{words}", changes=changes
    )


KIND_OF_IMPORT = ImportKind(
    title="项目", verb=Verb.MANAGE, columns=(CODE, DEPARTMENT, NAME, KIND), plan=plan, write=write
)
