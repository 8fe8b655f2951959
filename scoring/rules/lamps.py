"""The lamps of mid-year monitoring (绩效运行监控): red, yellow, green, blue, or none.

Framework-free and exact: shares are compared as fractions, never rounded first. A share that is
told in words is never rounded up to a whole percent, so that one below a threshold does not read
as the threshold itself (59.999 % is told as 59.99 %).

Sources (rule book, section 6): the bands and the classes of rows are those of a system in use [P];
what is monitored - spending and targets, forecast, cause, chance - is 财预〔2019〕136号 [M].

Decided here, because no source says it:
- A row without a known heading counts as 数量: a plan may leave level 2 unprinted.
- A target of 0 or below has no share of the year: it is inside or outside, as printed.
- An interval that grows with the year goes by its lower end; it is never blue (its upper end says
  that more is not better), and above its upper end it is red: what was done is not undone.
- A last day is a matter of yes or no at any month: done by then is green, later is red.
- What cannot be compared with its target (words, another unit) goes by the chance that people
  give, and the words say so. Blank is no lamp, and so is 不适用.
- A project without any lamp on its rows has none itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from scoring.rules.numbers import SCORE_DIGITS, fixed, half_up
from scoring.rules.terms import Sign

MONTHS = 12
RED_BELOW, GREEN_FROM, BLUE_FROM = 60, 80, 120
"""Percent of what the month asks for [P]. The budget's lamp knows no blue."""


class Lamp(StrEnum):
    """A colour; the values are stored and name the class of a page."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"


class Chance(StrEnum):
    """Whether the year's target will be reached (目标完成可能性, 财预〔2019〕136号 [M])."""

    SURE = "sure"
    MAYBE = "maybe"
    NEVER = "never"


CHANCE_WORDS = {Chance.SURE: "确定能", Chance.MAYBE: "有可能", Chance.NEVER: "完全不可能"}
LAMP_WORDS = {Lamp.RED: "红", Lamp.YELLOW: "黄", Lamp.GREEN: "绿", Lamp.BLUE: "蓝"}
WORST_FIRST = (Lamp.RED, Lamp.YELLOW, Lamp.GREEN, Lamp.BLUE)
_BY_CHANCE = {Chance.SURE: Lamp.GREEN, Chance.MAYBE: Lamp.YELLOW, Chance.NEVER: Lamp.RED}


