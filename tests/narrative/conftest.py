"""A unit with three projects whose sheets are handed in or not, and those who write of it."""

from decimal import Decimal

import pytest

from projects.models import User
from scoring.entries import LineEntry
from scoring.models import Sheet
from tests.factories import (
    fill_sheet,
    make_client,
    make_department,
    make_plan,
    make_project,
    make_sheet,
    make_user,
)

FULL = {row: LineEntry(text="99%") for row in range(3)}
FULL[3] = LineEntry(text="提升", share=Decimal(1))


@pytest.fixture
def unit(db):
    """Two sheets were handed in, one is a draft."""
    return _furnished(make_department(name="某市科协", parent=make_department(kind="SUPERVISING")))


def _furnished(department):
    filer = make_user(department=department, name="李静")
    for number in range(3):
        project = make_project(department=department, name=f"项目{number}{department.pk}")
        sheet = make_sheet(plan=make_plan(department=department, project=project))
        fill_sheet(sheet=sheet, by=filer, lines=FULL, executed=["200", "200"])
        if number:
            Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED")
    return department


@pytest.fixture
def another():
    """Makes one more unit of the same kind under the department of the first."""

    def make(unit):
        return _furnished(make_department(parent=unit.parent))

    return make


@pytest.fixture
def filer(unit):
    return User.objects.get(department=unit)


@pytest.fixture
def head(unit):
    return make_user(role=User.Role.UNIT_HEAD, department=unit, name="周浩")


@pytest.fixture
def supervisor(unit):
    return make_user(role=User.Role.SUPERVISOR, department=unit.parent, name="陈洁")


@pytest.fixture
def browser(filer):
    return make_client(filer)
