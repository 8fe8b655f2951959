"""An answer is judged by the body that asked; by all who oversee the unit once the asker cannot."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from projects.access import may_judge
from projects.models import User
from projects.services.departments import move_department, place_mark
from scoring.models import Rectification
from scoring.queries.todo import todo
from scoring.queries.waits import todo_count, waiting_rows
from scoring.services.rectifications import accept_answer, send_notice
from tests.factories import AT, DAY, make_client, make_department, make_plan, make_user
from tests.monitoring.rows import answered, counted_draft, hand_in, make_round, now
from tests.scoring.addresses import address

Role = User.Role
OFFICES = ["SUPERVISOR", "FINANCE", "REVIEWER", "FILER"]  # nobody becomes an administrator
FINANCE = {"finance", "colleague in finance"}


class World:
    """A bureau over two branches, a unit of the first with an answer to a notice."""

    def __init__(self, asker="supervisor"):
        self.bureau = make_department(kind="FINANCE")
        self.branch, self.beside = (
            make_department(kind="SUPERVISING", parent=self.bureau) for _ in range(2)
        )
        self.unit = make_department(parent=self.branch)
        self.filer = make_user(department=self.unit)
        self.people = {
            "supervisor": make_user(role=Role.SUPERVISOR, department=self.branch),
            "colleague": make_user(role=Role.SUPERVISOR, department=self.branch),
            "supervisor beside": make_user(role=Role.SUPERVISOR, department=self.beside),
            "finance": make_user(role=Role.FINANCE, department=self.bureau),
            "colleague in finance": make_user(role=Role.FINANCE, department=self.bureau),
            "finance elsewhere": make_user(
                role=Role.FINANCE, department=make_department(kind="FINANCE")
            ),
            "auditor": make_user(role=Role.AUDITOR, department=self.bureau),
        }
        make_plan(department=self.unit, draft=counted_draft())
        self.opened = make_round(department=self.branch, by=self.people["supervisor"])
        self.report = hand_in(self.opened.reports.get(), self.filer)
        self.asker = self.people[asker]
        self.mending = answered(self.report, self.asker, self.filer)

    def move(self, where):
        """Hang the unit elsewhere, unless it hangs there."""
        self.unit.refresh_from_db()
        parent = getattr(self, where)
        if self.unit.parent_id == parent.pk:
            return
        admin = make_user(role=Role.SYSTEM_ADMIN)
        seen = place_mark(self.unit)
        move_department(
            department=self.unit, parent=parent, reason="划转", seen=seen, by=admin, at=AT
        )

    def judges(self):
        """Who may judge, by the rights and by the lists."""
        mending = Rectification.objects.select_related("department", "notice_by").get()
        may, waits = set(), set()
        for name, person in self.people.items():
            person = User.objects.get(pk=person.pk)
            if may_judge(person, mending, asked_by=mending.notice_by):
                may.add(name)
            found = [item.row.pk for item in todo(person, at=AT).items if item.kind == "mending"]
            assert found == list(waiting_rows(person, at=AT).mendings.values_list("pk", flat=True))
            if person.role in (Role.SUPERVISOR, Role.FINANCE):
                assert todo_count(person) == len(found)
                waits |= {name} if found else set()
        return may, waits


class AnyAsker(TestCase):
    @settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        asker=st.sampled_from(["supervisor", "finance"]),
        where=st.sampled_from(["branch", "beside", "bureau"]),
        role=st.sampled_from([None, *OFFICES]),
        office=st.sampled_from([None, "bureau", "branch", "beside"]),
        is_active=st.booleans(),
    )
    def test_lists_and_rights_agree_and_somebody_judges(
        self, asker, where, role, office, is_active
    ):
        world = World(asker)
        world.move(where)
        change = {"is_active": is_active, "role": role or world.asker.role}
        if office:
            change["department"] = getattr(world, office)
        User.objects.filter(pk=world.asker.pk).update(**change)
        may, waits = world.judges()
        assert may == waits
        assert may
        assert not may & {"finance elsewhere", "auditor"}


pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return World()


def test_the_body_that_asked_judges_while_it_can(world):
    assert world.judges() == ({"supervisor", "colleague"},) * 2


def test_after_the_unit_was_moved_under_finance_finance_judges_and_asks_again(world):
    world.move("bureau")
    assert world.judges() == (FINANCE,) * 2
    finance = User.objects.get(pk=world.people["finance"].pk)
    page = (
        make_client(finance).get(address("rectification", world.mending.public_id)).content.decode()
    )
    assert "验收通过</button>" in page
    assert "退回反馈</button>" in page
    accept_answer(mending=world.mending, version=now(world.mending), by=finance, at=AT)
    world.report.refresh_from_db()
    line = world.report.lines.first()
    again = {"version": world.report.version, "line": line, "notice": "再查"}
    asked = send_notice(report=world.report, **again, due=AT.date() + 9 * DAY, by=finance, at=AT)
    assert asked.notice_by == finance


def test_after_the_unit_was_moved_to_another_branch_its_new_supervisor_and_finance_judge(world):
    world.move("beside")
    assert world.judges() == ({"supervisor beside"} | FINANCE,) * 2


def test_the_notice_of_a_disabled_account_is_judged_by_whoever_oversees_the_unit(world):
    User.objects.filter(pk=world.asker.pk).update(is_active=False)
    assert world.judges() == ({"colleague"} | FINANCE,) * 2


def test_the_notice_of_a_supervisor_who_went_to_another_branch_is_judged_where_the_unit_is(world):
    User.objects.filter(pk=world.asker.pk).update(department=world.beside)
    assert world.judges() == ({"colleague"} | FINANCE,) * 2


def test_the_page_costs_no_more_queries_for_one_who_may_not_judge(world, django_assert_num_queries):
    mending = Rectification.objects.select_related("department", "notice_by__department").get()
    with django_assert_num_queries(0):
        assert not may_judge(world.people["finance"], mending, asked_by=mending.notice_by)
