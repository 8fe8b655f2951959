"""The number of queries does not grow with the number of rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import LIST
from tests.factories import (
    make_client,
    make_draft,
    make_plan,
    make_project,
    make_sheet,
)

pytestmark = pytest.mark.django_db

OF_LIST = 4  # session, person, count, rows
OF_DETAIL = 8  # session, person, head, five of the parts


def queries(user, address):
    client = make_client(user)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("number", [1, 30])
def test_of_the_list(unit, filer, number):
    for _ in range(number):
        project = make_project(department=unit)
        make_sheet(plan=make_plan(department=unit, project=project, draft=make_draft(lines=1)))
    assert queries(filer, LIST) == OF_LIST


@pytest.mark.parametrize("lines", [1, 60])
def test_of_one_sheet(unit, filer, lines):
    sheet = make_sheet(plan=make_plan(department=unit, draft=make_draft(lines=lines)))
    assert queries(filer, f"{LIST}{sheet.public_id}/") == OF_DETAIL
