"""What a unit began and does not want: drafts are voided, adjustments and empty sheets taken back.

Each is a step of the table; the caller holds the document's row lock and has found it allowed.
"""

from projects.models import Plan, PlanReturn
from projects.services.restoring import Changes, restore_revision
from projects.trail import record, told_first
from scoring.models import Sheet
from scoring.queries.step_causes import begun_from
from scoring.services.report_targets import lay_targets
from scoring.services.steps import Taken


def void_plan(plan: Plan, taken: Taken) -> Plan:
    """Remove a draft that was never approved; its trail stays, and the history of its rows."""
    returned = PlanReturn.objects.filter(plan=plan).count()
    told = f"作废 {plan.year_id} 年度“{plan.title}”绩效目标表"
    told += f"（被退回过 {returned} 次）" if returned else ""
    changes: Changes = {"状态": [plan.get_state_display(), "已作废"]}
    _record(plan, taken, told, changes)
    plan.delete()
    return plan


def cancel_adjustment(plan: Plan, taken: Taken) -> Plan:
    """Bring the targets back to what was approved before the adjustment, as approved then."""
    revision, before = begun_from(plan), plan.revision
    assert revision is not None  # `step_cause` has found it
    changes = restore_revision(plan=plan, revision=revision)
    told = f"取消第 {before} 版的调整，恢复为审定的第 {plan.revision} 版"
    if changes:
        told += f"（{told_first(list(changes))}）"
    changes = {"状态": [plan.get_state_display(), Plan.State.FINANCE_APPROVED.label]} | changes
    plan.state = Plan.State.FINANCE_APPROVED
    plan.state_by, plan.state_at = revision.by, revision.at
    plan.version += 1
    plan.save()
    _record(plan, taken, told, changes)
    lay_targets(plan=plan, by=taken.by, at=taken.at)  # one may have come back meanwhile
    return plan


def discard_sheet(sheet: Sheet, taken: Taken) -> Sheet:
    """Remove a sheet in which nobody has said anything; told in the trail of its plan as well."""
    Plan.objects.select_for_update().get(pk=sheet.plan_id)
    told = f"收回 {sheet.year_id} 年度“{sheet.plan.title}”未填写的自评表"
    changes: Changes = {"状态": [sheet.get_state_display(), "已收回"]}
    _record(sheet, taken, told, changes)
    _record(sheet.plan, taken, told, {})
    sheet.delete()
    return sheet


def _record(row: Plan | Sheet, taken: Taken, told: str, changes: Changes) -> None:
    """Keep who gave it up and why."""
    reason = taken.remark.reason
    record(
        by=taken.by,
        at=taken.at,
        action=f"{taken.document.value}.{taken.name}",
        on=row,
        summary=f"{told[:300]}：{reason}"[:500],
        changes=changes | {"原因": ["", reason]},
    )
