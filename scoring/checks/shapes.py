"""Checks of the shape of a value: a figure or a result, and no rest of the form."""

import re
from collections.abc import Iterator

from projects.values import Kind, is_scale_name, is_template_rest, sign_of
from scoring.checks.actuals import is_copied
from scoring.checks.check import Subject, check
from scoring.checks.doubts import bare, doubt_of_row, quoted
from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Line, Sheet

_LONG = 12
_MAYBE_REST = re.compile("[*＊★☆※_×xX○〇□△?？…字]|\\.\\.\\.|请|此处")
_STARS = re.compile("[★☆※]|^[*＊]|[*＊]$")
_PLANNED = re.compile("计划|拟|力争|争取|预计|将(?:于|在|要|会|继续|按|逐步)")
_BEFORE = re.compile("(?:[月年日号底末]|[0-9])[之以]?前(完成|到位|完工|拨付|发放)?[。.]?$")
_PUBLISHED = "公开的自评表中见过；实际完成值应为实际数或完成情况。"
_READ_AS_WORDS = (Kind.WORDS, Kind.DATE)


@check(
    "actual-signed",
    "实际完成值带着符号",
    of=Subject.LINE,
    compares="实际完成值是否带着≥、≤、以上、不超过等符号；与指标值相同的，由“照抄指标值”提示。",
    why="“≥1000人”不是一个实际数，看不出完成了多少。",
    source="公开的自评表中常见：实际完成值应为实际数。",
    severities=(Severity.DOUBT,),
)
def actual_has_no_sign(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """What was reached is a figure, not a bound."""
    if line.done.kind is not Kind.WORDS or not any(map(str.isdigit, line.actual)):
        return
    if sign_of(line.actual) in (None, "=") or is_copied(line):
        return
    said = f"实际完成值{quoted(line.actual)}带着符号，看不出实际数，请填实际完成的数字"
    yield doubt_of_row("actual-signed", line, "actual", said, printed=line.actual)


@check(
    "actual-not-a-result",
    "实际完成值不是完成情况",
    of=Subject.LINE,
    compares="实际完成值是否是计划的口气（计划、预计、年底前完成），是否与一长段指标值一字不差；"
    "“提升”“合规”一类短语与指标值相同，不提。",
    why="年度已过，这一栏应当写完成了什么，而不是打算做什么。",
    source=_PUBLISHED,
    severities=(Severity.DOUBT,),
)
def actual_is_a_result(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """What was reached is told as done, and not in the words of a long target."""
    if line.done.kind not in _READ_AS_WORDS:
        return
    actual = line.actual.strip()
    if _PLANNED.match(actual):
        said = f"实际完成值{quoted(actual)}写的是打算，请填写实际完成情况"
    elif _is_a_deadline(actual, line.target):
        said = f"实际完成值{quoted(actual)}写的是时限，请填写实际完成的日期"
    elif len(actual) >= _LONG and bare(actual) == bare(line.target):
        said = (
            f"实际完成值与指标值一字不差（{len(bare(actual))} 字），看不出实际效果，"
            "请填写实际完成情况"
        )
    else:
        return
    yield doubt_of_row("actual-not-a-result", line, "actual", said, printed=line.actual)


def _is_a_deadline(actual: str, target: str) -> bool:
    """Whether 12月底前 stands there; 12月底前完成 is told as done, unless it is the target."""
    found = _BEFORE.search(actual)
    return found is not None and (not found[1] or bare(actual) == bare(target))


@check(
    "value-prompt",
    "指标值或实际完成值是表样的提示",
    of=Subject.LINE,
    compares="指标值、实际完成值是否是★、**、“（100字以内）”等表样的符号和提示。",
    why="没有换成自己的数，这一行就没有指标值或实际完成值。",
    source="公开的目标表和自评表中见过：“≥**人”、“★★★”、“（100字以内）”。",
    severities=(Severity.DOUBT,),
)
def value_is_no_prompt(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A value is filled in; a star or a prompt of the form is none. Told once a row."""
    for column, title, text, kind in (
        ("target", "指标值", line.target, line.due.kind),
        ("actual", "实际完成值", line.actual, line.done.kind),
    ):
        if kind is Kind.NUMBER or not _MAYBE_REST.search(text):
            continue
        if is_template_rest(text):
            said = f"{title}{quoted(text)}是表样的提示，请换成本项目的数值或情况"
        elif _STARS.search(text.strip()):
            said = f"{title}{quoted(text)}带着星号，读不出数值，请去掉星号"
        else:
            continue
        yield doubt_of_row("value-prompt", line, column, said, printed=text)
        return


@check(
    "scale-name",
    "填的是评价档次的名称",
    of=Subject.LINE,
    compares="指标值、实际完成值是否是一组档次的名称，如“好坏”“优良中低差”“是否”。",
    why="没有写明要达到、实际达到哪一档，无法评定。",
    source="公开的自评表中见过：指标值、实际完成值都填“好坏”，得满分。",
    severities=(Severity.DOUBT,),
)
def value_is_a_step_of_the_scale(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A value names a place on a scale, not the scale. Told once a row."""
    target = line.due.kind is Kind.WORDS and is_scale_name(line.target)
    actual = line.done.kind is Kind.WORDS and is_scale_name(line.actual)
    if target:
        both = "和实际完成值都" if actual else ""
        said = f"指标值{both}填的是{quoted(line.target)}，是评价档次的名称，请写明是哪一档"
        yield doubt_of_row("scale-name", line, "target", said, printed=line.target)
    elif actual:
        said = f"实际完成值{quoted(line.actual)}是评价档次的名称，请写明达到哪一档"
        yield doubt_of_row("scale-name", line, "actual", said, printed=line.actual)
