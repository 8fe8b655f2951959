"""What may stand in the place of a figure: bounds and units, and the refusal in words."""

from decimal import Decimal
from typing import NamedTuple

from projects.values import BLANK, Kind, Printed, Value, parse
from projects.values.grammar import DECIMAL_DIGITS, FIGURE_ONLY, INTEGER_DIGITS, fold
from scoring.published.faults import quoted

MOST_POINTS = Decimal(1000)
"""The rule book's own bound of points (scoring/rules/terms.py)."""


class Quantity(NamedTuple):
    """What a figure counts: its name in messages, the units it may carry, its bounds."""

    name: str
    units: tuple[str, ...]
    smallest: Decimal | None = None
    largest: Decimal | None = None


class NotAFigure(ValueError):
    """A text in the place of a figure is none. The message is Chinese and ends in what to do."""


POINTS = Quantity("分值", ("分",), Decimal(0), MOST_POINTS)
SCORE = Quantity("得分", ("分",))
RATE = Quantity("执行率", ("%", "百分比"))
WEIGHT = Quantity("权重", ("%", "百分比"))


def amount_in(money_unit: str) -> Quantity:
    """An amount of a sheet in this unit: 20 or 20万元 in a sheet in 万元."""
    return Quantity("金额", (money_unit,))


def read_figure(text: str, quantity: Quantity) -> Printed:
    """The figure that `text` prints; BLANK for a blank, no number for /, — and 不适用.

    Full-width digits, thousands separators and the unit of `quantity` are read.

    Raises:
        NotAFigure: words, a sign, a range, another unit, too many digits, out of bounds.

    """
    value = parse(text)
    if value.kind is Kind.EMPTY:
        return BLANK
    if value.kind is Kind.NOT_APPLICABLE:
        return Printed(text, None)
    if value.kind is not Kind.NUMBER or value.operator is not None or value.number is None:
        raise NotAFigure(_not_a_number(text, quantity))
    _check_unit(value, quantity)
    _check_bounds(value.number, text, quantity)
    return Printed(text, value.number)


def _not_a_number(text: str, quantity: Quantity) -> str:
    body = fold(text).strip()
    found = FIGURE_ONLY.match(body)
    if found and body[found.end() :].strip() in ("", *quantity.units):
        return (
            f"{quantity.name}{quoted(text)}位数太多，整数最多 {INTEGER_DIGITS} 位，"
            f"小数最多 {DECIMAL_DIGITS} 位。请核对单位和小数点。"
        )
    return f"{quantity.name}{quoted(text)}不是数字。请照表上印的数字写；表上空着就留空。"


def _check_unit(value: Value, quantity: Quantity) -> None:
    if value.unit is not None and value.unit not in quantity.units:
        raise NotAFigure(
            f"{quantity.name}{quoted(value.text)}的单位是“{value.unit}”，"
            f"这里应为“{quantity.units[0]}”或不写单位。请换算后再填。"
        )


def _check_bounds(number: Decimal, text: str, quantity: Quantity) -> None:
    if quantity.smallest is not None and number < quantity.smallest:
        raise NotAFigure(f"{quantity.name}{quoted(text)}小于 {quantity.smallest}，请核对。")
    if quantity.largest is not None and number > quantity.largest:
        raise NotAFigure(f"{quantity.name}{quoted(text)}大于 {quantity.largest}，请核对。")
