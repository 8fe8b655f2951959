"""What waits for a person: badge and list from one source, and exactly what he may act on."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from projects.access import Verb, may
from projects.models import Department, Plan, User
from scoring.models import Sheet
from scoring.queries.todo import todo
from scoring.queries.waits import on_their_way, todo_count
from tests.factories import AT, DAY, make_client, make_department, make_sheet, make_user
from tests.scoring.branches import add_plan, add_sheet, make_branch, make_unit, send_back
from tests.scoring.branches import supervisor_of as make_supervisor

Role, State = User.Role, Sheet.State
PLACES = ("bureau", "branch", "unit", "direct", "elsewhere")
DOCUMENTS = st.lists(
    st.tuples(
        st.sampled_from(PLACES[1:]),
        st.sampled_from(["plan", "sheet"]),
        st.sampled_from(["DRAFT", "SUBMITTED", "DEPARTMENT_PASSED"]),
    ),
    max_size=8,
)
# What a role does next with a document in a state; the verb is the policy's, asked row by row.
NEXT = {
    (Role.FILER, "DRAFT"): Verb.FILL,
    (Role.SUPERVISOR, "SUBMITTED"): Verb.PASS,
    (Role.FINANCE, "SUBMITTED"): Verb.PASS,
    (Role.FINANCE, "DEPARTMENT_PASSED"): Verb.APPROVE,
}


def places():
    bureau = make_department(kind=Department.Kind.FINANCE)
    branch = make_department(kind=Department.Kind.SUPERVISING, parent=bureau)
    return {
        "bureau": bureau,
        "branch": branch,
        "unit": make_department(parent=branch),
        "direct": make_department(parent=bureau),
        "elsewhere": make_department(),
    }


class AnyWorld(TestCase):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents=DOCUMENTS)
    def test_badge_list_and_rights_agree_for_everybody(self, documents):
        where = places()
        rows = [
            (add_plan if kind == "plan" else add_sheet)(where[place], state)
            for place, kind, state in documents
        ]
        # a sheet comes with its approved plan, which waits for nobody
        for role, place in (
            (Role.FILER, "unit"),
            (Role.SUPERVISOR, "branch"),
            (Role.FINANCE, "bureau"),
            (Role.AUDITOR, "bureau"),
        ):
            person = make_user(role=role, department=where[place])
            wanted = {
                (type(row), row.pk)
                for row in rows
                if (verb := NEXT.get((role, row.state))) and may(person, verb, row)
            }
            found = todo(person, at=AT)
            assert {(type(item.row), item.row.pk) for item in found.items} == wanted
            assert todo_count(person) == found.count == len(wanted)


pytestmark = pytest.mark.django_db


@pytest.fixture
def branch():
    return make_branch()


@pytest.fixture
def supervisor(branch):
    return make_supervisor(branch)


def test_what_was_sent_back_comes_first_with_its_reason_and_is_told_as_forgotten(
    branch, supervisor
):
    unit = make_unit(branch, State.DRAFT)
    fresh, old = add_sheet(unit), add_plan(unit)
    send_back(fresh, supervisor, AT - 5 * DAY)
    send_back(old, supervisor, AT - 6 * DAY)
    found = todo(unit.people.get(), at=AT)
    assert [item.back for item in found.items] == [True, True, False]
    assert (found.count, found.returned, found.forgotten) == (3, 2, 1)
    told = {item.row: (item.returned.reason, item.forgotten) for item in found.items[:2]}
    assert told == {fresh: ("请补佐证", False), old: ("请补佐证", True)}
    page = make_client(unit.people.get()).get("/?year=2021").content.decode()
    assert "等我处理 3 件" in page
    assert "被退回 2 件" in page


def test_the_head_sees_what_can_be_handed_in(branch):
    unit = make_unit(branch, State.DRAFT)
    full = make_sheet(department=unit)
    Sheet.objects.filter(pk=full.pk).update(filled_count=full.line_count)
    head = make_user(role=Role.UNIT_HEAD, department=unit)
    assert [item.row for item in todo(head, at=AT).items] == [full]


def test_a_unit_sees_what_waits_above_it_apart(branch):
    unit = make_unit(branch, State.SUBMITTED, State.DEPARTMENT_PASSED, State.ACCEPTED)
    assert len(on_their_way(unit.people.get())) == 2
    page = make_client(unit.people.get()).get("/?year=2021").content.decode()
    assert "另有 2 件已提交，等待审核" in page


def test_seven_that_wait_are_seven_on_every_page_until_one_is_passed(branch, supervisor):
    make_unit(branch, *[State.SUBMITTED] * 7)
    client = make_client(supervisor)
    for count in (7, 6):
        for address in ("/?year=2021", "/todo/", "/sheets/?year=2021", "/notices/"):
            page = client.get(address).content.decode()
            assert re.search(r"工作台<strong>（(\d+)<", page)[1] == str(count), address
        assert client.get("/todo/").content.decode().count(">审核<") == count
        Sheet.objects.filter(pk=Sheet.objects.first().pk).update(state=State.DEPARTMENT_PASSED)


def test_a_draft_in_its_units_hands_has_its_deadline(branch):
    unit = make_unit(branch, State.DRAFT)
    (item,) = todo(unit.people.get(), at=AT).items
    assert item.deadline.words == "逾期 2 天"


def test_more_than_a_page_waits_on_two_pages(branch, supervisor):
    unit = make_unit(branch)
    for _ in range(52):
        add_plan(unit, Plan.State.SUBMITTED)
    client = make_client(supervisor)
    shown = [client.get(f"/todo/?page={page}").content.decode().count(">审核<") for page in (1, 2)]
    assert shown == [50, 2]
