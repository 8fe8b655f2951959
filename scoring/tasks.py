"""Celery tasks: an id in, one service call; the job row says what is true."""

from celery import shared_task
from django.utils import timezone

from projects.services.jobs import due_jobs
from scoring.services.exports import run_export


@shared_task(name="scoring.run_job")
def run_job(job_id: int) -> None:
    """Do one job; does nothing when somebody else has it or it has ended."""
    run_export(job_id=job_id)


@shared_task(name="scoring.sweep_jobs")
def sweep_jobs() -> None:
    """Send again what was never taken or whose worker died."""
    for job_id in due_jobs(at=timezone.now()):
        run_job.delay(job_id)
