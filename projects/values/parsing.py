"""From a printed text to a value, by the shapes that published target tables use."""

import re
from dataclasses import replace
from decimal import Decimal

from projects.values.dates import is_compact_day, read_dates
from projects.values.grammar import FIGURE, RANGE_MARK, fold, scaled, to_decimal
from projects.values.numerals import to_figures
from projects.values.signs import Framed, frame, has_sign, take_prefix, without_end
from projects.values.terms import Kind, Value
from projects.values.unit_words import SHARES
from projects.values.units import Unit, read_unit

# The longest certain value (two figures of 33 digits, their separators, a unit) is shorter.
_LONGEST = 120
_NOT_APPLICABLE = frozenset({"不适用", "/", "—", "——", "-", "--", "N/A", "n/a"})
_HAS_FIGURE = re.compile(r"[0-9一二两三四五六七八九十百千零〇年]")
_NUMBER = re.compile(rf"(¥\s*)?([+-]?{FIGURE})\s*(.*)", re.DOTALL)
# Possessive blanks and none after the lazy unit: else a run of blanks costs the cube of its length.
_RANGE = re.compile(
    rf"([+-]?{FIGURE})\s*+([^0-9~—–-]*?)({RANGE_MARK})\s*+([+-]?{FIGURE})\s*+([^0-9]*)"
)
_NUMERALS = frozenset("零一二两三四五六七八九十百千")
_STROKES = frozenset({"-", "--"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NO_LATER = re.compile(r"(?:不晚于|不迟于|最迟|最晚)(?:于|在)?\s*")
_DAY_OR_END = re.compile("[日底末前]")
# Bare, these are no quantities: 007, 0391 (codes), 13800138000 (a telephone).
_CODE = re.compile(r"0[0-9]+|1[3-9][0-9]{9}")


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
    if len(body) <= _LONGEST and _HAS_FIGURE.search(body):
        body = without_end(body)
        framed = frame(body)
        value = (
            (framed and _number(printed, framed))
            or _date(printed, body)
            or (framed and _range(printed, framed))
        )
    elif body.rstrip("。;").rstrip() in _NOT_APPLICABLE:
        return Value(printed, Kind.NOT_APPLICABLE)
    return value or Value(printed, Kind.WORDS)


def sign_of(text: str | None) -> str | None:
    """The operator that a text starts or ends with, None without one: '95%以上' gives '>='.

    The same as that of `parse`, but cheap where there is none: words have no operator, whatever
    they start with.
    """
    folded = fold(text or "").strip()
    return parse(text).operator if has_sign(folded) else None


def with_unit(value: Value, printed_unit: str) -> Value | None:
    """A bare number or range with a unit that stands elsewhere; None if that is no unit."""
    unit = read_unit(printed_unit, in_column=True)
    if unit is None or value.number is None:
        return None
    base = scaled(value.number, unit.scale)
    upper = None if value.upper is None else scaled(value.upper, unit.scale)
    if base is None or (upper is None) != (value.upper is None):
        return None
    return replace(
        value, unit=unit.printed, base_number=base, base_upper=upper, base_unit=unit.base
    )


def _date(printed: str, body: str) -> Value | None:
    no_later = _NO_LATER.match(body)
    operator, rest = ("<=", body[no_later.end() :]) if no_later else take_prefix(body)
    days = read_dates(rest)
    if days is None:
        return None
    if operator and not no_later:
        # '≤12月' may be a month or a duration; '≥2023年' no deadline that anybody sets.
        certain = not days[1].startswith("--") or _DAY_OR_END.search(rest)
        if operator not in ("<=", "=") or not certain:
            return None
    return Value(printed, Kind.DATE, operator, date_from=days[0], date_to=days[1])


def _range(printed: str, framed: Framed) -> Value | None:
    found = _RANGE.fullmatch(framed.body.removesuffix("之间").rstrip())
    if found is None or framed.before or framed.after:
        return None
    lower, lower_unit, mark, upper, printed_unit = found.groups()
    unit = read_unit(printed_unit.strip())
    if unit is None or not _agree(lower_unit.strip(), printed_unit.strip(), unit):
        return None
    # '400-1234', '12-31', '2023-2024': a code, a day, two years, or a range.
    if unit.printed is None and (mark in _STROKES or _are_years(lower, upper)):
        return None
    if _are_years(lower, upper) and unit.base in _SCHOOL_YEARS:
        return None  # 2022-2023学年 is one year with a name
    if mark in _STROKES and (lower[0] in "+-" or upper[0] in "+-"):
        return None  # '-5--1%'
    return _with_ends(printed, to_decimal(lower), to_decimal(upper), unit, framed)


def _agree(lower: str, upper: str, unit: Unit) -> bool:
    """Whether both ends count the same: 10-20人, 10人-20人, 1.5万-2万元."""
    if lower in ("", upper):
        return True
    own = read_unit(lower)
    return own is not None and own.base in (None, unit.base) and own.scale == unit.scale


def _with_ends(
    printed: str, number: Decimal | None, upper: Decimal | None, unit: Unit, framed: Framed
) -> Value | None:
    if number is None or upper is None or number > upper or not _suits(framed, unit):
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


def _number(printed: str, framed: Framed) -> Value | None:
    before, after, body = framed.before, framed.after, framed.body
    if before and after and before != after:
        return None
    operator = before or after
    if body[:1] in _NUMERALS:
        body = to_figures(body, bounded=operator is not None) or ""
    found = _NUMBER.fullmatch(body)
    if found is None:
        return None
    unit = _unit_of(found, framed)
    if unit is None or not _suits(framed, unit) or (framed.held and operator is None):
        return None
    if unit.printed is None and operator is None and _is_code(found[2]):
        return None
    number = to_decimal(found[2])
    base = None if number is None else scaled(number, unit.scale)
    if base is None:
        return None
    return Value(
        printed,
        Kind.NUMBER,
        operator,
        number=number,
        unit=unit.printed,
        base_number=base,
        base_unit=unit.base,
    )


def _unit_of(found: re.Match[str], framed: Framed) -> Unit | None:
    currency, figure, tail = found.groups()
    unit = read_unit("".join(tail.split()))  # 1.5万 人次, 475元 / 亩
    if currency and unit is not None and unit.base in (None, "元"):
        return unit if unit.base else Unit((unit.printed or "") + "元", "元", unit.scale)
    if currency:
        return None
    if unit is None and tail == "日" and (framed.after or framed.in_words) == "<=":
        return Unit("日", "日")  # 20日内, 不超过20日; '20日' and '≤20日' may be a date
    if unit and unit.printed == "年" and _YEAR.fullmatch(figure):
        return None  # '≥2023年' is a year with a sign, not 2023 years
    return unit


def _suits(framed: Framed, unit: Unit) -> bool:
    """Whether the words before a figure let it have this unit: 满意度95%, but 已完成100% not."""
    share = unit.base in SHARES
    return not (framed.only_share and not share) and not (framed.no_share and share)


_SCHOOL_YEARS = ("学年", "年度", "财年")


def _is_code(figure: str) -> bool:
    return bool(_CODE.fullmatch(figure)) or is_compact_day(figure)


def _are_years(lower: str, upper: str) -> bool:
    return bool(_YEAR.fullmatch(lower) and _YEAR.fullmatch(upper))
