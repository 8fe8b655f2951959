"""From a printed text to a value, by the shapes that published target tables use."""

import re
from decimal import Decimal

from projects.values.dates import read_dates
from projects.values.grammar import (
    FIGURE,
    RANGE_MARK,
    fold,
    scaled,
    take_prefix,
    take_suffix,
    to_decimal,
)
from projects.values.terms import Kind, Value
from projects.values.units import Unit, read_unit

# The longest certain value (two figures of 33 digits, their separators, a unit) is shorter.
_LONGEST = 120
_NOT_APPLICABLE = frozenset({"不适用", "/", "—", "——", "-", "--", "N/A"})
_NUMBER = re.compile(rf"([+-]?{FIGURE})\s*(.*)", re.DOTALL)
_RANGE = re.compile(rf"({FIGURE})\s*([^0-9~—–-]*?)\s*({RANGE_MARK})\s*({FIGURE})\s*([^0-9]*)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NO_LATER = re.compile(r"(?:不晚于|不迟于)\s*")


def parse(text: str | None) -> Value:
    """What a printed target or actual value means.

    Never raises and never guesses: whatever is not certain is words. Time is linear in the length
    of the text. Signs, units and time targets as seen in print: rule book, section 5.
    """
    printed = text or ""
    body = fold(printed).strip()
    if not body:
        return Value(printed, Kind.EMPTY)
    if body in _NOT_APPLICABLE:
        return Value(printed, Kind.NOT_APPLICABLE)
    value = None
    if len(body) <= _LONGEST:
        body = body.rstrip("。;").rstrip()
        value = _date(printed, body) or _range(printed, body) or _number(printed, body)
    return value or Value(printed, Kind.WORDS)


def _date(printed: str, body: str) -> Value | None:
    operator, rest = take_prefix(body)
    if no_later := _NO_LATER.match(body):
        operator, rest = "<=", body[no_later.end() :]
    days = read_dates(rest)
    if days is None:
        return None
    # '≤12月' may be a month or a duration; '≥2023年' no deadline that anybody sets.
    if operator and (operator not in ("<=", "=") or days[1].startswith("--")):
        return None
    return Value(printed, Kind.DATE, operator, date_from=days[0], date_to=days[1])


def _range(printed: str, body: str) -> Value | None:
    found = _RANGE.fullmatch(body)
    if found is None:
        return None
    lower, lower_unit, mark, upper, printed_unit = found.groups()
    unit = read_unit(printed_unit.strip())
    if unit is None or not _agree(lower_unit, printed_unit.strip(), unit):
        return None
    # '400-1234', '12-31', '2023-2024': a code, a day, two years, or a range.
    if unit.printed is None and (mark == "-" or _are_years(lower, upper)):
        return None
    return _with_ends(printed, to_decimal(lower), to_decimal(upper), unit)


def _agree(lower: str, upper: str, unit: Unit) -> bool:
    """Whether both ends count the same: 10-20人, 10人-20人, 1.5万-2万元."""
    if lower in ("", upper):
        return True
    scale = read_unit(lower)
    return scale is not None and scale.base is None and scale.scale == unit.scale


def _with_ends(
    printed: str, number: Decimal | None, upper: Decimal | None, unit: Unit
) -> Value | None:
    if number is None or upper is None or number > upper:
        return None
    base, base_upper = scaled(number, unit.scale), scaled(upper, unit.scale)
    if base is None or base_upper is None:
        return None
    return Value(
        printed,
        Kind.RANGE,
        number=number,
        upper=upper,
        unit=unit.printed,
        base_number=base,
        base_upper=base_upper,
        base_unit=unit.base,
    )


def _number(printed: str, body: str) -> Value | None:
    before, rest = take_prefix(body)
    after, rest = take_suffix(rest)
    found = _NUMBER.fullmatch(rest)
    if found is None or (before and after and before != after):
        return None
    number, unit = to_decimal(found[1]), read_unit(found[2].strip())
    if unit and unit.printed == "年" and _YEAR.fullmatch(found[1]):
        return None  # '≥2023年' is a year with a sign, not 2023 years
    base = scaled(number, unit.scale) if number is not None and unit else None
    if unit is None or base is None:
        return None
    return Value(
        printed,
        Kind.NUMBER,
        before or after,
        number=number,
        unit=unit.printed,
        base_number=base,
        base_unit=unit.base,
    )


def _are_years(lower: str, upper: str) -> bool:
    return bool(_YEAR.fullmatch(lower) and _YEAR.fullmatch(upper))
