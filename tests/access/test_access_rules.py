"""`projects.access`: which rows a person knows of, and what he may do to them."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from projects.access import (
    Verb,
    get_visible,
    has,
    may,
    require,
    require_role,
    signed_in,
    visible,
    visible_departments,
)
from projects.models import Department, FiscalYear, Plan, Project, TrailEntry, User
from projects.models.business import BusinessRow
from scoring.models import ScoreLine
from tests.factories import make_department, make_plan, make_project, make_sheet, make_user

pytestmark = pytest.mark.django_db

Role = User.Role
UNIT_ROLES = [Role.FILER, Role.UNIT_HEAD]
BRANCH_ROLES = [Role.SUPERVISOR, Role.REVIEWER, Role.ARBITER, Role.FINANCE, Role.AUDITOR]
ADMINISTRATORS = [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN]
BUSINESS_MODELS = [
    model
    for model in apps.get_models()
    if model in (Department, Project) or issubclass(model, BusinessRow)
]


@pytest.fixture
def tree():
    """A bureau over two branches, the first with a unit; every one has a plan."""
    bureau = make_department(kind="FINANCE")
    branch, beside = (make_department(parent=bureau, kind="SUPERVISING") for _ in range(2))
    unit = make_department(parent=branch)
    found = {"above": bureau, "own": branch, "below": unit, "beside": beside}
    for department in found.values():
        make_plan(department=department, project=make_project(department=department))
    return found


def seen(user, tree, model):
    """Which places of the tree the person's rows come from."""
    departments = set(visible(user, model).values_list("department_id", flat=True))
    return {place for place, department in tree.items() if department.pk in departments}


@pytest.mark.parametrize("model", [Plan, Project])
@pytest.mark.parametrize("role", UNIT_ROLES)
def test_people_of_a_unit_see_their_own_rows_and_not_those_below(tree, role, model):
    assert seen(make_user(role=role, department=tree["own"]), tree, model) == {"own"}


@pytest.mark.parametrize("model", [Plan, Project])
@pytest.mark.parametrize("role", BRANCH_ROLES)
def test_people_above_see_their_branch_and_nothing_beside_or_over_it(tree, role, model):
    assert seen(make_user(role=role, department=tree["own"]), tree, model) == {"own", "below"}


def test_departments_are_seen_as_their_rows_are_in_tree_order(tree):
    supervisor = make_user(role=Role.SUPERVISOR, department=tree["own"])
    filer = make_user(department=tree["own"])
    assert list(visible_departments(supervisor)) == [tree["own"], tree["below"]]
    assert list(visible_departments(filer)) == [tree["own"]]


def test_a_branch_is_no_prefix_of_a_number(tree):
    """7 and 77 are two departments: the path ends in a point."""
    Department.objects.filter(pk=tree["own"].pk).update(path="7.")
    Department.objects.filter(pk=tree["beside"].pk).update(path="77.")
    for place in ("own", "beside"):
        tree[place].refresh_from_db()
    supervisor = make_user(role=Role.SUPERVISOR, department=tree["own"])
    assert seen(supervisor, tree, Plan) == {"own"}
    assert not may(supervisor, Verb.SEE, tree["beside"])


@pytest.mark.parametrize("model", BUSINESS_MODELS, ids=lambda model: model.__name__)
def test_administrators_and_disabled_accounts_see_no_row_of_any_business_model(model):
    department = make_department()
    people = [make_user(role=role) for role in ADMINISTRATORS]
    people += [make_user(role=role, department=department) for role in ADMINISTRATORS]
    people.append(make_user(role=Role.FINANCE, department=department, is_active=False))
    assert all(visible(person, model).query.is_empty() for person in people)
    finance = make_user(role=Role.FINANCE, department=department)
    assert not visible(finance, model).query.is_empty()


@pytest.mark.parametrize("model", [User, TrailEntry, FiscalYear, ScoreLine])
def test_a_model_that_is_not_named_is_not_seen_at_all(model):
    department = make_department()
    make_sheet(department=department)
    finance = make_user(role=Role.FINANCE, department=department)
    assert model.objects.exists()
    assert not visible(finance, model).exists()


