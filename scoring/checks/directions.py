"""Checks of a target's direction: a sign that its kind of indicator cannot mean."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from projects.values import Value
from scoring.checks.check import Subject, check
from scoring.checks.doubts import doubt_of_row, in_rows, quoted
from scoring.checks.extent import counted
from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Line, Sheet

_WHOLE, _PERCENT = Decimal(100), "%"
_UP, _DOWN = (">=", ">"), ("<=", "<")
_COST, _CONTENT = "成本", "满意"
# parts of a whole: more than all of it cannot be
_PARTS = re.compile("满意度|满意率|合格率|优良率|优秀率|知晓率|完好率|成活率|准确率|及时率|公开率")
# commonly parts of a whole, though a region may count otherwise
_MOSTLY_PARTS = re.compile(
    "覆盖率|到位率|达标率|出席率|参会率|参与率|发放率|普及率|通过率|验收率|整改率|办结率|参保率"
    "|占比|比重"
)
_CHANGES = re.compile(
    "增长|提高|提升|增加|增幅|增速|下降|降低|减少|变动|变化|压降|环比|同比|[较比](?:上|去)年"
)
# how much of a plan was done, whatever the plan was for
_DONE = re.compile(r"(?:(?:完成|达成|实现)(?:率|度|比例|情况)|进度|进展)(?:[（(][^）)]*[）)])?$")
_WANTED = re.compile(
    "节约|节省|节支|降低|减少|压减|压缩|补助|补贴|标准|工资|收入|奖|发放|效益|利润"
)
_SEEN = "公开的目标表和自评表中见过；公开的核查清单也列有此项。"


@check(
    "cost-at-least",
    "成本指标用了≥",
    of=Subject.LINE,
    compares="成本指标的金额是否用了≥、＞、不低于；节约额、补助标准等越多越好的不提。",
    why="成本越低越好，写成≥，花得越多得分越高。",
    source="核查清单：成本指标不用≥；" + _SEEN,
    severities=(Severity.DOUBT,),
)
def cost_is_a_ceiling(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A cost is to be kept to, not to be reached."""
    due = line.due
    if due.operator not in _UP or not (_COST in line.heading or _COST in line.block):
        return
    if not (due.base_unit or due.unit or "").startswith(("元", "万")) or _WANTED.search(line.name):
        return
    said = f"成本指标的指标值{quoted(line.target)}用了“{_shown(due)}”，请核对是否应为“≤”"
    yield doubt_of_row("cost-at-least", line, "target", said, printed=line.target)


@check(
    "share-above-whole",
    "比例超过 100%",
    of=Subject.LINE,
    compares="满意度、合格率等的指标值和实际完成值是否超过 100%；增长率、完成率等可以超过的不提。",
    why="部分不会多于全部，超过 100% 说明填错，或指标的算法要说明。",
    source="核查清单：比例不超过 100%；覆盖率等各地算法不同，只提请核对。",
    severities=(Severity.ERROR, Severity.DOUBT),
)
def share_is_at_most_the_whole(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A part is no more than its whole."""
    if line.due.base_unit != _PERCENT:
        return
    for column, title, text, value in (
        ("target", "指标值", line.target, line.due),
        ("actual", "实际完成值", line.actual, line.done),
    ):
        if value.number is None or value.number <= _WHOLE or value.unit not in _PERCENTS:
            continue
        severity = part_of_a_whole(line.name)
        if severity is None:
            return
        end = "最高 100%，请改正" if severity is Severity.ERROR else "一般最高 100%，请核对算法"
        yield Finding(
            check="share-above-whole",
            severity=severity,
            place=f"indicators[{line.row}].{column}",
            message=f"{title}{quoted(text)}超过 100%，{_named(line.name)}{end}",
            printed=text,
            expected="100%",
            level3=line.name,
        )


_PERCENTS = (_PERCENT, "百分比", "百分数", None)


@check(
    "share-at-least-whole",
    "比例写成≥100%",
    of=Subject.SHEET,
    compares="合格率、覆盖率等最高 100% 的比例，指标值是否写成≥100%、＞100%。",
    why="最高就是 100%，写成≥没有意义，写成＞永远达不到。",
    source=_SEEN,
    severities=(Severity.DOUBT,),
)
def whole_is_not_a_floor(sheet: Sheet) -> Iterator[Finding]:
    """All of something is =100%: one doubt for the sheet, at the first such row."""
    rows = [line for line in counted(sheet) if _is_floor_of_all(line)]
    if rows:
        first = rows[0]
        said = (
            f"{in_rows(rows)}的比例写成{quoted(first.target)}，最高就是 100%，请核对是否应为“=100%”"
        )
        yield doubt_of_row(
            "share-at-least-whole", first, "target", said, printed=first.target, expected="=100%"
        )


def _is_floor_of_all(line: Line) -> bool:
    due = line.due
    if due.operator not in _UP or due.base_unit != _PERCENT or due.number != _WHOLE:
        return False
    return part_of_a_whole(line.name) is not None


@check(
    "satisfaction-at-most",
    "满意度用了≤",
    of=Subject.LINE,
    compares="满意度的指标值是否用了≤、＜、不超过；不满意率、投诉率不提。",
    why="满意度越高越好，写成≤，越不满意得分越高。",
    source="核查清单：符号与指标性质相符；公开的核查清单也列有此项。",
    severities=(Severity.DOUBT,),
)
def satisfaction_is_a_floor(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """Satisfaction is to be reached, not to be kept below."""
    if line.due.operator not in _DOWN or _CONTENT not in line.name or "不满意" in line.name:
        return
    said = f"满意度的指标值{quoted(line.target)}用了“{_shown(line.due)}”，请核对是否应为“≥”"
    yield doubt_of_row("satisfaction-at-most", line, "target", said, printed=line.target)


@lru_cache(maxsize=4096)
def part_of_a_whole(name: str) -> Severity | None:
    """How sure it is that the named share cannot exceed 100 %; None: it may, or nobody knows."""
    if _CHANGES.search(name) or _DONE.search(name.strip()):
        return None
    if _PARTS.search(name):
        return Severity.ERROR
    return Severity.DOUBT if _MOSTLY_PARTS.search(name) else None


def _named(name: str) -> str:
    found = _PARTS.search(name) or _MOSTLY_PARTS.search(name)
    return found[0] if found else ""


def _shown(value: Value) -> str:
    return {">=": "≥", "<=": "≤"}.get(value.operator or "", value.operator or "")
