"""Checks of when: days outside the year or the project's own title, and no time where one is due.

Texts of days are ISO; without a year they begin with "--".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from projects.values import Kind, Value
from scoring.checks.check import Subject, check
from scoring.checks.doubts import doubt_of_row, quoted
from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Line, Sheet

_TIMELY = "时效"
_TO = "\\s*(?:[-—－~～至到]{1,2})\\s*"
_YEARS = re.compile(f"(?<![0-9])(20[0-9]{{2}})(?:年?{_TO}(20[0-9]{{2}}))?(?![0-9])")
_MONTHS = re.compile(f"(?<![0-9])(1[0-2]|[1-9])月?{_TO}(1[0-2]|[1-9])月")
_BARE_YEAR = re.compile("\\s*20[0-9]{2}\\s*年?度?\\s*")
_TIMES = re.compile(
    "[时期日天月年季周]|按进度|进度|提前|分钟|工作日|及早|尽快|速度|当场|限|早于|快|慢|准点|长期"
)
_LONGEST_SPAN = 30


class Named(NamedTuple):
    """The years and months that a project's title names; empty where it names none."""

    years: tuple[int, ...] = ()
    months: tuple[int, int] | None = None


@check(
    "date-outside",
    "时间不在本年度内",
    of=Subject.LINE,
    compares="指标值中的日期与本表年度，与项目名称写明的年度、月份（4-9月）。",
    why="用的是上年的目标，或是结转项目没有改时限，年度目标就无从考核。",
    source="核查清单：时效目标应在项目期限内；公开的目标表中见过 2023 年度的表写“2022.1-12月”。",
    severities=(Severity.DOUBT,),
)
def day_is_within_the_year(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A target's days lie in the year of the sheet and in what the project's title names.

    Days that reach into the year are fine, and so are those of a project whose title spans both
    years. A project carried over from the year that its title names is a doubt, told with both.
    """
    due = line.due
    if due.kind is not Kind.DATE or due.date_to is None:
        return
    named = named_in(sheet.subject)
    said = []
    if _is_outside(due, sheet.year, named.years):
        said.append(f"不在本表的 {sheet.year} 年内")
        told = [year for year in named.years if year != sheet.year]
        if told and due.date_to.startswith(str(told[-1])):
            said.append(f"项目名称写的是 {told[-1]} 年，结转项目请写本年的时限")
    if named.months and _leaves(due, named.months) and not _BARE_YEAR.fullmatch(line.target):
        said.append(f"不在项目名称写的 {named.months[0]}-{named.months[1]} 月内")
    if said:
        yield doubt_of_row(
            "date-outside",
            line,
            "target",
            f"指标值{quoted(line.target)}{'，'.join(said)}，请核对时限",
            printed=line.target,
            expected=None if sheet.year is None else f"{sheet.year}年",
        )


@lru_cache(maxsize=1024)  # every row of a sheet asks for the same title
def named_in(title: str) -> Named:
    """Read the years and months off a project's title."""
    years: list[int] = []
    for found in _YEARS.finditer(title):
        first, last = int(found[1]), int(found[2] or found[1])
        if first <= last < first + _LONGEST_SPAN:
            years += range(first, last + 1)
    months = _MONTHS.search(title)
    span = (int(months[1]), int(months[2])) if months else None
    return Named(tuple(years), span if span and span[0] <= span[1] else None)


def _is_outside(due: Value, year: int | None, named: tuple[int, ...]) -> bool:
    if year is None or due.date_to is None or due.date_to.startswith("-"):
        return False
    last = int(due.date_to[:4])
    first = int(due.date_from[:4]) if due.date_from else last
    if first <= year <= last:
        return False
    return not (year in named and (first in named or last in named))


def _leaves(due: Value, months: tuple[int, int]) -> bool:
    """Whether the days leave the months of the title. Days over several years say nothing."""
    last = due.date_to or ""
    first = due.date_from or last
    if first[:-6] != last[:-6]:
        return False
    return int(first[-5:-3]) < months[0] or int(last[-5:-3]) > months[1]


@check(
    "time-missing",
    "时效指标没有时间要求",
    of=Subject.LINE,
    compares="时效指标的名称、说明和指标值里是否有日期、期限、及时、进度等时间要求。",
    why="没有时间要求，看不出按不按时。",
    source="财预〔2020〕10号自评表：产出指标分数量、质量、时效、成本；三级指标应与二级指标相符。",
    severities=(Severity.DOUBT,),
)
def timely_says_when(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """What is filed under time says something of time."""
    if _TIMELY not in line.heading or not line.target or line.due.kind is Kind.DATE:
        return
    if _TIMES.search(line.target) or _TIMES.search(line.name) or _TIMES.search(line.description):
        return
    said = f"时效指标{quoted(line.name)}的指标值{quoted(line.target)}没有时间要求，请写明何时完成"
    yield doubt_of_row("time-missing", line, "target", said, printed=line.target)
