"""What the tests of projects start from."""

import pytest
from django.db import connections

from tests.factories import make_department, make_user


@pytest.fixture
def unit(db):
    return make_department(name="某市科协")


@pytest.fixture
def filer(unit):
    return make_user(department=unit, name="李静")


@pytest.fixture
def owner(transactional_db):
    """A connection with the login that owns the tables: it may do what the application may not."""
    connection = connections["owner"].copy(alias="tampering_owner")
    yield connection
    connection.close()
