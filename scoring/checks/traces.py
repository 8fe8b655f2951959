"""What is remembered of a unit's papers, so that those of a whole branch can be held side by side.

A unit is read once and forgotten: only its longer texts, its totals and its targets stay.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from projects.values import Kind as ValueKind
from scoring.checks.finding import Finding, Severity
from scoring.checks.names import same_key
from scoring.checks.papers import Paper, Unit
from scoring.checks.places import Kind, Place, place_of
from scoring.checks.sheet import is_reason

_LONG = 15


class Trace(NamedTuple):
    """One place of a unit: a text, a total or a target.

    `check` is the one that compares it, with what has the same `key`; `shown` is how it is printed.
    It stands on the paper `paper` of the kind `of`, known by `paper_key`, of the unit `unit`, known
    by `unit_key`.
    """

    check: str
    key: str
    unit: str
    unit_key: str
    paper: str
    of: Kind
    paper_key: str
    path: str
    place: Place
    shown: str
    number: Decimal | None = None
    level3: str | None = None

    def finding(self, message: str = "", expected: str | None = None) -> Finding:
        """The finding of its check at this place."""
        return Finding(
            check=self.check,
            severity=Severity.DOUBT,
            place=self.path,
            message=message,
            printed=self.shown,
            expected=expected,
            level3=self.level3,
            paper=self.paper,
            unit=self.unit,
            key=self.paper_key,
        )


class Branch(NamedTuple):
    """Traces of many departments of one year."""

    year: int
    traces: tuple[Trace, ...]


def traces_of(unit: Unit) -> Iterator[Trace]:
    """What the checks of a branch remember of a unit."""
    for paper in unit.plans:
        yield from _of_goals(unit, paper)
        yield from _of_targets(unit, paper)
    for paper in unit.sheets:
        yield from _of_reasons(unit, paper)
        total = paper.sheet.total
        if total.number is not None:
            trace = _trace(unit, paper, "total_printed", total.text)
            yield trace._replace(check="score-outlier", key=paper.sheet.kind, number=total.number)


def _of_goals(unit: Unit, paper: Paper) -> Iterator[Trace]:
    for goal in paper.sheet.goals:
        if len(key := same_key(goal.content)) >= _LONG:
            trace = _trace(unit, paper, f"goals[{goal.row}].content", goal.content)
            yield trace._replace(check="same-text", key=key)


def _of_reasons(unit: Unit, paper: Paper) -> Iterator[Trace]:
    for line in paper.sheet.lines:
        if is_reason(line.reason) and len(key := same_key(line.reason)) >= _LONG:
            trace = _trace(unit, paper, f"indicators[{line.row}].reason", line.reason, line.name)
            yield trace._replace(check="same-text", key=key)


def _of_targets(unit: Unit, paper: Paper) -> Iterator[Trace]:
    for line in paper.sheet.lines:
        due = line.due
        if due.kind is ValueKind.NUMBER and due.base_unit and (due.base_number or 0) > 0:
            trace = _trace(unit, paper, f"indicators[{line.row}].target", line.target, line.name)
            key = f"{same_key(line.name)} {due.base_unit}"
            yield trace._replace(check="target-outlier", key=key, number=due.base_number)


def _trace(unit: Unit, paper: Paper, path: str, shown: str, level3: str | None = None) -> Trace:
    """A place, for a check to be named."""
    trace = Trace(
        check="",
        key="",
        unit=unit.name,
        unit_key=unit.key or unit.name,
        paper=paper.name,
        of=Kind.PLAN if paper.sheet.is_plan else Kind.SHEET,
        paper_key=paper.key or paper.name,
        path=path,
        place=Place(""),
        shown=shown,
        level3=level3,
    )
    return trace._replace(place=place_of(trace.finding(), paper))
