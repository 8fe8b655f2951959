"""Migrating does not wait for locks, tries again, and gives up in plain words."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from perf.management.commands import migrate

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(migrate.Command, "lock_timeout", "50ms")
    monkeypatch.setattr(migrate.Command, "attempts", 3)
    monkeypatch.setattr(migrate.Command, "pause", 0)


@pytest.fixture
def holder():
    """A session that keeps the table of migrations to itself until it is closed."""
    other = connections["owner"].copy(alias="holder")
    other.set_autocommit(False)
    other.cursor().execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
    yield other
    other.close()


def test_it_gives_up_with_words_while_another_session_holds_the_lock(holder):
    told = StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("migrate", verbosity=0, stderr=told)

    assert told.getvalue().count("稍后重试") == 3
    assert "试了 3 次" in str(refusal.value)
    assert "manage.py migrate" in str(refusal.value)


def test_it_tries_again_and_succeeds_when_the_lock_is_free(holder, monkeypatch):
    monkeypatch.setattr(migrate.time, "sleep", lambda seconds: holder.close())
    told = StringIO()

    call_command("migrate", verbosity=0, stderr=told)

    assert told.getvalue().count("稍后重试") == 1


def test_without_a_lock_it_says_nothing_and_leaves_the_session_as_it_was():
    told = StringIO()

    call_command("migrate", verbosity=0, stderr=told)

    assert told.getvalue() == ""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        assert cursor.fetchone() == (0,)


def test_two_migrations_of_one_database_do_not_run_at_once():
    other = connections["owner"].copy(alias="other")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [migrate._ONE_AT_A_TIME])

        with pytest.raises(CommandError, match="试了 3 次"):
            call_command("migrate", verbosity=0, stderr=StringIO())
    other.close()


def test_another_trouble_is_not_taken_for_a_lock(monkeypatch):
    def break_off(command, *args, **options):
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT pg_cancel_backend(pg_backend_pid())")

    monkeypatch.setattr(migrate.migrate.Command, "handle", break_off)
    told = StringIO()

    with pytest.raises(Exception, match="canceling statement"):
        call_command("migrate", verbosity=0, stderr=told)

    assert told.getvalue() == ""


def test_people_at_work_wait_no_longer_than_the_lock_timeout(holder):
    """While it waits for its lock, the queue behind it is broken up again and again."""
    migrating = threading.Event()
    waits = []

    def work():
        migrating.wait(10)
        reader = connections["default"].copy(alias="reader")
        with reader.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM projects_user")
            waits.append(cursor.fetchone())
        reader.close()

    worker = threading.Thread(target=work)
    worker.start()
    migrating.set()
    with pytest.raises(CommandError):
        call_command("migrate", verbosity=0, stderr=StringIO())
    worker.join(10)

    assert waits == [(0,)]


def test_it_says_that_one_login_needs_no_grants(monkeypatch):
    monkeypatch.setitem(connections["owner"].settings_dict, "USER", "perf_app")
    monkeypatch.setattr(migrate.migrate.Command, "handle", lambda command, *args, **options: None)
    told = StringIO()

    call_command("migrate", verbosity=1, stdout=told)

    assert told.getvalue().count("\n") == 1
    assert "同一个数据库账号" in told.getvalue()


@pytest.mark.parametrize("option", [{"plan": True}, {"check_unapplied": True}])
def test_looking_at_the_plan_grants_nothing(option, monkeypatch):
    def refuse(*args):
        raise AssertionError("granted")

    monkeypatch.setattr(migrate, "grant", refuse)

    call_command("migrate", verbosity=0, stdout=StringIO(), **option)

    with pytest.raises(AssertionError, match="granted"):
        call_command("migrate", verbosity=0)


def test_a_server_that_is_too_old_is_refused_before_anything_is_written(monkeypatch):
    asked = []
    monkeypatch.setattr(migrate.migrate.Command, "handle", lambda *_, **__: asked.append(1))
    monkeypatch.setattr(migrate, "_OLDEST", 99)

    with pytest.raises(CommandError, match="需要 PostgreSQL 99 或更新的版本.*DATABASE_URL"):
        call_command("migrate", verbosity=0)

    assert asked == []
    monkeypatch.setattr(migrate, "_OLDEST", 15)
    call_command("migrate", verbosity=0)
    assert asked == [1]
