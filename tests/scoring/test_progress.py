"""How far the units of a branch are: the late ones first, nothing of others, few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.models import Department, Plan, Stage, User
from projects.queries.windows import Timetable
from scoring.models import Sheet
from scoring.queries.progress import branch_progress, with_people
from tests.factories import (
    AT,
    DAY,
    make_client,
    make_department,
    make_plan,
    make_project,
    make_user,
    make_window,
    make_year,
)
from tests.scoring.branches import add_plan, add_sheet, make_branch, make_unit, send_back
from tests.scoring.branches import supervisor_of as make_supervisor

pytestmark = pytest.mark.django_db
State = Sheet.State


def progress(user, root, stage=Stage.ACTUALS, year=2021, at=AT):
    timetable = Timetable(years=[year])
    return branch_progress(user, root, year=year, stage=stage, timetable=timetable, at=at)


def units(found):
    return [row.department.name for row in found.rows if not row.head]


def row_of(found, unit):
    return next(row for row in found.rows if row.department == unit and not row.head)


def counts_of(found, unit):
    counts = row_of(found, unit).counts
    return counts.due, counts.sent, counts.passed, counts.returned


def test_documents_are_counted_as_due_sent_passed_and_returned():
    branch = make_branch()
    unit = make_unit(branch, State.SUBMITTED, State.DEPARTMENT_PASSED, State.ACCEPTED, State.SEALED)
    supervisor = make_supervisor(branch)
    send_back(add_sheet(unit), supervisor, AT - 3 * DAY)
    withdrawn = add_sheet(unit)
    send_back(withdrawn, supervisor, AT - 5 * DAY)
    Sheet.objects.filter(pk=withdrawn.pk).update(state_at=AT - DAY)  # sent since, and withdrawn
    found = progress(supervisor, branch)
    assert counts_of(found, unit) == (6, 4, 3, 1)
    assert row_of(found, unit).counts.oldest_return == AT - 3 * DAY
    assert row_of(found, unit).share == "66.67%"


def test_a_plan_that_was_approved_and_has_no_sheet_is_due_for_self_evaluation():
    branch = make_branch()
    unit = make_unit(branch)
    make_plan(department=unit)
    add_plan(unit)  # not approved: nothing to evaluate yet
    assert counts_of(progress(make_supervisor(branch), branch), unit) == (1, 0, 0, 0)


def test_declarations_that_nobody_began_are_due():
    branch = make_branch()
    unit = make_unit(branch)
    make_year(2022)
    lasting, new = make_project(department=unit), make_project(department=unit)
    make_plan(department=unit, project=lasting)
    make_plan(department=unit)
    over = make_project(department=unit)
    make_plan(department=unit, project=over, year=2019)
    supervisor = make_supervisor(branch)
    found = progress(supervisor, branch, Stage.TARGETS, year=2022)
    assert counts_of(found, unit) == (3, 0, 0, 0)  # lasting, new, the whole department
    make_plan(department=unit, project=new, year=2022)
    found = progress(supervisor, branch, Stage.TARGETS, year=2022)
    assert counts_of(found, unit) == (3, 1, 1, 0)


def test_an_adjustment_has_done_its_declaration_and_is_due_as_an_adjustment():
    branch = make_branch()
    unit = make_unit(branch)
    plan = add_plan(unit)
    Plan.objects.filter(pk=plan.pk).update(revision=2, adjustments=1, adjustment_reason="预算调减")
    supervisor = make_supervisor(branch)
    assert counts_of(progress(supervisor, branch, Stage.TARGETS), unit) == (1, 1, 1, 0)
    assert counts_of(progress(supervisor, branch, Stage.ADJUSTMENT), unit) == (1, 0, 0, 0)


def test_late_units_come_first_and_days_go_by_dates():
    branch = make_branch(closes_at=AT - 2 * DAY)
    make_unit(branch, State.SUBMITTED, name="甲按时")
    make_unit(branch, State.DRAFT, State.SUBMITTED, name="乙逾期")
    spared = make_unit(branch, State.DRAFT, name="丙延期")
    make_window(department=spared, stage=Stage.ACTUALS, opens_at=AT - DAY, closes_at=AT + DAY)
    make_unit(branch, State.DRAFT, State.DRAFT, name="丁逾期")
    found = progress(make_supervisor(branch), branch)
    assert units(found) == ["丁逾期", "乙逾期", "甲按时", "丙延期"]
    assert [row.days_late for row in found.rows[1:3]] == [2, 2]
    assert (found.total.late, found.total.late_units) == (3, 2)


def test_branches_with_more_late_documents_come_first_and_sums_fit():
    bureau = make_department(kind=Department.Kind.FINANCE)
    calm, late = (make_branch(parent=bureau) for _ in range(2))
    make_unit(calm, State.ACCEPTED, State.SUBMITTED)
    make_unit(late, State.DRAFT, State.DRAFT)
    make_unit(late, State.ACCEPTED)
    make_unit(late)
    found = progress(make_user(role=User.Role.FINANCE, department=bureau), bureau)
    heads = [row for row in found.rows if row.head]
    assert [row.department for row in heads] == [late, calm]
    assert [(row.counts.due, row.counts.sent, row.late) for row in heads] == [(3, 1, 2), (2, 2, 0)]
    assert (found.total.counts.due, found.units, found.without) == (5, 3, 1)


def test_nothing_of_another_branch_is_counted_or_shown():
    branch, other = make_branch(), make_branch()
    make_unit(branch, State.DRAFT, name="自己的")
    stranger = make_unit(other, State.DRAFT, name="别人的")
    supervisor = make_supervisor(branch)
    assert units(progress(supervisor, branch)) == ["自己的"]
    assert progress(supervisor, other).rows == []
    page = make_client(supervisor).get("/?year=2021").content.decode()
    assert stranger.name not in page
    assert make_client(supervisor).get(f"/progress/{other.public_id}/").status_code == 404


def test_the_person_to_telephone_and_the_last_action_stand_in_the_row():
    branch = make_branch()
    unit = make_unit(branch, State.DRAFT)
    supervisor = make_supervisor(branch)
    rows = with_people(progress(supervisor, branch).rows, year=2021)
    row = next(row for row in rows if row.department == unit)
    assert row.contact.name == f"填{unit.name}"
    assert row.last.summary.startswith("由 2021 年度目标表生成自评表")


def asked(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/?year=2021").status_code == 200
    return len(queries)


def test_three_units_and_thirty_cost_the_same_queries_and_many_are_paged():
    branch = make_branch()
    client = make_client(make_supervisor(branch))
    for _ in range(3):
        make_unit(branch, State.SUBMITTED)
    few = asked(client)
    for _ in range(27):
        make_unit(branch, State.SUBMITTED)
    assert asked(client) == few <= 30
    for _ in range(25):
        make_unit(branch, State.DRAFT)
    first, second = (client.get(f"/?year=2021&page={page}").content.decode() for page in (1, 2))
    assert (first.count("选择 单位"), second.count("选择 单位")) == (49, 6)


def test_an_odd_stage_is_no_page():
    branch = make_branch()
    assert make_client(make_supervisor(branch)).get("/?stage=OTHER").status_code == 404
