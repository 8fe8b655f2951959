"""Check units anew in the background: those of a branch when asked, changed ones by themselves.

Units are held side by side where all of a bureau are checked at once: when the bureau asks, and
every night.
"""

import logging
from collections import defaultdict
from datetime import datetime
from itertools import groupby
from operator import attrgetter, itemgetter

from django.db import transaction
from django.utils import timezone

from projects.access import Verb, may, visible
from projects.models import Department, Job
from projects.services.jobs import fail_job, finish_job, report_progress, take_job
from scoring.queries.findings_now import Bureaus, units_with_papers
from scoring.queries.stale_units import Pair, is_stale, stale_units
from scoring.services.findings import Checked, compare, recheck

KIND, KIND_OF_ALL_YEARS = "recheck", "recheck-all-years"
KINDS = frozenset({KIND, KIND_OF_ALL_YEARS})
AT_A_TIME = 200  # units in one round of the sweep; the next round goes on

_ByBureau = defaultdict[int, list[Checked]]

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
    found = list(units_with_papers(path=job.department.path, year=year))
    units = [(unit.department.pk, unit.year) for unit in found if unit.department.pk in known]
    bureaus, done = Bureaus(), 0
    for of_year, group in groupby(units, key=itemgetter(1)):
        checked: _ByBureau = defaultdict(list)
        for department, _ in group:
            row = Department.objects.get(pk=department)
            one = recheck(department=row, year=of_year, at=timezone.now())
            if len(units) == len(found) and bureaus.has_whole(job.department, over=row):
                checked[bureaus.over(row)].append(one)
            done += 1
            if not report_progress(job=job, done=done, due=len(units), at=timezone.now()):
                return
        _compare_all(of_year, checked, timezone.now())
    finish_job(job=job, file_name="", file_path="", digest="", at=timezone.now())


def _compare_all(year: int, checked: _ByBureau, at: datetime) -> None:
    for units in checked.values():
        compare(year=year, units=units, at=at)


def recheck_stale(*, at: datetime, most: int = AT_A_TIME) -> int:
    """Check anew what changed since it was checked; how many. One that fails holds up no other."""
    return sum(_recheck_one(pair, at) for pair in stale_units(most=most))


def recheck_unit(*, department: int, year: int, at: datetime) -> bool:
    """Check one unit anew where it changed since; whether it had."""
    return _recheck_one((department, year), at)


def recheck_everything(*, at: datetime) -> int:
    """Check every unit anew, changed or not, and those of each bureau side by side; how many.

    An entry of the trail may be stored before one with a smaller number: what was read between the
    two stands until its unit changes again, or until this.
    """
    count, bureaus = 0, Bureaus()
    for year, units in groupby(units_with_papers(), key=attrgetter("year")):
        checked: _ByBureau = defaultdict(list)
        for unit in units:
            if (one := _safely(unit.department, year, at)) is not None:
                checked[bureaus.over(unit.department)].append(one)
                count += 1
        _compare_all(year, checked, at)
    return count


def _recheck_one(pair: Pair, at: datetime) -> bool:
    department = Department.objects.get(pk=pair[0])
    if not is_stale(department, pair[1]):  # another round has been here
        return False
    return _safely(department, pair[1], at) is not None


def _safely(department: Department, year: int, at: datetime) -> Checked | None:
    try:
        with transaction.atomic():
            return recheck(department=department, year=year, at=at)
    except Exception:
        logger.exception("unit %s of %s was not checked", department.code, year)
        return None
