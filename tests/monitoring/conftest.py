"""What the tests of monitoring start from: a branch, its supervisor, a unit with one report."""

import pytest

from projects.models import Department, User
from tests.factories import make_client, make_department, make_plan, make_user
from tests.monitoring.rows import counted_draft, make_round


@pytest.fixture
def branch(db):
    return make_department(name="科协系统", kind=Department.Kind.SUPERVISING)


@pytest.fixture
def unit(branch):
    return make_department(name="某市科协", parent=branch)


@pytest.fixture
def supervisor(branch):
    return make_user(role=User.Role.SUPERVISOR, department=branch, name="陈洁")


@pytest.fixture
def filer(unit):
    return make_user(department=unit, name="李静")


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, draft=counted_draft())


@pytest.fixture
def opened(branch, supervisor, plan):
    return make_round(department=branch, by=supervisor)


@pytest.fixture
def report(opened):
    return opened.reports.get()


@pytest.fixture
def browser(filer):
    """The filer's browser."""
    return make_client(filer)


@pytest.fixture
def overseer(supervisor):
    """The supervisor's browser."""
    return make_client(supervisor)
