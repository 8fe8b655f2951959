"""Accounts: changed, disabled, unlocked; what that does to somebody who is at work."""

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from projects.models import TrailEntry, User
from projects.services.closing import close_department
from projects.services.passwords import change_own_password, reset_password, unlock_account
from projects.services.people import (
    ADMINISTRATORS,
    AccountRefused,
    account_mark,
    change_account,
    disable_account,
    enable_account,
)
from tests.factories import AT, PASSWORD, make_client, make_department, make_user
from tests.projects.threads import second_worker, wait_until_somebody_waits_for_a_lock

pytestmark = pytest.mark.django_db
Role = User.Role


@pytest.fixture
def admin(db):
    return make_user(role=Role.SYSTEM_ADMIN)


def change(account, by, **said):
    said = {
        "name": account.name,
        "role": account.role,
        "department": account.department,
        "phone": account.phone,
        "email": account.email,
        "seen": account_mark(account),
    } | said
    return change_account(account=account, **said, by=by, at=AT)


def is_in(client):
    return client.get(reverse("home")).status_code == 200


def test_a_change_is_told_with_before_and_after(filer, admin):
    place = make_department(name="别处")
    change(filer, admin, name="李靖", department=place, phone="0391-1", email="lj@example.cn")
    told = TrailEntry.objects.get(subject_id=filer.public_id, action="account.changed")
    assert told.by_name == admin.name
    assert told.changes == {
        "name": ["李静", "李靖"],
        "department": ["某市科协", "别处"],
        "phone": ["", "0391-1"],
        "email": ["", "lj@example.cn"],
    }


CHANGES = {
    "role": lambda: {"role": Role.UNIT_HEAD},
    "department": lambda: {"department": make_department()},
}


@pytest.mark.parametrize("what", CHANGES)
def test_another_role_or_department_ends_the_session(filer, admin, what):
    client = make_client(filer)
    assert is_in(client)
    change(filer, admin, **CHANGES[what]())
    assert not is_in(client)
    filer.refresh_from_db()
    assert is_in(make_client(filer))


def test_another_name_or_telephone_does_not(filer, admin):
    client = make_client(filer)
    change(filer, admin, name="李靖", phone="1")
    assert is_in(client)


def test_a_disabled_account_is_out_at_its_next_request_and_in_again_later(filer, admin):
    client = make_client(filer)
    disable_account(account=filer, by=admin, at=AT)
    assert not is_in(client)
    with pytest.raises(AccountRefused, match="已经停用"):
        disable_account(account=filer, by=admin, at=AT)
    enable_account(account=filer, by=admin, at=AT)
    assert is_in(make_client(User.objects.get(pk=filer.pk)))


TO_OTHERS = [
    (before, after)
    for before in (*sorted(ADMINISTRATORS), Role.FILER)
    for after in (*sorted(ADMINISTRATORS), Role.FINANCE)
    if before != after
]


@pytest.mark.parametrize("before, after", TO_OTHERS)
def test_nobody_steps_between_administration_and_business(unit, admin, before, after):
    account = make_user(role=before, department=unit)
    if before == Role.FILER and after == Role.FINANCE:
        assert change(account, admin, role=after).role == after
        return
    with pytest.raises(AccountRefused, match="另外新增一个"):
        change(account, admin, role=after)
    with pytest.raises(IntegrityError, match="nobody becomes one"), transaction.atomic():
        User.objects.filter(pk=account.pk).update(role=after)


