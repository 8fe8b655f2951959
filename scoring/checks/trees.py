"""Checks of the tree: blocks that are missing, headings in another block, rows that say nothing."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from projects.values import Kind
from scoring.checks.blocks import block_key
from scoring.checks.check import Subject, check
from scoring.checks.doubts import bare, doubt_at, doubt_of_row, in_rows, quoted
from scoring.checks.extent import Extent, counted, measure
from scoring.checks.finding import Finding, Severity
from scoring.checks.sheet import Line, Sheet

_OUTPUT, _BENEFIT, _CONTENT, _COST = "产出", "效益", "满意度", "成本"
_BLOCKS = (_OUTPUT, _BENEFIT, _CONTENT)
# level-two words and the level-one names that they may stand under
_PLACES = (
    (re.compile("服务对象满意度|^满意度"), (_CONTENT, _BENEFIT)),
    (re.compile("(?:经济|社会|生态环境)成本"), (_COST, _OUTPUT)),
    (re.compile("^成本"), (_COST, _OUTPUT)),
    (re.compile("(?:经济|社会|生态|环境)效益|可持续影响"), (_BENEFIT,)),
    (re.compile("^(?:数量|质量|时效)"), (_OUTPUT,)),
)
_USUAL = ("数量", "质量", "时效")
_QUANTITATIVE = frozenset({Kind.NUMBER, Kind.RANGE, Kind.DATE})
_FEWEST_ROWS = 4
_HOW = "进一步|不断|持续|有效|显著|明显|逐步|大力|切实|较大|较好|全面|稳步"
_WHAT = (
    "提高|提升|增强|增加|改善|加强|加深|促进|推动|降低|减少|优化|扩大|保障|完善|巩固|明显|显著|有效"
    "|良好|较好|好|提供保障|效果明显|成效显著|效果显著|产生积极影响|影响明显|长期|持续|稳定"
)
_VAGUE = re.compile(f"(?:{_HOW})*(?:{_WHAT})")
_FORM = "财预〔2020〕10号自评表：产出 50、效益 30、满意度 10；产出分数量、质量、时效、成本。"
_WHOLE = "indicators"


@check(
    "block-missing",
    "缺少一级指标",
    of=Subject.SHEET,
    compares="项目的表里有没有产出、效益、满意度三类指标（列在别的名称下的也算）；"
    "分值齐全的，由“一级指标分值与评分办法”提示；抄本不全的不看。",
    why="缺一类指标，这一方面的绩效就没有考核。",
    source=f"{_FORM}没有服务对象的项目可以不设满意度，分值并入效益。",
    severities=(Severity.DOUBT,),
)
def blocks_are_there(sheet: Sheet) -> Iterator[Finding]:
    """A project's table has output, benefit and satisfaction, whatever they are called."""
    if sheet.kind != "project" or not sheet.lines or not any(line.block for line in sheet.lines):
        return
    if _may_go_on(sheet) or _is_told_by_points(sheet):
        return
    missing = [name for name in _BLOCKS if not any(_is_of(line, name) for line in sheet.lines)]
    if missing:
        end = "，没有服务对象的请说明" if missing == [_CONTENT] else ""
        said = f"没有{'、'.join(missing)}指标，请核对是否漏列{end}"
        yield doubt_at("block-missing", _WHOLE, said, expected="、".join(_BLOCKS))


def _is_of(line: Line, name: str) -> bool:
    if name in line.block or name in line.heading:
        return True
    if name == _CONTENT:
        return name in line.name
    return name in places_of(line.heading)[:1]


def _may_go_on(sheet: Sheet) -> bool:
    """Whether rows may be missing at the copy's end: without points, a printed total tells."""
    if not sheet.is_copy:
        return False
    extent = measure(sheet).extent
    return extent is Extent.CUT or (extent is Extent.UNKNOWN and sheet.total.number is None)


def _is_told_by_points(sheet: Sheet) -> bool:
    return bool(sheet.terms and sheet.terms.blocks) and measure(sheet).makes_the_whole


@check(
    "heading-misplaced",
    "二级指标列错了一级指标",
    of=Subject.SHEET,
    compares="二级指标（数量、质量、时效、社会效益、服务对象满意度等）与它所在的一级指标。",
    why="列错了，各类指标的分值就不对，汇总时也会算到别的类里。",
    source=f"{_FORM}成本指标按财预〔2021〕101号单列；满意度列在效益下的表也有，不提。",
    severities=(Severity.DOUBT,),
)
def headings_stand_in_their_block(sheet: Sheet) -> Iterator[Finding]:
    """A level-two heading stands under the level-one name that it belongs to. Told once each."""
    told: set[tuple[str, str]] = set()
    for line in counted(sheet):
        where = (line.block, line.heading)
        if where in told:
            continue
        told.add(where)
        due, key = places_of(line.heading), block_key(line.block)
        if due and key not in due and key in (*_BLOCKS, _COST):
            said = (
                f"二级指标{quoted(line.heading)}列在“{line.block}”下，"
                f"一般列在{'或'.join(due)}指标下，请核对"
            )
            yield doubt_of_row(
                "heading-misplaced", line, "level2", said, printed=line.block, expected=due[0]
            )


