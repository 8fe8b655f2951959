"""A score in proportion, worked again: in words, and with its figures moved by half a digit.

The rule book says what a row scores. These checks only ask how far rounding for print explains
another score, so the formula is told from the result: the one that gives the computed score.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scoring.checks.rounding import NOTHING, Span, digits_of, half_a_digit, plain
from scoring.checks.sheet import Line
from scoring.rules.numbers import SCORE_DIGITS, half_up
from scoring.rules.terms import Sign

_ALL = Fraction(1)
_SHARES = ("%", "‰")
_FLOORS = frozenset({Sign.AT_LEAST, Sign.ABOVE, Sign.EQUAL})


class Worked(NamedTuple):
    """The formula that gave the score: its words, and the share of the points by both figures."""

    words: str
    share: Callable[[Fraction, Fraction], Fraction]


def worked_out(line: Line) -> Worked | None:
    """The formula behind a computed score below the points; None where none of these gives it."""
    points, computed = line.points.number, line.computed
    target, actual = line.target_number, line.actual_number
    if points is None or computed is None or not target or not actual or line.sign is None:
        return None
    if line.upper_number is not None or target < 0 or actual < 0:
        return None
    for worked in _formulas(line.sign, plain(target), plain(actual), plain(points)):
        exact = _within(worked.share(Fraction(actual), Fraction(target))) * Fraction(points)
        if _rounds_to(exact, computed):
            return worked
    return None


def moved(line: Line) -> Span | None:
    """All scores that come out with target and actual moved by half of their last printed digit.

    Shares always move, other figures when printed with decimals: counts of whole things are exact,
    and so are points. None where nothing moves or the rule is not in proportion.
    """
    target, actual, points = line.target_number, line.actual_number, line.points.number
    if target is None or actual is None or points is None:
        return None
    slack_of_target, slack_of_actual = _slack(line, target), _slack(line, actual)
    worked = worked_out(line)
    if worked is None or not (slack_of_target or slack_of_actual):
        return None
    dues = [Fraction(target) + side * slack_of_target for side in (-1, 1)]
    dones = [max(NOTHING, Fraction(actual) + side * slack_of_actual) for side in (-1, 1)]
    if min(dues) <= 0 or min(dones) <= 0:
        return None
    shares = [_within(worked.share(done, due)) for done in dones for due in dues]
    return Span(min(shares) * Fraction(points), max(shares) * Fraction(points))


def _formulas(sign: Sign, target: str, actual: str, points: str) -> tuple[Worked, ...]:
    if sign in _FLOORS:
        return (Worked(f"{actual} ÷ {target} × {points}", lambda done, due: done / due),)
    return (
        Worked(
            f"(1 − ({actual} − {target}) ÷ {target}) × {points}",
            lambda done, due: 2 - done / due,
        ),
        Worked(f"{target} ÷ {actual} × {points}", lambda done, due: due / done),
    )


def _within(share: Fraction) -> Fraction:
    return min(_ALL, max(NOTHING, share))


def _rounds_to(exact: Fraction, computed: Decimal) -> bool:
    """Whether the rule's score is this one rounded: to two decimals, or to fewer (an edition's)."""
    for places in range(SCORE_DIGITS, -1, -1):
        scaled = exact * 10**places
        whole = half_up(scaled.numerator, scaled.denominator)
        if Fraction(whole, 10**places) == Fraction(computed):
            return True
    return False


def _slack(line: Line, figure: Decimal) -> Fraction:
    moves = line.unit in _SHARES or digits_of(figure) > 0
    return half_a_digit(figure) if moves else NOTHING
