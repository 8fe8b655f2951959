"""Who may see and do what: the one place that decides, deny by default.

Two questions: `visible(user, Model)` gives the rows a person may know of, `may(user, verb, row)`
whether he may act on one of them. Not yours is 404 with the bytes of a missing page; yours but
not allowed is 403.
"""

from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import (
    BooleanField,
    Exists,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
)
from django.http import Http404

from projects.models import Department, Project, User
from projects.models.business import BusinessRow

Role = User.Role
AnyModel = TypeVar("AnyModel", bound=Model)


class Verb(StrEnum):
    """What can be done to a business row."""

    SEE = "see"
    FILL = "fill"  # enter actual values, claimed scores, evidence, monitoring
    PLAN = "plan"  # declare and change targets
    SUBMIT = "submit"  # send plans and sheets on their way, and take them back
    PASS = "pass"  # let through, or return, what units submitted
    APPROVE = "approve"  # approve, accept or return what departments passed
    EXTEND = "extend"  # a later deadline for a unit, a reminder
    OVERSEE = "oversee"  # monitoring: rounds, rectification notices and their acceptance
    SCHEDULE = "schedule"  # windows of stages
    LIBRARY = "library"  # indicator library and templates
    EXPORT = "export"  # ask for files of a branch
    EXPLAIN = "explain"  # set a doubt aside, or a rounding difference, with a reason
    ALLOW = "allow"  # the same with an error, and with what keeps a table from being submitted
    MANAGE = "manage"  # departments, accounts, years, projects


# The policy, in words: units act on their own rows; supervising, finance and audit people look
# over their branch; the three administrators never see business data.
RIGHTS: dict[str, frozenset[Verb]] = {
    Role.FILER: frozenset(
        {Verb.SEE, Verb.FILL, Verb.PLAN, Verb.SUBMIT, Verb.EXPORT, Verb.EXPLAIN}
    ),
    Role.UNIT_HEAD: frozenset({Verb.SEE, Verb.SUBMIT, Verb.EXPORT, Verb.EXPLAIN}),
    Role.SUPERVISOR: frozenset(
        {
            Verb.SEE, Verb.PASS, Verb.EXTEND, Verb.OVERSEE, Verb.EXPORT, Verb.EXPLAIN,
            Verb.ALLOW,
        }
    ),
    Role.REVIEWER: frozenset({Verb.SEE, Verb.EXPORT}),
    Role.ARBITER: frozenset({Verb.SEE, Verb.EXPORT}),
    Role.FINANCE: frozenset(
        {
            Verb.SEE, Verb.PASS, Verb.APPROVE, Verb.EXTEND, Verb.OVERSEE, Verb.SCHEDULE,
            Verb.LIBRARY, Verb.EXPORT, Verb.EXPLAIN, Verb.ALLOW,
        }
    ),
    Role.AUDITOR: frozenset({Verb.SEE, Verb.EXPORT}),
    Role.SYSTEM_ADMIN: frozenset({Verb.MANAGE, Verb.SCHEDULE}),
    Role.SECURITY_ADMIN: frozenset(),
    Role.AUDIT_ADMIN: frozenset(),
}  # fmt: skip
OWN_DEPARTMENT_ONLY = frozenset({Role.FILER, Role.UNIT_HEAD})
OWN_ROWS_ONLY = frozenset({Verb.FILL, Verb.PLAN, Verb.SUBMIT})


def signed_in(user: User | AnonymousUser) -> User:
    """Return the person behind a request; visitors were turned away before this."""
    if not isinstance(user, User) or not user.is_active:
        raise PermissionDenied("请先登录。")
    return user


def has(user: User, verb: Verb) -> bool:
    """Whether the role carries the verb at all (for menus; rows still go through `may`)."""
    return user.is_active and verb in RIGHTS.get(user.role, frozenset())


def _scope(user: User, prefix: str) -> Q | None:
    """The condition on a department reached by `prefix`, or None for nothing at all."""
    if not has(user, Verb.SEE) or user.department is None:
        return None
    if user.role in OWN_DEPARTMENT_ONLY:
        return Q(**{f"{prefix}id": user.department_id})
    return Q(**{f"{prefix}path__startswith": user.department.path})


def visible(user: User, model: type[AnyModel]) -> QuerySet[AnyModel]:
    """Return the rows of a business model that `user` may know of; none for other models."""
    rows: QuerySet[AnyModel] = model._default_manager.all()
    if model is Department:
        condition = _scope(user, "")
    elif model is Project or issubclass(model, BusinessRow):
        condition = _scope(user, "department__")
    else:
        condition = None
    return rows.none() if condition is None else rows.filter(condition)


def shared(user: User, model: type[AnyModel]) -> QuerySet[AnyModel]:
    """Return what bureaus keep for everybody below them: indicator library, templates.

    These are the rows of the person's own department and of all departments above it.
    """
    rows: QuerySet[AnyModel] = model._default_manager.all()
    if not has(user, Verb.SEE) or user.department is None:
        return rows.none()
    return rows.filter(department_id__in=user.department.path_ids)


def visible_departments(user: User) -> QuerySet[Department]:
    """Return the departments of the person's scope, in tree order."""
    return visible(user, Department).order_by("path")


