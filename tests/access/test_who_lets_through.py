"""Who lets through what a unit submitted: somebody always, in a tree of any shape."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from projects.access import Verb, may, unsupervised
from projects.models import Department, Plan, User
from projects.steps import Document, open_steps
from scoring.queries.todo import todo
from scoring.queries.waits import todo_count
from tests.factories import AT, make_department, make_plan, make_project, make_user
from tests.scoring.branches import add_plan
from tests.scoring.steps import take

Role = User.Role
# Each department as which of those before it stands above, and its kind; the root is a bureau.
TREES = st.lists(
    st.tuples(st.integers(0, 30), st.sampled_from(["UNIT", "UNIT", "SUPERVISING", "FINANCE"])),
    max_size=7,
)


def grown(tree):
    departments = [make_department(kind="FINANCE")]
    for number, kind in tree:
        above = departments[number % len(departments)]
        departments.append(make_department(parent=above, kind=kind))
    return departments


def line_of(department):
    """The department and all above it, from the rows and not from the path."""
    while department is not None:
        yield department
        department = department.parent


class AnyTree(TestCase):
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(tree=TREES)
    def test_somebody_lets_through_every_unit_and_lists_and_rights_agree(self, tree):
        departments = grown(tree)
        finance = make_user(role=Role.FINANCE, department=departments[0])
        overseers = [
            make_user(role=Role.SUPERVISOR, department=one)
            for one in departments
            if one.kind == Department.Kind.SUPERVISING
        ]
        plans = [add_plan(one, Plan.State.SUBMITTED) for one in departments]
        supervised = {
            one.pk
            for one in departments
            if any(above.kind == Department.Kind.SUPERVISING for above in line_of(one))
        }
        free = Plan.objects.filter(unsupervised()).values_list("department_id", flat=True)
        assert set(free) == {one.pk for one in departments} - supervised
        for plan in plans:
            passing = [one for one in (finance, *overseers) if may(one, Verb.PASS, plan)]
            assert passing
            assert (finance in passing) == (plan.department_id not in supervised)
        for person in (finance, *overseers):
            wanted = {plan.pk for plan in plans if may(person, Verb.PASS, plan)}
            assert {item.row.pk for item in todo(person, at=AT).items} == wanted
            assert todo_count(person) == len(wanted)


@pytest.mark.django_db
def test_finance_lets_a_unit_below_a_unit_through_up_to_the_approval():
    bureau = make_department(kind="FINANCE")
    below = make_department(parent=make_department(parent=bureau))
    filer, finance = make_user(department=below), make_user(role="FINANCE", department=bureau)
    project = make_project(department=below)
    plan = make_plan(department=below, project=project, is_approved=False)
    take(plan, "submit", filer)
    plan = Plan.objects.select_related("department").get(pk=plan.pk)
    offered = [step.name for step in open_steps(finance, Document.PLAN, plan)]
    assert offered == ["pass", "return"]
    for step in offered[:1] + ["approve"]:
        plan = take(plan, step, finance)
    assert plan.state == Plan.State.FINANCE_APPROVED


@pytest.mark.django_db
def test_whether_a_department_is_supervised_costs_one_query_however_deep(
    django_assert_num_queries,
):
    bureau = make_department(kind="FINANCE")
    unit = bureau
    for _ in range(6):
        unit = make_department(parent=unit)
    finance = make_user(role=Role.FINANCE, department=bureau)
    unit = Department.objects.get(pk=unit.pk)
    with django_assert_num_queries(1):
        assert may(finance, Verb.PASS, unit)
    with django_assert_num_queries(0):  # nobody else's right hangs on it
        assert may(finance, Verb.APPROVE, unit)
