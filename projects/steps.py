"""The steps of plans and sheets: one table for both, and nothing else decides.

A step leads from one state to the next, is taken by whoever has its verb over the row, and may ask
for a reason. What goes back to the unit always does. The order is that of systems in use (rule
notes, workflow): fill, send, check by the department, then by the finance bureau; whoever does not
agree returns it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from projects.access import Verb, may
from projects.models import Department, User


class Document(StrEnum):
    """What goes through steps."""

    PLAN = "plan"
    SHEET = "sheet"


GONE = ""  # the target of a step after which there is no document any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One way from a state to another.

    `name` stands in the address, `words` on the button, `done` in the trail, `then` tells what
    comes next. `asks_reason`: it is refused without one; `by_row`: rows may be named as well;
    `in_window`: only while the stage is open; `is_back`: it takes something away from where it is.
    """

    document: Document
    name: str
    source: str
    target: str
    verb: Verb
    words: str
    done: str
    then: str
    asks_reason: bool = False
    by_row: bool = False
    in_window: bool = False
    is_back: bool = False


def _returned(document: Document, source: str, verb: Verb) -> Step:
    return Step(
        document=document,
        name="return",
        source=source,
        target="DRAFT",
        verb=verb,
        words="退回…",
        done="退回",
        then="原因已列在该单位的工作台，改好后会再提交。",
        asks_reason=True,
        by_row=True,
        is_back=True,
    )


def _of_the_unit(document: Document) -> list[Step]:
    return [
        Step(
            document=document,
            name="submit",
            source="DRAFT",
            target="SUBMITTED",
            verb=Verb.SUBMIT,
            words="提交审核",
            done="提交审核",
            then="由上级部门审核；若被退回，会列在工作台。",
            in_window=True,
        ),
        Step(
            document=document,
            name="withdraw",
            source="SUBMITTED",
            target="DRAFT",
            verb=Verb.SUBMIT,
            words="撤回",
            done="撤回提交",
            then="可以接着修改，改好后请再提交。",
            in_window=True,  # else the unit would hold a draft that it can neither mend nor send
            is_back=True,
        ),
    ]


def _given_up_by_the_unit() -> list[Step]:
    """What a unit began and does not want: new targets, an adjustment, an empty sheet."""
    return [
        Step(
            document=Document.PLAN,
            name="void",
            source="DRAFT",
            target=GONE,
            verb=Verb.PLAN,
            words="作废…",
            done="作废",
            then="经过列在单位页的“已作废的目标表”。",
            asks_reason=True,
            is_back=True,
        ),
        Step(
            document=Document.PLAN,
            name="cancel",
            source="DRAFT",
            target="FINANCE_APPROVED",
            verb=Verb.PLAN,
            words="取消调整…",
            done="取消调整",
            then="目标已恢复为审定的一版。",
            asks_reason=True,
            is_back=True,
        ),
        Step(
            document=Document.SHEET,
            name="discard",
            source="DRAFT",
            target=GONE,
            verb=Verb.FILL,
            words="收回自评表…",
            done="收回自评表",
            then="目标可以调整；需要自评时再生成自评表。",
            asks_reason=True,
            is_back=True,
        ),
    ]


def _of_those_above(document: Document) -> list[Step]:
    return [
        Step(
            document=document,
            name="pass",
            source="SUBMITTED",
            target="DEPARTMENT_PASSED",
            verb=Verb.PASS,
            words="审核通过",
            done="审核通过",
            then="下一步由财政部门办理。",
        ),
        _returned(document, "SUBMITTED", Verb.PASS),
        Step(
            document=document,
            name="recall",
            source="DEPARTMENT_PASSED",
            target="SUBMITTED",
            verb=Verb.PASS,
            words="收回审核…",
            done="收回审核",
            then="可以重新审核或退回。",
            asks_reason=True,
            is_back=True,
        ),
        _returned(document, "DEPARTMENT_PASSED", Verb.APPROVE),
    ]


STEPS: tuple[Step, ...] = (
    *_of_the_unit(Document.PLAN),
    *_of_those_above(Document.PLAN),
    Step(
        document=Document.PLAN,
        name="approve",
        source="DEPARTMENT_PASSED",
        target="FINANCE_APPROVED",
        verb=Verb.APPROVE,
        words="审定",
        done="审定绩效目标",
        then="目标和分值已锁定；单位可以生成自评表，也可以列入运行监控。",
    ),
    _returned(Document.PLAN, "FINANCE_APPROVED", Verb.APPROVE),
    Step(
        document=Document.PLAN,
        name="adjust",
        source="FINANCE_APPROVED",
        target="DRAFT",
        verb=Verb.PLAN,
        words="调整目标…",
        done="开始调整目标",
        then="审定过的一版已另存；改好后请再提交。",
        asks_reason=True,
        in_window=True,
    ),
    *_given_up_by_the_unit(),
    *_of_the_unit(Document.SHEET),
    *_of_those_above(Document.SHEET),
    Step(
        document=Document.SHEET,
        name="accept",
        source="DEPARTMENT_PASSED",
        target="ACCEPTED",
        verb=Verb.APPROVE,
        words="接受",
        done="接受自评表",
        then="自评到此完成；要改须先退回。",
    ),
    _returned(Document.SHEET, "ACCEPTED", Verb.APPROVE),
)
NAMES = frozenset(step.name for step in STEPS)


class Stepped(Protocol):
    """A plan or a sheet, its department loaded along."""

    state: str

    @property
    def department(self) -> Department:
        """Whose it is."""
        ...


class StepRefused(Exception):
    """The step cannot be taken from where the document is now; the message says why."""


def find(document: Document, name: str, state: str) -> Step | None:
    """The step of that name out of that state; None when there is none."""
    for step in STEPS:
        if (step.document, step.name, step.source) == (document, name, state):
            return step
    return None


def steps_of(document: Document, name: str) -> list[Step]:
    """Every step of that name, whatever state it leads out of."""
    return [step for step in STEPS if (step.document, step.name) == (document, name)]


def open_steps(user: User, document: Document, row: Stepped) -> list[Step]:
    """What `user` may do with the row as it is, in the order of the table."""
    return [
        step
        for step in STEPS
        if step.document is document and step.source == row.state and may(user, step.verb, row)
    ]


def may_ever(user: User, steps: Iterable[Step], row: Stepped) -> bool:
    """Whether one of the steps is the person's to take in some state of the row."""
    return any(may(user, step.verb, row) for step in steps)
