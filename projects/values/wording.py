"""The system's own reading of a value, in Chinese, to be shown after 读作：."""

from decimal import Decimal

from projects.values.terms import Kind, Value, plain

_WORDS = {">=": "不低于", "<=": "不超过", "=": "等于", ">": "大于", "<": "小于"}


def reading(value: Value) -> str:
    """How a value was understood: 不低于 95%, 等于 4场, 截至 2023年12月31日; "" if empty."""
    match value.kind:
        case Kind.NUMBER:
            return f"{_WORDS[value.operator or '=']} {_quantity(value.number, value.unit)}"
        case Kind.RANGE:
            upper = _quantity(value.upper, value.unit)
            return f"{_quantity(value.number, value.unit)} 至 {upper}"
        case Kind.DATE:
            return _days(value)
        case Kind.WORDS:
            return "文字，按三档评定"
        case Kind.NOT_APPLICABLE:
            return "不适用"
        case Kind.EMPTY:
            return ""


def _quantity(number: Decimal | None, unit: str | None) -> str:
    return f"{plain(number)}{unit or ''}"


def _days(value: Value) -> str:
    last = _day(value.date_to or "")
    if value.operator == "<=":
        return f"不晚于 {last}"
    if value.date_from is None:
        return f"截至 {last}"
    first = _day(value.date_from)
    return first if first == last else f"{first}至{last}"


def _day(iso: str) -> str:
    year, month, day = iso.rsplit("-", 2)
    start = "" if year == "-" else f"{year}年"
    return f"{start}{int(month)}月{int(day)}日"
