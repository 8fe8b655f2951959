"""Open the sheet of a plan and record what became of goals and tasks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.shortcuts import get_object_or_404

from projects.access import Verb, require
from projects.locks import Locked, stage_lock
from projects.models import Indicator, Plan, Stage, User
from projects.trail import record
from scoring.adapter import edition_for, execution_points
from scoring.models import FundResult, GoalResult, Sheet, TaskResult
from scoring.services.scores import rescore


class PlanNotApproved(ValueError):
    """The targets may still change; a sheet is opened on approved ones only."""


class SheetThere(ValueError):
    """The plan has its sheet already."""


class NoEdition(ValueError):
    """No edition of the rule book fits the plan's region, kind and year."""


@transaction.atomic
def open_sheet(*, plan: Plan, by: User | None, at: datetime) -> Sheet:
    """Make the empty sheet of an approved plan and return it; a person needs the right to fill it.

    Raises PermissionDenied, PlanNotApproved, SheetThere, Locked (the stage is closed to a person),
    or NoEdition when no rule book fits.
    """
    plans = Plan.objects.select_for_update(of=("self",))
    plan = get_object_or_404(plans.select_related("department", "year", "project"), pk=plan.pk)
    if by is not None:
        _check_person(plan, by, at)
    if plan.state != Plan.State.FINANCE_APPROVED:
        raise PlanNotApproved(f"{plan} 的绩效目标还没有审定，审定以后才能自评。")
    if Sheet.objects.filter(plan=plan).exists():
        raise SheetThere(f"{plan} 已有自评表。")
    edition = edition_for(plan)
    if edition is None:
        raise NoEdition(f"没有适用于 {plan} 的评分办法，请联系财政管理人。")
    sheet = Sheet(
        plan=plan,
        department=plan.department,
        year=plan.year,
        state_by=by,
        state_at=at,
        edition_code=edition.code,
        edition_digest=edition.digest,
        execution_points=execution_points(edition),
        line_count=Indicator.objects.filter(plan=plan, level=3).count(),
    )
    sheet.save(force_insert=True)
    FundResult.objects.bulk_create(
        FundResult(sheet=sheet, department=plan.department, year=plan.year, fund_line=line)
        for line in plan.funds.all()
    )
    rescore(sheet=sheet)
    summary = f"由 {plan.year_id} 年度目标表生成自评表，{sheet.line_count} 行"
    record(by=by, at=at, action="sheet.opened", on=sheet, summary=summary)
    return sheet


def open_sheets(
    *, plans: Iterable[Plan], by: User, at: datetime
) -> tuple[list[Sheet], list[tuple[Plan, str]]]:
    """Open the sheet of every plan; gives those that were opened, and (plan, why not) of the rest.

    Raises PermissionDenied for a plan that is not the person's to fill.
    """
    opened, refused = [], []
    for plan in plans:
        try:
            opened.append(open_sheet(plan=plan, by=by, at=at))
        except (PlanNotApproved, SheetThere, NoEdition, Locked) as reason:
            refused.append((plan, str(reason)))
    return opened, refused


def _check_person(plan: Plan, by: User, at: datetime) -> None:
    require(by, Verb.FILL, plan)
    stage = Stage.ACTUALS
    if lock := stage_lock(department=plan.department, year=plan.year_id, stage=stage, at=at):
        raise lock


@transaction.atomic
def record_results(
    *,
    sheet: Sheet,
    goals: Mapping[int, str],
    tasks: Mapping[int, str],
    narrative_total: Decimal | None,
    by: User | None,
    at: datetime,
) -> None:
    """Store what became of goals and tasks (texts by row id), and the total told in the text."""
    common = {"sheet": sheet, "department": sheet.department, "year": sheet.year}
    GoalResult.objects.bulk_create(
        GoalResult(**common, goal_id=goal, text=text) for goal, text in goals.items()
    )
    TaskResult.objects.bulk_create(
        TaskResult(**common, task_id=task, text=text) for task, text in tasks.items()
    )
    sheet.narrative_total = narrative_total
    sheet.save(update_fields=["narrative_total"])
    summary = f"填写目标完成情况 {len(goals)} 条、任务完成情况 {len(tasks)} 条"
    record(by=by, at=at, action="sheet.results_recorded", on=sheet, summary=summary)
