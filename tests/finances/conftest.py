"""What the tests of budgets and final accounts start from: a unit with one document."""

import pytest

from perf.assure.making.finances import make_document
from tests.factories import make_client, make_department, make_user


@pytest.fixture
def unit(db):
    return make_department(name="某市科协")


@pytest.fixture
def filer(unit):
    return make_user(department=unit, name="李静")


@pytest.fixture
def browser(filer):
    """The filer's browser."""
    return make_client(filer)


@pytest.fixture
def document(unit, filer):
    """A final account of 2021: 公开02表 with two rows of four columns, and an empty table."""
    return make_document(department=unit, by=filer)


@pytest.fixture
def table(document):
    return document.tables.get(position=1)
