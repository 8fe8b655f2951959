"""How much of a sheet a copy holds, measured by its points."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from scoring.checks.rounding import added
from scoring.checks.sheet import Fund, Line, Sheet

WHOLE = Decimal(100)
_EXECUTION = re.compile("预算执行|执行率")


class Extent(Enum):
    """Whether rows may be missing; UNKNOWN where no points are printed to tell by."""

    COMPLETE = 1
    CUT = 2
    UNKNOWN = 3


class Measure(NamedTuple):
    """Points of a sheet: of its rows, printed for the execution, and what they should make."""

    extent: Extent
    rows: Decimal
    execution: Decimal | None
    whole: Decimal

    @property
    def points(self) -> Decimal:
        """The points of rows and execution together."""
        return added([self.rows, self.execution or Decimal(0)])

    @property
    def makes_the_whole(self) -> bool:
        """Whether the rows make the whole, with the execution or without it."""
        return self.whole in (self.points, self.rows)

    @property
    def execution_apart(self) -> bool:
        """Whether the printed whole is that of the rows alone: 90, beside 10 of the execution."""
        return self.rows == self.whole != WHOLE and self.points == WHOLE


def measure(sheet: Sheet) -> Measure:
    """Add up the points of a sheet and say how much of it there is.

    Points that are printed but fall short of the whole (the printed sum of points, else 100) show
    that the copy ends before the last row (FORMAT of the sheet files). Where the form prints none
    for the execution, those of the edition are counted with them; where it has a row too and the
    rows make the whole, it is counted there.
    """
    points = [line.points.number for line in sheet.lines if line.points.number is not None]
    total = total_row(sheet.funds)
    execution = None if total is None else total.points.number
    unprinted = sheet.is_plan or (total is None and not sheet.is_copy)
    if unprinted and sheet.terms is not None and sheet.lines:
        execution = sheet.terms.execution_points
    whole = sheet.total_points.number
    whole = WHOLE if whole is None else whole
    rows = added(points)
    if rows == whole and execution_is_a_row(sheet):
        execution = None
    found = Measure(Extent.COMPLETE, rows, execution, whole)
    if sheet.is_plan and not points:
        return found._replace(extent=Extent.UNKNOWN)
    if not sheet.is_copy:
        return found
    if not points:
        return found._replace(extent=Extent.UNKNOWN)
    left = Decimal(0)
    if total is not None and execution is None and sheet.terms is not None:
        left = sheet.terms.execution_points or left
    cut = added([found.points, left]) < found.whole
    return found._replace(extent=Extent.CUT) if cut else found


def total_row(funds: Sequence[Fund]) -> Fund | None:
    """The row that carries the execution's points and score."""
    return next((fund for fund in funds if fund.is_total), None)


def execution_is_a_row(sheet: Sheet) -> bool:
    """Whether the execution that the funds carry stands among the indicators too."""
    total = total_row(sheet.funds)
    points = None if total is None else total.points.number
    return points is not None and any(
        line.points.number == points
        and any(map(_EXECUTION.search, (line.block, line.heading, line.name)))
        for line in sheet.lines
    )


def counted(sheet: Sheet) -> tuple[Line, ...]:
    """The rows that stand for an indicator: no break-downs; all rows of a form without points."""
    lines = sheet.lines
    scored = [  # `is_scored`, written out: a dozen checks of a sheet ask for its rows
        line for line in lines if line.points.number is not None or line.score.number is not None
    ]
    return tuple(scored) if scored and len(scored) < len(lines) else lines


def is_scored(line: Line) -> bool:
    """Whether the row counts: a break-down (其中) has neither points nor score."""
    return line.points.number is not None or line.score.number is not None