def get_visible(rows: QuerySet[AnyModel], public_id: UUID) -> AnyModel:
    """Return the row with that id out of `visible(...)`; else 404 that tells nothing."""
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def may(user: User, verb: Verb, row: Any) -> bool:
    """Whether `user` may do `verb` to a row that carries a department (or is one)."""
    department = _department_of(row)
    if not has(user, verb):
        return False
    if user.department is None:  # a system administrator: of all departments only the roots
        return verb is Verb.SCHEDULE and department.parent_id is None
    if verb in OWN_ROWS_ONLY or user.role in OWN_DEPARTMENT_ONLY:
        return bool(department.pk == user.department_id)
    if not department.path.startswith(user.department.path):
        return False
    if verb is Verb.ALLOW and user.role == Role.SUPERVISOR and department == user.department:
        return False  # of its own papers it is the unit
    return verb is not Verb.PASS or user.role != Role.FINANCE or not is_supervised(department)


def _department_of(row: Any) -> Department:
    department: Department = row if isinstance(row, Department) else row.department
    return department


_SUPERVISING = Department.objects.filter(kind=Department.Kind.SUPERVISING)


def is_supervised(department: Department) -> bool:
    """Whether a supervising department stands anywhere above it (or it is one): one query.

    Where none does, a unit below a unit as well, finance lets through: nobody else could.
    """
    return _SUPERVISING.filter(pk__in=department.path_ids).exists()


def unsupervised() -> Q:
    """The condition in SQL that `not is_supervised` is in Python, on rows with a department."""
    ids = Func(
        OuterRef("department__path"),
        # Found by their keys: comparing paths would look at every supervising department.
        template="ANY(string_to_array(rtrim(%(expressions)s, '.'), '.')::bigint[])",
    )
    stands_above = Func(
        F("pk"), ids, template="%(expressions)s", arg_joiner=" = ", output_field=BooleanField()
    )
    return Q(~Exists(_SUPERVISING.filter(stands_above)))


BODIES = {str(Role.SUPERVISOR): "主管部门", str(Role.FINANCE): "财政部门"}


def may_judge(user: User, row: Any, *, asked_by: User) -> bool:
    """Whether `user` may accept or refuse the answer to what `asked_by` wanted of `row`.

    What was asked is judged by the body that asked it: its own words say what would have mended
    it. Where whoever asked oversees the row no longer (he left, has another office, or the unit
    was moved away from him), everybody judges who does.
    """
    if not may(user, Verb.OVERSEE, row):
        return False
    return asked_by.role == user.role or not may(asked_by, Verb.OVERSEE, row)


def judged_by(user: User, asker: str) -> Q:
    """The condition in SQL that `may_judge` is in Python, on rows of the scope of `user`.

    `asker` is the column of whoever asked.
    """
    if not has(user, Verb.OVERSEE):
        return Q(pk__in=[])
    overseers = [role for role, verbs in RIGHTS.items() if Verb.OVERSEE in verbs]
    oversees_no_longer = (
        Q(**{f"{asker}__is_active": False})
        | ~Q(**{f"{asker}__role__in": overseers})
        | ~Q(department__path__startswith=F(f"{asker}__department__path"))
    )
    return Q(**{f"{asker}__role": user.role}) | oversees_no_longer


def is_own(user: User, row: Any) -> bool:
    """Whether a row is of the person's own department, not of one below it."""
    return bool(row.department_id == user.department_id)


def require_judge(user: User, row: Any, *, asked_by: User) -> None:
    """Raise PermissionDenied (403) unless `user` may judge the answer (`may_judge`)."""
    require(user, Verb.OVERSEE, row)
    if not may_judge(user, row, asked_by=asked_by):
        body = BODIES[asked_by.role]
        raise PermissionDenied(f"整改通知由{body}发出，反馈由{body}验收或退回。")


REFUSALS: dict[Verb, str] = {
    Verb.SUBMIT: "您的角色不能提交或撤回。请联系本单位填报人或负责人。",
    Verb.PASS: "您的角色不能审核。请联系主管部门审核人。",
    Verb.APPROVE: "您的角色不能审定。请联系财政管理人。",
    Verb.EXTEND: "您的角色不能催报、延期或解锁。请联系主管部门审核人或财政管理人。",
    Verb.OVERSEE: "您的角色不能管理运行监控。请联系主管部门审核人或财政管理人。",
    Verb.SCHEDULE: "您的角色不能设定各环节的时限。请联系财政管理人。",
    Verb.LIBRARY: "您的角色不能维护指标库和模板。请联系财政管理人。",
    Verb.EXPLAIN: "您的角色不能说明检查发现。请联系本单位填报人或负责人。",
    Verb.ALLOW: "错误由主管部门审核人或财政管理人说明。请先改正，确有依据的请联系他们。",
}


def require(user: User, verb: Verb, row: Any) -> None:
    """Raise PermissionDenied (403) unless `user` may do `verb` to `row`."""
    if not may(user, verb, row):
        refusal = REFUSALS.get(verb, "您的角色可以查看，不能修改。如需修改，请联系本单位填报人。")
        if verb is Verb.PASS and not is_supervised(_department_of(row)):
            refusal = "您的角色不能审核。请联系财政管理人。"
        raise PermissionDenied(refusal)


def require_role(user: User, verb: Verb) -> None:
    """Raise PermissionDenied (403) unless the role carries `verb` at all."""
    if not has(user, verb):
        raise PermissionDenied("您的角色没有这项权限。如有需要，请联系系统管理员。")
