"""Send several target tables on their way at once; every one is judged by itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from projects.access import Verb, require
from projects.locks import Locked
from projects.models import Plan, User
from projects.steps import StepRefused
from scoring.gaps import Gap
from scoring.services.plan_steps import take_plan_step
from scoring.services.steps import Incomplete, status_of

Chosen = tuple[Plan, int | None]  # a plan, and the last change of it that the person saw


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one plan: why it stays where it is, `gaps` where something is missing.

    `status` is the answer's code, were it the only one.
    """

    plan: Plan
    status: int
    words: str
    gaps: list[Gap] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether it went."""
        return self.status == 200


def submit_plans(*, chosen: Sequence[Chosen], by: User, at: datetime) -> list[Sent]:
    """Submit plans; those that lack nothing go, the others stay as they are and say why.

    Each is a step of its own with its trail. Raises PermissionDenied before any is sent when one
    of them is not the person's to send.
    """
    for plan, _ in chosen:
        require(by, Verb.SUBMIT, plan)
    return [_submit(plan, version, by, at) for plan, version in chosen]


def _submit(plan: Plan, version: int | None, by: User, at: datetime) -> Sent:
    try:
        sent = take_plan_step(plan=plan, step="submit", version=version, by=by, at=at)
    except Incomplete as incomplete:
        return Sent(plan, 422, str(incomplete), incomplete.gaps)
    except (StepRefused, Locked) as refused:
        return Sent(plan, status_of(refused), str(refused))
    return Sent(sent, 200, "已提交审核")
