"""Forms that print sign, value and unit in columns of their own (指标性质, 指标值, 度量单位)."""

from dataclasses import replace

from projects.values.grammar import fold
from projects.values.parsing import parse, with_unit
from projects.values.signs import operator_of
from projects.values.terms import Kind, Value
from projects.values.units import read_unit

QUALITATIVE = "定性"
# 正向, 反向, 定值: rule book, section 2. 定量 says that a figure follows and no more.
_NATURES = {"正向": ">=", "反向": "<=", "定值": "="}
_SILENT = frozenset({"", "定量", "/", "-", "—", "——"})
_NO_UNIT = frozenset({"", "/", "-", "—", "——", "无"})
_UNITS_OF_A_DATE = _NO_UNIT | {"日期", "时间", "年月", "年月日"}


def parse_columns(*, nature: str | None, value: str | None, unit: str | None) -> Value:
    """What a row means whose sign, value and unit are printed in three columns.

    Its text is the three columns joined as printed. 定性 is always words; a value whose own sign
    or unit contradicts its columns, and a sign that nobody knows, are words too.
    """
    text = f"{nature or ''}{value or ''}{unit or ''}"
    sign, counted = _cell(nature), _cell(unit)
    kind = sign.removesuffix("指标")
    if kind.startswith(QUALITATIVE):
        return Value(text, Kind.WORDS)
    operator = _NATURES.get(kind) or operator_of(kind)
    if operator is None and kind not in _SILENT:
        return Value(text, Kind.WORDS)
    own = parse(value)
    found = _joined(own, operator, counted)
    return Value(text, Kind.WORDS) if found is None else replace(found, text=text)


def _cell(text: str | None) -> str:
    return fold(text or "").strip()


def _joined(own: Value, operator: str | None, unit: str) -> Value | None:
    if own.kind in (Kind.EMPTY, Kind.NOT_APPLICABLE):
        return own
    if own.kind is Kind.DATE:
        return _date(own, operator, unit)
    if own.kind is Kind.WORDS:
        return _rescued(own, operator, unit)
    if own.operator and operator and own.operator != operator:
        return None
    if own.kind is Kind.RANGE and operator not in (None, "="):
        return None
    if unit == "年" and parse(f"{own.text}年").kind is not own.kind:
        return _rescued(own, operator, unit)  # 2023 beside 年 is that year, not as many years
    counted = _counted(own, unit)
    if counted is None or own.kind is Kind.RANGE:
        return counted
    return replace(counted, operator=own.operator or operator)


def _rescued(own: Value, operator: str | None, unit: str) -> Value | None:
    """What is certain only beside its unit: 3-5 and 人, 两 and 次, 1-12 and 月."""
    joined = own if unit in _NO_UNIT else parse(f"{own.text}{unit}")
    return None if joined.kind is Kind.WORDS else _joined(joined, operator, "")


def _date(own: Value, operator: str | None, unit: str) -> Value | None:
    if unit not in _UNITS_OF_A_DATE or (own.operator and operator not in (None, own.operator)):
        return None
    signed = own if own.operator or not operator else parse(f"{operator}{own.text}")
    return signed if signed.kind is Kind.DATE else None  # '≤12月' may be a duration


def _counted(own: Value, unit: str) -> Value | None:
    """The value with the unit of its column, None where the two contradict each other."""
    if unit in _NO_UNIT:
        return own
    if own.unit is None:
        return with_unit(own, unit)
    mine, printed = read_unit(own.unit), read_unit(unit)
    if mine is None or printed is None:
        return None
    if mine.base == printed.base and mine.scale == printed.scale:
        return own
    if mine.base is None:
        return with_unit(own, own.unit + unit)  # 20万 beside 元
    return None
