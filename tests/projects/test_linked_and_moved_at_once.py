"""A project is linked to a task by one and moved to another unit by somebody else at once."""

import pytest
from django.db import IntegrityError

from projects.models import Plan, Project, TaskProject, User
from projects.returns import Remark
from projects.services import task_projects
from projects.services.plans import approve_plan
from projects.services.projects import ProjectRefused, move_project, owner_mark
from projects.services.task_projects import LinkRefused, link_tasks
from projects.trail import last_change
from scoring.services.plan_steps import take_plan_step
from tests.factories import AT, make_department, make_draft, make_plan, make_project, make_user
from tests.projects.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unit():
    return make_department()


@pytest.fixture
def project(unit):
    return make_project(department=unit)


@pytest.fixture
def linking(unit, project):
    plan = make_plan(department=unit, draft=make_draft(lines=1), is_approved=False)
    links = {plan.tasks.get().public_id: frozenset({project.public_id})}
    filer = make_user(department=unit)
    return lambda: link_tasks(plan=plan, links=links, by=filer, at=AT)


@pytest.fixture
def moving(project):
    boss = make_user(role=User.Role.SYSTEM_ADMIN, department=None)
    said = {"department": make_department(), "reason": "划转", "seen": owner_mark(project)}
    return lambda: move_project(project=project, by=boss, at=AT, **said)


def test_who_links_waits_for_who_moves_and_is_told(linking, moving):
    with pytest.raises(LinkRefused, match="本部门没有这个项目"):
        at_once(moving, linking)
    assert not TaskProject.objects.exists()


def test_who_moves_waits_for_who_links_and_is_told(linking, moving, project, unit):
    with pytest.raises(ProjectRefused, match="对应项目"):
        at_once(linking, moving)
    assert Project.objects.get(pk=project.pk).department == unit


def test_without_the_lock_the_database_refuses_the_link(linking, moving, monkeypatch):
    def unlocked(plan):
        rows = Project.objects.filter(department=plan.department)
        return {row.public_id: row for row in rows}

    monkeypatch.setattr(task_projects, "held_projects", unlocked)
    with pytest.raises(IntegrityError):
        at_once(moving, linking)


@pytest.fixture
def cancelling(unit, project):
    """The end of an adjustment that took out the project with which a task was approved."""
    plan = make_plan(department=unit, draft=make_draft(lines=1), is_approved=False)
    filer, task = make_user(department=unit), plan.tasks.get().public_id

    def link(*projects):
        link_tasks(plan=plan, links={task: frozenset(projects)}, by=filer, at=AT)

    def step(name):
        version = last_change(Plan.objects.get(pk=plan.pk))
        return lambda: take_plan_step(
            plan=plan, step=name, version=version, by=filer, at=AT, remark=Remark(reason="不调整了")
        )

    link(project.public_id)
    approve_plan(plan=plan, by=None, at=AT)
    step("adjust")()
    link()
    return step("cancel")


def test_who_cancels_an_adjustment_waits_for_who_moves_and_leaves_the_project_out(
    cancelling, moving, project, unit
):
    at_once(moving, cancelling)
    assert not TaskProject.objects.exists()
    assert Project.objects.get(pk=project.pk).department != unit
    assert Plan.objects.get(department=unit).state == Plan.State.FINANCE_APPROVED


def test_who_moves_waits_for_who_cancels_an_adjustment_and_is_told(
    cancelling, moving, project, unit
):
    with pytest.raises(ProjectRefused, match="对应项目"):
        at_once(cancelling, moving)
    assert TaskProject.objects.get().project == project
    assert Project.objects.get(pk=project.pk).department == unit
