"""Targets change in drafts only, an approved revision never: whoever asks, in raw SQL too."""

import pytest
from django.db import IntegrityError, connection, transaction

from projects.drafts import from_json, to_json
from projects.models import FundLine, Goal, Indicator, Plan, PlanRevision, Task
from projects.queries.contents import plan_content
from tests.factories import make_department, make_plan, thaw

pytestmark = pytest.mark.django_db

PARTS = [FundLine, Goal, Task, Indicator]
STATEMENTS = {
    "change": 'UPDATE "{table}" SET version = version + 1 WHERE plan_id = {plan}',
    "removal": 'DELETE FROM "{table}" WHERE plan_id = {plan}',
}


def run(statement, model, plan):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table=model._meta.db_table, plan=plan.pk))
        return cursor.rowcount


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("state", [state for state in Plan.State if state != Plan.State.DRAFT])
@pytest.mark.parametrize("kind", STATEMENTS)
def test_a_row_of_a_plan_on_its_way_is_frozen(kind, state, model):
    plan = make_plan(department=make_department(), is_approved=False)
    Plan.objects.filter(pk=plan.pk).update(state=state)
    with pytest.raises(IntegrityError, match="only while it is a draft"):
        run(STATEMENTS[kind], model, plan)
    thaw(plan)
    assert run(STATEMENTS["change"], model, plan) > 0


@pytest.mark.parametrize("model", PARTS, ids=lambda model: model.__name__)
def test_no_row_is_added_to_an_approved_plan(model):
    plan = make_plan(department=make_department())
    row = model.objects.filter(plan=plan).first()
    row.pk, row.position = None, 999
    row._state.adding = True
    with pytest.raises(IntegrityError, match="only while it is a draft"), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE projects_planrevision SET reason = 'x'",
        "DELETE FROM projects_planrevision",
    ],
)
@pytest.mark.django_db(databases=["default", "owner"])
def test_a_revision_is_never_changed_or_removed(statement):
    make_plan(department=make_department())
    with pytest.raises(Exception, match="never changed|permission denied"), transaction.atomic():
        run(statement, PlanRevision, PlanRevision.objects.get().plan)


def test_what_was_approved_is_kept_to_the_last_text():
    plan = make_plan(department=make_department())
    revision = PlanRevision.objects.get(plan=plan)
    content = plan_content(plan)
    assert (revision.number, revision.reason) == (1, "")
    assert from_json(revision.content) == content
    assert to_json(content) == revision.content
    assert len(content.indicators) == 4
    assert all(row.lineage for row in content.indicators)
    assert content.indicators[0].target == "≥95%"
    assert content.funds[0].annual == "200.00"
