"""Making accounts."""

import pytest
from django.db import IntegrityError, transaction

from projects.models import TrailEntry, User
from projects.services.people import AccountRefused, create_account, create_first_admin
from tests.factories import AT, PASSWORD

pytestmark = pytest.mark.django_db


def make(unit, **more):
    said = {
        "username": "lijing",
        "name": "李静",
        "role": "FILER",
        "department": unit,
        "password": PASSWORD,
        "by": None,
        "at": AT,
    }
    return create_account(**said | more)


def make_admin(username="admin"):
    return create_first_admin(username=username, name="管理员", password=PASSWORD, at=AT)


def test_an_account_signs_in_with_its_password_and_leaves_a_trail(unit, client):
    user = make(unit)
    assert client.login(username="lijing", password=PASSWORD)
    entry = TrailEntry.objects.get(subject_id=user.public_id)
    assert (entry.action, entry.summary) == ("account.created", "新增账号 lijing（填报人）")
    assert PASSWORD not in str(entry.changes)


def test_the_password_is_not_stored_as_typed(unit):
    assert PASSWORD not in make(unit).password


def test_a_taken_name_is_refused_and_quoted(unit):
    make(unit)
    with pytest.raises(AccountRefused, match="用户名“lijing”已有人使用"):
        make(unit, name="别人")
    assert User.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password", "12345678901", ""])
def test_a_weak_password_is_refused_with_the_reason(unit, password):
    with pytest.raises(AccountRefused, match="密码不符合要求：.+"):
        make(unit, password=password)
    assert not User.objects.exists()


def test_a_business_account_without_a_department_is_refused():
    with pytest.raises(AccountRefused, match="必须属于一个单位"):
        make(None)


@pytest.mark.parametrize("role", ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"])
def test_an_administrator_needs_no_department(role):
    assert make(None, role=role).department is None


def test_an_unknown_role_is_refused_by_the_database(unit):
    with pytest.raises(IntegrityError, match="user_role_is_known"), transaction.atomic():
        make(unit, role="BOSS")


def test_the_first_administrator_is_made_once():
    assert make_admin().role == User.Role.SYSTEM_ADMIN
    with pytest.raises(AccountRefused, match="已有系统管理员"):
        make_admin("second")
    assert User.objects.count() == 1
