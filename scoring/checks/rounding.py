"""Whether a printed rate can come out of amounts that were themselves rounded for print."""

from decimal import Decimal
from fractions import Fraction


def half_a_digit(value: Decimal) -> Fraction:
    """Half of the last printed digit: 0.005 for 5.68, 0.05 for 5.8, 0.5 for 97."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    return Fraction(1, 2 * 10**places) if places >= 0 else Fraction(10**-places, 2)


def rate_can_come_out(*, part: Decimal, base: Decimal, printed: Decimal) -> bool:
    """Whether `printed` percent (half-up) is within reach of part / base.

    Both amounts may move by at most half of their last printed digit: the definition of a
    `rounding` finding. A base that could be 0 reaches nothing for certain.
    """
    low, high = _span(abs(part), abs(base))
    if low is None or high is None:
        return False
    target, half = abs(Fraction(printed)), half_a_digit(printed)
    return low * 100 < target + half and high * 100 >= target - half


def _span(part: Decimal, base: Decimal) -> tuple[Fraction | None, Fraction | None]:
    top, bottom = Fraction(part), Fraction(base)
    smallest = bottom - half_a_digit(base)
    if smallest <= 0:
        return None, None
    low = max(Fraction(0), top - half_a_digit(part)) / (bottom + half_a_digit(base))
    return low, (top + half_a_digit(part)) / smallest
