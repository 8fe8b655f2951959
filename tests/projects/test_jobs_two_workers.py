"""Two workers want the same job: exactly one gets it, and the other does not wait for it."""

import pytest
from django.db import connection, transaction

from projects.models import Job
from projects.services.jobs import take_job
from tests.factories import AT, make_job, make_user
from tests.projects.threads import PATIENCE, second_worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def job(transactional_db):
    user = make_user()
    return make_job(by=user, department=user.department)


def test_the_second_passes_by_while_the_first_holds_the_row(job):
    with second_worker() as worker, transaction.atomic():
        first = take_job(job_id=job.pk, at=AT)
        second = worker.submit(take_job, job_id=job.pk, at=AT).result(PATIENCE)
        assert second is None
    assert first.attempts == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.RUNNING, 1)


def test_the_second_gets_it_when_the_first_died_before_its_commit(job):
    with second_worker() as worker:
        with transaction.atomic():
            assert take_job(job_id=job.pk, at=AT) is not None
            transaction.set_rollback(True)
        second = worker.submit(take_job, job_id=job.pk, at=AT).result(PATIENCE)
    assert second.attempts == 1


def test_the_workers_are_two_sessions(job):
    def session():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return cursor.fetchone()[0]

    with second_worker() as worker:
        assert worker.submit(session).result(PATIENCE) != session()