@lru_cache(maxsize=1024)  # a sheet names the same few headings on every row
def places_of(heading: str) -> tuple[str, ...]:
    """The level-one names that a level-two heading may stand under; none where nobody can say."""
    text = bare(heading)
    return next((due for pattern, due in _PLACES if pattern.search(text)), ())


@check(
    "few-quantitative",
    "定性指标多于定量指标",
    of=Subject.SHEET,
    compares="指标值是数、区间或日期的行数，与指标值是文字的行数；四行以下和抄本不全的不看。",
    why="定性指标靠人评定，多了就看不出实际完成多少。",
    source="核查清单：指标应量化可衡量，定性指标不宜过多。",
    severities=(Severity.DOUBT,),
)
def most_targets_are_figures(sheet: Sheet) -> Iterator[Finding]:
    """At least as many rows have figures as have words."""
    rows = [line for line in counted(sheet) if line.target]
    worded = [line for line in rows if line.due.kind is Kind.WORDS]
    if len(rows) < _FEWEST_ROWS or len(worded) * 2 <= len(rows) or _may_go_on(sheet):
        return
    figures = sum(line.due.kind in _QUANTITATIVE for line in rows)
    said = f"定量指标 {figures} 行，定性指标 {len(worded)} 行，定性多于定量，请尽量改用数值"
    yield doubt_at(
        "few-quantitative", _WHOLE, said, printed=f"定量 {figures}", expected=f"定性 {len(worded)}"
    )


@check(
    "cost-missing",
    "没有成本指标",
    of=Subject.SHEET,
    compares="项目的产出指标已列数量、质量、时效，却没有一行成本；抄本不全的不看。",
    why="没有成本指标，看不出钱花得省不省。",
    source=f"{_FORM}财预〔2021〕101号把成本列为一级指标。",
    severities=(Severity.DOUBT,),
)
def cost_is_there(sheet: Sheet) -> Iterator[Finding]:
    """A form that goes through the kinds of output comes to the cost as well."""
    if sheet.kind != "project" or not sheet.lines:
        return
    headings = {line.heading for line in sheet.lines}
    if not all(any(word in heading for heading in headings) for word in _USUAL):
        return
    if any(_COST in text for line in sheet.lines for text in (line.block, line.heading, line.name)):
        return
    if not _may_go_on(sheet):
        said = "产出指标有数量、质量、时效，没有成本指标，请核对是否漏列"
        yield doubt_at("cost-missing", _WHOLE, said, expected="成本指标")


@check(
    "benefit-vague",
    "效益指标只有笼统的词",
    of=Subject.SHEET,
    compares="效益各行的指标值是否都只是“提升”“明显”“进一步提高”一类的词，没有数和比较对象。",
    why="没有写明提升多少、与什么比，年底无法评定。",
    source="审计和核查通报中的常见问题：绩效目标笼统；指标应量化可衡量。",
    severities=(Severity.DOUBT,),
)
def benefits_say_how_much(sheet: Sheet) -> Iterator[Finding]:
    """At least one benefit says how much, or than what. One doubt for the sheet."""
    rows = [line for line in counted(sheet) if line.target and _is_benefit(line)]
    if rows and all(_is_vague(line) for line in rows) and not _is_cut_within(rows, sheet):
        shown = _values(rows)
        said = (
            f"{in_rows(rows)}效益指标的指标值只有{shown}，没有写明与什么比、达到什么程度，请具体化"
        )
        yield doubt_of_row("benefit-vague", rows[0], "target", said, printed=rows[0].target)


def _is_benefit(line: Line) -> bool:
    if _CONTENT in line.heading:
        return False
    return block_key(line.block) == _BENEFIT or _BENEFIT in line.heading


def _is_cut_within(rows: Sequence[Line], sheet: Sheet) -> bool:
    """Whether the copy ends with these rows, so that there may be more of them."""
    return rows[-1] is sheet.lines[-1] and measure(sheet).extent is Extent.CUT


def _is_vague(line: Line) -> bool:
    return line.due.kind is Kind.WORDS and _VAGUE.fullmatch(bare(line.target)) is not None


def _values(rows: Sequence[Line]) -> str:
    return "、".join(dict.fromkeys(quoted(line.target) for line in rows))
