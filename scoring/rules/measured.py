"""Indicators with a number: >=, >, =, <, <= and targets of zero. Rule book notes: section 3.

Met in the sign's direction gives all points. Missed gives points in proportion, where the target is
above zero; a target that is zero or negative has no proportion, so a miss is left to a person
(except the two zero targets that practice knows: "= 0" and "<= 0", all or nothing).
A negative actual counts as 0 once the target is missed, never to meet a target.
"""

from scoring.rules.formula import Expr, Field, Formula, Style, half_up, leaf, when
from scoring.rules.numbers import SCORE_DIGITS

points = Field("points", Style.PLAIN, SCORE_DIGITS)
target = Field("target", Style.MEASURE)
actual = Field("actual", Style.MEASURE)

PROPORTION = half_up(actual * points, target, SCORE_DIGITS)
INVERSE = half_up(target * points, actual, SCORE_DIGITS)
OVERSHOOT = half_up((target - (actual - target)) * points, target, SCORE_DIGITS)

BELOW_ZERO = leaf("negative", 0, shown=actual < target)
ZERO_MISSED = leaf("zero_missed", 0, shown=actual > target)

AT_LEAST = (
    when(actual.is_blank(), "not_reported")
    .when(target.is_blank(), "no_target")
    .when(actual >= target, "met", points)
    .when(target <= 0, "unjudgeable")
    .when(actual < 0, BELOW_ZERO)
    .otherwise("short", PROPORTION)
)

# Exactly on a strict bound misses it, but the proportion is 1: full points, said as such.
ABOVE = (
    when(actual.is_blank(), "not_reported")
    .when(target.is_blank(), "no_target")
    .when(actual > target, "met", points)
    .when(target <= 0, "unjudgeable")
    .when(actual.equals(target), "edge", points)
    .when(actual < 0, BELOW_ZERO)
    .otherwise("short", PROPORTION)
)

# "=" is read as a count to reach: more than that is full points too. "= 0" is a count to avoid.
EQUAL = (
    when(actual.is_blank(), "not_reported")
    .when(target.is_blank(), "no_target")
    .when(actual.equals(target), "met", points)
    .when(target < 0, "unjudgeable")
    .when(
        target.equals(0),
        when(actual < target, "below_zero_target", points).otherwise(ZERO_MISSED),
    )
    .when(actual > target, "exceeded", points)
    .when(actual < 0, BELOW_ZERO)
    .otherwise("short", PROPORTION)
)


def at_most(missed: Expr) -> Formula:
    """A ceiling, with the formula that is left of the points once it is passed."""
    return (
        when(actual.is_blank(), "not_reported")
        .when(target.is_blank(), "no_target")
        .when(actual <= target, "met", points)
        .when(target < 0, "unjudgeable")
        .when(target.equals(0), ZERO_MISSED)
        .otherwise(_passed(missed))
    )


def below(missed: Expr) -> Formula:
    """A strict ceiling; exactly on it is a proportion of 1 and gives full points."""
    return (
        when(actual.is_blank(), "not_reported")
        .when(target.is_blank(), "no_target")
        .when(actual < target, "met", points)
        .when(target <= 0, "unjudgeable")
        .when(actual.equals(target), "edge", points)
        .otherwise(_passed(missed))
    )


def _passed(missed: Expr) -> Formula:
    # Only the overshoot formula runs out of points; the inverse one never reaches zero.
    if missed is INVERSE:
        return leaf("over", missed)
    return when(actual >= target * 2, "far_over", 0).otherwise("over", missed)
