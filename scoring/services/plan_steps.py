"""Take a target table through its steps: submit, pass, approve, return, adjust."""

from datetime import datetime

from django.db import transaction

from projects.models import Plan, PlanReturn, PlanReturnLine, Stage, User
from projects.returns import Remark
from projects.services.initial_amounts import keep_initial_amounts
from projects.services.plans import keep_revision
from projects.steps import Document, Step, StepRefused
from scoring.models import Sheet
from scoring.queries.lines import numbered_lines
from scoring.queries.plan_rows import gaps_of
from scoring.services.steps import Incomplete, Taken, allowed, check_window, keep_return, move

NO_REMARK = Remark()


@transaction.atomic
def take_plan_step(
    *,
    plan: Plan,
    step: str,
    version: int | None,
    by: User,
    at: datetime,
    remark: Remark = NO_REMARK,
) -> Plan:
    """Take one step of the table and return the plan in its new state.

    `version` is the number of the last change that the person saw. Raises PermissionDenied,
    StepRefused, Locked (the window is closed) or Incomplete (a submission with gaps). Approved
    targets that go back to the unit, returned or adjusted, become the next revision; what was
    approved stays.
    """
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("department__parent", "year", "project", "state_by")
        .get(pk=plan.pk)
    )
    taken = Taken(
        document=Document.PLAN, row=plan, name=step, version=version, remark=remark, by=by, at=at
    )
    taking = allowed(taken)
    check_window(taking, taken, _stage(taking, plan))
    if taking.name == "submit" and (gaps := gaps_of(plan)):
        raise Incomplete(gaps)
    if taking.name == "return":
        keep_return(taken, lambda: numbered_lines(plan), (PlanReturn, PlanReturnLine))
    if taking.source == Plan.State.FINANCE_APPROVED:
        _begin_revision(plan, remark, is_adjustment=taking.name == "adjust")
    move(taking, taken)
    if taking.name == "adjust":
        keep_initial_amounts(plan=plan, by=by, at=at)
    if taking.target == Plan.State.FINANCE_APPROVED:
        keep_revision(plan=plan, by=by, at=at)
    return plan


def _stage(step: Step, plan: Plan) -> Stage:
    return Stage.ADJUSTMENT if step.name == "adjust" else plan.stage


def _begin_revision(plan: Plan, remark: Remark, *, is_adjustment: bool) -> None:
    """Targets that a sheet was opened on do not change any more."""
    if Sheet.objects.filter(plan=plan).exists():
        raise StepRefused("已按这一版目标生成自评表，目标不能再改。要改自评，请退回自评表。")
    plan.revision += 1
    plan.adjustment_reason = remark.reason
    plan.adjustments += is_adjustment
    plan.save(update_fields=["revision", "adjustment_reason", "adjustments"])
