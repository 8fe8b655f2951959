"""Celery tasks: an id in, one service call; the job row says what is true."""

import logging

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from projects.models import Job
from projects.services.jobs import due_jobs
from projects.services.notices import due_mails, mail_notice
from scoring.services.evidence_sweep import sweep_evidence
from scoring.services.exports import KIND as SHEETS
from scoring.services.exports import run_export
from scoring.services.rechecks import (
    KINDS,
    recheck_everything,
    recheck_stale,
    recheck_unit,
    run_recheck,
)
from scoring.services.reminders import remind_due

logger = logging.getLogger(__name__)


_WORK = {SHEETS: run_export, **dict.fromkeys(KINDS, run_recheck)}


@shared_task(name="scoring.run_job")
def run_job(job_id: int) -> None:
    """Do one job; does nothing when somebody else has it or it has ended."""
    _WORK[Job.objects.values_list("kind", flat=True).get(pk=job_id)](job_id=job_id)


@shared_task(name="scoring.sweep_jobs")
def sweep_jobs() -> None:
    """Send again what was never taken or whose worker died."""
    for job_id in due_jobs(at=timezone.now()):
        run_job.delay(job_id)


@shared_task(name="scoring.remind")
def remind() -> None:
    """Make the reminders of the day; run again, it adds none."""
    remind_due(at=timezone.now())


@shared_task(name="scoring.send_mails")
def send_mails() -> None:
    """Mail the notices that were not mailed yet, where mail is set up."""
    if not settings.MAIL_IS_SET_UP:
        return
    for notice_id in due_mails(at=timezone.now()):
        mail_notice(notice_id=notice_id, at=timezone.now())


@shared_task(name="scoring.sweep_evidence")
def sweep_stored_files() -> None:
    """Once a night: what a crash left is deleted, what is missing or changed is logged."""
    found = sweep_evidence(at=timezone.now(), remove=True)
    for name in found.missing:
        logger.error("evidence is missing: %s", name)
    for name in found.changed:
        logger.error("evidence was changed: %s", name)


@shared_task(name="scoring.recheck_unit")
def recheck_one(department: int, year: int) -> None:
    """Check one unit anew, where it changed: its table was just submitted."""
    recheck_unit(department=department, year=year, at=timezone.now())


def check_soon(*, department: int, year: int) -> None:
    """Have a unit checked once what was written is stored; without a broker the sweep does it."""
    unit = {"department": department, "year": year}
    transaction.on_commit(lambda: recheck_one.delay(**unit), robust=True)


@shared_task(name="scoring.recheck_stale")
def recheck_changed() -> None:
    """Check anew what changed since it was checked."""
    recheck_stale(at=timezone.now())


@shared_task(name="scoring.recheck_everything")
def recheck_all() -> None:
    """Once a night: check every unit anew."""
    recheck_everything(at=timezone.now())
