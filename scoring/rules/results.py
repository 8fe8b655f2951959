"""What the rule book gives back: values that cannot change, decimals with two places."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class LineScore(NamedTuple):
    """One scored line. `score` None: not computed, the outcome says why.

    A tuple and not a dataclass: thirty-five are made for every sheet that is valued.
    """

    key: str
    rule: str
    outcome: str
    points: Decimal
    score: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionScore:
    """The scored funds row."""

    rule: str
    outcome: str
    points: Decimal
    score: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockScore:
    """The sum of a block. `points` includes inapplicable lines, `score` is what was computed."""

    name: str
    points: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A named row between the sum of the lines and the total. `score` may be negative."""

    code: str
    label: str
    score: Decimal
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTotals:
    """What a sheet comes to: its lines + execution + adjustments = total.

    `due`: all points of the sheet. `unscored`: applicable lines without a computed score; they add
    nothing to the total. `grade`: None while a line or the execution has no score, or no line is
    applicable.
    """

    execution: ExecutionScore
    adjustments: tuple[Adjustment, ...]
    due: Decimal
    total: Decimal
    grade: str | None
    unscored: int

    @property
    def complete(self) -> bool:
        """Whether every applicable line and the execution have a computed score."""
        return self.unscored == 0 and self.execution.score is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetScore(SheetTotals):
    """A scored sheet, line by line and block by block."""

    lines: tuple[LineScore, ...]
    blocks: tuple[BlockScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableScore(SheetTotals):
    """A scored sheet in columns: rule codes, outcomes, points used and scores in hundredths.

    A score of None: not computed. Points used are those given, unless the edition moves points.
    """

    rules: Sequence[str]
    outcomes: Sequence[str]
    points: Sequence[int]
    scores: Sequence[int | None]
