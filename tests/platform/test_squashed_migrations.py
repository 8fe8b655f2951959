"""A new database, made in one step, is what the long path of single migrations makes.

A database that stopped in the middle of the long path goes on by it to the same end.
"""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from perf.scratch import pointed_to
from tests.platform.catalog import QUESTIONS, catalog, differences

OWN = ("projects", "scoring")
MIDDLE = [
    ("projects", "0012_tasks_and_their_projects"),
    ("scoring", "0011_history_of_rows_before"),
]
# What may stand in tables that nobody wrote in, as their names are the same for both.
BORN = """
SELECT model.app_label, model.model, permission.codename, permission.name
FROM django_content_type model
LEFT JOIN auth_permission permission ON permission.content_type_id = model.id ORDER BY 1, 2, 3"""


def read(question):
    with connections["owner"].cursor() as cursor:
        if callable(question):
            return question(cursor)
        cursor.execute(question)
        return cursor.fetchall()


def written_tables(cursor):
    tables = set(connections["owner"].introspection.table_names(cursor))
    return {table for table in tables if _has_rows(cursor, table)}


def _has_rows(cursor, table):
    cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')
    return cursor.fetchone()[0]


def walk_to_the_middle():
    """As a version of then did: by single migrations, with nothing that replaces them."""
    executor = MigrationExecutor(connections["owner"])
    executor.loader = MigrationLoader(connections["owner"], replace_migrations=False)
    executor.migrate(MIDDLE)


def own_applied():
    applied = MigrationRecorder(connections["owner"]).applied_migrations()
    return {key for key in applied if key[0] in OWN}


