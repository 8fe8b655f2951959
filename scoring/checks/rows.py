"""Checks of the rows beside each other: the same indicator twice, parts that do not add up."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from projects.names import name_key
from projects.values import Kind, Value
from scoring.checks.check import Subject, check
from scoring.checks.doubts import doubt_of_row, quoted
from scoring.checks.extent import counted, is_scored
from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import added, plain
from scoring.checks.sheet import Line, Sheet

_OF_WHICH = "其中"
_FILLERS = re.compile("的|开展|举办|组织|实施|完成|本年度?|年度|全年|当年")
_COUNTING = re.compile("[0-9一二三四五六七八九十]+")
_SHORTEST = 4
_key = lru_cache(maxsize=4096)(name_key)  # three checks ask for the names of the same sheet
_TWICE = "成都市复核办法（2025）：产出和效益中相同的指标只计一次。"


@check(
    "name-twice",
    "同一指标填了两次",
    of=Subject.SHEET,
    compares="同一二级指标下，名称（不计空格和标点）相同的三级指标；说明不同的不提。",
    why="同一件事计了两次分；指标值不同，还看不出以哪个为准。",
    source="核查清单：指标不重复；" + _TWICE,
    severities=(Severity.DOUBT,),
)
def names_are_different(sheet: Sheet) -> Iterator[Finding]:
    """Under one heading every indicator has a name of its own."""
    for first, line in _pairs(sheet, same_block=True):
        if first.heading != line.heading:
            continue
        values = "" if first.target == line.target else (
            f"，指标值一个是{quoted(first.target)}，一个是{quoted(line.target)}"
        )  # fmt: skip
        said = f"与第 {first.row + 1} 行{quoted(first.name)}是同一个指标{values}，请合并或写明区别"
        yield doubt_of_row("name-twice", line, "level3", said, printed=line.name)


@check(
    "name-in-blocks",
    "同一指标在两处计分",
    of=Subject.SHEET,
    compares="名称相同的三级指标是否列在不同的一级指标下，如产出和效益各一次。",
    why="同一件事在产出和效益各计一次分，复核时只计一次。",
    source=_TWICE,
    severities=(Severity.DOUBT,),
)
def name_is_in_one_block(sheet: Sheet) -> Iterator[Finding]:
    """An indicator is an output or a benefit, not both."""
    for first, line in _pairs(sheet, same_block=False):
        said = (
            f"与第 {first.row + 1} 行同名，一处列在{first.block}，一处列在{line.block}，"
            "请核对是否同一指标计了两次分"
        )
        yield doubt_of_row("name-in-blocks", line, "level3", said, printed=line.name)


def _pairs(sheet: Sheet, *, same_block: bool) -> Iterator[tuple[Line, Line]]:
    """The first row of a name and each later one that has it, in the same block or in another."""
    seen: dict[str, list[Line]] = {}
    for line in counted(sheet):
        key = _key(line.name)
        if not key:
            continue
        own = seen.setdefault(key, [])
        first = next((one for one in own if (one.block == line.block) is same_block), None)
        own.append(line)
        if first is not None and not _told_apart(first, line):
            yield first, line


def _told_apart(first: Line, line: Line) -> bool:
    return bool(first.description and line.description) and first.description != line.description


@check(
    "name-alike",
    "两个指标只是换了说法",
    of=Subject.SHEET,
    compares="同一一级指标下，去掉“开展”“年度”等字后用字相同、单位相同而指标值不同的三级指标。",
    why="“活动开展次数”与“开展活动次数”是一回事，指标值不同，看不出以哪个为准。",
    source="核查清单：指标不重复。",
    severities=(Severity.DOUBT,),
)
def names_are_not_alike(sheet: Sheet) -> Iterator[Finding]:
    """Names of the same words in another order mean the same; with two targets one is wrong."""
    seen: dict[tuple[str, str, str], Line] = {}
    for line in counted(sheet):
        due = line.due
        if due.number is None or not due.base_unit:
            continue
        name = _key(line.name)
        letters = _letters(name)
        if len(letters) < _SHORTEST:
            continue
        first = seen.setdefault((line.block, due.base_unit, letters), line)
        is_other = first is not line and _key(first.name) != name
        if is_other and first.due.base_number != due.base_number and not _told_apart(first, line):
            said = (
                f"与第 {first.row + 1} 行{quoted(first.name)}只是换了说法，指标值一个是"
                f"{quoted(first.target)}，一个是{quoted(line.target)}，请合并或写明区别"
            )
            yield doubt_of_row("name-alike", line, "level3", said, printed=line.name)


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    """What two names of the same words in another order share; figures keep their order."""
    plain_name = _FILLERS.sub("", name)
    return "".join(sorted(_COUNTING.sub("", plain_name)) + _COUNTING.findall(plain_name))


class _Column(NamedTuple):
    key: str
    title: str
    whole: Value
    parts: list[Value]


@check(
    "breakdown-sum",
    "其中行与本行对不上",
    of=Subject.SHEET,
    compares="没有分值的“其中”各行，同单位的数相加与本行的数；只有一行的，只看是否超过本行。",
    why="其中各行与本行对不上，说明有一行填错或漏列。",
    source="公开的自评表中见过带“其中”行的数量指标：29.5 = 1.5 + 5 + 20 + 3。",
    severities=(Severity.DOUBT,),
)
def breakdown_makes_its_row(sheet: Sheet) -> Iterator[Finding]:
    """Rows that break a row down add up to it. Told once a row, of the target first."""
    if all(map(is_scored, sheet.lines)):
        return
    for line, parts in _broken_down(sheet.lines):
        for column in (
            _Column("target", "指标值", line.due, [part.due for part in parts]),
            _Column("actual", "实际完成值", line.done, [part.done for part in parts]),
        ):
            found = _off(line, column)
            if found is not None:
                yield found
                break


def _broken_down(lines: Sequence[Line]) -> Iterator[tuple[Line, list[Line]]]:
    """Every scored row with the 其中 rows that follow it."""
    whole: Line | None = None
    parts: list[Line] = []
    for line in lines:
        if not is_scored(line) and line.name.lstrip(" 　#*").startswith(_OF_WHICH):
            parts.append(line)
            continue
        if whole is not None and parts:
            yield whole, parts
        whole, parts = (line if is_scored(line) else None), []
    if whole is not None and parts:
        yield whole, parts


def _off(line: Line, column: _Column) -> Finding | None:
    whole = column.whole
    numbers = [part.base_number for part in column.parts if part.base_number is not None]
    if whole.base_number is None or not numbers or len(numbers) < len(column.parts):
        return None
    total = added(numbers)
    if total == whole.base_number or not _in_one_unit(column):
        return None
    if len(numbers) == 1 and total < whole.base_number:
        return None
    terms = " + ".join(map(plain, numbers))
    whole_text = line.target if column.key == "target" else line.actual
    said = f"{column.title}其中各行相加 {terms} = {plain(total)}" if len(numbers) > 1 else (
        f"{column.title}其中行 {plain(total)}"
    )  # fmt: skip
    return doubt_of_row(
        "breakdown-sum",
        line,
        column.key,
        f"{said}，本行是{quoted(whole_text)}，相差 {_gap(total, whole.base_number)}，请核对各行",
        printed=whole_text,
        expected=plain(total),
    )


def _gap(total: Decimal, whole: Decimal) -> str:
    return plain(abs(total - whole))


def _in_one_unit(column: _Column) -> bool:
    units = {value.base_unit for value in (column.whole, *column.parts)}
    return len(units) == 1 and column.whole.kind is Kind.NUMBER
