"""What can come out of figures that were themselves rounded for print. Exact; never a float."""

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from projects.values import Kind, parse
from scoring.checks.finding import Severity
from scoring.rules.numbers import percent

NOTHING = Fraction(0)
EXACT = Context(prec=200)  # no sheet has figures that long: nothing is rounded by reckoning


class Span(NamedTuple):
    """All values from `low` to `high`, both included."""

    low: Fraction
    high: Fraction


def added(figures: Iterable[Decimal]) -> Decimal:
    """The exact sum; 0 of nothing."""
    total = Decimal(0)
    for figure in figures:
        total = EXACT.add(total, figure)
    return total


def difference(figure: Decimal, other: Decimal) -> Decimal:
    """The exact difference; a plain minus rounds to 28 digits."""
    return EXACT.subtract(figure, other)


def plain(figure: Decimal) -> str:
    """A figure without needless zeros: 95.00 is 95, 0.50 is 0.5."""
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_two(figure: Decimal) -> str:
    """A score or sum with two decimals at least: 97.9 is 97.90, 1.125 stays."""
    return f"{figure:.2f}" if digits_of(figure) < 2 else f"{figure:f}"


def digits_of(value: Decimal) -> int:
    """How many decimals a figure was printed with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def half_a_digit(value: Decimal) -> Fraction:
    """Half of the last printed digit: 0.005 for 5.68, 0.05 for 5.8, 0.5 for 97."""
    exponent = value.as_tuple().exponent
    return _half_at(-exponent if isinstance(exponent, int) else 0)


@cache
def _half_at(places: int) -> Fraction:
    return Fraction(1, 2 * 10**places) if places >= 0 else Fraction(10**-places, 2)


def slack_of(figures: Iterable[Decimal]) -> Fraction:
    """How far the sum of printed figures may be off: those with decimals may have been rounded."""
    return sum(map(half_a_digit, filter(digits_of, figures)), NOTHING)


def around(value: Decimal, slack: Fraction = NOTHING) -> Span:
    """The values at most `slack` away."""
    exact = Fraction(value)
    return Span(exact - slack, exact + slack) if slack else Span(exact, exact)


def prints_as(printed: Decimal, span: Span) -> bool:
    """Whether some value of the span is `printed` when rounded half-up to its digits.

    The definition of a `rounding` finding (contracts): the upper half digit already rounds up.
    """
    told, half = Fraction(printed), half_a_digit(printed)
    return span.low < told + half and span.high >= told - half


def how_far(printed: Decimal, span: Span) -> Severity:
    """A rounding difference where the printed figure can come out of the span, else an error."""
    return Severity.ROUNDING if prints_as(printed, span) else Severity.ERROR


def printed_percent(text: str) -> Decimal | None:
    """A printed percent as a number, with its printed decimals; None when there is none."""
    value = parse(text)
    return value.number if value.kind is Kind.NUMBER and value.unit in (None, "%") else None


def share_in_percent(share: Decimal) -> Decimal:
    """0.4517 as 45.17, 0.9 as 9E+1 and 1 as 100: with the digits that it was printed with."""
    moved = share.scaleb(2, EXACT)
    return moved if digits_of(share) else moved.quantize(Decimal(1), context=EXACT)


def rate_severity(
    *, part: Decimal | None, base: Decimal | None, printed: str, unsigned: bool = False
) -> Severity | None:
    """`percent_severity` of a printed text; None too where no percent is printed."""
    told = printed_percent(printed)
    if told is None:
        return None
    return percent_severity(part=part, base=base, told=told, unsigned=unsigned)


def percent_severity(
    *, part: Decimal | None, base: Decimal | None, told: Decimal, unsigned: bool = False
) -> Severity | None:
    """How a printed percent contradicts its amounts; None when it does not.

    Compared at the digits it was printed with. `unsigned`: the words say that it falls (下降), so
    it is printed without its minus. A percent of a blank or over a base of 0 is a doubt.
    """
    if part is None or base is None or base == 0:
        return Severity.DOUBT
    if unsigned:
        part, told = part.copy_abs(), told.copy_abs()
    computed = percent(part, base, digits_of(told))
    if computed == told:
        return None
    if computed is not None and computed * told < 0:
        return Severity.ERROR
    can = rate_can_come_out(part=part, base=base, printed=told)
    return Severity.ROUNDING if can else Severity.ERROR


def share_severity(
    *, part: Decimal | None, base: Decimal | None, told: Decimal, text: str
) -> Severity | None:
    """`percent_severity` of a rate that may be printed as a share: without a %, 0.45 is 45 %."""
    found = percent_severity(part=part, base=base, told=told)
    if found is not Severity.ERROR or "%" in text or "％" in text:
        return found
    return percent_severity(part=part, base=base, told=share_in_percent(told))


def rate_can_come_out(*, part: Decimal, base: Decimal, printed: Decimal) -> bool:
    """Whether `printed` percent (half-up) is within reach of part / base.

    Both amounts may move by at most half of their last printed digit: the definition of a
    `rounding` finding. A base that could be 0 reaches nothing for certain.
    """
    span = share_span(part.copy_abs(), base.copy_abs())
    if span is None:
        return False
    return prints_as(printed.copy_abs(), Span(span.low * 100, span.high * 100))


def share_span(part: Decimal, base: Decimal) -> Span | None:
    """What part / base may be where both are rounded figures from 0 up; None: the base may be 0."""
    top, bottom = Fraction(part), Fraction(base)
    smallest = bottom - half_a_digit(base)
    if smallest <= 0:
        return None
    low = max(NOTHING, top - half_a_digit(part)) / (bottom + half_a_digit(base))
    return Span(low, (top + half_a_digit(part)) / smallest)
