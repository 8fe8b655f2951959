"""What a rule is made of: a small tree, built by readable Python and read by several readers.

    when(actual >= target, "met", points).otherwise("short", half_up(actual * points, target, 2))

Node kinds: number, field, + - x, compare (blank included), when, min, max and half_up. There is no
division but half_up, so no reader can round where another does not. Every node can be written as
SQL. A branch names its outcome; a branch without a score is a value that the rule cannot judge.

Nodes are equal only to themselves (eq=False): formulas are built once, and the readers keep what
they made of a node under its identity instead of hashing a whole tree for every line.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Self

from scoring.rules.numbers import decimals_of, scaled


class Style(StrEnum):
    """How a field is shown in words."""

    PLAIN = "plain"
    MEASURE = "measure"  # with the unit of the line
    PERCENT = "percent"  # 0.9 is shown as 90%
    MONEY = "money"  # thousands separated, at least two decimals
    DAY = "day"  # a day counted from 1 January of the year 1


class Expr:
    """Anything with a numeric value. Compare with >=, >, <=, < and `equals`."""

    __slots__ = ()

    def __add__(self, other: "Expr | int") -> "Combine":
        return Combine("+", self, _expr(other))

    def __sub__(self, other: "Expr | int") -> "Combine":
        return Combine("-", self, _expr(other))

    def __mul__(self, other: "Expr | int") -> "Combine":
        return Combine("*", self, _expr(other))

    def __ge__(self, other: "Expr | int") -> "Compare":
        return Compare(">=", self, _expr(other))

    def __gt__(self, other: "Expr | int") -> "Compare":
        return Compare(">", self, _expr(other))

    def __le__(self, other: "Expr | int") -> "Compare":
        return Compare("<=", self, _expr(other))

    def __lt__(self, other: "Expr | int") -> "Compare":
        return Compare("<", self, _expr(other))

    def equals(self, other: "Expr | int") -> "Compare":
        """Compare for equality; == between nodes stays what it is in Python."""
        return Compare("==", self, _expr(other))


@dataclass(frozen=True, slots=True, eq=False)
class Number(Expr):
    """A constant: `units` x 10^-`places`."""

    units: int
    places: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Field(Expr):
    """A value of the line. `places` is fixed (points) or None for the scale of the line."""

    name: str
    style: Style = Style.PLAIN
    places: int | None = None

    def is_blank(self) -> "Blank":
        """Whether nothing was filled in; 0 is not blank."""
        return Blank(self)


@dataclass(frozen=True, slots=True, eq=False)
class Combine(Expr):
    """Sum, difference or product."""

    op: Literal["+", "-", "*"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Pick(Expr):
    """The smaller or the larger of two values."""

    op: Literal["min", "max"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, eq=False)
class HalfUp(Expr):
    """numerator / denominator, rounded to `digits` decimals with halves up: the only division.

    `cut`: the digits beyond are cut off instead (an edition may say so).
    """

    numerator: Expr
    denominator: Expr
    digits: int
    cut: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Compare:
    """A condition between two values."""

    op: Literal[">=", ">", "<=", "<", "=="]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Blank:
    """The condition that a field was left empty."""

    field: Field


Test = Compare | Blank


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """The end of a branch: an outcome, its score if there is one, and what its sentence may show.

    `shown` is a comparison that is true here by the branches above but is not the last one tested;
    `rate` is a percentage worth naming beside the score.
    """

    outcome: str
    score: Expr | None = None
    shown: Compare | None = None
    rate: HalfUp | None = None


@dataclass(frozen=True, slots=True, eq=False)
class When:
    """One decision: the branch that holds and everything else."""

    test: Test
    then: "Formula"
    otherwise: "Formula"


Formula = Leaf | When


class Branches:
    """A formula being written; `otherwise` finishes it."""

    def __init__(self) -> None:
        self._branches: list[tuple[Test, Formula]] = []

    def when(self, test: Test, outcome: "str | Formula", score: "Expr | int | None" = None) -> Self:
        """Add the branch to take when `test` holds and no earlier one did."""
        self._branches.append((test, _formula(outcome, score)))
        return self

    def otherwise(self, outcome: "str | Formula", score: "Expr | int | None" = None) -> Formula:
        """Finish the formula.

        Raises ValueError if two branches name the same outcome, unless they share one leaf, which
        then says by itself what is shown.
        """
        formula = _formula(outcome, score)
        for test, then in reversed(self._branches):
            formula = When(test, then, formula)
        ends = {id(leaf): leaf for leaf in leaves(formula)}.values()
        codes = [leaf.outcome for leaf in ends]
        if len(codes) != len(set(codes)):
            raise ValueError(f"an outcome is named twice in one formula: {codes}")
        return formula


def when(test: Test, outcome: str | Formula, score: Expr | int | None = None) -> Branches:
    """Start a formula with its first branch."""
    return Branches().when(test, outcome, score)


def leaf(
    outcome: str,
    score: Expr | int | None = None,
    *,
    shown: Compare | None = None,
    rate: HalfUp | None = None,
) -> Leaf:
    """Write a branch whose sentence shows more than the condition that led to it."""
    return Leaf(outcome, None if score is None else _expr(score), shown, rate)


def number(text: str) -> Number:
    """Write a constant with decimals: number("0.8")."""
    value = Decimal(text)
    places = decimals_of("number", value)
    return Number(scaled(value, places), places)


def minimum(left: Expr | int, right: Expr | int) -> Pick:
    """Give the smaller value."""
    return Pick("min", _expr(left), _expr(right))


def maximum(left: Expr | int, right: Expr | int) -> Pick:
    """Give the larger value."""
    return Pick("max", _expr(left), _expr(right))


def half_up(numerator: Expr, denominator: Expr | int, digits: int, *, cut: bool = False) -> HalfUp:
    """Divide exactly and round once. Written half_up(a * b, d), it reads a ÷ d × b."""
    return HalfUp(numerator, _expr(denominator), digits, cut)


def leaves(formula: Formula) -> tuple[Leaf, ...]:
    """List the ends of all branches, in the order in which they are tested."""
    if isinstance(formula, Leaf):
        return (formula,)
    return leaves(formula.then) + leaves(formula.otherwise)


def _expr(value: Expr | int) -> Expr:
    return Number(value) if isinstance(value, int) else value


def _formula(outcome: str | Formula, score: Expr | int | None) -> Formula:
    if isinstance(outcome, str):
        return leaf(outcome, score)
    if score is not None:
        raise ValueError("a nested formula brings its own scores")
    return outcome
