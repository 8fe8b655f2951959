"""The steps of reports and rectifications: one table (state, step -> state), and who takes each."""

from datetime import datetime

from projects.access import Verb, may, may_judge, require, require_judge
from projects.locks import ABOVE, Locked, told_moment, whom_to_ask
from projects.models import User
from scoring.models import MonitoringReport, Rectification

Report = MonitoringReport.State
Mending = Rectification.State

# The name of a step -> the verb that its person needs (projects.access).
WHO: dict[str, Verb] = {
    "submit": Verb.SUBMIT,
    "send_back": Verb.OVERSEE,
    "answer": Verb.SUBMIT,
    "accept": Verb.OVERSEE,
    "refuse": Verb.OVERSEE,
}
JUDGING = ("accept", "refuse")  # by the body that asked for the answer
STEPS: dict[tuple[str, str], str] = {
    (Report.DRAFT, "submit"): Report.SUBMITTED,
    (Report.SUBMITTED, "send_back"): Report.DRAFT,
    (Mending.NOTIFIED, "answer"): Mending.ANSWERED,
    (Mending.RETURNED, "answer"): Mending.ANSWERED,
    (Mending.ANSWERED, "accept"): Mending.ACCEPTED,
    (Mending.ANSWERED, "refuse"): Mending.RETURNED,
}


class Stale(Locked):
    """The row is another than the person saw; what he typed may be sent again once he looked."""

    status = 409


class Unmarked(Stale):
    """It came without the version that the person saw."""

    status = 428


def status_of(lock: Locked) -> int:
    """The code of a refusal: 428 where the page did not say what it showed, else 409."""
    return lock.status if isinstance(lock, Stale) else 409


def may_step(user: User, step: str, row: MonitoringReport | Rectification) -> bool:
    """Whether a step is the person's to take in some state of the row (`notice_by` along)."""
    if step in JUDGING and isinstance(row, Rectification):
        return may_judge(user, row, asked_by=row.notice_by)
    return may(user, WHO[step], row)


def require_step(user: User, step: str, row: MonitoringReport | Rectification) -> None:
    """Raise PermissionDenied (403) unless the step is the person's."""
    if step in JUDGING and isinstance(row, Rectification):
        require_judge(user, row, asked_by=row.notice_by)
    else:
        require(user, WHO[step], row)


def step_from(row: MonitoringReport | Rectification, step: str, version: int | None) -> str:
    """The state that a step leads to; `version` is the row's as the person saw it.

    Raises Locked where it cannot be taken from this state, Stale where the row changed since
    (Unmarked without a version).
    """
    reached = STEPS.get((row.state, step))
    if reached is None:
        raise _out_of_turn(row)
    require_version(row, version)
    return reached


def require_version(row: MonitoringReport | Rectification, version: int | None) -> None:
    """Raise Stale unless the row is as the person saw it (Unmarked where he does not say)."""
    if version == row.version:
        return
    is_unmarked = version is None
    kind = Unmarked if is_unmarked else Stale
    raise kind(
        title=f"{'没有收到页面的版本' if is_unmarked else '您打开页面以后内容有变化'}，没有办理",
        cause=f"现在的状态是“{row.get_state_display()}”。",
        ask="请核对现在的内容，再办理一次。",
    )


def open_steps(row: MonitoringReport | Rectification) -> set[str]:
    """The steps that can be taken from the state of the row, whoever may take them."""
    return {step for state, step in STEPS if state == row.state}


def _out_of_turn(row: MonitoringReport | Rectification) -> Locked:
    what = "监控表" if isinstance(row, MonitoringReport) else "整改"
    by, at = _last(row)
    return Locked(
        title=f"{what}现为“{row.get_state_display()}”，这一步不能办",
        cause=f"{told_moment(at)} 由 {by.name if by else '系统'} 办理到这一步。",
        ask=f"如需改变，请联系 {_body_to_ask(row)}。",
    )


def _body_to_ask(row: MonitoringReport | Rectification) -> str:
    """Who above the unit can take the next step: of a notice, who sent it (see `may_judge`)."""
    first = row.state_by if isinstance(row, MonitoringReport) else row.notice_by
    return whom_to_ask(row.department, ABOVE, first=first)


def _last(row: MonitoringReport | Rectification) -> tuple[User | None, datetime]:
    if isinstance(row, MonitoringReport):
        return row.state_by, row.state_at
    steps = [(row.closed_at, row.closed_by), (row.answer_at, row.answer_by)]
    taken = [(at, by) for at, by in steps if at is not None]
    at, by = taken[0] if taken else (row.notice_at, row.notice_by)
    return by, at
