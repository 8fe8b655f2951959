"""What the system's own figures say of a row, and whether a typed value agrees with them."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from projects.values import parse
from scoring.checks.rounding import (
    Span,
    half_a_digit,
    printed_percent,
    prints_as,
    share_in_percent,
    share_span,
)

WHOLE = 100
_FLOORS, _CEILINGS = (">=", ">"), ("<=", "<")


class Known(NamedTuple):
    """A rate that can be worked out: `now` ÷ `base`, or (`now` − `base`) ÷ `base` of a change.

    `told` is the percent (19.76%), `words` the percent with both sides and their source.
    `is_count`: the figures are counted, not rounded. `has_reason`: whoever filled in another value
    said why. `others`: readings that a form may mean as well, as the budget with what was brought
    over from the year before.
    """

    now: Decimal
    base: Decimal
    told: str
    words: str
    is_change: bool = False
    is_count: bool = False
    has_reason: bool = False
    others: tuple["Known", ...] = ()


def agrees_as_typed(text: str, known: Known) -> bool:
    """Whether what was typed can be the rate, as a percent or a share; a bound has only to hold.

    False of a text that is no rate.
    """
    operator, span = parse(text).operator, _span(known)
    for typed in readings(text):
        half = half_a_digit(typed)
        if operator in _FLOORS and span.high >= Fraction(typed) - half:
            return True
        if operator in _CEILINGS and span.low <= Fraction(typed) + half:
            return True
        if agrees(typed, known):
            return True
    return False


def readings(text: str) -> list[Decimal]:
    """The percents that a typed rate may mean: without a unit 0.9904 may be 99.04%; none: []."""
    typed = printed_percent(text)
    if typed is None:
        return []
    return [typed] if parse(text).unit else [typed, share_in_percent(typed)]


def agrees(typed: Decimal, known: Known) -> bool:
    """Whether the typed percent can come out of the figures, at the decimals it was typed with.

    Printed amounts may move by half of their last digit, counts may not: what rounding explains is
    no difference.
    """
    span = _span(known)
    if typed < 0:
        typed, span = -typed, Span(-span.high, -span.low)
    return prints_as(typed, span)


def may_be_meant(text: str, known: Known) -> bool:
    """Whether a typed rate that is not the known one may be right all the same.

    It comes out of another reading, or it is a smaller rise: additions that were ordered from
    above are left out of an adjustment (rule book, section 4).
    """
    return any(_may_be(typed, known) for typed in readings(text))


def _may_be(typed: Decimal, known: Known) -> bool:
    if any(agrees(typed, other) for other in known.others):
        return True
    if not known.is_change:
        return False
    rise = (Fraction(known.now) / Fraction(known.base) - 1) * WHOLE
    return 0 <= Fraction(typed) < rise


def _span(known: Known) -> Span:
    share = Fraction(known.now) / Fraction(known.base)
    reach = Span(share, share)
    if not known.is_count and known.now >= 0 and known.base > 0:
        reach = share_span(known.now, known.base) or reach
    less = 1 if known.is_change else 0
    return Span((reach.low - less) * WHOLE, (reach.high - less) * WHOLE)
