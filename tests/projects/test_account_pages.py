"""The system administrator's pages: departments and accounts, refused beside the field."""

import pytest
from django.urls import reverse

from projects.models import Department, User
from tests.factories import make_client, make_user

DEPARTMENT = {"code": "900", "name": "新单位", "kind": "UNIT", "region": "410800"}
ACCOUNT = {"username": "wangfang", "name": "王芳", "role": "FILER"}
PAGES = ["accounts", "departments", "people", "projects", "years", "department_add", "account_add"]


@pytest.fixture
def admin(db):
    return make_client(make_user(role="SYSTEM_ADMIN"))


def page(name):
    return reverse(f"projects:{name}")


def test_a_department_is_added(admin):
    assert admin.post(page("department_add"), DEPARTMENT).status_code == 302
    assert Department.objects.get(code="900").name == "新单位"


def test_an_account_is_added_and_signs_in_with_the_password_that_is_shown(admin, unit, client):
    response = admin.post(page("account_add"), ACCOUNT | {"department": unit.code})
    assert response.status_code == 200
    password = response.context["password"]
    assert password in response.content.decode()
    assert client.login(username="wangfang", password=password)
    account = User.objects.get(username="wangfang")
    assert account.must_change_password
    assert password not in account.password


def test_a_department_is_found_by_its_name_too(admin, unit):
    admin.post(page("account_add"), ACCOUNT | {"department": unit.name})
    assert User.objects.get(username="wangfang").department == unit


BAD_DEPARTMENTS = {
    "code with a blank": ({"code": "9 0"}, "1 到 20 位数字或字母"),
    "code too long": ({"code": "9" * 21}, "1 到 20 位数字或字母"),
    "code with a line end": ({"code": "900\n901"}, "1 到 20 位数字或字母"),
    "region in words": ({"region": "河南"}, "行政区划代码是 2 到 12 位数字"),
    "full-width region": ({"region": "４１０８"}, "行政区划代码是 2 到 12 位数字"),
    "name too long": ({"name": "长" * 121}, "120"),
    "unknown kind": ({"kind": "BOSS"}, "BOSS"),
    "unknown parent": ({"parent": "999999"}, "没有编码或名称是“999999”的单位"),
    "name that reads backwards": ({"name": "\u202e新单位"}, "U+202E"),
}


@pytest.mark.parametrize("what", BAD_DEPARTMENTS)
def test_a_bad_department_is_refused_and_nothing_added(admin, what):
    bad, message = BAD_DEPARTMENTS[what]
    before = Department.objects.count()
    response = admin.post(page("department_add"), DEPARTMENT | bad)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "没有写入任何内容" in response.content.decode()
    assert Department.objects.count() == before


def test_a_taken_code_is_refused_and_quoted(admin, unit):
    response = admin.post(page("department_add"), DEPARTMENT | {"code": unit.code})
    assert response.status_code == 422
    assert f"单位编码“{unit.code}”已有单位使用" in response.content.decode()


BAD_ACCOUNTS = {
    "username too short": ({"username": "ab"}, "3 到 40 位"),
    "username in Chinese": ({"username": "王芳王芳"}, "3 到 40 位"),
    "no department": ({"department": ""}, "必须属于一个单位"),
    "unknown role": ({"role": "BOSS"}, "BOSS"),
    "name that reads backwards": ({"name": "\u202e王芳"}, "U+202E"),
}


@pytest.mark.parametrize("what", BAD_ACCOUNTS)
def test_a_bad_account_is_refused_and_nothing_added(admin, unit, what):
    bad, message = BAD_ACCOUNTS[what]
    before = User.objects.count()
    response = admin.post(page("account_add"), ACCOUNT | {"department": unit.code} | bad)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert User.objects.count() == before


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("role", [role for role in User.Role.values if role != "SYSTEM_ADMIN"])
def test_nobody_else_gets_in(unit, role, name):
    client = make_client(make_user(role=role, department=unit))
    assert client.get(page(name)).status_code == 403
    assert client.post(page(name), DEPARTMENT | ACCOUNT).status_code in (403, 405)