def told(command, *args):
    out = StringIO()
    call_command(command, *args, database="owner", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def ways(django_db_setup, django_db_blocker):
    """What was seen in the tests' own database, and in one that went the long way."""
    keeper = connections["owner"].copy(alias="ways-keeper")
    name = f"{keeper.settings_dict['NAME']}_long"
    with django_db_blocker.unblock():
        seen = {"short": read(catalog), "short born": read(BORN)}
        with keeper.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            with pointed_to(name):
                walk_to_the_middle()
                seen["middle"] = own_applied()
                call_command("migrate", verbosity=0)
                seen |= {"long": read(catalog), "long born": read(BORN), "end": own_applied()}
                seen["written"] = read(written_tables)
                seen["again"] = told("migrate")
                seen["shown"] = told("showmigrations", *OWN)
                for app in reversed(OWN):
                    call_command("migrate", app, "zero", verbosity=0)
                seen["gone"] = read(catalog)
                call_command("migrate", verbosity=0)
                seen["anew"] = read(catalog)
        finally:
            with keeper.cursor() as cursor:
                cursor.execute(f'DROP DATABASE "{name}"')
            keeper.close()
    return seen


@pytest.fixture(scope="module")
def squashed():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {key: step for key, step in loader.disk_migrations.items() if step.replaces}


def test_both_ways_make_the_same_database(ways):
    assert differences(ways["long"], ways["short"]) == []
    assert {name.split()[0] for name in ways["long"]} >= QUESTIONS.keys() - {"view", "type"}


def test_both_ways_write_the_same_rows_into_an_empty_database(ways):
    assert ways["long born"] == ways["short born"]
    assert ways["written"] == {"django_migrations", "django_content_type", "auth_permission"}


def test_what_stopped_in_the_middle_went_on_by_the_single_migrations(ways, squashed):
    assert set(MIDDLE) <= ways["middle"]
    for step in squashed.values():
        assert 1 < len(ways["middle"].intersection(step.replaces)) < len(step.replaces)
        assert ways["end"].issuperset(step.replaces)


def test_at_the_end_the_squashed_ones_are_on_record_and_nothing_is_asked(ways, squashed):
    assert ways["end"].issuperset(squashed)
    assert "No migrations to apply" in ways["again"]
    assert {app for app, _ in squashed} == set(OWN)
    for _, name in squashed:
        assert f"[X] {name} (" in ways["shown"]
    assert "[ ]" not in ways["shown"]


def test_they_can_be_taken_back_and_made_anew(ways):
    tables = {name for name in ways["gone"] if name.startswith("table ")}
    assert tables & {"table django_session", "table projects_plan"} == {"table django_session"}
    assert not any(name.startswith(("table projects_", "table scoring_")) for name in tables)
    assert differences(ways["anew"], ways["short"]) == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_new_database_goes_by_none_of_the_single_ones(squashed):
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    steps = {(step.app_label, step.name) for step, _ in plan}
    assert steps.issuperset(squashed)
    for step in squashed.values():
        assert steps.isdisjoint(step.replaces)


ALTERED = [
    ("ALTER TABLE projects_plan DROP CONSTRAINT plan_state_is_known",
     ["constraint projects_plan.plan_state_is_known"]),
    ("ALTER TABLE projects_goal DROP CONSTRAINT goal_is_of_the_department_and_year_of_its_plan",
     ["constraint projects_goal.goal_is_of_the_department_and_year_of_its_plan"]),
    ("ALTER TABLE projects_job ALTER CONSTRAINT {job_by} NOT DEFERRABLE",
     ["constraint projects_job.{job_by}"]),
    ("DROP TRIGGER trail_is_never_emptied ON projects_trailentry",
     ["trigger projects_trailentry.trail_is_never_emptied"]),
    ("ALTER TABLE scoring_actual DISABLE TRIGGER actual_changes_in_drafts_only",
     ["trigger scoring_actual.actual_changes_in_drafts_only"]),
    ("ALTER FUNCTION trail_is_append_only() SECURITY DEFINER",
     ["function trail_is_append_only()"]),
    ("ALTER TABLE projects_plan ALTER COLUMN revision SET DEFAULT 2",
     ["column projects_plan.revision"]),
    ("ALTER TABLE projects_task ALTER COLUMN content DROP NOT NULL",
     ["column projects_task.content"]),
    ("ALTER TABLE projects_task ALTER COLUMN name TYPE varchar(201)",
     ["column projects_task.name"]),
    ('ALTER TABLE projects_task ALTER COLUMN content TYPE text COLLATE "C"',
     ["column projects_task.content"]),
    ("ALTER TABLE projects_task ALTER COLUMN id SET GENERATED ALWAYS",
     ["column projects_task.id"]),
    ("COMMENT ON COLUMN projects_task.name IS 'x'", ["column projects_task.name"]),
    ("ALTER TABLE scoring_scoreline RESET (fillfactor)", ["table scoring_scoreline"]),
    ("DROP INDEX evidence_that_is_there", ["index evidence_that_is_there"]),
    ("ALTER SEQUENCE projects_task_id_seq INCREMENT 2", ["sequence projects_task_id_seq"]),
    ("CREATE VIEW seen AS SELECT 1 AS one", ["rights seen", "view seen"]),
    ("GRANT TRUNCATE ON projects_task TO PUBLIC", ["rights projects_task"]),
    ("REVOKE INSERT ON projects_trailentry FROM perf_app", ["rights projects_trailentry"]),
    ("GRANT CREATE ON SCHEMA public TO PUBLIC", ["schema public"]),
]  # fmt: skip


@pytest.mark.django_db(databases=["default", "owner"])
@pytest.mark.parametrize("statement, names", ALTERED)
def test_whatever_is_not_the_same_is_told_by_its_name(statement, names):
    """The negative control: a database that was altered, and is as before when that goes."""
    [(job_by,)] = read(
        "SELECT conname FROM pg_constraint WHERE conrelid = 'projects_job'::regclass"
        " AND pg_get_constraintdef(oid) LIKE 'FOREIGN KEY (by_id)%'"
    )
    before = read(catalog)
    assert differences(before, read(catalog)) == []
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement.format(job_by=job_by))
    assert differences(before, read(catalog)) == [name.format(job_by=job_by) for name in names]


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_column_at_another_place_is_told():
    before = read(catalog)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE projects_departmentname ADD COLUMN again varchar(120)")
        cursor.execute("ALTER TABLE projects_departmentname DROP COLUMN again")
        assert differences(before, catalog(cursor)) == []
        cursor.execute("ALTER TABLE projects_departmentname RENAME COLUMN name TO again")
        cursor.execute("ALTER TABLE projects_departmentname RENAME COLUMN from_day TO name")
        cursor.execute("ALTER TABLE projects_departmentname RENAME COLUMN again TO from_day")
        found = differences(before, catalog(cursor))
    columns = {name for name in found if name.startswith("column")}
    assert columns == {
        "column projects_departmentname.from_day",
        "column projects_departmentname.name",
    }
