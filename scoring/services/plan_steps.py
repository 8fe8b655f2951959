"""Take a target table through its steps: submit, pass, approve, return, adjust."""

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404

from projects.models import Plan, PlanReturn, PlanReturnLine, User
from projects.returns import Remark
from projects.services.fund_totals import settle_total
from projects.services.initial_amounts import keep_initial_amounts
from projects.services.plans import keep_revision
from projects.steps import Document
from scoring.queries.lines import numbered_lines
from scoring.services.giving_up import cancel_adjustment, void_plan
from scoring.services.report_targets import lay_targets
from scoring.services.steps import Incomplete, Taken, allowed, keep_return, move
from scoring.services.submission import plan_submission_gaps

NO_REMARK = Remark()
GIVING_UP = {"void": void_plan, "cancel": cancel_adjustment}


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
    """Take one step of the table and return the plan in its new state; voided, it is gone.

    `version` is the number of the last change that the person saw. Raises PermissionDenied,
    StepRefused, Locked (the window is closed, a sheet is there) or Incomplete (a submission with
    gaps). Approved targets that go back to the unit, returned or adjusted, become the next
    revision; what was approved stays. Monitoring reports that are drafts take approved ones over.
    """
    heads = ("department", "year", "project", "state_by")
    plans = Plan.objects.select_for_update(of=("self",)).select_related(*heads)
    plan = get_object_or_404(plans, pk=plan.pk)
    taken = Taken(
        document=Document.PLAN, row=plan, name=step, version=version, remark=remark, by=by, at=at
    )
    taking = allowed(taken)
    if taking.name in GIVING_UP:
        return GIVING_UP[taking.name](plan, taken)
    if taking.name == "submit" and (gaps := plan_submission_gaps(plan, at=at)):
        raise Incomplete(gaps)
    if taking.name == "return":
        keep_return(taken, lambda: numbered_lines(plan), (PlanReturn, PlanReturnLine))
    if taking.source == Plan.State.FINANCE_APPROVED:
        _begin_revision(plan, remark, is_adjustment=taking.name == "adjust")
    move(taking, taken)
    if taking.target == Plan.State.DRAFT:
        settle_total(plan=plan, by=by, at=at)
    if taking.name == "adjust":
        keep_initial_amounts(plan=plan, by=by, at=at)
    if taking.target == Plan.State.FINANCE_APPROVED:
        keep_revision(plan=plan, by=by, at=at)
        lay_targets(plan=plan, by=by, at=at)
    return plan


def _begin_revision(plan: Plan, remark: Remark, *, is_adjustment: bool) -> None:
    plan.revision += 1
    plan.adjustment_reason = remark.reason
    plan.adjustments += is_adjustment
    plan.save(update_fields=["revision", "adjustment_reason", "adjustments"])
