"""A bureau, a unit of it, and the people who look at its findings."""

import pytest

from projects.models import Department, User
from tests.factories import make_client, make_department, make_user


@pytest.fixture
def bureau(db):
    return make_department(kind=Department.Kind.FINANCE, name="某市财政局")


@pytest.fixture
def branch(bureau):
    return make_department(parent=bureau, kind=Department.Kind.SUPERVISING, name="某市教育局")


@pytest.fixture
def unit(branch):
    return make_department(parent=branch, name="某市第一中学")


@pytest.fixture
def filer(unit):
    return make_user(department=unit, name="李静")


@pytest.fixture
def head(unit):
    return make_user(department=unit, role=User.Role.UNIT_HEAD, name="周浩")


@pytest.fixture
def supervisor(branch):
    return make_user(department=branch, role=User.Role.SUPERVISOR, name="陈杰")


@pytest.fixture
def finance(bureau):
    return make_user(department=bureau, role=User.Role.FINANCE, name="王强")


@pytest.fixture
def auditor(bureau):
    return make_user(department=bureau, role=User.Role.AUDITOR, name="审计员")


@pytest.fixture
def browser(filer):
    return make_client(filer)
