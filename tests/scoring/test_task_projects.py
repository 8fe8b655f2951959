"""Which projects carry out the tasks of a whole department: the page, and where it is shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import TaskProject
from projects.services.plans import approve_plan
from projects.services.task_projects import link_tasks
from scoring.entries import LineEntry
from tests.factories import (
    AT,
    fill_sheet,
    make_department,
    make_draft,
    make_plan,
    make_project,
    make_sheet,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, draft=make_draft(lines=2), is_approved=False)


@pytest.fixture
def project(unit):
    return make_project(department=unit, name="科普活动经费")


@pytest.fixture
def address(plan):
    return reverse("scoring:plan_tasks", args=[plan.public_id])


def field(plan):
    return f"task-{plan.tasks.get().public_id.hex}"


def link(plan, project, by):
    chosen = {plan.tasks.get().public_id: frozenset({project.public_id})}
    link_tasks(plan=plan, links=chosen, by=by, at=AT)


def was(browser, address):
    page = browser.get(address).content.decode()
    return page.split('name="was" value="')[1].split('"')[0]


def test_the_filer_chooses_and_finds_it_on_the_plan(browser, plan, project, address):
    assert "科普活动经费" in browser.get(address).content.decode()
    form = {"was": was(browser, address), field(plan): [project.public_id.hex]}
    answer = browser.post(address, form, follow=True)
    page = answer.content.decode()
    assert "任务的对应项目已保存" in page
    assert "科普活动经费" in page
    assert "没有目标表" in page
    assert "任务 1 任务的项目由“”改为“科普活动经费”" in page
    assert "checked" in browser.get(address).content.decode()


def test_nothing_chosen_takes_them_away(browser, plan, project, address, filer):
    link(plan, project, filer)
    assert browser.post(address, {"was": was(browser, address)}).status_code == 302
    assert not TaskProject.objects.exists()


def test_what_somebody_else_changed_is_not_written_over(browser, plan, project, address, filer):
    mark = was(browser, address)
    link(plan, project, filer)
    answer = browser.post(address, {"was": mark})
    assert answer.status_code == 422
    assert "别人改过对应关系，没有覆盖" in answer.content.decode()
    assert TaskProject.objects.count() == 1
    again = answer.content.decode().split('name="was" value="')[1].split('"')[0]
    assert browser.post(address, {"was": again}).status_code == 302
    assert not TaskProject.objects.exists()


def test_the_same_choice_of_both_is_no_conflict(browser, plan, project, address, filer):
    mark = was(browser, address)
    link(plan, project, filer)
    answer = browser.post(address, {"was": mark, field(plan): [project.public_id.hex]})
    assert answer.status_code == 302


@pytest.mark.parametrize("chosen", ["x", "00000000000000000000000000000000", "<b>", ""])
def test_an_odd_choice_is_refused(browser, plan, project, address, chosen):
    form = {"was": was(browser, address), field(plan): [project.public_id.hex, chosen]}
    answer = browser.post(address, form)
    assert answer.status_code == 422
    assert "不在本部门" in answer.content.decode()
    assert not TaskProject.objects.exists()


def test_another_departments_project_is_refused_like_one_that_is_not(browser, plan, address):
    make_project(department=plan.department)
    foreign = make_project(department=make_department())
    form = {"was": was(browser, address), field(plan): [foreign.public_id.hex]}
    answer = browser.post(address, form)
    assert answer.status_code == 422
    assert foreign.name not in answer.content.decode()


def test_an_approved_plan_is_locked(browser, plan, project, address):
    approve_plan(plan=plan, by=None, at=AT)
    for answer in (browser.get(address), browser.post(address, {})):
        assert answer.status_code == 409


def test_a_plan_of_a_project_has_no_such_page(browser, project, unit):
    own = make_plan(department=unit, project=project, is_approved=False)
    address = reverse("scoring:plan_tasks", args=[own.public_id])
    assert browser.get(address).status_code == 404
    assert (
        "task-projects"
        not in browser.get(reverse("scoring:plan", args=[own.public_id])).content.decode()
    )


def test_without_projects_the_page_says_what_to_do(browser, plan, address):
    assert "本部门还没有项目" in browser.get(address).content.decode()


@pytest.fixture
def done(plan, project, filer):
    """The project's own sheet, filled; the whole department's, opened."""
    link(plan, project, filer)
    own = make_sheet(
        plan=make_plan(department=plan.department, project=project, draft=make_draft(lines=1))
    )
    fill_sheet(sheet=own, by=filer, lines={0: LineEntry(text="提升")}, executed=["150", "150"])
    return own, make_sheet(plan=approve_plan(plan=plan, by=None, at=AT))


def test_plan_and_sheet_show_state_score_and_execution_of_the_project(browser, plan, done):
    own, whole = done
    own.refresh_from_db()
    for address in (
        reverse("scoring:plan", args=[plan.public_id]),
        reverse("scoring:sheet", args=[whole.public_id]),
    ):
        page = browser.get(address).content.decode()
        assert reverse("scoring:plan", args=[own.plan.public_id]) in page
        assert reverse("scoring:sheet", args=[own.public_id]) in page
        assert "75.00%" in page
        assert f'data-label="计算分">{own.computed_total}</td>' in page


def test_the_number_of_queries_is_that_without_links(browser, plan, done, unit):
    _, whole = done
    bare = make_sheet(plan=make_plan(department=unit, year=2022, draft=make_draft(lines=2)))
    counts = []
    for sheet in (whole, bare):
        with CaptureQueriesContext(connection) as captured:
            browser.get(reverse("scoring:sheet", args=[sheet.public_id]))
        counts.append(len(captured))
    assert counts[0] == counts[1]
