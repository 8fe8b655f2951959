"""Checks of the total: the figure under 总分 against what the sheet itself adds up to."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from projects.values import Printed
from scoring.checks.check import Subject, check
from scoring.checks.extent import Extent, Measure, execution_is_a_row, total_row
from scoring.checks.finding import WORST_FIRST, Finding, Severity
from scoring.checks.rounding import (
    NOTHING,
    Span,
    added,
    around,
    difference,
    digits_of,
    half_a_digit,
    how_far,
    plain,
    prints_as,
    slack_of,
    with_two,
)
from scoring.checks.sheet import Sheet

NO_POINTS = Decimal(0)


class Scores(NamedTuple):
    """The printed scores of a sheet: `parts` in printed order, of the execution and the blocks.

    `execution` is the one of the parts that the funds carry, if any. `blank` counts rows that have
    points but no score. `rounded`: scores that were rounded for print, so that the sum may be off.
    """

    parts: tuple[Decimal, ...]
    execution: Decimal | None = None
    blank: int = 0
    rounded: tuple[Decimal, ...] = ()

    @property
    def without_execution(self) -> Decimal:
        """What the rows alone add up to."""
        return difference(added(self.parts), self.execution or Decimal(0))

    @property
    def of_rows(self) -> "Scores":
        """The scores of the rows alone."""
        if self.execution is None:
            return self
        rounded = list(self.rounded)
        if self.execution in rounded:
            rounded.remove(self.execution)
        return Scores(self.parts[1:], None, self.blank, tuple(rounded))

    @property
    def span(self) -> Span:
        """What the sum may be."""
        return around(added(self.parts), sum(map(half_a_digit, self.rounded), NOTHING))


def scores_of(sheet: Sheet) -> Scores:
    """Add up the printed scores block by block, the execution first.

    A score with decimals may stand for any value within half of its last digit; a whole one is
    taken as given in whole points, and what was typed into a form is exact.
    """
    total = total_row(sheet.funds)
    execution = sheet.execution_score.number if total is None else total.score.number
    blocks: dict[str, list[Decimal]] = {}
    blank = 0 if total is None else total.points.number is not None and execution is None
    for line in sheet.lines:
        if line.score.number is not None:
            blocks.setdefault(line.block, []).append(line.score.number)
        elif line.points.number and not line.not_applicable:
            blank += 1
    figures = [figure for block in blocks.values() for figure in block]
    figures += [] if execution is None else [execution]
    parts = [] if execution is None else [execution]
    parts += map(added, blocks.values())
    rounded = tuple(filter(digits_of, figures)) if sheet.is_copy else ()
    return Scores(tuple(parts), execution, blank, rounded)


def total_of_either(sheet: Sheet, measured: Measure) -> list[Finding]:
    """`total_is_the_sum`, where the execution that stands in the rows too may be counted once."""
    scores = scores_of(sheet)
    readings = [scores.of_rows, scores] if execution_is_a_row(sheet) else [scores]
    found = [
        list(total_is_the_sum(sheet.total, one, rescaled=sheet.rescaled, extent=measured.extent))
        for one in readings
    ]
    return min(found, key=_weight)  # the first of equals


def _weight(found: list[Finding]) -> int:
    worst = [len(WORST_FIRST) - WORST_FIRST.index(one.severity) for one in found]
    return max(worst, default=0)


def adds_up(printed: Decimal, *, total: Decimal, rescaled: Decimal | None) -> bool:
    """Whether a printed total is the sum of the scores.

    Where lines do not apply the sum brought to the whole (`rescaled`) is right too: forms differ.
    """
    return printed in (total, rescaled)


@check(
    "total-sum",
    "总分与各行得分",
    of=Subject.ASKED,
    compares="表中总分与预算执行得分、各行得分的合计；分值印得不足，说明抄本不全，不比较。",
    why="总分决定评价等级。总分与各行对不上，说明总分或某一行填错。",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》：总分为各项指标得分之和；省级预算绩效系统的通行做法。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def total_is_the_sum(
    printed: Printed,
    scores: Scores,
    *,
    rescaled: Decimal | None = None,
    extent: Extent = Extent.COMPLETE,
) -> Iterator[Finding]:
    """The printed total must be the sum of the claimed scores of execution and blocks.

    Rests on: the total is the sum of the scores of all indicators (财预〔2020〕10号, [M]; [P]).
    `rescaled` is their sum brought to the whole where lines do not apply, as in `adds_up`. Nothing
    is said when no total is printed, no score is, or the copy is cut.
    """
    figure, total = printed.number, added(scores.parts)
    if figure is None or not scores.parts or extent is Extent.CUT:
        return
    if adds_up(figure, total=total, rescaled=rescaled):
        return
    expected = with_two(total)
    if rescaled is not None:
        expected += f" 或 {with_two(rescaled)}"
    severity = _severity(figure, scores, rescaled)
    if severity is Severity.ERROR and (scores.blank or extent is Extent.UNKNOWN):
        severity = Severity.DOUBT
    yield Finding(
        check="total-sum",
        severity=severity,
        place="total_printed",
        message=_sum_in_words(printed, scores, total, rescaled, extent),
        printed=printed.text,
        expected=expected,
    )


def _severity(printed: Decimal, scores: Scores, rescaled: Decimal | None) -> Severity:
    if rescaled is None:
        return how_far(printed, scores.span)
    rounded = prints_as(printed, scores.span) or prints_as(printed, around(rescaled))
    return Severity.ROUNDING if rounded else Severity.DOUBT


def _sum_in_words(
    printed: Printed, scores: Scores, total: Decimal, rescaled: Decimal | None, extent: Extent
) -> str:
    terms = " + ".join(map(with_two, scores.parts))
    said = f"{terms} = {with_two(total)}" if len(scores.parts) > 1 else with_two(total)
    if rescaled is not None:
        said += f"，折算后 {with_two(rescaled)}"
    said = f"各行相加 {said}，表中印 {printed.text}"
    if scores.execution and scores.without_execution == printed.number:
        said += f"，恰为不含预算执行得分 {with_two(scores.execution)} 的合计"
    if scores.blank:
        said += f"；有 {scores.blank} 行有分值没有得分，请核对"
    elif extent is Extent.UNKNOWN:
        said += "；表中没有分值，不能确定各行齐全，请核对"
    return said


@check(
    "total-narrative",
    "总分与说明文字",
    of=Subject.ASKED,
    compares="表中总分与公开说明文字中的总分。",
    why="同一张表对外公布两个总分，读者不知以哪个为准。",
    source="公开的自评表与文字说明应当一致。",
    severities=(Severity.ERROR, Severity.ROUNDING),
)
def total_is_the_narrative(printed: Printed, narrative: Printed) -> Iterator[Finding]:
    """The printed total must be the one in the explanatory text (说明文字).

    The two state one figure: the shorter one may be the longer one rounded.
    """
    figure, told = printed.number, narrative.number
    if figure is None or told is None or figure == told:
        return
    can = prints_as(figure, around(told)) or prints_as(told, around(figure))
    yield Finding(
        check="total-narrative",
        severity=Severity.ROUNDING if can else Severity.ERROR,
        place="total_printed",
        message=f"说明文字写 {narrative.text} 分，表中印 {printed.text}",
        printed=printed.text,
        expected=with_two(told),
    )


@check(
    "sheet-unfilled",
    "没有填报的表",
    of=Subject.ASKED,
    compares="有分值的各行是否都没有得分；只看公开的表，正在填报的表不看。",
    why="没有填报的表公开出去，等于没有自评。",
    source="公开的自评表中见过：实际完成值、得分和原因都还是表样的提示文字。",
    severities=(Severity.DOUBT,),
)
def scores_are_filled_in(sheet: Sheet) -> Iterator[Finding]:
    """A published sheet has scores: points on its rows and no score at all, it was not filled in.

    Rests on: sheets that were published with nothing but the template's prompts (rule book notes,
    section 8). A form that is still being filled in is no copy, and a plan has no scores.
    """
    rows = [line for line in sheet.lines if line.points.number and not line.not_applicable]
    if sheet.is_plan or not sheet.is_copy or not rows:
        return
    if any(line.score.text for line in sheet.lines):
        return
    yield Finding(
        check="sheet-unfilled",
        severity=Severity.DOUBT,
        place="indicators",
        message=f"有分值的 {len(rows)} 行都没有得分，请核对这张表是否没有填报就公开了",
        printed=None,
        expected=None,
    )


@check(
    "points-whole",
    "分值合计",
    of=Subject.ASKED,
    compares="各行分值与预算执行分值的合计，与印出的分值合计（没有印的按 100）。",
    why="分值合计不是 100，总分就不能按百分制评等级。",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》：权重总额 100 分。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def points_make_the_whole(sheet: Sheet, measured: Measure) -> Iterator[Finding]:
    """Points of execution and lines must add up to the whole, in general 100.

    Rests on: weights total 100 (财预〔2020〕10号, [M]). Where their sum is printed beside them
    and is less, it cannot come out, unless points with decimals were rounded. Points that fall
    short only show that a copy ends early.
    """
    if not sheet.is_copy:
        return _points_of_a_form(sheet, measured)
    return _points_of_a_copy(sheet, measured)


def _points_of_a_form(sheet: Sheet, measured: Measure) -> Iterator[Finding]:
    without = sum(line.points.number is None for line in sheet.lines)
    if sheet.is_plan and without == len(sheet.lines):  # a target table that prints no points
        return
    is_right = measured.points == measured.whole and not without
    if is_right or not sheet.lines:
        return
    missing = f"，其中 {without} 行没有分值" if without else ""
    points, whole = plain(measured.points), plain(measured.whole)
    end = "请核对分值" if sheet.is_plan else "因此不评等级"
    said = f"分值合计 {points}，应为 {whole}{missing}，{end}"
    yield _points_finding(Severity.DOUBT, said, points, whole)


def _points_of_a_copy(sheet: Sheet, measured: Measure) -> Iterator[Finding]:
    points, whole = measured.points, measured.whole
    if measured.extent is Extent.UNKNOWN or points <= whole or measured.execution_apart:
        return
    told, sum_ = sheet.total_points, plain(points)
    parts = f"各行 {sum_}"
    if measured.execution is not None:
        parts = f"各行 {plain(measured.rows)} + 预算执行 {plain(measured.execution)} = {sum_}"
    figures = [line.points.number for line in sheet.lines if line.points.number is not None]
    slack = slack_of([*figures, measured.execution or NO_POINTS, whole])
    is_rounded = difference(points, whole) <= slack
    if told.number is None:
        end = "差在四舍五入" if is_rounded else "请核对分值"
        said = f"分值{parts}，超过 {plain(whole)}，{end}"
        severity = Severity.ROUNDING if is_rounded else Severity.DOUBT
        yield _points_finding(severity, said, sum_, plain(whole))
        return
    said = f"分值{parts}，表中印分值合计 {told.text}"
    if is_rounded:
        yield _points_finding(Severity.ROUNDING, f"{said}，差在四舍五入", told.text, sum_)
        return
    if measured.rows == whole:
        said += "，恰为不含预算执行的合计"
    yield _points_finding(Severity.ERROR, said, told.text, sum_)


def _points_finding(severity: Severity, said: str, printed: str, expected: str) -> Finding:
    return Finding(
        check="points-whole",
        severity=severity,
        place="total_points_printed",
        message=said,
        printed=printed,
        expected=expected,
    )
