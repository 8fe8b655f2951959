"""What the tests of scoring start from: a unit, its filer, and an empty sheet."""

import pytest

from tests.factories import make_client, make_department, make_draft, make_plan, make_sheet
from tests.factories import make_user as make_person


@pytest.fixture
def unit(db):
    return make_department(name="某市科协")


@pytest.fixture
def filer(unit):
    return make_person(department=unit, name="李静")


@pytest.fixture
def sheet(unit):
    """Four lines of 23, 23, 22 and 22 points: ≥95%, ≥96%, ≥97%, and one in words; budget 200."""
    return make_sheet(plan=make_plan(department=unit, draft=make_draft(lines=4)))


@pytest.fixture
def browser(filer):
    """The filer's browser."""
    return make_client(filer)
