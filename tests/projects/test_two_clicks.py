"""Two clicks on 新增: the second finds the code or name taken after it was looked for."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from projects.models import Department, User
from projects.services.departments import add_department
from projects.services.people import create_account
from projects.views import departments, people
from tests.factories import make_client, make_user

DEPARTMENT = {"code": "900", "name": "新单位", "kind": "UNIT", "region": "410800"}
ACCOUNT = {"username": "wangfang", "name": "王芳", "role": "SYSTEM_ADMIN"}


@pytest.fixture
def admin(db):
    return make_client(make_user(role="SYSTEM_ADMIN"))


def test_a_department_is_added_once_and_the_second_is_told_so(admin, monkeypatch):
    def after_the_other(**said):
        add_department(**said)
        return add_department(**said)

    monkeypatch.setattr(departments, "add_department", after_the_other)
    response = admin.post(reverse("projects:department_add"), DEPARTMENT)
    assert response.status_code == 422
    assert "单位编码“900”已有单位使用" in response.content.decode()
    assert Department.objects.filter(code="900").count() == 1


def test_an_account_is_added_once_and_the_second_is_told_so(admin, monkeypatch):
    def after_the_other(**said):
        create_account(**said)
        with transaction.atomic():  # as the service stores what it has found free
            return User.objects.create(username=said["username"], role=said["role"])

    monkeypatch.setattr(people, "create_account", after_the_other)
    response = admin.post(reverse("projects:account_add"), ACCOUNT)
    assert response.status_code == 422
    assert "用户名“wangfang”已有人使用" in response.content.decode()
    assert User.objects.filter(username="wangfang").count() == 1


@pytest.mark.parametrize(
    "views, name, page, typed",
    [
        (departments, "add_department", "department_add", DEPARTMENT),
        (people, "create_account", "account_add", ACCOUNT),
    ],
)
def test_another_fault_of_the_database_is_not_hidden(admin, monkeypatch, views, name, page, typed):
    def broken(**said):
        raise IntegrityError("something else")

    monkeypatch.setattr(views, name, broken)
    with pytest.raises(IntegrityError, match="something else"):
        admin.post(reverse(f"projects:{page}"), typed)
