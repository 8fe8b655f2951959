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
from scoring.checks.places import Kind, Place, place_of, spot_of
from scoring.checks.sheet import Sheet, is_reason

_LONG = 15
_NO_ROWS = Paper("", Sheet())


class Trace(NamedTuple):
    """One place of a unit: a text, a total or a target.

    `check` is the one that compares it, with what has the same `key`; `shown` is how it is printed.
    It stands on the paper `of_paper` (its name and keys alone) of the kind `of`, of the unit
    `unit`, known by `unit_key`.
    """

    check: str
    key: str
    unit: str
    unit_key: str
    of: Kind
    of_paper: Paper
    path: str
    place: Place
    spot: str
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
            paper=self.of_paper.name,
            unit=self.unit,
            key=self.of_paper.key,
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
            yield _trace(
                unit, paper, "total_printed", total.text,
                check="score-outlier", key=paper.sheet.kind, number=total.number,
            )  # fmt: skip


def _of_goals(unit: Unit, paper: Paper) -> Iterator[Trace]:
    for goal in paper.sheet.goals:
        if len(key := same_key(goal.content)) >= _LONG:
            path = f"goals[{goal.row}].content"
            yield _trace(unit, paper, path, goal.content, check="same-text", key=key)


def _of_reasons(unit: Unit, paper: Paper) -> Iterator[Trace]:
    for line in paper.sheet.lines:
        if is_reason(line.reason) and len(key := same_key(line.reason)) >= _LONG:
            path = f"indicators[{line.row}].reason"
            yield _trace(
                unit, paper, path, line.reason, check="same-text", key=key, level3=line.name
            )


def _of_targets(unit: Unit, paper: Paper) -> Iterator[Trace]:
    for line in paper.sheet.lines:
        due = line.due
        if due.kind is ValueKind.NUMBER and due.base_unit and (due.base_number or 0) > 0:
            yield _trace(
                unit, paper, f"indicators[{line.row}].target", line.target,
                check="target-outlier", key=f"{same_key(line.name)} {due.base_unit}",
                number=due.base_number, level3=line.name,
            )  # fmt: skip


def _trace(
    unit: Unit,
    paper: Paper,
    path: str,
    shown: str,
    *,
    check: str,
    key: str,
    number: Decimal | None = None,
    level3: str | None = None,
) -> Trace:
    trace = Trace(
        check=check,
        key=key,
        unit=unit.name,
        unit_key=unit.key or unit.name,
        of=Kind.PLAN if paper.sheet.is_plan else Kind.SHEET,
        of_paper=_NO_ROWS._replace(
            name=paper.name, key=paper.key or paper.name, plan_key=paper.plan_key
        ),
        path=path,
        place=Place(""),
        spot="",
        shown=shown,
        number=number,
        level3=level3,
    )
    here = trace.finding()
    return trace._replace(place=place_of(here, paper), spot=spot_of(here, paper))
