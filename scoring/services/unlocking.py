"""Send submitted documents of many units back at once (解锁), through the steps they all take."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from projects.access import Verb, require
from projects.locks import stage_lock
from projects.models import Department, FiscalYear, Plan, Stage, User
from projects.returns import Remark
from projects.services.windows import WindowRefused
from projects.steps import Document, Step, StepRefused, open_steps
from projects.trail import last_change
from scoring.models import Sheet
from scoring.services.plan_steps import take_plan_step
from scoring.services.reminders import Outcome, extend_unit
from scoring.services.sheet_steps import take_sheet_step

# What was approved or accepted is sent back one by one, on its own page.
SENT = ("SUBMITTED", "DEPARTMENT_PASSED")


def unlock_units(
    *,
    units: Sequence[Department],
    year: FiscalYear,
    stage: Stage,
    reason: str,
    by: User,
    at: datetime,
    until: datetime | None = None,
) -> list[Outcome]:
    """Return what units have sent, as drafts with that reason; each unit whole or not at all.

    `until` is the later deadline of those for whom the stage is closed: without one they could
    not mend what comes back, and the outcome says so. Raises PermissionDenied before anything is
    returned when a unit is not in the person's hands.
    """
    for unit in units:
        require(by, Verb.EXTEND, unit)
    remark = Remark(reason=reason)
    return [_unlock_unit(unit, year, stage, remark, by, at, until) for unit in units]


def _unlock_unit(
    unit: Department,
    year: FiscalYear,
    stage: Stage,
    remark: Remark,
    by: User,
    at: datetime,
    until: datetime | None,
) -> Outcome:
    document = Document.SHEET if stage is Stage.ACTUALS else Document.PLAN
    sent = _sent(unit, year, stage)
    mine = [row for row in sent if _return_of(by, document, row)]
    if not mine:
        others = f"；{len(sent)} 张在上一级，请由其退回" if sent else ""
        return Outcome(unit, False, f"没有可由您退回的{others}")
    try:
        with transaction.atomic():
            for row in mine:
                _return(document, row, remark, by, at)
            then = _then(unit, year, stage, remark, by, at, until)
    except (StepRefused, WindowRefused) as refused:
        return Outcome(unit, False, f"没有退回。{refused}")
    more = f"；另有 {len(sent) - len(mine)} 张须由上一级退回" if len(sent) > len(mine) else ""
    return Outcome(unit, True, f"已退回 {len(mine)} 张为草稿{more}{then}")


def _then(
    unit: Department,
    year: FiscalYear,
    stage: Stage,
    remark: Remark,
    by: User,
    at: datetime,
    until: datetime | None,
) -> str:
    """What is to be said of the deadline where it has passed, moved when a later one was given."""
    closed = stage_lock(department=unit, year=year.year, stage=stage, at=at)
    if closed is None:
        return ""
    if until is None:
        return f"；但{closed.title}，单位须延期后才能修改、再交"
    told = extend_unit(
        unit=unit, year=year, stage=stage, until=until, reason=remark.reason, by=by, at=at
    )
    return f"；{told}"


def _sent(unit: Department, year: FiscalYear, stage: Stage) -> list[Any]:
    heads = ("department", "year")
    if stage is Stage.ACTUALS:
        sheets = Sheet.objects.filter(department=unit, year=year, state__in=SENT)
        return list(sheets.select_related(*heads).order_by("pk"))
    plans = Plan.objects.filter(department=unit, year=year, state__in=SENT)
    of_adjustments = Q(adjustments__gt=0)
    plans = plans.filter(of_adjustments if stage is Stage.ADJUSTMENT else ~of_adjustments)
    return list(plans.select_related(*heads).order_by("pk"))


def _return_of(by: User, document: Document, row: Any) -> Step | None:
    steps = open_steps(by, document, row)
    return next((step for step in steps if step.name == "return"), None)


def _return(document: Document, row: Any, remark: Remark, by: User, at: datetime) -> None:
    said: dict[str, Any] = {"step": "return", "version": last_change(row), "remark": remark}
    if document is Document.SHEET:
        take_sheet_step(sheet=row, by=by, at=at, **said)
    else:
        take_plan_step(plan=row, by=by, at=at, **said)
