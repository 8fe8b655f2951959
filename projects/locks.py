"""Locks: what may not be changed now, said with its cause and the person to ask."""

from datetime import datetime

from django.utils import timezone

from projects.models import Plan, User


class Locked(Exception):
    """The row is in a state that refuses this change; the page answers 409."""

    def __init__(self, *, what: str, state: str, by: User | None, at: datetime) -> None:
        day = timezone.localtime(at)
        when = f"{day.year}年{day.month}月{day.day}日 {day:%H:%M}"
        who = by.name if by else "系统"
        self.title = f"{what}{state}，不能修改"
        self.cause = f"{when} 由 {who} 置为“{state}”。"
        phone = f"，电话 {by.phone}" if by and by.phone else ""
        self.ask = f"要修改，请联系 {who}{phone} 退回。" if by else "要修改，请联系主管部门退回。"
        super().__init__(f"{self.title}。{self.cause}{self.ask}")


def plan_lock(plan: Plan) -> Locked | None:
    """Why the targets cannot be changed now, or None when they can."""
    if plan.state == Plan.State.DRAFT:
        return None
    return Locked(
        what=f"{plan.year_id} 年度绩效目标表",
        state=plan.get_state_display(),
        by=plan.state_by,
        at=plan.state_at,
    )
