"""Say which projects carry out the main tasks of a whole department."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404

from projects.access import Verb, require
from projects.locks import plan_lock
from projects.models import Plan, Project, Task, TaskProject, User
from projects.trail import record, told_first


class LinkRefused(ValueError):
    """A link that cannot be: another plan's task, another department's project."""


@transaction.atomic
def link_tasks(
    *, plan: Plan, links: Mapping[UUID, frozenset[UUID]], by: User, at: datetime
) -> Plan:
    """Give each task (by public id) exactly these projects; tasks that are not named keep theirs.

    Raises PermissionDenied, Locked, or LinkRefused for a plan of a project, a task that is not the
    plan's or a project that is not the department's; then nothing is saved.
    """
    plan = get_object_or_404(
        Plan.objects.select_for_update(of=("self",)).select_related(
            "department", "year", "state_by"
        ),
        pk=plan.pk,
    )
    require(by, Verb.PLAN, plan)
    if lock := plan_lock(plan, at=at):
        raise lock
    if not plan.is_whole_department:
        raise LinkRefused("只有部门整体绩效目标表的年度主要任务可以对应项目。")
    tasks = {task.public_id: task for task in Task.objects.filter(plan=plan)}
    projects = held_projects(plan)
    if links.keys() - tasks.keys():
        raise LinkRefused("目标表中没有这项任务，请刷新页面后重选。")
    if frozenset().union(*links.values()) - projects.keys():
        raise LinkRefused("本部门没有这个项目，请刷新页面后重选。")
    changes = save_links(plan, [(tasks[task], chosen) for task, chosen in links.items()], projects)
    if changes:
        plan.version += 1
        plan.save(update_fields=["version"])
        record(
            by=by,
            at=at,
            action="plan.tasks_linked",
            on=plan,
            summary=_summary(changes),
            changes=changes,
        )
    return plan


def held_projects(plan: Plan) -> dict[UUID, Project]:
    """The projects of the plan's department by public id, locked: none is moved meanwhile."""
    rows = Project.objects.filter(department=plan.department).select_for_update(no_key=True)
    return {row.public_id: row for row in rows}


def save_links(
    plan: Plan, wanted: list[tuple[Task, frozenset[UUID]]], projects: Mapping[UUID, Project]
) -> dict[str, list[str]]:
    """Write the difference and tell it: task -> [projects before, projects after].

    The caller holds the plan's row lock; `projects` are the `held_projects` of the plan.
    """
    stored: dict[int, dict[UUID, int]] = {}
    for pk, owner, project in TaskProject.objects.filter(task__plan=plan).values_list(
        "pk", "task_id", "project__public_id"
    ):
        stored.setdefault(owner, {})[project] = pk
    changes: dict[str, list[str]] = {}
    gone, fresh = [], []
    for task, chosen in wanted:
        before = stored.get(task.pk, {})
        if before.keys() == chosen:
            continue
        gone += [pk for project, pk in before.items() if project not in chosen]
        fresh += [
            TaskProject(
                task=task, project=projects[one], department=plan.department, year=plan.year
            )
            for one in projects
            if one in chosen and one not in before
        ]
        changes[f"任务 {task.position} {task.name[:40]}"] = [
            _named(before, projects),
            _named(chosen, projects),
        ]
    TaskProject.objects.filter(pk__in=gone).delete()
    TaskProject.objects.bulk_create(fresh)
    return changes


def _named(chosen: Mapping[UUID, int] | frozenset[UUID], projects: Mapping[UUID, Project]) -> str:
    return "、".join(row.name for public_id, row in projects.items() if public_id in chosen)


def _summary(changes: Mapping[str, list[str]]) -> str:
    return told_first(
        [f"{task}的项目由“{old[:40]}”改为“{new[:40]}”" for task, (old, new) in changes.items()]
    )
