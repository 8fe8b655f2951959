"""Indicators with a number: >=, >, =, <, <= and targets of zero. Rule book notes: section 3.

Met in the sign's direction gives all points. Missed gives points in proportion, where the target is
above zero; a target that is zero or negative has no proportion, so a miss is left to a person
(except the two zero targets that practice knows: "= 0" and "<= 0", all or nothing).
A negative actual counts as 0 once the target is missed, never to meet a target.
An edition may choose otherwise: see `policy`.
"""

from scoring.rules.formula import (
    Compare,
    Expr,
    Field,
    Formula,
    Number,
    Style,
    leaf,
    number,
    when,
)
from scoring.rules.policy import Policy, points

target = Field("target", Style.MEASURE)
actual = Field("actual", Style.MEASURE)

BELOW_ZERO = leaf("negative", 0, shown=actual < target)
ZERO_MISSED = leaf("zero_missed", 0, shown=actual > target)


def at_least(policy: Policy) -> Formula:
    """A count to reach."""
    return (
        when(actual.is_blank(), "not_reported")
        .when(target.is_blank(), "no_target")
        .when(actual >= target, _reached(policy, leaf("met", points, shown=actual >= target)))
        .otherwise(_short(policy))
    )


def above(policy: Policy) -> Formula:
    """A count to exceed: exactly on the bound misses it, but the proportion is 1, said as such."""
    missed = when(actual.equals(target), _on_the_bound(policy)).otherwise(
        _short(policy, judgeable=True)
    )
    return (
        when(actual.is_blank(), "not_reported")
        .when(target.is_blank(), "no_target")
        .when(actual > target, _reached(policy, leaf("met", points, shown=actual > target)))
        .otherwise(missed if policy.per_point else _judgeable(missed))
    )


def equal(policy: Policy) -> Formula:
    """A count to reach, more than that is full points too; "= 0" is a count to avoid."""
    return (
        when(actual.is_blank(), "not_reported")
        .when(target.is_blank(), "no_target")
        .when(actual.equals(target), "met", points)
        .when(target < 0, "unjudgeable")
        .when(
            target.equals(0),
            when(actual < target, "below_zero_target", points).otherwise(ZERO_MISSED),
        )
        .when(actual > target, _reached(policy, leaf("exceeded", points, shown=actual > target)))
        .otherwise(_short(policy, judgeable=True))
    )


def at_most(policy: Policy, *, inverse: bool) -> Formula:
    """A ceiling. `inverse`: once it is passed target / actual is left, else 1 - excess / target."""
    blanks = when(actual.is_blank(), "not_reported").when(target.is_blank(), "no_target")
    met = blanks.when(actual <= target, "met", points)
    if policy.per_point:
        return met.otherwise(_minus(policy, actual - target))
    return (
        met.when(target < 0, "unjudgeable")
        .when(target.equals(0), ZERO_MISSED)
        .otherwise(_passed(policy, inverse))
    )


def below(policy: Policy, *, inverse: bool) -> Formula:
    """A strict ceiling; exactly on it is a proportion of 1 and gives full points."""
    blanks = when(actual.is_blank(), "not_reported").when(target.is_blank(), "no_target")
    met = blanks.when(actual < target, "met", points)
    if policy.per_point:
        edge = met.when(actual.equals(target), _on_the_bound(policy))
        return edge.otherwise(_minus(policy, actual - target))
    return (
        met.when(target <= 0, "unjudgeable")
        .when(actual.equals(target), _on_the_bound(policy))
        .otherwise(_passed(policy, inverse))
    )


def _reached(policy: Policy, met: Formula) -> Formula:
    """Full points, or what is left of them for a target that was set far too low."""
    if not policy.over_percent:
        return met
    limit = actual >= target * Number(policy.over_percent, 2)
    return (
        when(target <= 0, met)  # of 0 and less there is no percentage
        .when(actual < target * Number(policy.over_percent, 2), met)
        .otherwise(_taken_off(number(policy.over_points), limit))
    )


def _taken_off(deduction: Expr, shown: Compare) -> Formula:
    rest = leaf("over_target", points - deduction, shown=shown)
    return when(points <= deduction, leaf("over_target_all", 0, shown=shown)).otherwise(rest)


def _on_the_bound(policy: Policy) -> Formula:
    return leaf("edge_strict") if policy.strict else leaf("edge", points)


def _judgeable(missed: Formula) -> Formula:
    """Of a target of 0 or less there is no proportion."""
    return when(target <= 0, "unjudgeable").otherwise(missed)


def _short(policy: Policy, *, judgeable: bool = False) -> Formula:
    """A count that was not reached. `judgeable`: its target is known to be above 0."""
    if policy.per_point:
        return _minus(policy, target - actual)
    missed = when(actual < 0, BELOW_ZERO).otherwise(_part(policy, actual, target, "short"))
    return missed if judgeable else _judgeable(missed)


def _passed(policy: Policy, inverse: bool) -> Formula:
    # Only the overshoot formula runs out of points; the inverse one never reaches zero.
    if inverse:
        return _part(policy, target, actual, "over")
    left = target - (actual - target)
    return when(actual >= target * 2, "far_over", 0).otherwise(_part(policy, left, target, "over"))


def _part(policy: Policy, top: Expr, bottom: Expr, outcome: str) -> Formula:
    """What a completion of top / bottom, below 1, gives."""
    rounding, mark = policy.rounding, policy.pass_mark
    if policy.nothing:
        return leaf("missed", 0, shown=actual < target if outcome == "short" else actual > target)
    if not mark:
        return leaf(outcome, rounding.part(top, bottom))
    least = bottom * Number(mark, 2)
    return when(top < least, "under_pass", 0).otherwise(
        outcome, rounding.part_above(mark, top, bottom)
    )


def _minus(policy: Policy, missed_by: Expr) -> Formula:
    """So many points off for each percentage point; target and actual are percentages."""
    lost = missed_by * number(policy.per_point)
    return when(lost >= points, "minus_all", 0).otherwise(
        "minus", policy.rounding.score(points - lost)
    )
