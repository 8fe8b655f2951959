"""Figures that people type into form fields: amounts and scores."""

from decimal import Decimal

from projects.values.grammar import FIGURE_ONLY, fold, without_minus_zero
from projects.values.terms import plain

_LARGEST = Decimal("999999999999.99")
_QUOTED = 20


class NotANumber(ValueError):
    """A typed figure was refused; the message quotes it and gives the allowed range."""


def read_decimal(
    text: str | None,
    *,
    name: str,
    digits: int = 2,
    largest: Decimal = _LARGEST,
    smallest: Decimal = Decimal(0),
) -> Decimal | None:
    """The exact number in a form field called `name`; None when it was left blank.

    Full-width digits and thousands separators are read. Nothing is rounded: more than `digits`
    decimals, or a number outside `smallest` to `largest`, is refused.

    Raises:
        NotANumber: with a message in Chinese for the person who typed it.

    """
    typed = (text or "").strip()
    body = fold(typed).strip()
    if not body:
        return None
    if not FIGURE_ONLY.fullmatch(body):
        raise _refusal(typed, name, "不是数字", digits, smallest, largest)
    number = Decimal(body.replace(",", ""))
    if len(body.partition(".")[2]) > digits:
        raise _refusal(typed, name, "小数位数太多", digits, smallest, largest)
    if not smallest <= number <= largest:
        raise _refusal(typed, name, "超出范围", digits, smallest, largest)
    return without_minus_zero(number)


def _refusal(
    typed: str, name: str, what: str, digits: int, smallest: Decimal, largest: Decimal
) -> NotANumber:
    quoted = typed if len(typed) <= _QUOTED else typed[:_QUOTED] + "…"
    decimals = f"，最多 {digits} 位小数" if digits else "，不带小数"
    span = f"{plain(smallest)} 到 {plain(largest)} 之间"
    return NotANumber(f"{name} “{quoted}” {what}，请填 {span}的数字{decimals}。")
