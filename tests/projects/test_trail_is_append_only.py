"""Nobody changes or removes an entry: the role may not, and a trigger stops the owner too."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from projects.models import TrailEntry
from projects.trail import record
from tests.factories import AT, make_department

STATEMENTS = {
    "update": "UPDATE projects_trailentry SET summary = 'x'",
    "delete": "DELETE FROM projects_trailentry",
    "truncate": "TRUNCATE projects_trailentry",
}
NOT_ALLOWED = "42501"  # insufficient_privilege


@pytest.mark.django_db
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_applications_role_may_not(statement):
    make_department()
    with (
        pytest.raises(DatabaseError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(STATEMENTS[statement])
    assert refused.value.__cause__.sqlstate == NOT_ALLOWED


@pytest.mark.django_db
def test_the_applications_role_may_not_switch_the_trigger_off():
    with (
        pytest.raises(DatabaseError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("ALTER TABLE projects_trailentry DISABLE TRIGGER USER")
    assert refused.value.__cause__.sqlstate == NOT_ALLOWED


@pytest.mark.django_db
def test_the_applications_role_may_add():
    department = make_department()
    record(by=None, at=AT, action="test.more", on=department, summary="又一条")
    assert TrailEntry.objects.filter(subject_id=department.public_id).count() == 2


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_trigger_refuses_the_owner(owner, statement):
    make_department()
    with pytest.raises(IntegrityError, match="never changed or removed"), owner.cursor() as cursor:
        cursor.execute(STATEMENTS[statement])
    assert TrailEntry.objects.count() == 1


def test_only_the_trigger_stood_between_the_owner_and_the_entries(owner):
    make_department()
    with owner.cursor() as cursor, owner.connection.transaction():
        cursor.execute("ALTER TABLE projects_trailentry DISABLE TRIGGER USER")
        cursor.execute(STATEMENTS["update"])
        cursor.execute("ALTER TABLE projects_trailentry ENABLE TRIGGER USER")
    assert TrailEntry.objects.get().summary == "x"
