"""The total row of a plan's funds: worked out from all labels whenever they may have changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from projects.drafts import FundDraft
from projects.funds import total_at
from projects.models import FundLine, Plan, User
from projects.trail import record


def with_one_total(rows: Sequence[FundDraft]) -> list[FundDraft]:
    """The rows of a draft, with the one marked that their labels make the total."""
    total = total_at([row.label for row in rows])
    return [replace(row, is_total=at == total) for at, row in enumerate(rows)]


def mark_total(lines: Sequence[FundLine]) -> list[FundLine]:
    """Mark the total among all lines of a plan in their order; nothing is written.

    Returns the lines whose mark is another one now.
    """
    total = total_at([line.label for line in lines])
    turned = [line for at, line in enumerate(lines) if line.is_total != (at == total)]
    for line in turned:
        line.is_total = not line.is_total
    return turned


def clear_total(turned: Sequence[FundLine]) -> None:
    """Write of the turned lines the one that is the total no more.

    The database takes one total at a time: the old one goes before the new one is written.
    """
    old = [line.pk for line in turned if line.pk is not None and not line.is_total]
    if old:
        FundLine.objects.filter(pk__in=old).update(is_total=False)


def settle_total(*, plan: Plan, by: User, at: datetime) -> None:
    """Mark the total of a table that came back to its unit, as its labels say; told if it changed.

    It was frozen meanwhile, and may have been sent before labels alone said which row it is.
    """
    lines = list(FundLine.objects.filter(plan=plan).order_by("position"))
    turned = mark_total(lines)
    if not turned:
        return
    clear_total(turned)
    FundLine.objects.filter(pk__in=[line.pk for line in turned if line.is_total]).update(
        is_total=True
    )
    was, is_now = (
        next((line.label for line in turned if line.is_total is said), "") for said in (False, True)
    )
    record(
        by=by,
        at=at,
        action="plan.total_settled",
        on=plan,
        summary=f"总额行按资金来源的名称改为“{is_now or '无'}”",
        changes={"总额行": [was, is_now]},
    )
