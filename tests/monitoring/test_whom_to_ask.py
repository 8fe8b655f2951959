"""Locks of monitoring name somebody who can help, and nobody who has left or moved on."""

import pytest

from projects.locks import Locked
from projects.models import User
from scoring.locks import report_lock
from scoring.models import MonitoringReport, MonitoringRound
from scoring.queries.monitoring import with_heads
from scoring.services.rectifications import answer_notice
from tests.factories import AT, DAY, make_client, make_department, make_user
from tests.monitoring.rows import hand_in, make_round, notify, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(branch, supervisor, plan):
    return make_round(department=branch, by=supervisor, opens_at=AT - DAY, closes_at=AT + DAY)


def ask(report, at=AT + 5 * DAY):
    return report_lock(with_heads(MonitoringReport.objects.filter(pk=report.pk)).get(), at=at).ask


GONE = {"left": {"is_active": False}, "another office": {"role": "REVIEWER"}}


@pytest.fixture(params=GONE)
def follower(request, branch, supervisor, opened):
    """Who oversees the branch since the one who opened the round has left."""
    User.objects.filter(pk=supervisor.pk).update(**GONE[request.param])
    return make_user(role="SUPERVISOR", department=branch, name="新人")


def test_who_opened_the_round_is_asked_for_more_time(report):
    assert ask(report) == "需要延期，请联系 陈洁。"
    assert ask(report, AT - 5 * DAY) == "需要提前开放，请联系 陈洁。"


def test_after_that_person_left_the_one_who_followed(report, follower):
    assert ask(report) == "需要延期，请联系 新人。"
    assert ask(report, AT - 5 * DAY) == "需要提前开放，请联系 新人。"


def test_what_was_handed_in_is_returned_by_the_one_who_followed(report, filer, follower):
    hand_in(report, filer)
    assert ask(report) == "要修改，请联系 新人 退回。"


def test_the_page_of_the_unit_says_so_too(report, filer, follower):
    hand_in(report, filer)
    page = make_client(filer).get(f"/monitoring/{report.public_id}/").content.decode()
    assert "请联系 新人 退回" in page
    assert "请联系 陈洁" not in page


def test_a_unit_that_was_moved_asks_its_own_body(report, unit, branch):
    other = make_department(kind="SUPERVISING", name="科技系统")
    make_user(role="SUPERVISOR", department=other, name="韩冰")
    unit.parent, unit.path = other, f"{other.path}{unit.pk}."
    unit.save(update_fields=["parent", "path"])
    assert ask(report) == "需要延期，请联系 韩冰。"
    assert ask(report, AT - 5 * DAY) == "需要提前开放，请联系 陈洁。"


def test_a_person_who_left_costs_one_statement_more(report, supervisor, django_assert_num_queries):
    rows = with_heads(MonitoringReport.objects.filter(pk=report.pk))
    with django_assert_num_queries(1):
        report_lock(rows.get(), at=AT + 5 * DAY)
    User.objects.filter(pk=supervisor.pk).update(is_active=False)
    with django_assert_num_queries(3):  # nobody is left: which body stands above
        report_lock(rows.get(), at=AT + 5 * DAY)
    make_user(role="SUPERVISOR", department=supervisor.department)
    with django_assert_num_queries(2):
        report_lock(rows.get(), at=AT + 5 * DAY)


@pytest.mark.parametrize("role", ["SUPERVISOR", "FINANCE"])
def test_a_step_out_of_turn_names_who_can_take_the_next_one(report, filer, branch, role):
    """Who sent the notice judges the answer; once he left, whoever oversees the unit."""
    MonitoringRound.objects.update(closes_at=AT + 30 * DAY)
    sender = make_user(role=role, department=branch, name="韩冰")
    hand_in(report, filer)
    mending = notify(report, sender)
    answer_notice(mending=mending, version=now(mending), answer="好", by=filer, at=AT)

    def again():
        with pytest.raises(Locked) as lock:
            answer_notice(mending=mending, version=now(mending), answer="再", by=filer, at=AT)
        return lock.value.ask

    assert again() == "如需改变，请联系 韩冰。"
    User.objects.filter(pk=sender.pk).update(is_active=False)
    assert again() == "如需改变，请联系 陈洁。"


def test_a_report_handed_in_twice_names_who_can_return_it(report, filer):
    MonitoringRound.objects.update(closes_at=AT + 30 * DAY)
    hand_in(report, filer)
    with pytest.raises(Locked) as lock:
        hand_in(report, filer)
    assert "请联系 陈洁" in lock.value.ask