def test_the_last_active_system_administrator_is_not_disabled(admin):
    with pytest.raises(AccountRefused, match="最后一个"):
        disable_account(account=admin, by=admin, at=AT)
    second = make_user(role=Role.SYSTEM_ADMIN)
    disable_account(account=admin, by=second, at=AT)
    with pytest.raises(AccountRefused, match="最后一个"):
        disable_account(account=second, by=second, at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_do_not_disable_each_other_at_once():
    one, two = (make_user(role=Role.SYSTEM_ADMIN) for _ in range(2))
    with second_worker() as pool:
        with transaction.atomic():
            disable_account(account=two, by=one, at=AT)
            other = pool.submit(disable_account, account=one, by=two, at=AT)
            wait_until_somebody_waits_for_a_lock()
        with pytest.raises(AccountRefused, match="最后一个"):
            other.result(10)
    assert User.objects.filter(is_active=True).count() == 1


def test_an_account_of_a_closed_department_is_neither_enabled_nor_moved_there(unit, filer, admin):
    close_department(department=unit, from_day=AT.date(), reason="x", by=admin, at=AT)
    other = make_user()
    with pytest.raises(AccountRefused, match="已撤销"):
        enable_account(account=filer, by=admin, at=AT)
    unit.refresh_from_db()
    with pytest.raises(AccountRefused, match="已撤销"):
        change(other, admin, department=unit)


def test_a_reset_password_opens_once_and_must_be_changed(filer, admin, client, settings):
    old = make_client(filer)
    password = reset_password(account=filer, by=admin, at=AT)
    filer.refresh_from_db()
    assert password not in filer.password
    assert not is_in(old)
    assert client.login(username=filer.username, password=password)
    assert client.get(reverse("home"))["Location"] == reverse("password")
    assert client.get(reverse("scoring:plans"))["Location"] == reverse("password")
    told = client.get(reverse("api:sheets"))
    assert (told.status_code, "一次性密码" in told.json()["detail"]) == (403, True)
    part = client.get(reverse("scoring:plans"), headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (403, reverse("password"))

    said = {"old": password, "new": "quite-another-2", "again": "quite-another-2"}
    assert client.post(reverse("password"), said).status_code == 302
    assert is_in(client)
    filer.refresh_from_db()
    assert not filer.must_change_password
    assert filer.check_password("quite-another-2")
    assert password not in str(list(TrailEntry.objects.values()))


BAD_PASSWORDS = {
    "wrong old one": ({"old": "wrong-one-1"}, "原密码不对"),
    "unchanged": ({"new": PASSWORD, "again": PASSWORD}, "与原密码相同"),
    "too short": ({"new": "abc1", "again": "abc1"}, "密码太短"),
    "common": ({"new": "password", "again": "password"}, "新密码不符合要求"),
    "two that differ": ({"again": "quite-another-3"}, "两次输入的新密码不一致"),
    "blank": ({"new": "", "again": ""}, "新密码"),
}


@pytest.mark.parametrize("what", BAD_PASSWORDS)
def test_a_bad_new_password_is_refused_and_none_is_sent_back(filer, what):
    bad, message = BAD_PASSWORDS[what]
    client = make_client(filer)
    typed = {"old": PASSWORD, "new": "quite-another-2", "again": "quite-another-2"} | bad
    response = client.post(reverse("password"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert PASSWORD not in page
    assert "quite-another" not in page
    filer.refresh_from_db()
    assert filer.check_password(PASSWORD)


def test_ones_own_password_ends_the_other_sessions_only(filer):
    here, there = make_client(filer), make_client(filer)
    said = {"old": PASSWORD, "new": "quite-another-2", "again": "quite-another-2"}
    here.post(reverse("password"), said)
    assert is_in(here)
    assert not is_in(there)


def test_an_administrator_does_not_reset_his_own(admin):
    with pytest.raises(AccountRefused, match="自己的密码"):
        reset_password(account=admin, by=admin, at=AT)


def test_a_locked_account_is_shown_and_unlocked_with_a_trail(filer, admin):
    with pytest.raises(AccountRefused, match="没有锁定"):
        unlock_account(account=filer, by=admin, at=AT)
    AccessAttempt.objects.create(
        username=filer.username,
        ip_address="127.0.0.1",
        failures_since_start=5,
        attempt_time=timezone.now(),
    )
    page = reverse("projects:account", args=[filer.public_id])
    browser = make_client(admin)
    assert "解除登录锁定" in browser.get(page).content.decode()
    browser.post(reverse("projects:account_unlock", args=[filer.public_id]))
    assert "解除登录锁定</button>" not in browser.get(page).content.decode()
    assert TrailEntry.objects.filter(action="account.unlocked").exists()


def test_nobody_else_may_even_when_he_calls_the_service(filer):
    by = make_user(role=Role.FINANCE)
    for act in (disable_account, enable_account, reset_password, unlock_account):
        with pytest.raises(PermissionDenied):
            act(account=filer, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        change(filer, by, name="x")


def test_an_old_password_that_is_wrong_tells_nothing_else(filer):
    with pytest.raises(AccountRefused, match="原密码不对"):
        change_own_password(user=filer, old="x", new="1", at=AT)
