"""Background work: ask for it, take it, report on it, end it. The row is the truth."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from projects.access import Verb, may, require
from projects.models import Department, FiscalYear, Job, User
from projects.trail import record

STALE_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 5
# What taking a job changes.
TAKEN = [
    "attempts", "heartbeat_at", "state", "ended_at", "message", "by_role", "by_department",
]  # fmt: skip


@transaction.atomic
def ask_job(
    *,
    kind: str,
    title: str,
    department: Department,
    year: FiscalYear,
    by: User,
    at: datetime,
    send: Callable[[int], object],
) -> Job:
    """Store a job and send its id to the broker once the row is committed; return the row.

    A broker that is down does not fail the request: the sweep sends what was not taken.
    Raises PermissionDenied when `by` may not export from this department.
    """
    require(by, Verb.EXPORT, department)
    job = Job(kind=kind, title=title, department=department, year=year, by=by, created_at=at)
    _keep_rights(job)
    job.save(force_insert=True)
    record(by=by, at=at, action="job.asked", on=job, summary=title)
    transaction.on_commit(lambda: send(job.pk), robust=True)
    return job


@transaction.atomic
def take_job(*, job_id: int, at: datetime) -> Job | None:
    """Take a waiting job, or a running one whose worker died; None when it is not to be had."""
    job = (
        Job.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("by__department", "department", "year")
        .filter(_is_due(at), pk=job_id)
        .first()
    )
    if job is None:
        return None
    job.attempts += 1
    job.heartbeat_at = at
    job.state = Job.State.RUNNING
    _keep_rights(job)  # the work is done within the rights that its asker has now
    if job.attempts > MOST_ATTEMPTS:
        job.state, job.ended_at = Job.State.FAILED, at
        job.message = f"试了 {MOST_ATTEMPTS} 次都没有完成，已停止。请联系系统管理员。"
    job.save(update_fields=TAKEN)
    if job.state == Job.State.RUNNING:
        return job
    record(by=job.by, at=at, action="job.failed", on=job, summary=f"未完成：{job.title}")
    return None


def report_progress(*, job: Job, done: int, due: int, at: datetime) -> bool:
    """Store how far the job is; False when it is not ours any more (cancelled, or taken again)."""
    return bool(
        _ours(job).update(done_count=done, due_count=due, heartbeat_at=at, version=F("version") + 1)
    )


@transaction.atomic
def finish_job(*, job: Job, file_name: str, file_path: str, digest: str, at: datetime) -> bool:
    """End a job with its file; False when it is not ours any more."""
    ended = _ours(job).update(
        state=Job.State.DONE,
        ended_at=at,
        file_name=file_name,
        file_path=file_path,
        file_digest=digest,
        version=F("version") + 1,
    )
    if ended:
        record(by=job.by, at=at, action="job.done", on=job, summary=f"完成：{job.title}")
    return bool(ended)


@transaction.atomic
def fail_job(*, job: Job, message: str, at: datetime) -> None:
    """End a job that cannot be done, with the reason in words."""
    if _ours(job).update(state=Job.State.FAILED, ended_at=at, message=message[:300]):
        record(by=job.by, at=at, action="job.failed", on=job, summary=f"未完成：{job.title}")


@transaction.atomic
def cancel_job(*, job: Job, by: User, at: datetime) -> bool:
    """Cancel one's own waiting or running job; False when it had ended."""
    open_rows = Job.objects.filter(pk=job.pk, by=by).exclude(state__in=Job.ENDED)
    cancelled = open_rows.update(state=Job.State.CANCELLED, ended_at=at, message="已由本人取消。")
    if cancelled:
        record(by=by, at=at, action="job.cancelled", on=job, summary=f"取消：{job.title}")
    return bool(cancelled)


def may_fetch(user: User, job: Job) -> bool:
    """Whether `user` may have the file of this finished job of his.

    The file holds what his role and department could see when it was made; with another role or
    department it is not his any more, even where he may export the same department anew.
    """
    is_as_it_was = (job.by_role, job.by_department_id) == (user.role, user.department_id)
    return (
        job.state == Job.State.DONE
        and job.by_id == user.pk
        and is_as_it_was
        and may(user, Verb.EXPORT, job.department)
    )


def due_jobs(*, at: datetime) -> list[int]:
    """The ids of jobs that wait or whose worker went silent: what the sweep sends again."""
    lost = at - timedelta(seconds=10)
    waiting = Q(state=Job.State.WAITING, created_at__lt=lost)
    silent = Q(state=Job.State.RUNNING, heartbeat_at__lt=at - STALE_AFTER)
    return list(Job.objects.filter(waiting | silent).order_by("id").values_list("pk", flat=True))


def _keep_rights(job: Job) -> None:
    job.by_role, job.by_department = job.by.role, job.by.department


def _is_due(at: datetime) -> Q:
    return Q(state=Job.State.WAITING) | Q(
        state=Job.State.RUNNING, heartbeat_at__lt=at - STALE_AFTER
    )


def _ours(job: Job) -> "QuerySet[Job]":
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)
