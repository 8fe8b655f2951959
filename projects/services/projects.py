"""Budget projects: add, change, move, close."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from projects.access import Verb, require_role
from projects.marks import mark_of, require_seen
from projects.models import Department, Plan, Project, TaskProject, User
from projects.moments import FIRST_YEAR_OF_A_DAY, year_fault
from projects.trail import record, told_changes, told_first

LABELS = {"code": "项目编码", "name": "项目名称", "kind": "项目类别"}


class ProjectRefused(ValueError):
    """The project cannot be changed as asked; the message says why and what to do."""


@transaction.atomic
def add_project(
    *,
    department: Department,
    code: str | None,
    name: str,
    kind: str = "",
    by: User | None,
    at: datetime,
) -> Project:
    """Add a project to a department and return it; raises IntegrityError on a taken code or name.

    Raises ProjectRefused where the department is closed.
    """
    if by is not None:
        require_role(by, Verb.MANAGE)
    _require_open(department, at)
    project = Project(
        department=department, code=code, name=name, kind=kind, added_on=timezone.localdate(at)
    )
    project.save(force_insert=True)
    record(by=by, at=at, action="project.added", on=project, summary=f"新增项目 {name}")
    return project


@transaction.atomic
def change_project(
    *,
    project: Project,
    code: str | None,
    name: str,
    kind: str,
    seen: str,
    by: User,
    at: datetime,
) -> Project:
    """Change code, name and kind and return the project; raises IntegrityError when taken.

    `seen` is the mark that the person's page showed (`project_mark`); Overtaken for a stale page.
    """
    require_role(by, Verb.MANAGE)
    project = _held(project)
    before, stands = told(project), shown(project)
    project.code, project.name, project.kind = code, name, kind
    after = told(project)
    changes = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    if changes:
        require_seen(seen, mark_of(stands), stands)
        project.save(update_fields=list(changes))
        summary = f"修改项目：{told_changes(changes, LABELS)}"
        record(by=by, at=at, action="project.changed", on=project, summary=summary, changes=changes)
    return project


@transaction.atomic
def move_project(
    *, project: Project, department: Department, reason: str, seen: str, by: User, at: datetime
) -> Project:
    """Give a project to another department; raises ProjectRefused once it has plans or tasks.

    Raises Overtaken where it is another's than the page showed.
    """
    require_role(by, Verb.MANAGE)
    _require_reason(reason)
    project = _held(project)
    if project.department_id == department.pk:
        raise ProjectRefused("单位没有变化，请选另一个单位。")
    require_seen(seen, owner_mark(project), {"department": project.department})
    _require_open(department, at)
    if Plan.objects.filter(project=project).exists():
        raise ProjectRefused(
            "项目已有绩效目标表，历年的表属于原单位，不能移动。"
            "请在原单位终止这个项目，再在新单位新增。"
        )
    _require_no_task(project)
    if Project.objects.filter(department=department, name=project.name).exists():
        raise ProjectRefused(f"“{department.name}”已有同名项目，请先改名。")
    old, project.department = project.department.name, department
    project.save(update_fields=["department"])
    record(
        by=by,
        at=at,
        action="project.moved",
        on=project,
        summary=f"单位由“{old[:80]}”改为“{department.name[:80]}”。理由：{reason}"[:500],
        changes={"department": [old, department.name]},
    )
    return project


def _require_past(day: date, at: datetime) -> None:
    """Raise ProjectRefused for a day to come, or one so long ago that its year is mistyped."""
    if day > timezone.localdate(at):
        raise ProjectRefused("日期不能晚于今天，请在当天办理。")
    if fault := year_fault(day.year, first=FIRST_YEAR_OF_A_DAY):
        raise ProjectRefused(fault)


@transaction.atomic
def close_project(
    *, project: Project, from_day: date | None, reason: str, by: User, at: datetime
) -> Project:
    """End a project from a day on (no new plans), or take its end back with None as the day."""
    require_role(by, Verb.MANAGE)
    _require_reason(reason)
    if from_day is not None:
        _require_past(from_day, at)
    project = _held(project)
    if (project.closed_on is None) == (from_day is None):
        raise ProjectRefused("项目没有终止。" if from_day is None else "项目已经终止。")
    before = project.closed_on.isoformat() if project.closed_on else ""
    project.closed_on = from_day
    project.save(update_fields=["closed_on"])
    said = f"{from_day:%Y-%m-%d} 起终止" if from_day else "恢复"
    record(
        by=by,
        at=at,
        action="project.closed" if from_day else "project.reopened",
        on=project,
        summary=f"{said}项目 {project.name}。理由：{reason}"[:500],
        changes={"closed_on": [before, from_day.isoformat() if from_day else ""]},
    )
    return project


def shown(project: Project) -> dict[str, object]:
    """What the form of a project shows, by the names of its fields."""
    return {name: getattr(project, name) for name in LABELS}


def project_mark(project: Project) -> str:
    """The mark of what the form shows."""
    return mark_of(shown(project))


def owner_mark(project: Project) -> str:
    """The mark of whose the project is."""
    return mark_of({"department": project.department_id})


def told(project: Project) -> dict[str, str]:
    """What a project says of itself, as people read it."""
    return {
        "code": project.code or "",
        "name": project.name,
        "kind": Project.Kind(project.kind).label if project.kind else "",
    }


def _held(project: Project) -> Project:
    """The project as it stands now, locked."""
    found: Project = (
        Project.objects.select_for_update(of=("self",))
        .select_related("department")
        .get(pk=project.pk)
    )
    return found


def _require_no_task(project: Project) -> None:
    """Raise ProjectRefused where tasks of a whole department name the project, with what to do."""
    links = list(
        TaskProject.objects.filter(project=project)
        .select_related("task__plan")
        .order_by("-year_id", "task__position")
    )
    if not links:
        return
    tasks = [f"{link.year_id} 年度“{link.task.name[:40]}”" for link in links]
    told = told_first(tasks, sign="、", unit="项")
    if all(link.task.plan.state == Plan.State.DRAFT for link in links):
        way = "请原单位先在部门整体目标表的“任务的对应项目”中取消，再来移动。"
    else:
        way = "其中有已提交或已审定的目标表，请在原单位终止这个项目，再在新单位新增。"
    raise ProjectRefused(f"项目是年度主要任务（{told}）的对应项目，不能移动。{way}")


def _require_open(department: Department, at: datetime) -> None:
    if department.is_closed(timezone.localdate(at)):
        raise ProjectRefused(f"“{department.name}”已撤销，不能新增项目。请选别的单位。")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise ProjectRefused("请写明理由。")
