"""Every state of what people fill in is kept, by whatever way it was written."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction

from projects.models import (
    FundLine,
    FundLineEvent,
    Goal,
    GoalEvent,
    Indicator,
    IndicatorEvent,
    Task,
    TaskEvent,
)
from scoring.models import (
    Actual,
    ActualEvent,
    FundResult,
    FundResultEvent,
    GoalResult,
    GoalResultEvent,
    ScoreLine,
    TaskResult,
    TaskResultEvent,
)
from scoring.services.scores import rescore
from tests.factories import leaves_of
from tests.scoring.test_saved_entry import FIRST, save

TRACKED = {
    FundLine: FundLineEvent,
    Goal: GoalEvent,
    Task: TaskEvent,
    Indicator: IndicatorEvent,
    Actual: ActualEvent,
    FundResult: FundResultEvent,
    GoalResult: GoalResultEvent,
    TaskResult: TaskResultEvent,
}


@pytest.fixture
def row(sheet, filer):
    leaf = leaves_of(sheet.plan)[0]
    save(sheet, filer, FIRST, leaf)
    return Actual.objects.get(sheet=sheet, indicator=leaf)


def states(row):
    kept = ActualEvent.objects.filter(pgh_obj=row.pk).order_by("pgh_id")
    return list(kept.values_list("pgh_label", "version", "text"))


def test_a_row_has_every_state_with_its_version(row):
    Actual.objects.filter(pk=row.pk).update(text="94%", version=2)
    Actual.objects.filter(pk=row.pk).delete()
    assert states(row) == [("insert", 1, "93%"), ("update", 2, "94%"), ("delete", 2, "94%")]


def test_a_state_is_the_whole_row(row):
    kept = ActualEvent.objects.get(pgh_obj=row.pk)
    for field in Actual._meta.concrete_fields:
        assert getattr(kept, field.attname) == getattr(row, field.attname)


@pytest.mark.parametrize("how", ["bulk_update", "upsert", "raw SQL"])
def test_no_way_of_writing_goes_past_it(row, how):
    row.text = "95%"
    if how == "bulk_update":
        Actual.objects.bulk_update([row], ["text"])
    elif how == "upsert":
        Actual.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["sheet", "indicator"],
            update_fields=["text"],
        )  # fmt: skip
    else:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE scoring_actual SET text = '95%%' WHERE id = %s", [row.pk])
    assert [text for _, _, text in states(row)] == ["93%", "95%"]


def test_what_changes_nothing_is_no_new_state(row):
    Actual.objects.filter(pk=row.pk).update(text="93%")
    assert len(states(row)) == 1


@pytest.mark.parametrize("model", TRACKED)
def test_every_kind_of_row_that_people_fill_in_has_a_history(sheet, model):
    event = TRACKED[model]
    assert event._meta.db_table in settings.APPEND_ONLY_TABLES
    parent = {"sheet": sheet} if hasattr(model, "sheet") else {"plan": sheet.plan}
    of_it = {f"{name}_id": row.pk for name, row in parent.items()}
    kept = event.objects.filter(**of_it, pgh_label="insert").count()
    assert kept == model.objects.filter(**parent).count()


def test_scores_have_none(row):
    kept = {table for table in settings.APPEND_ONLY_TABLES if "score" in table}
    assert (kept, ScoreLine._meta.related_objects) == (set(), ())
    before = len(states(row))
    rescore(sheet=row.sheet)
    assert len(states(row)) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scoring_actualevent SET text = ''",
        "DELETE FROM scoring_actualevent",
        "TRUNCATE scoring_actualevent",
    ],
)
def test_the_application_cannot_change_what_was(row, statement):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("is_on", [True, False])
def test_it_is_the_trigger_that_refuses_even_the_owner(row, is_on):
    """The negative control: with the trigger at rest the owner could change it."""
    owner = connections["owner"]
    with owner.cursor() as cursor, transaction.atomic(using="owner"):
        if not is_on:
            cursor.execute("ALTER TABLE scoring_actualevent DISABLE TRIGGER USER")
        try:
            with transaction.atomic(using="owner"):
                cursor.execute("UPDATE scoring_actualevent SET text = 'x'")
        except DatabaseError:
            refused = True
        else:
            refused = False
        transaction.set_rollback(True, using="owner")
    assert refused == is_on


def test_rows_from_before_the_history_begin_it_as_they_stand(row):
    module = import_module("scoring.migrations.0011_history_of_rows_before")
    for operation in module.Migration.operations:
        operation.code(apps, connection.schema_editor())
    assert states(row) == [("insert", 1, "93%")] * 2


def test_a_removed_row_leaves_its_history(row):
    Actual.objects.all().delete()
    assert ActualEvent.objects.filter(sheet_id=row.sheet_id, pgh_label="delete").count() == 1
