"""The database of the tests, and the programs they need."""

import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as properties

from perf.embedded import cluster
from perf.environment import OddValue, required_programs
from tests.browser.one_worker import pytest_xdist_make_scheduler  # noqa: F401 - a hook
from tests.programs import require_program

# No test is timed: a busy machine proves nothing.
properties.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
properties.load_profile("untimed")

# What migrations put there is not a test's own and stays when the tables are emptied.
KEPT_TABLES = {"django_migrations", "django_content_type", "auth_permission"}


def pytest_configure(config):
    try:
        required_programs(os.environ)
    except OddValue as error:
        raise pytest.UsageError(str(error)) from None


def pytest_runtest_setup(item):
    for marker in item.iter_markers("needs"):
        for name in marker.args:
            require_program(name)


def pytest_unconfigure(config):
    """Leave no process and no folder behind; the workers of xdist leave that to their parent."""
    if not hasattr(config, "workerinput"):
        cluster.stop(Path(settings.VAR_DIR) / "postgres")
        shutil.rmtree(settings.RUN_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    """Make this process a database as its owner, and let the application's role use it.

    It is not dropped: the whole server is thrown away when the run ends.
    """
    owner, application = connections["owner"], connections["default"]
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    owner.settings_dict["TEST"]["NAME"] = f"test_{worker}"
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            made = owner.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            owner.close()
            application.close()
        patch.setitem(application.settings_dict, "NAME", made)
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_all_tables)
        yield
        with django_db_blocker.unblock():
            application.close()


def empty_all_tables(_test_case):
    """Empty the tables after a test that really commits: the application's role may not.

    Append-only tables refuse it even to their owner, so their triggers rest meanwhile.
    """
    owner = connections["owner"].copy(alias="emptier")  # no test may use the alias "owner"
    with owner.cursor() as cursor, owner.connection.transaction():
        tables = set(owner.introspection.table_names(cursor)) - KEPT_TABLES
        guarded = tables.intersection(settings.APPEND_ONLY_TABLES)
        quote = owner.ops.quote_name
        cursor.execute("SET LOCAL lock_timeout = '10s'")
        for table in guarded:
            cursor.execute(f"ALTER TABLE {quote(table)} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(map(quote, tables))} RESTART IDENTITY")
        for table in guarded:
            cursor.execute(f"ALTER TABLE {quote(table)} ENABLE TRIGGER USER")
    owner.close()


# ---- The lead's fixtures stand below this line. ----
