"""Checks of units: what target and actual value are counted in."""

import re
from collections.abc import Iterator
from decimal import Decimal

from projects.values import Kind, Value
from scoring.checks.check import Subject, check
from scoring.checks.doubts import doubt_of_row, quoted
from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import plain
from scoring.checks.sheet import Line, Sheet

_ONE, _LEAST_PERCENT, _TWICE = Decimal(1), Decimal(50), Decimal(2)
_SHARE = re.compile("率$|率[（(]|满意度|比例|占比")
_MONEY, _TEN_THOUSAND = "元", "万元"
_SCALES = (Decimal(10) ** 4, Decimal(10) ** 8)
_PERCENT = "%"

# what a unit counts; units of one class may well stand for each other (次 and 场)
_CLASSES = {
    unit: name
    for name, units in {
        "人数": "人 名 位 人数",
        "人次": "人次",
        "次数": "次 场 场次 期 批 批次 次数 轮 届",
        "户数": "户 家庭",
        "金额": "元",
        "面积": "亩 公顷 平方米 平米 ㎡ m² m2 平方 平方公里 平方千米",
        "长度": "米 公里 千米 km m 厘米 cm 毫米 mm 延米",
        "重量": "吨 公斤 千克 kg 斤 克 t",
        "体积": "立方米 m³ m3 方 立方 升",
        "时间": "天 年 个月 小时 分钟 工作日 个工作日 周",
        "比例": "% ‰",
    }.items()
    for unit in units.split()
}


@check(
    "unit-lost",
    "丢了单位，读法不止一种",
    of=Subject.LINE,
    compares="指标值与实际完成值只有一边写了单位，且两种读法相差很大：4万人与 41000，≥95% 与 0.97；"
    "“≥12次”与“12”一类能读懂的不提。",
    why="没有单位，不能确定完成了多少，系统也不能计分。",
    source="公开的自评表中常见：实际完成值丢了单位；按所用评分办法不能计分。",
    severities=(Severity.DOUBT,),
)
def unit_is_there_where_it_is_needed(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A figure without its unit reads in one way only."""
    due, done = line.due, line.done
    if due.number is None or done.number is None or done.kind is not Kind.NUMBER:
        return
    if _is_a_share_of_one(due, done, line.name):
        readings = f"{plain(done.number * 100)}% 还是 {plain(done.number)}%"
    elif bool(due.unit) == bool(done.unit):
        return
    elif due.unit and due.unit != _TEN_THOUSAND and due.number != due.base_number:
        readings = f"{plain(done.number)}{due.unit}还是 {plain(done.number)}{due.base_unit or ''}"
    elif done.unit and done.number != done.base_number and done.unit != _TEN_THOUSAND:
        readings = f"指标值是 {plain(due.number)}{done.unit}还是 {plain(due.number)}"
    else:
        return
    if _is_scale_slip(due, done):
        return
    said = (
        f"指标值{quoted(line.target)}，实际完成值{quoted(line.actual)}，"
        f"看不出是 {readings}，请写明单位"
    )
    yield doubt_of_row("unit-lost", line, "actual", said, printed=line.actual)


def _is_a_share_of_one(due: Value, done: Value, name: str) -> bool:
    if done.unit or due.number is None or done.number is None or not 0 < done.number <= _ONE:
        return False
    if due.base_unit == _PERCENT:
        return due.number > _ONE
    return not due.unit and due.number >= _LEAST_PERCENT and bool(_SHARE.search(name))


@check(
    "unit-changed",
    "实际完成值换了单位",
    of=Subject.LINE,
    compares="指标值与实际完成值的单位是否计量同一种东西：人与人次、户与亩；“次”与“场”一类不提。",
    why="单位不同就不能比较，看不出是否完成。",
    source="公开的自评表中见过；按所用评分办法不能计分。",
    severities=(Severity.DOUBT,),
)
def unit_is_of_the_same_kind(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """Target and actual value count the same thing."""
    mine, theirs = line.done.base_unit, line.due.base_unit
    if not mine or not theirs or mine == theirs:
        return
    due, done = _CLASSES.get(theirs), _CLASSES.get(mine)
    if due is None or done is None or due == done:
        return
    said = (
        f"指标值{quoted(line.target)}按{due}计，实际完成值{quoted(line.actual)}按{done}计，"
        "请核对单位"
    )
    yield doubt_of_row(
        "unit-changed", line, "actual", said, printed=line.actual, expected=line.due.unit
    )


@check(
    "unit-scale",
    "万与个的倍数可能填错",
    of=Subject.LINE,
    compares="指标值与实际完成值换算后相差约一万倍，而数字相同或换一个倍数就相近。",
    why="万元与元填错，完成情况会相差一万倍。",
    source="公开的表中金额有的用万元、有的用元，容易填错倍数。",
    severities=(Severity.DOUBT,),
)
def scale_is_the_targets(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """Figures that only agree in another scale were written in another scale."""
    due, done = line.due, line.done
    if due.unit == done.unit or due.kind is not Kind.NUMBER or done.kind is not Kind.NUMBER:
        return
    if not _is_scale_slip(due, done):
        return
    said = (
        f"指标值{quoted(line.target)}，实际完成值{quoted(line.actual)}，"
        "按所写单位相差约一万倍，请核对是万还是个"
    )
    yield doubt_of_row("unit-scale", line, "actual", said, printed=line.actual)


def _is_scale_slip(due: Value, done: Value) -> bool:
    if not due.number or not done.number or due.base_number is None or done.base_number is None:
        return False
    if due.unit and done.unit:
        is_same = due.number == done.number and due.base_number != done.base_number
        return is_same and due.base_unit == done.base_unit
    if _MONEY not in (due.base_unit, done.base_unit):
        return False
    return any(
        _is_near(done.number * scale, due.number) or _is_near(done.number, due.number * scale)
        for scale in _SCALES
    )


def _is_near(figure: Decimal, other: Decimal) -> bool:
    return 0 < other <= figure * _TWICE and figure <= other * _TWICE
