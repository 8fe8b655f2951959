"""The year's sheets of a branch as a zip of workbooks."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from projects.access import Verb, may, visible
from projects.models import Job
from projects.services.jobs import fail_job, finish_job, report_progress, take_job
from projects.texts import file_name
from scoring.exports.sheet_xlsx import sheet_workbook, workbook_name
from scoring.models import Sheet
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheets import PRINTED_ORDER, with_heads

KIND = "sheets-zip"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # so that two exports of the same sheets are the same bytes


def run_export(*, job_id: int) -> None:
    """Take the job and do it within the rights that its asker has now."""
    job = take_job(job_id=job_id, at=timezone.now())
    if job is None:
        return
    if not may(job.by, Verb.EXPORT, job.department):
        fail_job(job=job, message="您已没有导出这个单位的权限。", at=timezone.now())
        return
    try:
        _write_zip(job)
    except Exception:
        fail_job(job=job, message="导出时出错，没有生成文件。请联系系统管理员。", at=timezone.now())
        raise


def _write_zip(job: Job) -> None:
    asked = list(_sheets(job).values_list("pk", flat=True))
    if not asked:
        message = f"{job.department.name} {job.year_id} 年度没有自评表，没有可导出的内容。"
        fail_job(job=job, message=message, at=timezone.now())
        return
    folder = Path(settings.FILES_DIR) / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as scratch:
        path = Path(scratch.name)
        try:
            if not _fill(job, asked, scratch):
                path.unlink()
                return
        except BaseException:
            path.unlink()
            raise
    final = folder / f"{job.public_id.hex}-{job.attempts}.zip"  # a later taker writes its own
    os.replace(path, final)
    done = finish_job(
        job=job,
        file_name=file_name(f"{job.year_id}年度自评表_{job.department.name}") + ".zip",
        file_path=str(final.relative_to(settings.FILES_DIR)),
        digest=_digest(final),
        at=timezone.now(),
    )
    if not done:
        final.unlink()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sheets(job: Job) -> "QuerySet[Sheet]":
    rows = visible(job.by, Sheet).filter(
        year_id=job.year_id, department__path__startswith=job.department.path
    )
    return with_heads(rows).order_by(*PRINTED_ORDER)


def _fill(job: Job, asked: Sequence[int], target: IO[bytes]) -> bool:
    names: set[str] = set()
    sheets, due = _sheets(job), len(asked)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, sheet_id in enumerate(asked, 1):
            sheet = sheets.get(pk=sheet_id)  # fresh: people go on filling
            workbook = sheet_workbook(sheet_page(sheet, with_trail=False))
            name = _free_name(names, sheet)
            archive.writestr(zipfile.ZipInfo(name, _FIXED_TIME), workbook)
            if not report_progress(job=job, done=done, due=due, at=timezone.now()):
                return False
    return True


def _free_name(names: set[str], sheet: Sheet) -> str:
    base = name = workbook_name(sheet)
    number = 1
    while name in names:
        number += 1
        name = f"{base}_{number}"
    names.add(name)
    return f"{name}.xlsx"
