"""Tasks of a whole department are linked to projects: by the service, with a trail, in drafts."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from projects.drafts import TextDraft
from projects.locks import Locked
from projects.models import TaskProject, TrailEntry, User
from projects.services.plans import approve_plan
from projects.services.projects import owner_mark
from projects.services.task_projects import LinkRefused, link_tasks
from tests.factories import (
    AT,
    make_client,
    make_department,
    make_draft,
    make_plan,
    make_project,
    make_user,
)
from tests.scoring.plan_pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_department()


@pytest.fixture
def filer(unit):
    return make_user(department=unit)


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, draft=make_draft(lines=1), is_approved=False)


@pytest.fixture
def projects(unit):
    return [make_project(department=unit, name=name) for name in ("科普活动", "学术交流")]


def link(plan, projects, by, task=None):
    chosen = frozenset(project.public_id for project in projects)
    task = task or plan.tasks.get().public_id
    return link_tasks(plan=plan, links={task: chosen}, by=by, at=AT)


def linked(plan):
    return set(TaskProject.objects.filter(task__plan=plan).values_list("project__name", flat=True))


def trail(plan):
    return TrailEntry.objects.filter(subject_id=plan.public_id, action="plan.tasks_linked")


def test_links_are_added_and_taken_away_and_each_change_is_told(plan, projects, filer):
    link(plan, projects, filer)
    assert linked(plan) == {"科普活动", "学术交流"}
    link(plan, projects[1:], filer)
    assert linked(plan) == {"学术交流"}
    newest, first = trail(plan).order_by("-sequence")
    assert first.changes == {"任务 1 任务": ["", "科普活动、学术交流"]}
    assert newest.changes == {"任务 1 任务": ["科普活动、学术交流", "学术交流"]}
    assert "由“科普活动、学术交流”改为“学术交流”" in newest.summary
    assert newest.by == filer


def test_the_same_again_changes_nothing(plan, projects, filer):
    after = link(plan, projects, filer)
    again = link(plan, projects, filer)
    assert (trail(plan).count(), again.version) == (1, after.version)


def test_a_task_that_is_not_named_keeps_its_projects(plan, projects, filer):
    link(plan, projects, filer)
    link_tasks(plan=plan, links={}, by=filer, at=AT)
    assert len(linked(plan)) == 2


@pytest.mark.parametrize("role", [User.Role.UNIT_HEAD, User.Role.SUPERVISOR, User.Role.AUDITOR])
def test_only_the_filer_may(plan, projects, unit, role):
    with pytest.raises(PermissionDenied):
        link(plan, projects, make_user(role=role, department=unit))
    assert linked(plan) == set()


def test_another_departments_filer_may_not(plan, projects):
    with pytest.raises(PermissionDenied):
        link(plan, projects, make_user())


def test_an_approved_plan_is_locked_and_the_trigger_says_so_too(plan, projects, filer, unit):
    link(plan, projects[:1], filer)
    approve_plan(plan=plan, by=None, at=AT)
    with pytest.raises(Locked, match="已审定"):
        link(plan, projects, filer)
    with pytest.raises(IntegrityError, match="only while it is a draft"), transaction.atomic():
        TaskProject.objects.filter(task__plan=plan).delete()
    with pytest.raises(IntegrityError, match="only while it is a draft"), transaction.atomic():
        TaskProject.objects.create(
            task=plan.tasks.get(), project=projects[1], department=unit, year=plan.year
        )
    assert linked(plan) == {"科普活动"}


def test_another_plans_task_is_refused(plan, projects, filer):
    other = make_plan(department=make_department())
    with pytest.raises(LinkRefused, match="没有这项任务"):
        link(plan, projects, filer, task=other.tasks.get().public_id)


def test_another_departments_project_is_refused_and_nothing_is_saved(plan, projects, filer):
    foreign = make_project(department=make_department())
    for unknown in (foreign.public_id, uuid4()):
        chosen = frozenset({projects[0].public_id, unknown})
        with pytest.raises(LinkRefused, match="没有这个项目"):
            link_tasks(plan=plan, links={plan.tasks.get().public_id: chosen}, by=filer, at=AT)
    assert linked(plan) == set()


def test_a_plan_of_a_project_has_no_such_links(projects, filer, unit):
    own = make_plan(department=unit, project=projects[0], is_approved=False)
    with pytest.raises(LinkRefused, match="部门整体"):
        link(own, projects, filer)


def test_a_link_goes_with_its_task(plan, projects, filer):
    link(plan, projects, filer)
    plan.tasks.get().delete()
    assert not TaskProject.objects.exists()


@pytest.fixture
def moving():
    """Move a project to another department on its page, as an administrator; the answer's words."""
    admin, other = make_user(role=User.Role.SYSTEM_ADMIN), make_department()

    def move(project):
        address = reverse("projects:project_move", args=[project.public_id])
        typed = {"department": other.code, "reason": "划转", "seen": owner_mark(project)}
        answer = make_client(admin).post(address, typed)
        project.refresh_from_db()
        assert (answer.status_code == 302) == (project.department == other)
        return "" if answer.status_code == 302 else words(answer)

    return move


def test_a_project_that_carries_out_a_task_is_not_moved_to_another_department(
    plan, projects, filer, moving
):
    link(plan, projects[:1], filer)
    told = moving(projects[0])
    assert "年度主要任务（2021 年度“任务”）的对应项目，不能移动" in told
    assert "请原单位先在部门整体目标表的“任务的对应项目”中取消，再来移动。" in told
    assert moving(projects[1]) == ""
    link(plan, [], filer)
    assert moving(projects[0]) == ""


def test_a_project_of_approved_tasks_is_ended_and_not_moved(unit, projects, filer, moving):
    for year in (2021, 2022):
        tasks = [TextDraft(name=f"任务{number}") for number in (1, 2)]
        draft = replace(make_draft(lines=1), tasks=tasks)
        plan = make_plan(department=unit, year=year, draft=draft, is_approved=False)
        for task in plan.tasks.all():
            link(plan, projects[:1], filer, task=task.public_id)
    approve_plan(plan=plan, by=filer, at=AT)
    told = moving(projects[0])
    assert "（2022 年度“任务1”、2022 年度“任务2”、2021 年度“任务1”等 4 项）" in told
    assert "请在原单位终止这个项目，再在新单位新增。" in told
