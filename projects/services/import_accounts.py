"""Accounts out of a workbook; new ones get one-time passwords, told once."""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from projects.access import Verb
from projects.imports.columns import CellRefused, Column, code, one_of
from projects.imports.reading import Row, refuse_duplicates
from projects.models import Department, User
from projects.services.passwords import draw_password, one_time
from projects.services.people import (
    LABELS,
    AccountRefused,
    require_place,
    require_same_side,
    told,
)
from projects.services.staging import Handed, ImportKind, Planned, Status, difference
from projects.trail import Said, record_many, told_changes


def _email(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    try:
        validate_email(folded)
    except ValidationError as error:
        raise CellRefused(f"“{text[:40]}”不是电子邮箱，请只填一个地址。") from error
    return folded


_ROLES = {label: value for value, label in User.Role.choices}
USERNAME = Column(
    key="username", heading="用户名", required=True, longest=60, example="lijing",
    read=code(r"[0-9A-Za-z_.-]{3,40}", "不是用户名，应为 3 到 40 位字母、数字或 _ . -。"),
    aliases=("账号", "登录名"), hint="系统里已有的用户名表示修改。",
)  # fmt: skip
NAME = Column(key="name", heading="姓名", required=True, longest=40, example="李静")
ROLE = Column(key="role", heading="角色", required=True, read=one_of(_ROLES), choices=tuple(_ROLES))
DEPARTMENT = Column(
    key="department", heading="单位编码", example="254101", aliases=("单位代码",),
    read=code(r"[0-9A-Za-z-]{1,20}", "不是编码，应为 1 到 20 位数字或字母。"),
    hint="三种管理员可以不填。",
)  # fmt: skip
PHONE = Column(
    key="phone", heading="办公电话", longest=30, aliases=("电话",), example="0391-0000000"
)
EMAIL = Column(
    key="email", heading="电子邮箱", longest=120, aliases=("邮箱",), example="lijing@example.cn",
    read=_email,
)  # fmt: skip


def plan(rows: Sequence[Row], by: User, at: datetime) -> list[Planned]:
    """Hold the rows against each other, the accounts and the departments: two statements."""
    refuse_duplicates(rows, USERNAME)
    names = [row.values["username"] for row in rows]
    known = {
        account.username: account
        for account in User.objects.select_for_update(of=("self",)).filter(username__in=names)
    }
    codes = {row.values.get("department", "") for row in rows}
    places = {found.code: found for found in Department.objects.filter(code__in=codes)}
    return [_planned(row, known.get(row.values["username"]), places, at) for row in rows]


def _planned(row: Row, found: User | None, places: dict[str, Department], at: datetime) -> Planned:
    code_typed, role = row.values.get("department", ""), row.values["role"]
    place = places.get(code_typed)
    if code_typed and place is None:
        row.refuse(DEPARTMENT, f"没有编码是“{code_typed}”的单位。")
    elif role and not row.faults:
        try:
            require_place(role, place, at, before=found.department if found else None)
        except AccountRefused as error:
            row.refuse(DEPARTMENT, str(error))
    if found is None or not role:
        return Planned(row=row, existing=found)
    try:
        require_same_side(found, role)
    except AccountRefused as error:
        row.refuse(ROLE, str(error))
    before = told(found)
    after = {
        "name": row.values["name"],
        "role": User.Role(role).label,
        "department": place.name if place else "",
        "phone": row.values.get("phone", before["phone"]),
        "email": row.values.get("email", before["email"]),
    }
    return Planned(row=row, existing=found, changes=difference(LABELS, before, after))


def write(planned: Sequence[Planned], by: User, at: datetime) -> Handed | None:
    """Store what is new and what has changed; returns the one-time passwords of new accounts."""
    codes = {one.row.values.get("department", "") for one in planned}
    places = {found.code: found for found in Department.objects.filter(code__in=codes)}
    changed = [one for one in planned if one.status is Status.CHANGED]
    entries = [_changed(one, places) for one in changed]
    User.objects.bulk_update(
        [one.existing for one in changed],
        ["name", "role", "department", "phone", "email"],
        batch_size=500,
    )
    made, handed = [], []
    for one in planned:
        if one.status is Status.NEW:
            password = draw_password()
            account = _made(one.row, places, password, at)
            made.append(account)
            place = account.department.name if account.department else ""
            handed.append([account.username, account.name, place, password])
    User.objects.bulk_create(made, batch_size=500)
    entries += [_added(account) for account in made]
    record_many(by=by, at=at, entries=entries)
    return (["用户名", "姓名", "单位", "一次性密码"], handed) if handed else None


def _added(account: User) -> Said:
    summary = f"导入账号 {account.username}（{account.get_role_display()}）"
    return Said(on=account, action="account.created", summary=summary)


def _made(row: Row, places: dict[str, Department], password: str, at: datetime) -> User:
    values = row.values
    return User(
        username=values["username"],
        name=values["name"],
        role=values["role"],
        department=places.get(values.get("department", "")),
        phone=values.get("phone", ""),
        email=values.get("email", ""),
        password=one_time(password),
        must_change_password=True,
        created_at=at,
    )


def _changed(one: Planned, places: dict[str, Department]) -> Said:
    account, values = one.existing, one.row.values
    account.name, account.role = values["name"], values["role"]
    account.department = places.get(values.get("department", ""))
    account.phone = values.get("phone", account.phone)
    account.email = values.get("email", account.email)
    changes = {label: [before, after] for label, before, after in one.changes}
    words = told_changes(changes, {label: label for label in changes})
    summary = f"导入修改账号 {account.username}：{words}"
    return Said(on=account, action="account.changed", summary=summary, changes=changes)


KIND_OF_IMPORT = ImportKind(
    title="账号",
    verb=Verb.MANAGE,
    columns=(USERNAME, NAME, ROLE, DEPARTMENT, PHONE, EMAIL),
    plan=plan,
    write=write,
)
