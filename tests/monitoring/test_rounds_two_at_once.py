"""Two who open rounds of one month at once: every plan reports the month once."""

import pytest
from django.urls import reverse

from projects.models import Department
from scoring.models import MonitoringReport, MonitoringRound
from scoring.services import rounds
from scoring.services.rounds import RoundRefused, fill_up_round
from tests.factories import AT, make_client, make_department, make_plan, make_project, make_user
from tests.monitoring.rows import make_round
from tests.projects.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bodies():
    """A bureau and a branch below it, each with a person; one unit with an approved plan."""
    bureau = make_department(kind=Department.Kind.FINANCE)
    branch = make_department(parent=bureau, kind=Department.Kind.SUPERVISING)
    make_plan(department=make_department(parent=branch))
    finance = make_user(role="FINANCE", department=bureau)
    supervisor = make_user(role="SUPERVISOR", department=branch)
    return [(bureau, finance), (branch, supervisor)]


def opening(body):
    department, by = body
    return lambda: make_round(department=department, by=by, month=9)


def test_the_second_to_open_the_month_finds_the_plans_taken(bodies):
    above, below = bodies
    at_once(opening(above), opening(below))
    assert [opened.reports.count() for opened in MonitoringRound.objects.order_by("pk")] == [1, 0]


def test_who_fills_up_waits_for_who_opens(bodies):
    above, below = bodies
    opened = make_round(department=above[0], by=above[1], month=9)
    unit = Department.objects.get(parent=below[0])
    make_plan(department=unit, project=make_project(department=unit))
    filled = at_once(opening(below), lambda: fill_up_round(opened=opened, by=above[1], at=AT))
    assert filled == (0, 0)
    assert MonitoringReport.objects.count() == 2


def test_without_the_lock_the_database_refuses_the_second_in_words(bodies, monkeypatch):
    monkeypatch.setattr(rounds, "hold", lambda department: None)
    above, below = bodies
    with pytest.raises(RoundRefused, match="刚才有人"):
        at_once(opening(above), opening(below))
    assert (MonitoringRound.objects.count(), MonitoringReport.objects.count()) == (1, 1)


def test_a_form_that_is_sent_twice_is_refused_in_words(bodies):
    department, by = bodies[0]
    form = {
        "year": "2021", "month": "9", "name": "1—9月",
        "opens_at": "2022-03-01T09:00", "closes_at": "2024-02-01T09:00",
    }  # fmt: skip
    browser, address = make_client(by), reverse("scoring:monitoring_round_add")
    answer = at_once(opening(bodies[0]), lambda: browser.post(address, form))
    assert answer.status_code == 422
    assert "已经有了" in answer.content.decode()
    assert MonitoringRound.objects.get().department == department
