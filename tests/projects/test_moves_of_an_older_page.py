"""Two administrators move the same unit or project: the older page undoes nothing."""

import pytest
from django.urls import reverse

from projects.models import User
from tests.factories import make_client, make_department, make_project, make_user


@pytest.fixture
def parents(db):
    return [make_department(name=name) for name in ("甲", "乙", "丙")]


@pytest.fixture(params=["department", "project"])
def case(request, parents):
    """Row, address, field, and how the row says where it is now."""
    if request.param == "department":
        row = make_department(name="单位", parent=parents[0])
        return row, reverse("projects:department_move", args=[row.public_id]), "parent"
    row = make_project(department=parents[0])
    return row, reverse("projects:project_move", args=[row.public_id]), "department"


def browser():
    return make_client(make_user(role=User.Role.SYSTEM_ADMIN))


def opened(client, address):
    """The mark of a page that is opened now."""
    return client.get(address).context["form"]["seen"].value()


def place(row, field):
    row.refresh_from_db()
    return getattr(row, field).name


def test_the_second_move_is_told_where_the_first_one_went(case):
    row, address, field = case
    one, two = browser(), browser()
    marks = [opened(client, address) for client in (one, two)]
    first = one.post(address, {field: "乙", "reason": "划转", "seen": marks[0]})
    assert first.status_code == 302
    answer = two.post(address, {field: "丙", "reason": "改隶", "seen": marks[1]})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "现在是“乙”，您填的是“丙”。" in page
    assert "改隶" in page
    assert place(row, field) == "乙"
    again = answer.context["form"]["seen"].value()
    assert two.post(address, {field: "丙", "reason": "改隶", "seen": again}).status_code == 302
    assert place(row, field) == "丙"


def test_a_move_without_the_mark_of_its_page_is_refused(case):
    row, address, field = case
    answer = browser().post(address, {field: "乙", "reason": "划转"})
    assert answer.status_code == 428
    assert "没有收到页面的版本" in answer.content.decode()
    assert place(row, field) == "甲"
