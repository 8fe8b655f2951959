"""Background work: asked for, taken, reported on, ended; the row is the truth."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from projects.models import Job, TrailEntry
from projects.services.jobs import (
    MOST_ATTEMPTS,
    ask_job,
    cancel_job,
    due_jobs,
    fail_job,
    finish_job,
    report_progress,
    take_job,
)
from tests.factories import AT, make_department, make_job, make_user, make_year

SILENT = timedelta(seconds=61)


@pytest.fixture
def job(unit, filer):
    return make_job(by=filer, department=unit)


def ask(unit, filer, send):
    return ask_job(
        kind="sheets-zip",
        title="打包",
        department=unit,
        year=make_year(),
        by=filer,
        at=AT,
        send=send,
    )


def take(job, at=AT):
    return take_job(job_id=job.pk, at=at)


def finish(job, at=AT):
    return finish_job(job=job, file_name="a.zip", file_path="x/a.zip", digest="0" * 64, at=at)


def actions(job):
    rows = TrailEntry.objects.filter(subject_id=job.public_id).order_by("sequence")
    return list(rows.values_list("action", flat=True))


def test_a_job_is_sent_only_after_its_row_is_committed(
    unit, filer, django_capture_on_commit_callbacks
):
    sent = []
    with django_capture_on_commit_callbacks() as callbacks:
        job = ask(unit, filer, sent.append)
    assert sent == []
    for callback in callbacks:
        callback()
    assert sent == [job.pk]
    assert (job.state, actions(job)) == (Job.State.WAITING, ["job.asked"])


def test_a_broker_that_is_down_does_not_fail_the_request(
    unit, filer, django_capture_on_commit_callbacks
):
    def down(job_id):
        raise ConnectionError("no broker")

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        job = ask(unit, filer, down)
    assert len(callbacks) == 1
    job.refresh_from_db()
    assert job.state == Job.State.WAITING
    assert due_jobs(at=AT + timedelta(seconds=11)) == [job.pk]


def test_nobody_asks_for_files_of_another_department(unit, filer):
    with pytest.raises(PermissionDenied):
        ask(make_department(), filer, lambda job_id: None)
    assert not Job.objects.exists()


def test_a_waiting_job_is_taken_once(job):
    taken = take(job)
    assert (taken.state, taken.attempts, taken.heartbeat_at) == (Job.State.RUNNING, 1, AT)
    assert take(job) is None


def test_a_job_that_is_not_there_is_not_taken(db):
    assert take_job(job_id=12345, at=AT) is None


def test_a_worker_that_reports_keeps_its_job(job):
    taken = take(job)
    assert report_progress(job=taken, done=1, due=3, at=AT + timedelta(seconds=50))
    assert take(job, AT + SILENT) is None
    job.refresh_from_db()
    assert (job.done_count, job.due_count) == (1, 3)


@pytest.mark.parametrize("seconds, is_taken", [(59, False), (60, False), (61, True)])
def test_a_worker_silent_for_over_60_seconds_loses_its_job(job, seconds, is_taken):
    take(job)
    later = AT + timedelta(seconds=seconds)
    assert due_jobs(at=later) == ([job.pk] if is_taken else [])
    taken = take(job, later)
    assert (taken is not None) == is_taken
    assert taken is None or taken.attempts == 2


def test_the_sweep_leaves_a_job_that_was_asked_for_just_now(job):
    assert due_jobs(at=AT + timedelta(seconds=5)) == []


def test_after_five_attempts_it_fails_in_words(job):
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert take(job, AT + attempt * SILENT).attempts == attempt
    end = AT + (MOST_ATTEMPTS + 1) * SILENT
    assert take(job, end) is None
    job.refresh_from_db()
    assert (job.state, job.ended_at) == (Job.State.FAILED, end)
    assert job.message == "试了 5 次都没有完成，已停止。请联系系统管理员。"
    assert due_jobs(at=end + SILENT) == []


def test_a_job_that_gave_up_says_so_in_the_trail_as_one_that_failed(job):
    for attempt in range(MOST_ATTEMPTS + 1):
        take(job, AT + attempt * SILENT)
    assert actions(job) == ["job.asked", "job.failed"]


def test_a_finished_job_has_its_file_and_ends(job):
    assert finish(take(job))
    job.refresh_from_db()
    assert (job.state, job.ended_at, job.file_path) == (Job.State.DONE, AT, "x/a.zip")
    assert actions(job) == ["job.asked", "job.done"]
    assert take(job, AT + SILENT) is None


def test_a_failed_job_says_why_and_ends(job):
    fail_job(job=take(job), message="没有自评表", at=AT)
    job.refresh_from_db()
    assert (job.state, job.message, job.ended_at) == (Job.State.FAILED, "没有自评表", AT)
    assert actions(job) == ["job.asked", "job.failed"]


@pytest.mark.parametrize("was_taken", [False, True])
def test_a_job_is_cancelled_by_who_asked_for_it(job, filer, was_taken):
    if was_taken:
        take(job)
    assert cancel_job(job=job, by=filer, at=AT)
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.CANCELLED, "已由本人取消。")
    assert take(job, AT + SILENT) is None


def test_nobody_cancels_anothers_job(unit, job):
    assert not cancel_job(job=job, by=make_user(department=unit), at=AT)
    job.refresh_from_db()
    assert job.state == Job.State.WAITING


def test_what_has_ended_is_not_cancelled(job, filer):
    finish(take(job))
    assert not cancel_job(job=job, by=filer, at=AT)
    assert actions(job) == ["job.asked", "job.done"]


def is_refused(job, stale):
    """Whether nothing that a worker says of a job it has lost is stored."""
    before = Job.objects.filter(pk=job.pk).values().get()
    trail = actions(job)
    said = [report_progress(job=stale, done=9, due=9, at=AT + SILENT), finish(stale)]
    fail_job(job=stale, message="x", at=AT + SILENT)
    unchanged = Job.objects.filter(pk=job.pk).values().get() == before
    return said == [False, False] and unchanged and actions(job) == trail


def test_what_a_worker_says_of_a_cancelled_job_is_refused(job, filer):
    taken = take(job)
    cancel_job(job=job, by=filer, at=AT)
    assert is_refused(job, taken)


def test_a_worker_that_lost_its_job_cannot_finish_it(job):
    stale = take(job)
    fresh = take(job, AT + SILENT)
    assert is_refused(job, stale)
    assert finish(fresh, AT + SILENT)


def test_the_worker_that_has_the_job_is_not_refused(job):
    assert not is_refused(job, take(job))
