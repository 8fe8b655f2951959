"""Two at once: a second thread with a connection of its own, and waiting until it waits."""

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

PATIENCE = 10  # seconds


@contextlib.contextmanager
def second_worker():
    """A pool of one thread; its database connection is closed at the end."""
    with ThreadPoolExecutor(1) as pool:
        try:
            yield pool
        finally:
            pool.submit(_close).result(PATIENCE)


def _close():
    connection.close()  # that of the thread which runs this


def wait_until_somebody_waits_for_a_lock():
    """Return once another session of this database waits for a lock of ours."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            # Within a transaction the view of sessions is kept from its first reading.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    raise AssertionError("nobody waits for a lock")


def at_once(first, second):
    """Let the second begin before the first is done; what became of the second."""
    with second_worker() as worker:
        with transaction.atomic():
            first()
            later = worker.submit(second)
            wait_until_somebody_waits_for_a_lock()
        return later.result(PATIENCE)
