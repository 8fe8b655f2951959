"""年初数: what the year began with. Adjusted targets keep it; 全年数 alone is changed."""

from datetime import datetime
from typing import Any

from django.db.models import F

from projects.models import FundLine, Plan, User
from projects.services.merging import Merged
from projects.trail import record


def keep_initial_amounts(*, plan: Plan, by: User, at: datetime) -> None:
    """Write 年初数 into a table that has only 全年数: the approved amounts, before any adjustment.

    A row without it in a table that has it elsewhere, or that came in an adjustment, stays blank:
    the year began without it. That is not 0, and no rate is made of it. The caller holds the
    plan's row lock and has just begun an adjustment.
    """
    lines = list(FundLine.objects.filter(plan=plan).order_by("position"))
    if plan.adjustments > 1 or any(line.initial_text for line in lines):
        return
    bare = [line for line in lines if line.annual_text]
    if not bare:
        return
    told = [(line.label, line.annual_text) for line in bare]
    FundLine.objects.filter(pk__in=[line.pk for line in bare]).update(
        initial_text=F("annual_text"),
        initial_budget=F("annual_budget"),
        version=F("version") + 1,
    )
    record(
        by=by,
        at=at,
        action="plan.initial_kept",
        on=plan,
        summary=f"年初数按审定的全年数记下，{len(told)} 行",
        changes={f"{label} 年初数": ["", text] for label, text in told},
    )


def touched_initial_amount(plan: Plan, funds: Merged[Any]) -> str:
    """Why an edit of an adjusted plan's rows is refused; "" where it leaves 年初数 alone."""
    if not plan.is_adjustment or funds.key != "funds":
        return ""
    for number, row in enumerate(funds.rows, 1):
        before = funds.touched.get(row.node.public_id)
        if before is not None and row.said["initial"] != before["initial"]:
            return (
                f"资金第 {number} 行 年初数：目标调整只改全年数，年初数保留为"
                f"“{before['initial'] or '空白'}”，没有写入任何内容。"
            )
    if any(row.said["initial"] for row in funds.removed):
        return "已有年初数的资金行在调整时不能删除，没有写入任何内容。不再安排的请把全年数填 0。"
    return ""
