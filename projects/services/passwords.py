"""Passwords: one's own, and one-time ones that an administrator hands over."""

import secrets
from datetime import datetime

from axes.utils import reset
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from projects.access import Verb, require_role
from projects.models import User
from projects.services.people import AccountRefused, held_account
from projects.trail import record

_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # no two that look alike in print
_GROUPS, _LENGTH = 4, 4
ONE_TIME_HASHER = "onetime_sha256"


def draw_password() -> str:
    """A one-time password: four groups of four signs, some eighty bits."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def one_time(password: str) -> str:
    """A drawn password as it is stored."""
    return make_password(password, hasher=ONE_TIME_HASHER)


@transaction.atomic
def reset_password(*, account: User, by: User, at: datetime) -> str:
    """Give an account a one-time password and return it; it is stored nowhere in the clear.

    Its sessions end, its lock is taken away. Raises AccountRefused for one's own account.
    """
    require_role(by, Verb.MANAGE)
    account = held_account(account)
    if account.pk == by.pk:
        raise AccountRefused("自己的密码请在“修改密码”页修改。")
    password = draw_password()
    account.password, account.must_change_password = one_time(password), True
    account.save(update_fields=["password", "must_change_password"])
    reset(username=account.username)
    summary = f"重设账号 {account.username} 的密码，首次登录须修改"
    record(by=by, at=at, action="account.password_reset", on=account, summary=summary)
    return password


@transaction.atomic
def unlock_account(*, account: User, by: User, at: datetime) -> User:
    """Let an account that was locked after wrong passwords try again."""
    require_role(by, Verb.MANAGE)
    account = held_account(account)
    if not reset(username=account.username):
        raise AccountRefused("账号没有锁定。")
    summary = f"解除账号 {account.username} 的登录锁定"
    record(by=by, at=at, action="account.unlocked", on=account, summary=summary)
    return account


@transaction.atomic
def change_own_password(*, user: User, old: str, new: str, at: datetime) -> User:
    """Change one's own password and return the account; its other sessions end.

    Raises AccountRefused with the reason: wrong old one, weak or unchanged new one.
    """
    account = held_account(user)
    if not account.check_password(old):
        raise AccountRefused("原密码不对，请重新输入。")
    if old == new:
        raise AccountRefused("新密码与原密码相同，请换一个。")
    try:
        validate_password(new, account)
    except ValidationError as error:
        raise AccountRefused("新密码不符合要求：" + "".join(error.messages)) from error
    account.set_password(new)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record(
        by=account,
        at=at,
        action="account.password_changed",
        on=account,
        summary="修改自己的密码",
    )
    return account
