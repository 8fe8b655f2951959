"""Every named constraint of monitoring refuses its wrong row, by its name."""

import pytest
from django.db import IntegrityError, connection, transaction

from scoring.models import MonitoringLine, MonitoringReport, Rectification
from tests.factories import AT
from tests.monitoring.constraints import REFERRED_TO, WRONG, Round, make_world
from tests.projects.rows import changed


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once; every test below leaves it as it was, since what it tries is refused."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", WRONG)
def test_the_wrong_row_is_refused(world, name):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        WRONG[name](world)
    assert refused.value.__cause__.diag.constraint_name == name


def test_sound_rows_are_taken(world):
    by = world[Round].by
    with transaction.atomic():
        changed(MonitoringLine, text="", number=None, lamp="blue", chance="never")(world)
        changed(
            Rectification, state="ACCEPTED", answer="x", answer_by=by, closed_by=by, closed_at=AT
        )(world)
        changed(MonitoringReport, state="SUBMITTED", return_reason="")(world)
        transaction.set_rollback(True)


def test_children_refer_to_those_that_hold_by_the_primary_key(world):
    with connection.cursor() as cursor:
        cursor.execute("SELECT conindid::regclass::text FROM pg_constraint WHERE contype = 'f'")
        assert {name for (name,) in cursor.fetchall()} >= REFERRED_TO
