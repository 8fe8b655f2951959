"""Checks of what stands in another column than its own: points as values, figures in names."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from projects.values import Kind
from scoring.checks.check import Subject, check
from scoring.checks.doubts import doubt_of_row, quoted
from scoring.checks.extent import counted
from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import added, plain
from scoring.checks.sheet import Line, Sheet

_FEWEST, _MOST, _OF = 4, 4, 5  # at least four rows, and four in five
_WHOLES = (Decimal(100), Decimal(90))
_QUANTITY = "数量"
_DIGIT = re.compile("[0-9]")
_FIGURE = re.compile(
    "(?<![第每0-9.])[0-9]+(?:\\.[0-9]+)?\\s*(?:公里|千米|平方米|立方米|米|亩|公顷|吨|公斤|千克|人次|人"
    "|户|场次|场|次|家|所|处|座|台|套|辆|件|项|条|口|株|棵|头|只|万元|元|个(?!工作日|月|小时|季度))"
)
# such a name asks how well, how fast or in what measure, and its figure is of something else
_ASKS_OTHERWISE = re.compile("(?:率|性|程度|情况|水平|时间|质量|标准|比例|满意度|影响)$")
_SEEN = "公开的自评表中见过：指标值和实际完成值两栏都填了分值，真正的数写在指标名称里。"


@check(
    "points-as-values",
    "指标值一栏填的是分值",
    of=Subject.SHEET,
    compares="多数行的指标值是否不带符号和单位，且等于本行分值；没有印分值的，"
    "各行指标值合计是否恰为 100 或 90。",
    why="指标值一栏填了分值，就没有指标值，完成情况无从比较。",
    source=_SEEN,
    severities=(Severity.DOUBT,),
)
def values_are_not_points(sheet: Sheet) -> Iterator[Finding]:
    """The column of the targets holds targets: one doubt for the sheet, at the first row."""
    rows = _points_typed(counted(sheet))
    if not rows:
        return
    shown = "、".join(plain(line.due.number or Decimal(0)) for line in rows[:8])
    shown += "……" if len(rows) > 8 else ""
    if rows[0].points.number is None:
        told = added(line.due.number or Decimal(0) for line in rows)
        why = f"合计恰为 {plain(told)}，都没有符号和单位"
    else:
        why = "都等于本行分值，没有符号和单位"
    both = "，实际完成值也相同" if rows[0].actual else ""
    said = f"{len(rows)} 行的指标值 {shown} {why}{both}，像是把分值填进了指标值，请填写要达到的数值"
    yield doubt_of_row("points-as-values", rows[0], "target", said, printed=rows[0].target)


def _points_typed(rows: Sequence[Line]) -> list[Line]:
    """The rows whose target is their points; none where that is not true of most rows."""
    typed = [line for line in rows if _is_bare(line)]
    if len(typed) < _FEWEST:
        return []
    same = [line for line in typed if line.points.number == line.due.number]
    if len(same) >= _FEWEST and len(same) * _OF >= len(rows) * _MOST:
        return same
    if len(typed) < len(rows) or any(line.points.number is not None for line in rows):
        return []
    return typed if added(line.due.number or Decimal(0) for line in typed) in _WHOLES else []


def _is_bare(line: Line) -> bool:
    due = line.due
    if due.kind is not Kind.NUMBER or due.unit is not None or due.operator is not None:
        return False
    return bool(due.number) and (not line.actual or line.done.number == due.number)


@check(
    "number-in-name",
    "数写在指标名称里，没有写在指标值里",
    of=Subject.SHEET,
    compares="数量指标的名称里写着数和单位（32.1公里），指标值却没有数，或填的是分值。",
    why="数要写在指标值里，才能与实际完成值比较。",
    source=_SEEN,
    severities=(Severity.DOUBT,),
)
def figures_stand_in_the_target(sheet: Sheet) -> Iterator[Finding]:
    """A figure that is to be reached is the target, and no part of the name."""
    rows = counted(sheet)
    typed: set[int] | None = None
    for line in rows:
        found = _FIGURE.search(line.name)
        if found is None or _QUANTITY not in line.heading or _ASKS_OTHERWISE.search(line.name):
            continue
        if line.due.kind is not Kind.WORDS or _DIGIT.search(line.target):
            if typed is None:
                typed = {one.row for one in _points_typed(rows)}
            if line.row not in typed:
                continue
        said = (
            f"指标名称里写着 {found[0]}，指标值是{quoted(line.target)}，没有写这个数，"
            f"请把 {found[0]} 填到指标值"
        )
        yield doubt_of_row(
            "number-in-name", line, "target", said, printed=line.target, expected=found[0]
        )
