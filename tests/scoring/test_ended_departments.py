"""A unit that was closed, and a project that ended, owe nothing any more."""

import pytest

from projects.models import Notice, Plan, Project, Stage
from projects.services.closing import close_department
from projects.services.projects import close_project
from scoring.queries.monitoring import unit_lamps
from scoring.queries.progress import stage_counts
from scoring.queries.waits import waiting
from scoring.services.reminders import remind_due
from tests.factories import (
    AT,
    DAY,
    make_client,
    make_department,
    make_plan,
    make_project,
    make_sheet,
    make_user,
    make_window,
)
from tests.monitoring.rows import hand_in, make_round

pytestmark = pytest.mark.django_db
END = {"from_day": AT.date(), "reason": "撤销", "at": AT}


def text_of(response):
    return response.content.decode()


def due(stage, year=2022):
    counts = stage_counts(Plan.objects.all(), Project.objects.all(), year=year, stage=stage)
    return sum(found.due for found in counts.values())


def test_targets_that_nobody_began(db):
    admin, unit = make_user(role="SYSTEM_ADMIN"), make_department()
    make_plan(department=unit)
    ended, _ = (make_project(department=unit) for _ in range(2))
    assert due(Stage.TARGETS) == 3
    close_project(project=ended, by=admin, **END)
    assert due(Stage.TARGETS) == 2
    close_department(department=unit, by=admin, **END)
    assert due(Stage.TARGETS) == 0


def test_a_unit_that_ended_owes_no_monitoring(db):
    admin, branch = make_user(role="SYSTEM_ADMIN"), make_department(kind="SUPERVISING")
    unit, other = (make_department(parent=branch) for _ in range(2))
    for department in (unit, other):
        make_plan(department=department)
    supervisor = make_user(role="SUPERVISOR", department=branch)
    first = make_round(department=branch, by=supervisor, month=6)
    sent = hand_in(first.reports.get(department=other), make_user(department=other))
    assert [(found.due, found.sent) for found in unit_lamps(supervisor, first)] == [(1, 0), (1, 1)]
    page = text_of(make_client(admin).get(f"/accounts/departments/{unit.public_id}/close/"))
    assert "还有没有提交的监控表 1 张，此后无人办理" in page
    for department in (unit, other):
        close_department(department=department, by=admin, **END)
    assert [found.name for found in unit_lamps(supervisor, first)] == [sent.department.name]
    assert make_round(department=branch, by=supervisor, month=9).reports.count() == 0


def test_what_was_in_hand_is_not_due_and_what_was_sent_stays(db):
    admin, unit = make_user(role="SYSTEM_ADMIN"), make_department()
    make_sheet(plan=make_plan(department=unit))
    sent = make_sheet(plan=make_plan(department=unit, project=make_project(department=unit)))
    type(sent).objects.filter(pk=sent.pk).update(state="SUBMITTED")
    assert due(Stage.ACTUALS, 2021) == 2
    close_department(department=unit, by=admin, **END)
    assert due(Stage.ACTUALS, 2021) == 1


def began(unit, *, year):
    """A draft of targets, late since yesterday, and a draft sheet on others, of two projects."""
    plan = make_plan(
        department=unit, project=make_project(department=unit), year=year, is_approved=False
    )
    for stage in (Stage.TARGETS, Stage.ACTUALS):
        make_window(
            department=unit, stage=stage, opens_at=AT - 9 * DAY, closes_at=AT - DAY, year=year
        )
    whole = make_plan(department=unit, project=make_project(department=unit), year=year)
    return plan, make_sheet(plan=whole)


def test_a_draft_of_a_project_that_ended_is_not_due_and_nobody_waits_for_it(db):
    admin, unit = make_user(role="SYSTEM_ADMIN"), make_department()
    filer, head = make_user(department=unit), make_user(role="UNIT_HEAD", department=unit)
    plan, _ = began(unit, year=2022)
    assert due(Stage.TARGETS) == 2
    assert plan.pk in {row["pk"] for row in waiting(filer) if row["kind"] == "plan"}
    close_project(project=plan.project, by=admin, **END)
    assert due(Stage.TARGETS) == 1
    for person in (filer, head):
        assert [row for row in waiting(person) if row["kind"] == "plan"] == []
    remind_due(at=AT)
    told = Notice.objects.filter(kind="DEADLINE", stage="TARGETS")
    assert not told.exists()
    page = text_of(make_client(filer).get(f"/plans/{plan.public_id}/"))
    assert "steps/void/" in page


@pytest.mark.parametrize("year, is_due", [(2021, True), (2022, True), (2023, False)])
def test_a_project_is_evaluated_for_the_years_it_lasted_into(year, is_due):
    admin, unit = make_user(role="SYSTEM_ADMIN"), make_department()
    filer = make_user(department=unit)
    _, sheet = began(unit, year=year)
    close_project(project=sheet.plan.project, by=admin, **END)  # on 14 March 2022
    assert due(Stage.ACTUALS, year) == is_due
    found = [row["pk"] for row in waiting(filer) if row["kind"] == "sheet"]
    assert found == ([sheet.pk] if is_due else [])


def test_who_ends_a_project_is_told_before_what_of_it_is_open(db):
    admin, unit = make_user(role="SYSTEM_ADMIN"), make_department()
    plan, sheet = began(unit, year=2022)
    idle = make_project(department=unit)
    told = {
        plan.project: "还有没有审定的目标表 1 张；",
        sheet.plan.project: "还有没有提交的自评表 1 张；",
    }
    for project, words in told.items():
        page = text_of(make_client(admin).get(f"/accounts/projects/{project.public_id}/close/"))
        assert words in page
        assert project.name in page
    page = text_of(make_client(admin).get(f"/accounts/projects/{idle.public_id}/close/"))
    assert "还有" not in page
