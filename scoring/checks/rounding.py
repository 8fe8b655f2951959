"""Whether a printed rate can come out of amounts that were themselves rounded for print."""

from decimal import Decimal
from fractions import Fraction

from projects.values import Kind, parse
from scoring.checks.finding import Severity
from scoring.rules.numbers import percent


def printed_percent(text: str) -> Decimal | None:
    """A printed percent as a number, with its printed decimals; None when there is none."""
    value = parse(text)
    return value.number if value.kind is Kind.NUMBER and value.unit in (None, "%") else None


def rate_severity(
    *, part: Decimal | None, base: Decimal | None, printed: str, unsigned: bool = False
) -> Severity | None:
    """How a printed percent contradicts its amounts; None when it does not, or none is printed.

    Compared at the digits it was printed with. `unsigned`: the words say that it falls (下降), so
    it is printed without its minus. A percent of a blank or over a base of 0 is a doubt.
    """
    told = printed_percent(printed)
    if told is None:
        return None
    if part is None or base is None or base == 0:
        return Severity.DOUBT
    if unsigned:
        part, told = abs(part), abs(told)
    computed = percent(part, base, digits_of(told))
    if computed == told:
        return None
    if computed is not None and computed * told < 0:
        return Severity.ERROR
    can = rate_can_come_out(part=part, base=base, printed=told)
    return Severity.ROUNDING if can else Severity.ERROR


def digits_of(value: Decimal) -> int:
    """How many decimals a figure was printed with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


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
