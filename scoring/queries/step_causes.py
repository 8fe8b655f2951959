"""Why a step cannot be taken now, whatever is said: one answer for pages and services."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from projects.locks import Locked, stage_lock
from projects.models import Plan, PlanRevision, Stage
from projects.steps import Document, Step
from scoring.models import Evidence, Sheet


def step_cause(
    step: Step, row: Any, *, at: datetime, asked: tuple[Locked | None] | None = None
) -> Locked | None:
    """What stands against a step out of the row's state; None when it can be taken.

    `asked` holds the lock of the step's stage where the caller has asked for it already.
    """
    is_of_targets = step.document is Document.PLAN
    if is_of_targets and step.source == row.state and (lock := settled_lock(row)):
        return lock
    if step.name == "void" and row.revision > 1:
        return Locked(
            title="审定过的目标表不能作废",
            cause=f"第 {row.revision - 1} 版已经审定，须保留。",
            ask="不再调整，请取消调整；项目不再实施，请联系系统管理员终止项目。",
        )
    if step.name == "cancel" and begun_from(row) is None:
        return Locked(
            title="没有可以取消的调整",
            cause="这张表不是由单位发起调整的。",
            ask="被退回的表请按退回原因修改后再交。",
        )
    if step.name == "discard" and not is_untouched(row):
        return Locked(
            title="自评表已经填写或提交过，不能收回",
            cause=f"已填 {row.filled_count}/{row.line_count} 行。",
            ask="请按这一版目标自评。",
        )
    if not step.in_window:
        return None
    return asked[0] if asked else closed_stage(step, row, at=at)


def closed_after(step: Step, row: Any, *, at: datetime) -> Locked | None:
    """Why the unit could not mend, or begin again, what the step leaves it with; None: it could."""
    leaves_something_to_do = step.name in ("return", "void", "discard")
    return closed_stage(step, row, at=at) if leaves_something_to_do else None


def stage_of(step: Step, row: Any) -> Stage:
    """The stage in which the step is taken, or in which its unit goes on after it."""
    if step.document is Document.SHEET:
        return Stage.ACTUALS
    if step.name == "adjust":
        return Stage.ADJUSTMENT
    stage: Stage = row.stage
    return stage


def closed_stage(step: Step, row: Any, *, at: datetime) -> Locked | None:
    """Why that stage is closed for the unit; None while it is open."""
    stage = stage_of(step, row)
    return stage_lock(department=row.department, year=row.year_id, stage=stage, at=at)


def settled_lock(plan: Plan) -> Locked | None:
    """Why approved targets do not change any more: a sheet was opened on them. None without one."""
    sheet: Sheet | None = getattr(plan, "sheet", None)
    if sheet is None or plan.state != Plan.State.FINANCE_APPROVED:
        return None
    title = "已按这一版目标生成自评表，目标不能再改"
    if is_untouched(sheet):
        ask = "要调整目标，请本单位填报人先在自评表页“收回自评表”。"
        return Locked(title=title, cause="自评表还没有填写。", ask=ask)
    told = f"自评表{sheet.get_state_display()}，已填 {sheet.filled_count}/{sheet.line_count} 行。"
    return Locked(title=title, cause=told, ask="请按这一版目标自评；要改自评，请在自评表办理。")


def begun_from(plan: Plan) -> PlanRevision | None:
    """What was approved before the adjustment that the unit is working on; None without one."""
    if not plan.adjustments or plan.state != Plan.State.DRAFT:
        return None
    last = PlanRevision.objects.filter(plan=plan).order_by("-number").first()
    return last if last is not None and last.adjustments < plan.adjustments else None


_SAID = (
    ("actuals", ~Q(text="", claimed=None, deviation="", share=None, overrule_reason="")),
    ("fund_results", ~Q(executed_text="", printed_rate="")),
    ("goal_results", ~Q(text="")),
    ("task_results", ~Q(text="")),
)


def is_untouched(sheet: Sheet) -> bool:
    """Whether nobody has said or sent anything in a sheet: it may be taken back. Some queries."""
    head = sheet.claimed_execution, sheet.printed_total, sheet.narrative_total
    is_blank = sheet.printed_total_text == "" and head == (None, None, None)
    if sheet.state != Sheet.State.DRAFT or sheet.filled_count or not is_blank:
        return False
    if sheet.returns.exists() or Evidence.objects.filter(sheet=sheet).exists():
        return False
    return not any(getattr(sheet, rows).filter(said).exists() for rows, said in _SAID)
