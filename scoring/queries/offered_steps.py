"""Which steps a page offers: those that can be taken now, and why the others can not."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from projects.locks import Locked
from projects.models import User
from projects.steps import Document, Step, open_steps
from scoring.queries.step_causes import step_cause


@dataclass(frozen=True, slots=True)
class Offered:
    """The steps of a person at a document; `causes` says of those left out what stands against."""

    steps: list[Step] = field(default_factory=list)
    causes: list[Locked] = field(default_factory=list)


# Of sending and taking back the lock of the document says why not; to give up what is not there
# to be given up is nothing to be told of.
_TOLD = frozenset({"adjust", "return"})


def offered_steps(
    user: User, document: Document, row: Any, *, lock: Locked | None, at: datetime
) -> Offered:
    """What may be taken now of what is the person's to take. `lock` is on the page already."""
    found, told = Offered(), {lock.title} if lock else set()
    # What locks a draft is its stage, and its steps are those of the same stage.
    asked = (lock,) if row.state == "DRAFT" else None
    for step in open_steps(user, document, row):
        cause = step_cause(step, row, at=at, asked=asked)
        if cause is None:
            found.steps.append(step)
        elif step.name in _TOLD and cause.title not in told:
            told.add(cause.title)
            found.causes.append(cause)
    return found
