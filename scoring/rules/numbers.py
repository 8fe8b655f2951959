"""Exact numbers: decimals in, scaled integers inside, one rounding function. Never a float."""

import re
from collections.abc import Callable
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import NamedTuple, TypeVar

SCORE_DIGITS = 2
"""Points and scores are kept in hundredths of a point."""

MAX_INTEGER_DIGITS = 15
MAX_DECIMALS = 18
SCALES = (6, 12, MAX_DECIMALS)
"""The scales a line may be worked in: few, so that few kernels are generated."""

_MAX_WRITTEN_DIGITS = 60  # a longer string is not a figure anybody filed; refuse before counting


_PRINTED = re.compile(r"-?\d+(\.\d+)?")

Figure = Decimal | str
"""An exact number: a decimal, or its text as PostgreSQL prints it (97.35, -4, 0.5)."""


class NumberRefused(ValueError):
    """A number that the rule book will not work with. `field` names it, `reason` says why."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        self.field = field
        self.value = value
        self.reason = reason
        super().__init__(f"{field}“{value!s:.40}”{reason}")


def half_up(numerator: int, denominator: int) -> int:
    """Round an exact fraction to a whole number, halves away from zero (四舍五入).

    With `cut_off` the only rounding in the rule book: an edition says which of the two.
    Raises ZeroDivisionError for a denominator of 0; a formula guards against it.
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    if numerator < 0:
        return -((denominator - 2 * numerator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def cut_off(numerator: int, denominator: int) -> int:
    """Round an exact fraction towards zero (舍去尾数), for editions whose scores are cut.

    Raises ZeroDivisionError for a denominator of 0; a formula guards against it.
    """
    whole = abs(numerator) // abs(denominator)
    return whole if (numerator < 0) == (denominator < 0) else -whole


def exact(field: str, value: Figure) -> Decimal:
    """Give the decimal of a figure. Raises NumberRefused for a text that is none."""
    if not isinstance(value, str):
        return value
    if not _PRINTED.fullmatch(value):
        raise NumberRefused(field, value, "不是数字")
    return Decimal(value)


def decimals_of(field: str, value: Decimal) -> int:
    """Count the decimals that matter (1.500 has one), refusing what cannot be kept exactly.

    Raises NumberRefused: not a Decimal, not finite, more than 15 integer digits or 18 decimals.
    """
    if not isinstance(value, Decimal):
        raise NumberRefused(field, value, "不是精确小数，请用 Decimal，不要用浮点数")
    if value.is_snan() or (decimals := _decimals(value)) == _NOT_FINITE:
        raise NumberRefused(field, value, "不是有限的数，请填数字")
    if decimals == _TOO_LARGE:
        raise NumberRefused(field, value, f"整数部分超过 {MAX_INTEGER_DIGITS} 位，请核对单位")
    if decimals > MAX_DECIMALS:
        raise NumberRefused(field, value, f"小数超过 {MAX_DECIMALS} 位，请减少小数位")
    return decimals


_TOO_LARGE, _NOT_FINITE = -1, -2


def _decimals(value: Decimal) -> int:
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        return _NOT_FINITE
    if not value:
        return 0
    if value.adjusted() >= MAX_INTEGER_DIGITS or len(digits) > _MAX_WRITTEN_DIGITS:
        return _TOO_LARGE
    zeros = 0
    while digits[len(digits) - 1 - zeros] == 0:
        zeros += 1
    return max(0, -exponent - zeros)


class _Grid(NamedTuple):
    """What it takes to bring a number to one scale: exact or not at all, 15 + places digits."""

    unit: Decimal
    context: Context


def _grid(places: int) -> _Grid:
    context = Context(prec=MAX_INTEGER_DIGITS + places, traps=[Inexact, InvalidOperation])
    return _Grid(Decimal(1).scaleb(-places), context)


_GRIDS = {places: _grid(places) for places in (SCORE_DIGITS, *SCALES)}


def whole_at(value: Figure | None, places: int) -> int | None:
    """value x 10^places when that is a whole number of 15 + places digits at most, else None.

    The quick way for everyday figures: nothing is counted, nothing refused. None for a figure
    wants a closer look by `exact` and `decimals_of`, which say what is wrong with it, if anything.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return _whole_of_text(value, places)
    try:
        unit, context = _GRIDS[places]
        return int(value.quantize(unit, None, context).scaleb(places, context))
    except (ArithmeticError, AttributeError, ValueError):
        return None


def _whole_of_text(text: str, places: int) -> int | None:
    # int() would also take blanks, underscores and a second sign: only digits may come to it.
    if text.isdecimal() and len(text) <= MAX_INTEGER_DIGITS:
        return int(text) * _POWERS[places]
    whole, point, decimals = text.partition(".")
    digits, finer = whole.removeprefix("-"), places - len(decimals)
    if finer < 0 or len(digits) > MAX_INTEGER_DIGITS or not digits.isdecimal():
        return None
    if point and not decimals.isdecimal():
        return None
    return int(whole + decimals) * _POWERS[finer]


def scaled(value: Decimal, places: int) -> int:
    """Give value x 10^places as a whole number; the value must have no more decimals than that."""
    sign, digits, exponent = value.as_tuple()
    if not value or not isinstance(exponent, int):
        return 0
    whole = int("".join(map(str, digits)))
    shift = exponent + places
    power: int = 10 ** abs(shift)
    whole = whole * power if shift >= 0 else whole // power
    return -whole if sign else whole


def unscaled(value: int, places: int) -> Decimal:
    """Turn a scaled integer back into a decimal with exactly that many places."""
    return Decimal(f"{value}e-{places}")


def percent(part: Decimal | None, base: Decimal | None, digits: int = 2) -> Decimal | None:
    """part / base in percent, half-up to `digits`; None when either is blank or the base is 0."""
    if part is None or base is None or base == 0:
        return None
    top = scaled(part, MAX_DECIMALS) * 100 * 10**digits
    return unscaled(half_up(top, scaled(base, MAX_DECIMALS)), digits)


def fixed(value: int, places: int) -> str:
    """Print a scaled integer with all its places: 294 at 2 is 2.94, 1000 at 2 is 10.00."""
    if not places:
        return str(value)
    whole, rest = divmod(abs(value), _POWERS[places])
    return f"{'-' if value < 0 else ''}{whole}.{rest:0{places}}"


def plain(value: int, places: int) -> str:
    """Print a scaled integer without needless zeros: 95000000 at 6 is 95, 294 at 2 is 2.94."""
    whole, rest = divmod(value, _POWERS[places])
    return fixed(value, places).rstrip("0") if rest else str(whole)


_POWERS: tuple[int, ...] = tuple(
    10**places for places in range(4 * MAX_DECIMALS)
)  # a product of four fields


_T = TypeVar("_T")


class _ByHundredths(dict[int, _T]):
    """What is made of hundredths, made once: sheets name the same few scores many times."""

    def __init__(self, make: Callable[[int, int], _T]) -> None:
        self._make = make

    def __missing__(self, hundredths: int) -> _T:
        made = self._make(hundredths, SCORE_DIGITS)
        if len(self) < _KEPT:
            self[hundredths] = made
        return made


_KEPT = 200_000

HUNDREDTHS = _ByHundredths(unscaled)
"""Points or a score in hundredths -> Decimal with two places."""

PRINTED = _ByHundredths(fixed)
"""Points or a score in hundredths -> its text with two places."""
