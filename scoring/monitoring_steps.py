"""The steps of reports and rectifications: one table (state, step -> state), and who takes each."""

from datetime import datetime

from projects.access import Verb
from projects.locks import Locked, named, told_moment
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
STEPS: dict[tuple[str, str], str] = {
    (Report.DRAFT, "submit"): Report.SUBMITTED,
    (Report.SUBMITTED, "send_back"): Report.DRAFT,
    (Mending.NOTIFIED, "answer"): Mending.ANSWERED,
    (Mending.RETURNED, "answer"): Mending.ANSWERED,
    (Mending.ANSWERED, "accept"): Mending.ACCEPTED,
    (Mending.ANSWERED, "refuse"): Mending.RETURNED,
}


def step_from(row: MonitoringReport | Rectification, step: str) -> str:
    """The state that a step leads to. Raises Locked where it cannot be taken from this one."""
    reached = STEPS.get((row.state, step))
    if reached is None:
        raise _out_of_turn(row)
    return reached


def open_steps(row: MonitoringReport | Rectification) -> set[str]:
    """The steps that can be taken from the state of the row, whoever may take them."""
    return {step for state, step in STEPS if state == row.state}


def _out_of_turn(row: MonitoringReport | Rectification) -> Locked:
    what = "监控表" if isinstance(row, MonitoringReport) else "整改"
    by, at = _last(row)
    return Locked(
        title=f"{what}现为“{row.get_state_display()}”，这一步不能办",
        cause=f"{told_moment(at)} 由 {by.name if by else '系统'} 办理到这一步。",
        ask=f"如需改变，请联系 {named(by)}。",
    )


def _last(row: MonitoringReport | Rectification) -> tuple[User | None, datetime]:
    if isinstance(row, MonitoringReport):
        return row.state_by, row.state_at
    steps = [(row.closed_at, row.closed_by), (row.answer_at, row.answer_by)]
    taken = [(at, by) for at, by in steps if at is not None]
    at, by = taken[0] if taken else (row.notice_at, row.notice_by)
    return by, at
