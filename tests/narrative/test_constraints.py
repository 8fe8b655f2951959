"""Every named constraint of explanatory texts refuses its wrong row, by its name."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from scoring.models import Narrative
from scoring.services.narratives import begin_narrative
from tests.factories import AT, make_year


def changed(**wrong):
    return lambda row: Narrative.objects.filter(pk=row.pk).update(**wrong)


def again(row):
    row.pk, row.public_id = None, uuid.uuid4()
    row.save(force_insert=True)


WRONG = {
    "narrative_of_a_stage_once_per_department_and_year": again,
    "narrative_stage_is_known": changed(stage="OTHER"),
    "narrative_state_is_known": changed(state="OTHER"),
    "narrative_has_its_text": changed(text=""),
    "narrative_is_published_by_somebody": changed(state="PUBLISHED"),
}


@pytest.fixture
def row(unit, filer):
    return begin_narrative(department=unit, year=make_year(), stage="FINAL", by=filer, at=AT)


@pytest.mark.parametrize("name", WRONG)
def test_the_wrong_row_is_refused(row, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        WRONG[name](row)
    assert refused.value.__cause__.diag.constraint_name == name


def test_a_sound_row_is_taken(row, filer):
    changed(state="PUBLISHED", state_by=filer)(row)
    changed(state="DRAFT")(row)
    changed(stage="BUDGET", state_by=None)(row)


def test_none_is_left_out(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype IN ('c', 'u')"
            " AND conrelid = 'scoring_narrative'::regclass AND conname LIKE 'narrative%'"
        )
        assert {name for (name,) in cursor.fetchall()} == set(WRONG)
