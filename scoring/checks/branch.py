"""Checks over many departments of one year: the same text in several, figures far from the rest."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import median

from projects.values import Kind
from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.names import same_key
from scoring.checks.papers import Branch, Paper, Trace, Unit
from scoring.checks.rounding import plain
from scoring.checks.sheet import is_reason

TEXT, SCORE, TARGET = "text", "score", "target"
_LONG = 15
_MANY_SCORES, _MANY_TARGETS = 8, 5
_SPREAD, _LEAST_GAP = 5, Decimal(5)
_TIMES = 10
_NAMED = 3


def traces_of(unit: Unit) -> Iterator[Trace]:
    """What the checks of a branch remember of a unit."""
    for paper in unit.plans:
        yield from _of_texts(unit, paper)
        yield from _of_targets(unit, paper)
    for paper in unit.sheets:
        yield from _of_reasons(unit, paper)
        total = paper.sheet.total
        if total.number is not None:
            yield Trace(
                SCORE, paper.sheet.kind, unit.name, paper.name, "total_printed", total.text,
                total.number,
            )  # fmt: skip


def _of_texts(unit: Unit, paper: Paper) -> Iterator[Trace]:
    for goal in paper.sheet.goals:
        if len(same_key(goal.content)) >= _LONG:
            place = f"goals[{goal.row}].content"
            yield Trace(TEXT, same_key(goal.content), unit.name, paper.name, place, goal.content)


def _of_reasons(unit: Unit, paper: Paper) -> Iterator[Trace]:
    for line in paper.sheet.lines:
        if is_reason(line.reason) and len(same_key(line.reason)) >= _LONG:
            place = f"indicators[{line.row}].reason"
            yield Trace(
                TEXT, same_key(line.reason), unit.name, paper.name, place, line.reason,
                level3=line.name,
            )  # fmt: skip


def _of_targets(unit: Unit, paper: Paper) -> Iterator[Trace]:
    for line in paper.sheet.lines:
        due = line.due
        if due.kind is Kind.NUMBER and due.base_unit and due.base_number and due.base_number > 0:
            key = f"{same_key(line.name)} {due.base_unit}"
            place = f"indicators[{line.row}].target"
            yield Trace(
                TARGET, key, unit.name, paper.name, place, line.target, due.base_number, line.name
            )


def _by_key(traces: Iterable[Trace], kind: str) -> dict[str, list[Trace]]:
    found: dict[str, list[Trace]] = {}
    for trace in traces:
        if trace.kind == kind:
            found.setdefault(trace.key, []).append(trace)
    return found


@check(
    "same-text",
    "几个单位文字相同",
    of=Subject.BRANCH,
    compares="同一年度各单位绩效目标的内容和偏差原因；15 个字以上、除标点外完全相同的。",
    why="不同单位的目标和原因一字不差，多是互相照抄，没有写自己的情况。",
    source="审计和财政抽查反映的问题：绩效目标照抄照搬、千篇一律。",
    severities=(Severity.DOUBT,),
)
def texts_are_ones_own(branch: Branch) -> Iterator[Finding]:
    """A goal or a reason that another unit wrote word for word (rule book, section 9.10)."""
    for traces in _by_key(branch.traces, TEXT).values():
        units = list(dict.fromkeys(trace.unit for trace in traces))
        if len(units) < 2:
            continue
        for trace in traces:
            others = [unit for unit in units if unit != trace.unit]
            named = "、".join(others[:_NAMED])
            more = f"等 {len(others)} 个单位" if len(others) > _NAMED else ""
            yield _doubt(
                "same-text", trace, f"与{named}{more}的文字完全相同，请写明本单位的情况", None
            )


@check(
    "score-outlier",
    "总分远离本系统各单位",
    of=Subject.BRANCH,
    compares="同一年度、同一种自评表的总分与各表总分的中位数；8 张以上才比较，"
    "差 5 分以上且超过通常差距 5 倍的提示。",
    why="总分与大家相差很远，可能是填错，也可能确有特殊情况，值得先看。",
    source="数据核查的通行做法：偏离中位数的值先人工核对。",
    severities=(Severity.DOUBT,),
)
def totals_are_near_the_others(branch: Branch) -> Iterator[Finding]:
    """A total far from the median of its kind; no verdict, a place to look first."""
    for traces in _by_key(branch.traces, SCORE).values():
        totals = [trace.number for trace in traces if trace.number is not None]
        if len(totals) < _MANY_SCORES:
            continue
        middle = median(totals)
        usual = median(abs(total - middle) for total in totals)
        for trace in traces:
            gap = abs((trace.number or middle) - middle)
            if gap >= _LEAST_GAP and gap > _SPREAD * usual:
                said = (
                    f"总分 {trace.shown}，同类 {len(totals)} 张表的中位数为 {plain(middle)}，"
                    f"相差 {plain(gap)}，请核对"
                )
                yield _doubt("score-outlier", trace, said, plain(middle))


@check(
    "target-outlier",
    "指标值远离同名指标",
    of=Subject.BRANCH,
    compares="同一年度同名、同单位的指标值与它们的中位数；5 个单位以上才比较，差 10 倍以上的提示。",
    why="同一件事差十倍，多是单位（万、千）写错或统计口径不同。",
    source="数据核查的通行做法：偏离中位数的值先人工核对。",
    severities=(Severity.DOUBT,),
)
def targets_are_near_the_others(branch: Branch) -> Iterator[Finding]:
    """A target ten times above or below the median of the same name and unit."""
    for traces in _by_key(branch.traces, TARGET).values():
        numbers = [trace.number for trace in traces if trace.number is not None]
        if len({trace.unit for trace in traces}) < _MANY_TARGETS:
            continue
        middle = median(numbers)
        for trace in traces:
            number = trace.number or middle
            if number >= _TIMES * middle or number * _TIMES <= middle:
                said = (
                    f"“{trace.level3}”{trace.shown}，同名指标 {len(numbers)} 个的中位数为 "
                    f"{plain(middle)}，相差十倍以上，请核对单位"
                )
                yield _doubt("target-outlier", trace, said, plain(middle))


def _doubt(code: str, trace: Trace, said: str, expected: str | None) -> Finding:
    return Finding(
        check=code,
        severity=Severity.DOUBT,
        place=trace.place,
        message=said,
        printed=trace.shown,
        expected=expected,
        level3=trace.level3,
        paper=trace.paper,
        unit=trace.unit,
    )
