"""Declare target tables (plans) and take them through their steps."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from projects.drafts import FundDraft, PlanDraft, to_json
from projects.locks import refuse_ended
from projects.models import (
    Department,
    FiscalYear,
    FundLine,
    Goal,
    Plan,
    PlanRevision,
    Project,
    Task,
    User,
)
from projects.queries.contents import plan_content
from projects.services.fund_totals import with_one_total
from projects.services.indicators import store_tree
from projects.trail import record
from projects.values import Kind, Value, parse


@transaction.atomic
def declare_plan(
    *,
    department: Department,
    year: FiscalYear,
    project: Project | None,
    draft: PlanDraft,
    by: User | None,
    at: datetime,
) -> Plan:
    """Store a target table as a draft plan and return it.

    Labels say which row of the funds is the total, whatever the draft says. Raises IntegrityError
    when there is a plan of that year, Locked once either ended.
    """
    draft = replace(draft, funds=with_one_total(draft.funds))
    refuse_ended(department, project, year=year.year, at=at)
    plan = Plan(
        department=department,
        year=year,
        project=project,
        state_by=by,
        state_at=at,
        money_unit=draft.money_unit,
        points_note=draft.points_note,
    )
    plan.save(force_insert=True)
    store_funds_and_goals(plan=plan, draft=draft)
    Task.objects.bulk_create(
        Task(**part_of(plan, position), name=row.name, content=row.content)
        for position, row in enumerate(draft.tasks, 1)
    )
    count = store_tree(plan=plan, rows=draft.indicators)
    summary = f"填报 {year.year} 年度绩效目标表，{count} 行指标"
    record(by=by, at=at, action="plan.declared", on=plan, summary=summary)
    return plan


def store_funds_and_goals(*, plan: Plan, draft: PlanDraft) -> None:
    """Store these parts of a draft; the plan has none of them yet."""
    FundLine.objects.bulk_create(
        _fund_line(plan, position, row) for position, row in enumerate(draft.funds, 1)
    )
    Goal.objects.bulk_create(
        Goal(**part_of(plan, position), name=row.name, content=row.content)
        for position, row in enumerate(draft.goals, 1)
    )


@transaction.atomic
def approve_plan(*, plan: Plan, by: User | None, at: datetime) -> Plan:
    """Freeze the targets of a plan (审定) and return it."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    before = plan.get_state_display()
    plan.state = Plan.State.FINANCE_APPROVED
    plan.state_by, plan.state_at = by, at
    plan.version += 1
    plan.save(update_fields=["state", "state_by", "state_at", "version"])
    keep_revision(plan=plan, by=by, at=at)
    changes = {"state": [before, plan.get_state_display()]}
    record(by=by, at=at, action="plan.approved", on=plan, summary="审定绩效目标", changes=changes)
    return plan


def keep_revision(*, plan: Plan, by: User | None, at: datetime) -> PlanRevision:
    """Keep what was approved just now, for good. The caller holds the plan's row lock."""
    revision = PlanRevision(
        plan=plan,
        department=plan.department,
        year=plan.year,
        number=plan.revision,
        adjustments=plan.adjustments,
        reason=plan.adjustment_reason,
        content=to_json(plan_content(plan)),
        by=by,
        at=at,
    )
    revision.save(force_insert=True)
    return revision


def part_of(plan: Plan, position: int) -> dict[str, object]:
    """The columns that every row below a plan has."""
    return {
        "plan": plan,
        "department": plan.department,
        "year": plan.year,
        "position": position,
    }


def amount_in(value: Value, money_unit: str) -> Decimal | None:
    """A printed amount in the unit of its table; None for what is no plain amount of money."""
    if value.kind is not Kind.NUMBER or value.unit in (None, money_unit):
        return value.number
    if value.base_unit != "元" or value.base_number is None:
        return None
    return value.base_number if money_unit == "元" else value.base_number.scaleb(-4)


def _fund_line(plan: Plan, position: int, row: FundDraft) -> FundLine:
    initial, annual = parse(row.initial), parse(row.annual)
    return FundLine(
        **part_of(plan, position),
        label=row.label,
        is_total=row.is_total,
        initial_text=initial.text,
        initial_budget=amount_in(initial, plan.money_unit),
        annual_text=annual.text,
        annual_budget=amount_in(annual, plan.money_unit),
    )