def test_a_role_that_nobody_knows_sees_and_may_nothing(tree):
    stranger = User(role="NEW", department=tree["own"])
    assert seen(stranger, tree, Plan) == set()
    assert not any(may(stranger, verb, tree["own"]) for verb in Verb)


# What the rules say, place by place; nothing is allowed beside or above one's own department.
LOOK = {"see", "export"}
ABOVE = {
    Role.SUPERVISOR: LOOK | {"pass", "extend", "oversee", "explain", "allow"},
    Role.FINANCE: LOOK | {
        "approve", "extend", "oversee", "schedule", "library", "explain", "allow",
    },
}  # fmt: skip
ALLOWED = {
    (Role.FILER, "own"): LOOK | {"fill", "plan", "submit", "explain"},
    (Role.UNIT_HEAD, "own"): LOOK | {"submit", "explain"},
    **{(role, place): ABOVE.get(role, LOOK) for role in BRANCH_ROLES for place in ("own", "below")},
    # Errors of its own papers a supervising department does not set aside itself.
    (Role.SUPERVISOR, "own"): ABOVE[Role.SUPERVISOR] - {"allow"},
    **{(Role.SYSTEM_ADMIN, place): {"schedule"} for place in ("own", "below")},
}


@pytest.mark.parametrize("place", ["own", "below", "beside", "above"])
@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_do_to_a_row(tree, role, place):
    person = make_user(role=role, department=tree["own"])
    plan = Plan.objects.get(department=tree[place])
    allowed = {verb.value for verb in Verb if may(person, verb, plan)} - {"manage"}
    assert allowed == ALLOWED.get((role, place), set())
    assert allowed == {verb.value for verb in Verb if may(person, verb, tree[place])} - {"manage"}


@pytest.mark.parametrize("kind", ["FINANCE", "SUPERVISING", "UNIT"])
def test_finance_lets_through_only_what_no_supervising_department_stands_over(kind):
    bureau = make_department(kind="FINANCE")
    finance = make_user(role=Role.FINANCE, department=bureau)
    above = bureau if kind == "FINANCE" else make_department(parent=bureau, kind=kind)
    unit = make_department(parent=above)
    assert may(finance, Verb.PASS, unit) == (kind != "SUPERVISING")
    assert not may(finance, Verb.PASS, make_department(parent=bureau, kind="SUPERVISING"))


@pytest.mark.parametrize("role", list(Role))
def test_only_the_system_administrator_manages_accounts(role):
    assert has(make_user(role=role), Verb.MANAGE) == (role == Role.SYSTEM_ADMIN)


def test_a_disabled_account_may_nothing(tree):
    person = make_user(department=tree["own"], is_active=False)
    assert not any(may(person, verb, tree["own"]) or has(person, verb) for verb in Verb)


def test_require_refuses_in_words_what_may_does_not_allow(tree):
    head = make_user(role=Role.UNIT_HEAD, department=tree["own"])
    require(head, Verb.SEE, tree["own"])
    with pytest.raises(PermissionDenied, match="可以查看，不能修改"):
        require(head, Verb.FILL, tree["own"])
    with pytest.raises(PermissionDenied, match="没有这项权限"):
        require_role(head, Verb.MANAGE)


def test_a_row_out_of_sight_is_not_found(tree):
    filer = make_user(department=tree["own"])
    own, beside = (Plan.objects.get(department=tree[place]) for place in ("own", "beside"))
    assert get_visible(visible(filer, Plan), own.public_id) == own
    for public_id in (beside.public_id, uuid4()):
        with pytest.raises(Http404) as refused:
            get_visible(visible(filer, Plan), public_id)
        assert refused.value.args == ()


def test_nobody_is_signed_in_without_an_active_account():
    person = make_user()
    assert signed_in(person) is person
    for nobody in (AnonymousUser(), make_user(is_active=False)):
        with pytest.raises(PermissionDenied):
            signed_in(nobody)
