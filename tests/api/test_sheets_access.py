"""Who reads what through the API: the same rules as on the pages."""

import uuid

import pytest
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory, force_authenticate
from rest_framework.views import APIView

from projects.models import User
from scoring.models import Sheet
from tests.api.conftest import LIST, read
from tests.factories import make_client, make_department, make_sheet, make_user

pytestmark = pytest.mark.django_db

Role = User.Role
ADMINISTRATORS = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]
SCHEMA = "/api/v1/schema/?format=json"


def addresses(sheet):
    return [LIST, f"{LIST}{sheet.public_id}/", SCHEMA]


def test_a_visitor_gets_403_without_data(sheet):
    for address in addresses(sheet):
        response = make_client().get(address)
        assert (response.status_code, set(read(response))) == (403, {"detail"})


def test_a_disabled_account_gets_403_in_a_session_that_was_open(sheet, filer):
    client = make_client(filer)
    User.objects.filter(pk=filer.pk).update(is_active=False)
    for address in addresses(sheet):
        response = client.get(address)
        assert (response.status_code, set(read(response))) == (403, {"detail"})


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_administrators_are_refused_in_words_everywhere(sheet, role):
    client = make_client(make_user(role=role))
    for address in addresses(sheet):
        response = client.get(address)
        assert response.status_code == 403
        assert "您的角色没有这项权限" in read(response)["detail"]


class Fresh(APIView):
    """A view that names no permissions."""

    def get(self, request):
        return Response({"said": "something"})


@pytest.mark.parametrize("role", Role.values)
def test_a_new_view_is_open_to_those_who_may_see_and_to_nobody_else(role):
    request = APIRequestFactory().get("/")
    force_authenticate(request, make_user(role=role))
    assert Fresh.as_view()(request).status_code == (403 if role in ADMINISTRATORS else 200)


def test_a_new_view_is_closed_to_visitors_and_disabled_accounts():
    request = APIRequestFactory().get("/")
    assert Fresh.as_view()(request).status_code == 403
    force_authenticate(request, make_user(is_active=False))
    assert Fresh.as_view()(request).status_code == 403


def test_a_hidden_sheet_answers_with_the_bytes_of_a_missing_one(sheet):
    client = make_client(make_user())
    told = [client.get(f"{LIST}{public_id}/") for public_id in (sheet.public_id, uuid.uuid4(), "7")]
    assert [response.status_code for response in told] == [404] * 3
    assert [response.content for response in told] == [told[0].content] * 3
    assert [response.headers for response in told] == [told[0].headers] * 3


def test_a_hidden_department_answers_as_a_missing_one(sheet, unit):
    client = make_client(make_user())
    hidden, missing = (client.get(LIST, {"department": code}) for code in (unit.code, "NOBODY"))
    assert (
        read(hidden)
        == read(missing)
        == {
            "count": 0,
            "next": None,
            "previous": None,
            "results": [],
        }
    )


def test_a_supervisor_reads_his_branch_and_no_other():
    tops = [make_department() for _ in range(2)]
    sheets = [make_sheet(department=make_department(parent=top)) for top in tops]
    client = make_client(make_user(role=Role.SUPERVISOR, department=tops[0]))
    assert [row["id"] for row in read(client.get(LIST))["results"]] == [str(sheets[0].public_id)]
    told = [client.get(f"{LIST}{sheet.public_id}/").status_code for sheet in sheets]
    assert told == [200, 404]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(sheet, filer, method):
    before = list(Sheet.objects.values())
    client = make_client(filer)
    for address in addresses(sheet)[:2]:
        assert getattr(client, method)(address).status_code == 405
    assert list(Sheet.objects.values()) == before
