"""What the tests of the API ask, and how."""

import json

import pytest

from scoring.entries import LineEntry
from tests.factories import (
    fill_sheet,
    make_client,
    make_department,
    make_draft,
    make_plan,
    make_sheet,
    make_user,
)

LIST = "/api/v1/sheets/"


def refuse_float(text):
    raise AssertionError(f"{text} is a float")


def read(response):
    """The body of an answer; a float anywhere in it fails the test."""
    return json.loads(response.content, parse_float=refuse_float)


@pytest.fixture
def unit():
    return make_department(name="某市科协")


@pytest.fixture
def filer(unit):
    return make_user(department=unit)


@pytest.fixture
def ask(filer):
    """Ask as the unit's filer: status and body."""
    client = make_client(filer)

    def get(address, **parameters):
        response = client.get(address, parameters)
        return response.status_code, read(response)

    return get


@pytest.fixture
def sheet(unit, filer):
    """Points 23, 23, 22, 22: a line short of its target, a blank, a 不适用 and one in words."""
    return fill_sheet(
        sheet=make_sheet(plan=make_plan(department=unit, draft=make_draft(lines=4))),
        by=filer,
        lines={
            0: LineEntry(text="93%", claimed=22, deviation="场地关闭"),
            2: LineEntry(not_applicable=True, deviation="当年没有开展"),
            3: LineEntry(text="有所提升", share=1, claimed=22),
        },
        executed=["150.0", "150.0"],
    )
