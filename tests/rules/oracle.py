"""A second opinion on every line, in fractions, written from the rule notes and not from the code.

It imports nothing of the rule book. None: the rule gives no score.
"""

from fractions import Fraction
from math import floor


def rounded(score: Fraction) -> Fraction:
    """Halves up to hundredths; scores are never negative."""
    return Fraction(floor(score * 100 + Fraction(1, 2)), 100)


def line_score(
    sign: str,
    ceiling: str,
    points: Fraction,
    target: Fraction | None,
    actual: Fraction | None,
) -> Fraction | None:
    if actual is None or target is None:
        return None
    if sign == "=" and target == 0:
        return points if actual <= 0 else Fraction(0)
    if _reached(sign, target, actual):
        return points
    if sign == "<=" and target == 0:
        return Fraction(0)
    if target <= 0:
        return None
    return rounded(points * _share(sign, ceiling, target, actual))


def _reached(sign: str, target: Fraction, actual: Fraction) -> bool:
    if sign == "=" and target > 0:
        return actual >= target
    difference = actual - target
    return {
        ">=": difference >= 0,
        ">": difference > 0,
        "=": difference == 0,
        "<=": difference <= 0,
        "<": difference < 0,
    }[sign]


def _share(sign: str, ceiling: str, target: Fraction, actual: Fraction) -> Fraction:
    if sign in (">=", ">", "="):
        return max(actual, Fraction(0)) / target
    if ceiling == "inverse":
        return target / actual
    return max(1 - (actual - target) / target, Fraction(0))


def described_score(points: Fraction, share: Fraction | None) -> Fraction | None:
    return None if share is None else rounded(points * share)


def execution_score(
    points: Fraction, executed: Fraction | None, annual: Fraction | None
) -> Fraction | None:
    if executed is None or annual is None or annual <= 0:
        return None
    rate = min(max(executed / annual, Fraction(0)), Fraction(1))
    return rounded(points * rate)
