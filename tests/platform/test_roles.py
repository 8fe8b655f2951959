"""The application's database role reads and writes rows and can do nothing to the tables."""

import pytest
from django.conf import settings
from django.db import connections
from django.db.utils import ProgrammingError

from perf.roles import application_role, grant

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def owner():
    return connections["owner"]


@pytest.fixture
def scratch(owner):
    """A log that may only grow and a list that may change; neither belongs to a model."""
    with owner.cursor() as cursor:
        cursor.execute("CREATE TABLE scratch_log (id serial, words text)")
        cursor.execute("CREATE TABLE scratch_list (id serial, words text)")
    grant(owner, application_role(), [*settings.APPEND_ONLY_TABLES, "scratch_log"])
    yield
    with owner.cursor() as cursor:
        cursor.execute("DROP TABLE scratch_log, scratch_list")


def as_application(statement):
    with connections["default"].cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def rights(owner, table):
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT privilege_type FROM information_schema.role_table_grants"
            " WHERE grantee = %s AND table_name = %s",
            [application_role(), table],
        )
        return {right for (right,) in cursor.fetchall()}


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine ()",
        "CREATE SCHEMA mine",
        "CREATE INDEX ON scratch_list (words)",
        "ALTER TABLE scratch_list ADD COLUMN more text",
        "ALTER TABLE scratch_list DISABLE TRIGGER USER",
        "DROP TABLE scratch_list",
        "TRUNCATE scratch_list",
        "SET ROLE perf_owner",
        "ALTER TABLE projects_user DROP COLUMN password",
        "TRUNCATE projects_trailentry",
    ],
)
def test_the_application_cannot_change_or_empty_a_table(scratch, statement):
    with pytest.raises(ProgrammingError, match="permission denied|must be owner"):
        as_application(statement)


def test_the_owner_can_do_what_the_application_cannot(scratch, owner):
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE scratch_list ADD COLUMN more text")
        cursor.execute("TRUNCATE scratch_list")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE scratch_log SET words = 'other'", "DELETE FROM scratch_log", "TRUNCATE scratch_log"],
)
def test_an_append_only_table_can_only_grow(scratch, statement):
    assert as_application("INSERT INTO scratch_log (words) VALUES ('said')") == 1

    with pytest.raises(ProgrammingError, match="permission denied"):
        as_application(statement)

    assert as_application("SELECT * FROM scratch_log WHERE words = 'said'") == 1


def test_rows_of_another_table_can_be_changed_and_removed(scratch):
    assert as_application("INSERT INTO scratch_list (words) VALUES ('said')") == 1
    assert as_application("UPDATE scratch_list SET words = 'other'") == 1
    assert as_application("DELETE FROM scratch_list") == 1


def test_the_trail_is_append_only(owner):
    assert rights(owner, "projects_trailentry") == {"SELECT", "INSERT"}
    assert rights(owner, "projects_user") == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_granting_takes_back_what_is_too_much(scratch, owner):
    with owner.cursor() as cursor:
        cursor.execute("GRANT ALL ON scratch_log, scratch_list TO perf_app")
        cursor.execute("GRANT UPDATE (words) ON scratch_log TO perf_app")
    assert "TRUNCATE" in rights(owner, "scratch_log")

    for _ in range(2):
        grant(owner, application_role(), [*settings.APPEND_ONLY_TABLES, "scratch_log"])

    assert rights(owner, "scratch_log") == {"SELECT", "INSERT"}
    assert rights(owner, "scratch_list") == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_application("UPDATE scratch_log SET words = 'other'")


def test_one_login_for_both_needs_no_grants(owner, monkeypatch):
    assert application_role() == "perf_app"

    monkeypatch.setitem(owner.settings_dict, "USER", "perf_app")

    assert application_role() is None