@dataclass(frozen=True, slots=True)
class Lit:
    """A lamp, or None for none, and why."""

    lamp: Lamp | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the interim table, target and actual value in one unit.

    `sign` is None for a target in words. `doubt` says in words why the two cannot be compared.
    """

    sign: Sign | None
    target: Decimal | None = None
    actual: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    grows: bool = True
    doubt: str = ""
    is_blank: bool = False
    not_applicable: bool = False


# Looked for in this order in the heading over the row: 经济成本 is cost, 社会效益 benefit [P].
_STRICT = ("质量", "时效", "成本")
_GROWING = ("数量", "效益", "影响", "满意")


def grows(level2: str, level1: str) -> bool:
    """Whether a row is to grow with the months (数量, 效益, 满意度), or to hold all year long.

    The level-2 heading decides; one that says nothing leaves it to level 1, and then to 数量.
    """
    for heading in (level2, level1):
        if any(word in heading for word in _STRICT):
            return False
        if any(word in heading for word in _GROWING):
            return True
    return True


def budget_lamp(*, executed: Decimal | None, annual: Decimal | None, month: int) -> Lit:
    """Execution rate over the share of the year that has passed [P]."""
    if executed is None:
        return Lit(None, "执行数未填")
    if annual is None:
        return Lit(None, "没有全年预算数，不可计算")
    if annual == 0:
        return Lit(None, "全年预算数为 0，不可计算")
    rate = Fraction(executed) / Fraction(annual)
    share = rate * MONTHS / month
    lamp, band = _band(share)
    if lamp in (Lamp.GREEN, Lamp.BLUE):
        lamp, band = Lamp.GREEN, f"不低于 {GREEN_FROM}%"
    why = (
        f"{_plain(executed)} ÷ {_plain(annual)} = {percent_told(rate)}；"
        f"÷（{month} ÷ {MONTHS}）= {percent_told(share)}，{band}"
    )
    return Lit(lamp, why)


def row_lamp(row: Row, *, month: int, chance: Chance | None) -> Lit:
    """The lamp of one row at the end of a month."""
    if row.not_applicable:
        return Lit(None, "不适用")
    if row.sign is None:
        return _by_chance(chance, "文字指标")
    if row.is_blank:
        return Lit(None, "未填")
    if row.doubt or row.target is None or row.actual is None:
        return _by_chance(chance, row.doubt or "与指标值不能比较")
    if row.sign is Sign.WITHIN:
        return _in_interval(row, row.target, row.actual, month)
    if not row.grows or row.sign in _CEILINGS or row.sign is Sign.BY or row.target <= 0:
        return _inside(row, row.target, row.actual)
    return _by_month(row, row.target, row.actual, month)


def project_lamp(lamps: Iterable[Lamp | None]) -> Lamp | None:
    """The worst of the rows [P]; None where no row has a lamp."""
    lit = {lamp for lamp in lamps if lamp is not None}
    return next((lamp for lamp in WORST_FIRST if lamp in lit), None)


_CEILINGS = (Sign.AT_MOST, Sign.BELOW)
_HOLDS = {
    Sign.AT_LEAST: ("不低于", "低于"),
    Sign.ABOVE: ("高于", "不高于"),
    Sign.AT_MOST: ("不超过", "超过"),
    Sign.BELOW: ("低于", "不低于"),
    Sign.EQUAL: ("等于", "不等于"),
    Sign.BY: ("不晚于", "晚于"),
}


def _by_chance(chance: Chance | None, because: str) -> Lit:
    if chance is None:
        return Lit(None, f"{because}，未选完成可能性")
    return Lit(_BY_CHANCE[chance], f"{because}，按完成可能性：{CHANCE_WORDS[chance]}")


def _inside(row: Row, target: Decimal, actual: Decimal) -> Lit:
    assert row.sign is not None
    holds = {
        Sign.AT_LEAST: actual >= target,
        Sign.ABOVE: actual > target,
        Sign.AT_MOST: actual <= target,
        Sign.BELOW: actual < target,
        Sign.EQUAL: actual == target,
        Sign.BY: actual <= target,
    }[row.sign]
    words = _HOLDS[row.sign][0 if holds else 1]
    told = _day if row.sign is Sign.BY else _with_unit(row)
    why = f"{told(actual)} {words}年度指标值 {told(target)}"
    return Lit(Lamp.GREEN if holds else Lamp.RED, why)


def _in_interval(row: Row, lower: Decimal, actual: Decimal, month: int) -> Lit:
    told = _with_unit(row)
    if row.upper is not None and actual > row.upper:
        return Lit(Lamp.RED, f"{told(actual)} 高于上限 {told(row.upper)}")
    if row.grows and lower > 0:
        lit = _by_month(row, lower, actual, month)
        if lit.lamp is not Lamp.BLUE:
            return lit
        return Lit(Lamp.GREEN, f"{lit.why}，未超过上限")
    if actual < lower:
        return Lit(Lamp.RED, f"{told(actual)} 低于下限 {told(lower)}")
    return Lit(Lamp.GREEN, f"{told(actual)} 在年度指标值以内")


def _by_month(row: Row, target: Decimal, actual: Decimal, month: int) -> Lit:
    share = Fraction(actual) * MONTHS / (Fraction(target) * month)
    lamp, band = _band(share)
    told = _with_unit(row)
    reckoned = f"{told(actual)} ÷（{told(target)} × {month} ÷ {MONTHS}）= {percent_told(share)}"
    return Lit(lamp, f"{reckoned}，{band}")


def _band(share: Fraction) -> tuple[Lamp, str]:
    """The colour of a share of what the month asks for: each lower bound belongs to its band."""
    percent = share * 100
    if percent < RED_BELOW:
        return Lamp.RED, f"低于 {RED_BELOW}%"
    if percent < GREEN_FROM:
        return Lamp.YELLOW, f"不低于 {RED_BELOW}%、低于 {GREEN_FROM}%"
    if percent < BLUE_FROM:
        return Lamp.GREEN, f"不低于 {GREEN_FROM}%、低于 {BLUE_FROM}%"
    return Lamp.BLUE, f"达到 {BLUE_FROM}%"


def percent_told(share: Fraction) -> str:
    """A share in percent with two decimals (57.14%), never rounded up to a whole percent."""
    hundredths = share * 10 ** (2 + SCORE_DIGITS)
    top, bottom = hundredths.numerator, hundredths.denominator
    rounded, whole = half_up(top, bottom), 10**SCORE_DIGITS
    if rounded * bottom > top and rounded % whole == 0:
        rounded = top // bottom
    return fixed(rounded, SCORE_DIGITS).replace("-", "\u2212") + "%"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "\u2212")


def _with_unit(row: Row) -> Callable[[Decimal], str]:
    """Tells a figure of the row with its unit."""
    return lambda value: _plain(value) + row.unit


def _day(number: Decimal) -> str:
    day = date.fromordinal(int(number))
    return f"{day.year}年{day.month}月{day.day}日"
