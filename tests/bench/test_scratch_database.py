"""A bench works in a database of its own and leaves the real one as it was."""

import pytest
from django.db import connection, connections

from perf.bench.rows import make_sheet
from perf.scratch import ScratchRefused, scratch_database
from projects.models import Department, TrailEntry

pytestmark = pytest.mark.usefixtures("unblocked")


@pytest.fixture
def name():
    return f"{connection.settings_dict['NAME']}_bench"


@pytest.fixture
def owner():
    owner = connections["owner"].copy(alias="looker")
    yield owner
    owner.close()


def databases(owner):
    with owner.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return {row[0] for row in cursor.fetchall()}


def test_rows_go_to_the_scratch_database_and_none_to_the_real_one(owner, name):
    before = Department.objects.count(), TrailEntry.objects.count()
    with scratch_database():
        make_sheet(2)
        assert connection.settings_dict["NAME"] == name
        assert Department.objects.count() == 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_database(), current_user")
            assert cursor.fetchone() == (name, connection.settings_dict["USER"])
    assert (Department.objects.count(), TrailEntry.objects.count()) == before
    assert connection.settings_dict["NAME"] + "_bench" == name
    assert name not in databases(owner)


def test_the_database_is_dropped_and_the_aliases_point_back_when_the_bench_fails(owner, name):
    def fail():
        with scratch_database():
            assert name in databases(owner)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert name not in databases(owner)
    assert {connections[alias].settings_dict["NAME"] for alias in ("default", "owner")} == {
        name.removesuffix("_bench")
    }


def test_a_database_of_that_name_that_no_bench_made_is_not_touched(owner, name):
    with owner.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        try:
            with pytest.raises(ScratchRefused, match="没有动它"), scratch_database():
                pytest.fail("it began to measure")
            assert name in databases(owner)
        finally:
            cursor.execute(f'DROP DATABASE "{name}"')


def test_what_a_killed_bench_left_is_replaced(owner, name):
    with owner.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS 'scratch database of manage.py bench'")
    with scratch_database():
        assert Department.objects.count() == 0
    assert name not in databases(owner)


def test_a_second_bench_is_refused_while_one_runs():
    with scratch_database():
        for alias in ("default", "owner"):
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = real = connection.settings_dict[
                "NAME"
            ].removesuffix("_bench")
        try:
            with pytest.raises(ScratchRefused, match="另一个 bench"), scratch_database():
                pytest.fail("two benches ran at once")
        finally:
            for alias in ("default", "owner"):
                connections[alias].settings_dict["NAME"] = f"{real}_bench"
