"""Negative controls: a guard of the product is taken away, and the same questions must notice it.

A guard is taken away by its code object, because views hold it by name. The product has no switch.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from types import FunctionType
from typing import Any

from perf.assure.access.tree import Tree
from perf.assure.access.turns import LOCKED
from perf.assure.access.walk import Case, door_of, walk, wanted_of
from projects import access, locks
from scoring import locks as scoring_locks

Chosen = Callable[[Tree, Case], bool]


@dataclass(frozen=True, slots=True)
class Guard:
    """What is taken away, what stands in for it, and which questions are about it."""

    name: str
    guard: Callable[..., Any]
    stand_in: Callable[..., Any]
    is_about: Chosen


def _any(tree: Tree, case: Case) -> bool:
    return case.method in ("GET", "POST")


def _hidden(tree: Tree, case: Case) -> bool:
    """Rows out of sight of people who see some."""
    return _any(tree, case) and bool(case.place and case.seat.scope) and not _seen(case)


def _seen(case: Case) -> bool:
    return case.place in case.seat.scope


def _forbidden(tree: Tree, case: Case) -> bool:
    return _any(tree, case) and _seen(case) and 403 in _wanted(tree, case)


def _locked(kind: str) -> Chosen:
    """Changes that a person may make, and that come too late."""
    return lambda tree, case: (
        case.kind == kind and _seen(case) and _wanted(tree, case) == LOCKED.statuses
    )


def _wanted(tree: Tree, case: Case) -> tuple[int, ...]:
    return wanted_of(case, door_of(tree, case), tree.places.get(case.place)).statuses


GUARDS = (
    Guard(
        "access-noticed-without-the-scope",
        access.visible,
        lambda user, model: model._default_manager.all(),
        _hidden,
    ),
    Guard(
        "access-noticed-when-everybody-may-everything",
        access.may,
        lambda user, verb, row: True,
        _forbidden,
    ),
    Guard(
        "access-noticed-without-the-lock-of-a-sent-sheet",
        scoring_locks.sheet_lock,
        lambda sheet, at: None,
        _locked("sheet"),
    ),
    Guard(
        "access-noticed-without-the-lock-of-a-sent-plan",
        locks.plan_lock,
        lambda plan, at: None,
        _locked("plan"),
    ),
    Guard(
        "access-noticed-without-the-lock-of-a-sent-report",
        scoring_locks.report_lock,
        lambda report, at: None,
        _locked("report"),
    ),
)


@contextlib.contextmanager
def taken_away(guard: Callable[..., Any], stand_in: Callable[..., Any]) -> Iterator[None]:
    """Let the stand-in answer in place of the guard while the block runs, wherever it is held."""
    assert isinstance(guard, FunctionType)
    assert isinstance(stand_in, FunctionType)
    kept = guard.__code__, guard.__kwdefaults__
    guard.__code__ = stand_in.__code__
    try:
        yield
    finally:
        guard.__code__, guard.__kwdefaults__ = kept


def noticed(tree: Tree, asked: list[Case], guard: Guard, most: int, seed: int) -> int:
    """How many faults the questions about a guard find without it, `most` questions at random."""
    about = [case for case in asked if guard.is_about(tree, case)]
    chosen = Random(seed).sample(range(len(about)), min(most, len(about)))  # noqa: S311
    with taken_away(guard.guard, guard.stand_in):
        tally = walk(tree, [about[number] for number in sorted(chosen)])
    return len(tally.wrong) + len(tally.changed) + len(tally.told_apart)
