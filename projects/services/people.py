"""Make accounts."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from projects.models import Department, User
from projects.trail import record

ADMINISTRATORS = frozenset(
    {User.Role.SYSTEM_ADMIN, User.Role.SECURITY_ADMIN, User.Role.AUDIT_ADMIN}
)


class AccountRefused(ValueError):
    """The account cannot be made as asked; the message says why and what to do."""


@transaction.atomic
def create_account(
    *,
    username: str,
    name: str,
    role: str,
    department: Department | None,
    password: str,
    by: User | None,
    at: datetime,
    phone: str = "",
) -> User:
    """Make an account and return it; raises AccountRefused on a taken name or a weak password."""
    if User.objects.filter(username=username).exists():
        raise AccountRefused(f"用户名“{username}”已有人使用，请换一个。")
    if department is None and role not in ADMINISTRATORS:
        raise AccountRefused("业务账号必须属于一个单位，请选择单位。")
    user = User(username=username, name=name, role=role, department=department, phone=phone)
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountRefused("密码不符合要求：" + "".join(error.messages)) from error
    user.set_password(password)
    user.created_at = at
    user.save(force_insert=True)
    summary = f"新增账号 {username}（{user.get_role_display()}）"
    record(by=by, at=at, action="account.created", on=user, summary=summary)
    return user


def create_first_admin(*, username: str, name: str, password: str, at: datetime) -> User:
    """Make the first system administrator; raises AccountRefused when there is one already."""
    if User.objects.filter(role=User.Role.SYSTEM_ADMIN).exists():
        raise AccountRefused("已有系统管理员，请由其在“单位与账号”页新增账号。")
    return create_account(
        username=username,
        name=name,
        role=User.Role.SYSTEM_ADMIN,
        department=None,
        password=password,
        by=None,
        at=at,
    )
