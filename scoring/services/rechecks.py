"""Check units anew in the background: those of a branch when asked, changed ones by themselves."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from projects.access import Verb, may, visible
from projects.models import Department, Job
from projects.services.jobs import fail_job, finish_job, report_progress, take_job
from scoring.queries.findings_now import units_with_papers
from scoring.queries.stale_units import Pair, is_stale, stale_units
from scoring.services.findings import recheck

KIND, KIND_OF_ALL_YEARS = "recheck", "recheck-all-years"
KINDS = frozenset({KIND, KIND_OF_ALL_YEARS})
AT_A_TIME = 200  # units in one round of the sweep; the next round goes on

logger = logging.getLogger(__name__)


def run_recheck(*, job_id: int) -> None:
    """Take the job and check the units that its asker may know of. Done again, it does no harm."""
    job = take_job(job_id=job_id, at=timezone.now())
    if job is None:
        return
    if not may(job.by, Verb.EXPORT, job.department):
        fail_job(job=job, message="您已没有检查这个单位的权限。", at=timezone.now())
        return
    try:
        _check(job)
    except Exception:
        message = "检查时出错，已检查的单位已存。请联系系统管理员。"
        fail_job(job=job, message=message, at=timezone.now())
        raise


def _check(job: Job) -> None:
    year = None if job.kind == KIND_OF_ALL_YEARS else job.year_id
    known = set(visible(job.by, Department).values_list("pk", flat=True))
    found = units_with_papers(path=job.department.path, year=year)
    units = [(unit.department.pk, unit.year) for unit in found if unit.department.pk in known]
    for done, (department, of_year) in enumerate(units, 1):
        row = Department.objects.get(pk=department)
        recheck(department=row, year=of_year, at=timezone.now())
        if not report_progress(job=job, done=done, due=len(units), at=timezone.now()):
            return
    finish_job(job=job, file_name="", file_path="", digest="", at=timezone.now())


def recheck_stale(*, at: datetime, most: int = AT_A_TIME) -> int:
    """Check anew what changed since it was checked; how many. One that fails holds up no other."""
    return sum(_recheck_one(pair, at) for pair in stale_units(most=most))


def recheck_unit(*, department: int, year: int, at: datetime) -> bool:
    """Check one unit anew where it changed since; whether it had."""
    return _recheck_one((department, year), at)


def recheck_everything(*, at: datetime) -> int:
    """Check every unit anew, changed or not; how many.

    An entry of the trail may be stored before one with a smaller number: what was read between the
    two stands until its unit changes again, or until this.
    """
    count = 0
    for unit in units_with_papers():
        count += _safely(unit.department, unit.year, at)
    return count


def _recheck_one(pair: Pair, at: datetime) -> bool:
    department = Department.objects.get(pk=pair[0])
    if not is_stale(department, pair[1]):  # another round has been here
        return False
    return _safely(department, pair[1], at)


def _safely(department: Department, year: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            recheck(department=department, year=year, at=at)
    except Exception:
        logger.exception("unit %s of %s was not checked", department.code, year)
        return False
    return True
