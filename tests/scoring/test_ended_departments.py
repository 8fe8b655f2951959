"""A unit that was closed, and a project that ended, owe nothing any more."""

import pytest

from projects.models import Plan, Project, Stage
from projects.services.closing import close_department
from projects.services.projects import close_project
from scoring.queries.monitoring import unit_lamps
from scoring.queries.progress import stage_counts
from tests.factories import (
    AT,
    make_client,
    make_department,
    make_plan,
    make_project,
    make_sheet,
    make_user,
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
