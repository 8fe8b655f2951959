"""Accounts: make and change them, disable and enable them."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from projects.access import Verb, require_role
from projects.marks import mark_of, require_seen
from projects.models import Department, User
from projects.trail import record, told_changes

ADMINISTRATORS = frozenset(
    {User.Role.SYSTEM_ADMIN, User.Role.SECURITY_ADMIN, User.Role.AUDIT_ADMIN}
)


LABELS = {
    "name": "姓名",
    "role": "角色",
    "department": "单位",
    "phone": "办公电话",
    "email": "电子邮箱",
}


class AccountRefused(ValueError):
    """The account cannot be made or changed as asked; the message says why and what to do."""


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
    email: str = "",
    is_one_time: bool = False,
) -> User:
    """Make an account and return it; raises AccountRefused on a taken name or a weak password.

    `is_one_time`: the password must be changed at the first sign-in.
    """
    if by is not None:
        require_role(by, Verb.MANAGE)
    if User.objects.filter(username=username).exists():
        raise AccountRefused(f"用户名“{username}”已有人使用，请换一个。")
    require_place(role, department, at)
    user = User(
        username=username, name=name, role=role, department=department, phone=phone, email=email
    )
    user.must_change_password = is_one_time
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


@transaction.atomic
def change_account(
    *,
    account: User,
    name: str,
    role: str,
    department: Department | None,
    phone: str,
    email: str,
    seen: str,
    by: User,
    at: datetime,
) -> User:
    """Change an account and return it; another role or department ends its sessions.

    `seen` is the mark that the person's page showed (`account_mark`). Raises Overtaken for a stale
    page, AccountRefused: an administrator stays one, of his kind, and nobody becomes one.
    """
    require_role(by, Verb.MANAGE)
    account = held_account(account)
    require_same_side(account, role)
    require_place(role, department, at, before=account.department)
    before, stands = told(account), shown(account)
    account.name, account.role, account.department = name, role, department
    account.phone, account.email = phone, email
    after = told(account)
    changes = {key: [before[key], after[key]] for key in before if before[key] != after[key]}
    if changes:
        require_seen(seen, mark_of(stands), stands)
        account.save(update_fields=list(changes))
        summary = f"修改账号 {account.username}：{told_changes(changes, LABELS)}"[:500]
        record(by=by, at=at, action="account.changed", on=account, summary=summary, changes=changes)
    return account


@transaction.atomic
def disable_account(*, account: User, by: User, at: datetime) -> User:
    """Disable an account, with effect on its next request; raises AccountRefused for the last one.

    Every system administrator is locked meanwhile: two of them cannot disable each other at once.
    """
    require_role(by, Verb.MANAGE)
    admins = (
        User.objects.select_related(None)
        .select_for_update()
        .filter(role=User.Role.SYSTEM_ADMIN, is_active=True)
        .order_by("pk")
    )
    active = {admin.pk for admin in admins}
    account = held_account(account)
    if not account.is_active:
        raise AccountRefused("账号已经停用。")
    if active == {account.pk}:
        raise AccountRefused("这是最后一个启用的系统管理员，不能停用。请先新增另一个系统管理员。")
    account.is_active = False
    account.save(update_fields=["is_active"])
    summary = f"停用账号 {account.username}"
    changes = {"is_active": ["启用", "停用"]}
    record(by=by, at=at, action="account.disabled", on=account, summary=summary, changes=changes)
    return account


@transaction.atomic
def enable_account(*, account: User, by: User, at: datetime) -> User:
    """Enable an account again; raises AccountRefused where its department is closed."""
    require_role(by, Verb.MANAGE)
    account = held_account(account)
    if account.is_active:
        raise AccountRefused("账号已经启用。")
    require_place(account.role, account.department, at)
    account.is_active = True
    account.save(update_fields=["is_active"])
    summary = f"启用账号 {account.username}"
    changes = {"is_active": ["停用", "启用"]}
    record(by=by, at=at, action="account.enabled", on=account, summary=summary, changes=changes)
    return account


def require_same_side(account: User, role: str) -> None:
    """Raise AccountRefused for a step between business and administration, or between its three."""
    if role != account.role and (role in ADMINISTRATORS or account.role in ADMINISTRATORS):
        raise AccountRefused(
            "管理员与业务角色之间、三种管理员之间都不能互改。请停用这个账号，另外新增一个。"
        )


def require_place(
    role: str, department: Department | None, at: datetime, *, before: Department | None = None
) -> None:
    """Raise AccountRefused for a business account without a department, or in a closed one."""
    if department is None:
        if role not in ADMINISTRATORS:
            raise AccountRefused("业务账号必须属于一个单位，请选择单位。")
    elif department != before and department.is_closed(timezone.localdate(at)):
        raise AccountRefused(f"“{department.name}”已撤销，请选别的单位。")


def held_account(account: User) -> User:
    """The account as it stands now, locked."""
    return User.objects.select_for_update(of=("self",)).get(pk=account.pk)


def shown(account: User) -> dict[str, object]:
    """What the form of an account shows, by the names of its fields."""
    return {name: getattr(account, name) for name in LABELS}


def account_mark(account: User) -> str:
    """The mark of what the form shows."""
    return mark_of(shown(account))


def told(account: User) -> dict[str, str]:
    """What an account says of itself, as people read it."""
    return {
        "name": account.name,
        "role": User.Role(account.role).label,
        "department": account.department.name if account.department else "",
        "phone": account.phone,
        "email": account.email,
    }


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
