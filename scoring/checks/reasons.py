"""Checks of 偏差原因分析及改进措施: a reason is of this row, says something, and has a cause."""

import re
from collections.abc import Iterator
from fractions import Fraction

from projects.values import is_template_rest
from scoring.checks.check import Subject, check
from scoring.checks.doubts import bare, doubt_of_row, in_rows, quoted
from scoring.checks.extent import counted
from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Line, Sheet, is_reason
from scoring.rules.outcomes import MET

_SHORT, _LONG = 2, 8
_FORM = "《项目支出绩效自评表》表式：偏差原因分析及改进措施一栏。"
_UNDONE = re.compile(
    "未(?:能|按|及时|完成|完工|达到|达标|实现|开展|实施|执行|支出|到位|足额|如期)"
    "|没有(?:完成|达到|开展|实施|执行)|滞后|推迟|推后|延期|延后|延迟|延误|取消|暂停"
)
_ALL_DONE = re.compile("无偏差|没有偏差|不存在|未(?:发生|出现)|已.{0,4}完成|均.{0,2}完成|超额|超过")


@check(
    "reason-prompt",
    "原因栏是表样的提示",
    of=Subject.LINE,
    compares="原因栏的文字是否还是表样的提示，如“（100字以内）”。",
    why="提示文字公开出去，读者会认为没有人填过这一栏。",
    source="公开的自评表中见过：实际完成值、得分和原因都还是表样的提示文字。",
    severities=(Severity.DOUBT,),
)
def reason_is_no_prompt(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A reason is written by a person; what the form prints there is none."""
    if line.reason and is_template_rest(line.reason):
        said = f"原因栏是表样的提示{quoted(line.reason)}，请填写偏差原因及改进措施，没有偏差请清空"
        yield doubt_of_row("reason-prompt", line, "reason", said, printed=line.reason)


@check(
    "reason-short",
    "原因只有一两个字",
    of=Subject.LINE,
    compares="得分低于分值的行，原因栏是否只有一两个字。",
    why="一两个字说不清偏差从哪里来，也看不出怎样改进。",
    source=_FORM,
    severities=(Severity.DOUBT,),
)
def reason_says_why(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A reason of one or two signs explains nothing."""
    if line.reason and _is_below(line) and is_reason(line.reason):
        written = bare(line.reason)
        if len(written) <= _SHORT:
            said = (
                f"得 {line.score.text} 分，分值 {line.points.text}，"
                f"原因只写了“{written}”，请写明偏差原因及改进措施"
            )
            yield doubt_of_row("reason-short", line, "reason", said, printed=line.reason)


@check(
    "reason-copied",
    "原因照抄本行其他栏",
    of=Subject.LINE,
    compares="得分低于分值的行，原因栏与本行的指标名称、指标值、实际完成值是否相同。",
    why="照抄指标值或实际完成值，没有说明为什么没有完成。",
    source=_FORM,
    severities=(Severity.DOUBT,),
)
def reason_is_not_another_cell(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A reason says more than the row says already."""
    if not line.reason or not _is_below(line) or not is_reason(line.reason):
        return
    written = bare(line.reason)
    for column, text in (
        ("指标值", line.target),
        ("实际完成值", line.actual),
        ("指标名称", line.name),
    ):
        if len(written) > _SHORT and written == bare(text):
            said = f"原因{quoted(line.reason)}与{column}相同，请写明偏差原因及改进措施"
            yield doubt_of_row("reason-copied", line, "reason", said, printed=line.reason)
            return


@check(
    "reason-on-full",
    "得满分却写了没有完成的原因",
    of=Subject.LINE,
    compares="达标并得满分的行，原因栏是否写着未完成、推迟、取消等；“无偏差”一类的话不提。",
    why="没有偏差而有偏差原因，说明得分、实际完成值或原因有一处填错。",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》：低于满分写明原因；核查清单常见项。",
    severities=(Severity.DOUBT,),
)
def full_score_has_no_deviation(line: Line, sheet: Sheet) -> Iterator[Finding]:
    """A row that met its target and has all its points has nothing left undone."""
    if not line.reason or line.outcome not in MET or line.score.number != line.points.number:
        return
    found = _UNDONE.search(line.reason)
    if found is None or _ALL_DONE.search(line.reason) or is_template_rest(line.reason):
        return
    said = (
        f"达标得满分 {line.score.text} 分，原因栏写着{quoted(line.reason)}，"
        "请核对得分和实际完成值，没有偏差请清空原因"
    )
    yield doubt_of_row("reason-on-full", line, "reason", said, printed=line.reason)


@check(
    "reason-repeated",
    "几行的原因是同一段话",
    of=Subject.SHEET,
    compares="不同指标、偏差程度不同的行，原因栏是否是同一段话（八个字以上）。",
    why="偏差不同而原因一字不差，多半是复制的，看不出各行的原因。",
    source=_FORM,
    severities=(Severity.DOUBT,),
)
def reasons_differ_where_deviations_do(sheet: Sheet) -> Iterator[Finding]:
    """The same words under rows that deviate unlike explain at most one of them."""
    by_text: dict[str, list[Line]] = {}
    for line in counted(sheet):
        if line.reason and _is_below(line) and is_reason(line.reason):
            by_text.setdefault(bare(line.reason), []).append(line)
    for text, lines in by_text.items():
        if len(text) < _LONG or len(lines) < 2 or len({line.name for line in lines}) < 2:
            continue
        if len({_share(line) for line in lines}) > 1:
            said = (
                f"{in_rows(lines)}偏差程度不同，原因是同一段话{quoted(text)}，请按各行情况分别写明"
            )
            yield doubt_of_row("reason-repeated", lines[1], "reason", said, printed=text)


def _is_below(line: Line) -> bool:
    points, score = line.points.number, line.score.number
    return points is not None and score is not None and score < points


def _share(line: Line) -> Fraction:
    """What part of its points a row got."""
    return Fraction(line.score.number or 0) / Fraction(line.points.number or 1)
