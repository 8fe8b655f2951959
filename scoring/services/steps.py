"""What the steps of plans and sheets have in common: who, when, why, and the way back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from projects.access import require
from projects.locks import Locked
from projects.models import User
from projects.returns import Remark
from projects.steps import Document, Step, StepRefused, find, may_ever, steps_of
from projects.trail import last_change, record
from scoring.gaps import Gap
from scoring.queries.lines import Numbered
from scoring.queries.step_causes import step_cause


class Unmarked(StepRefused):
    """The step came without the version that the person saw; nothing was done."""


def status_of(refused: StepRefused | Locked) -> int:
    """The code of a refusal: 428 where the page did not say what it showed, else 409."""
    return 428 if isinstance(refused, Unmarked) else 409


class Incomplete(Exception):
    """A submission is refused: `gaps` names everything that is missing."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self.gaps = list(gaps)
        super().__init__(f"还有 {len(self.gaps)} 处需要处理，没有提交。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step that is about to be taken on a document whose row is locked."""

    document: Document
    row: Any
    name: str
    version: int | None
    remark: Remark
    by: User
    at: datetime


def allowed(taken: Taken) -> Step:
    """The step, when it is there from this state and the person's to take.

    Raises PermissionDenied (not his whatever the state), StepRefused (not from this state, changed
    since he looked, or without its reason) or Locked (something else stands against it).
    """
    steps = steps_of(taken.document, taken.name)
    if not may_ever(taken.by, steps, taken.row):
        require(taken.by, steps[0].verb, taken.row)
    step = find(taken.document, taken.name, taken.row.state)
    if step is None:
        at = taken.row.get_state_display()
        raise StepRefused(f"现在的状态是“{at}”，不能{steps[0].done}。请刷新页面，看看谁已处理过。")
    require(taken.by, step.verb, taken.row)
    if taken.version is None:
        raise Unmarked("没有收到页面的版本，没有处理。请核对内容后再办理一次。")
    if taken.version != last_change(taken.row):
        raise StepRefused("您打开页面以后内容有变化，没有处理。请核对新的内容后再办理。")
    if cause := step_cause(step, taken.row, at=taken.at):
        raise cause
    if step.asks_reason and not taken.remark.reason:
        raise StepRefused(f"{step.done}须写明原因，没有处理。")
    return step


def move(step: Step, taken: Taken) -> None:
    """Bring the row into its new state and leave the trail; the caller saves nothing more."""
    row, before = taken.row, taken.row.get_state_display()
    row.state, row.state_by, row.state_at = step.target, taken.by, taken.at
    row.version += 1
    row.save(update_fields=["state", "state_by", "state_at", "version"])
    changes: dict[str, Any] = {"状态": [before, row.get_state_display()]}
    if taken.remark.reason:
        changes["原因"] = ["", taken.remark.reason]
    summary = step.done if not taken.remark.reason else f"{step.done}：{taken.remark.reason}"
    if taken.remark.rows:
        summary = f"{summary[:440]}（指明 {len(taken.remark.rows)} 行）"
    record(
        by=taken.by,
        at=taken.at,
        action=f"{step.document.value}.{step.name}",
        on=row,
        summary=summary[:500],
        changes=changes,
    )


def keep_return(
    taken: Taken,
    lines: Callable[[], list[Numbered]],
    models: tuple[Any, Any],
) -> None:
    """Keep why a document goes back, and what about which rows. Raises StepRefused for odd rows.

    `models` are those of the return and of its rows.
    """
    row, (whole, part) = taken.row, models
    known = {line.lineage: line for line in lines()} if taken.remark.rows else {}
    if taken.remark.rows.keys() - known.keys():
        raise StepRefused("指明的行已不在表中，没有处理。请刷新页面后重填。")
    common = {"department": row.department, "year": row.year}
    returned = whole(
        **{taken.document.value: row},
        **common,
        from_state=row.state,
        reason=taken.remark.reason,
        by=taken.by,
        at=taken.at,
    )
    returned.save(force_insert=True)
    part.objects.bulk_create(
        part(
            **common,
            returned=returned,
            lineage=lineage,
            number=known[lineage].number,
            name=known[lineage].name,
            reason=reason,
        )
        for lineage, reason in taken.remark.rows.items()
    )
