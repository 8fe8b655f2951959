"""A plan is begun for a project by one and the project moved to another unit at once."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from projects.models import Plan, Project, TaskProject, User
from projects.returns import Remark
from projects.services import opening, roll
from projects.services.opening import MovedAway, open_plan
from projects.services.projects import ProjectRefused, move_project, owner_mark
from projects.services.roll import roll_plans
from projects.services.task_projects import link_tasks
from projects.trail import last_change
from scoring.services.plan_steps import take_plan_step
from tests.factories import (
    AT,
    make_client,
    make_department,
    make_draft,
    make_plan,
    make_project,
    make_user,
    make_year,
)
from tests.projects.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unit():
    return make_department()


@pytest.fixture
def filer(unit):
    return make_user(department=unit)


@pytest.fixture
def project(unit):
    return make_project(department=unit)


@pytest.fixture
def year():
    return make_year(2022)


@pytest.fixture
def moving(project):
    boss = make_user(role=User.Role.SYSTEM_ADMIN, department=None)
    said = {"department": make_department(), "reason": "划转", "seen": owner_mark(project)}
    return lambda: move_project(project=project, by=boss, at=AT, **said)


# ---- a new plan --------------------------------------------------------------------------------


@pytest.fixture
def beginning(unit, project, filer, year):
    said = {"department": unit, "year": year, "project": project, "template": None}
    return lambda: open_plan(**said, by=filer, at=AT)


def test_who_begins_waits_for_who_moves_and_is_told(beginning, moving):
    with pytest.raises(MovedAway):
        at_once(moving, beginning)
    assert not Plan.objects.exists()


def test_who_moves_waits_for_who_begins_and_is_told(beginning, moving, project, unit):
    with pytest.raises(ProjectRefused, match="已有绩效目标表"):
        at_once(beginning, moving)
    assert Project.objects.get(pk=project.pk).department == unit


def test_without_the_lock_the_database_refuses_the_plan(beginning, moving, monkeypatch):
    monkeypatch.setattr(opening, "_held", lambda department, project: project)
    with pytest.raises(IntegrityError):
        at_once(moving, beginning)


def test_the_page_says_it_in_words_and_keeps_what_was_chosen(project, filer, year, moving):
    browser, address = make_client(filer), reverse("scoring:plan_new")
    chosen = {"year": str(year.year), "subject": str(project.public_id), "template": ""}
    at_once_told = at_once(moving, lambda: browser.post(address, chosen))
    later_told = browser.post(address, chosen)  # from a page that was opened before the move
    for told in (at_once_told, later_told):
        assert told.status_code == 422
        assert "这个项目已不在本单位" in told.content.decode()
    shown = at_once_told.content.decode()
    for value in chosen["year"], chosen["subject"]:
        assert f'<option value="{value}" selected>' in shown
    assert not Plan.objects.exists()


# ---- last year's plans -------------------------------------------------------------------------


def taking(step, plan, by):
    said = {"version": last_change(plan), "remark": Remark(reason="办错")}
    return take_plan_step(plan=plan, step=step, **said, by=by, at=AT)


@pytest.fixture
def last_year(unit, project):
    """A draft, the only plan of the project: once it is voided the project may be moved."""
    return make_plan(department=unit, project=project, is_approved=False)


def test_a_plan_that_is_voided_and_its_project_moved_is_not_rolled_over(
    unit, filer, year, last_year, moving
):
    browser, address = make_client(filer), f"{reverse('scoring:plan_roll')}?year={year.year}"
    ticked = {"plan": str(last_year.public_id)}

    def voiding_and_moving():
        taking("void", last_year, filer)
        moving()

    told = at_once(voiding_and_moving, lambda: browser.post(address, ticked))
    assert told.status_code == 422
    assert "所选的目标表已不在列表里" in told.content.decode()
    assert not Plan.objects.exists()


@pytest.fixture
def whole(unit, project):
    """A plan of the whole department with a task that the project carries out."""
    plan = make_plan(department=unit, draft=make_draft(lines=1), is_approved=False)
    task = plan.tasks.get()
    TaskProject.objects.create(task=task, project=project, department=unit, year=plan.year)
    return plan


@pytest.fixture
def rolling(unit, filer, year, whole):
    said = {"department": unit, "year": year, "plans": [whole], "with_amounts": False}
    return lambda: roll_plans(**said, by=filer, at=AT)


@pytest.fixture
def unlinking_and_moving(whole, filer, moving):
    def both():
        link_tasks(plan=whole, links={whole.tasks.get().public_id: frozenset()}, by=filer, at=AT)
        moving()

    return both


def test_a_task_does_not_keep_a_project_that_is_moved_meanwhile(
    rolling, unlinking_and_moving, whole
):
    (new,) = at_once(unlinking_and_moving, rolling).made
    assert new.tasks.get().name == whole.tasks.get().name
    assert not TaskProject.objects.exists()


def test_who_moves_waits_for_who_rolls_over_and_is_told(rolling, unlinking_and_moving, project):
    with pytest.raises(ProjectRefused, match="2022 年度"):
        at_once(rolling, unlinking_and_moving)
    assert [link.year_id for link in TaskProject.objects.filter(project=project)] == [2022]


def test_without_the_lock_on_what_is_copied_the_database_refuses_the_link(
    rolling, unlinking_and_moving, monkeypatch
):
    monkeypatch.setattr(roll, "_sources", lambda plans: plans)
    with pytest.raises(IntegrityError):
        at_once(unlinking_and_moving, rolling)
