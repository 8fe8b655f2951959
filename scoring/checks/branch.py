"""Checks over many departments of one year: the same text in several, figures far from the rest."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from statistics import median

from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import plain
from scoring.checks.traces import Branch, Trace

_MANY_SCORES, _MANY_TARGETS = 8, 5
_SPREAD, _LEAST_GAP = 5, Decimal(5)
_TIMES = 10


def _by_key(traces: Iterable[Trace], check: str) -> dict[str, list[Trace]]:
    found: dict[str, list[Trace]] = {}
    for trace in traces:
        if trace.check == check:
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
    """A goal or a reason that another unit wrote word for word (rule book, section 9.10).

    The others are counted, not named: a unit knows nothing of those beside it.
    """
    for traces in _by_key(branch.traces, "same-text").values():
        units = {trace.unit_key for trace in traces}
        if len(units) < 2:
            continue
        said = f"与本级其他 {len(units) - 1} 个单位的文字完全相同，请写明本单位的情况"
        for trace in traces:
            yield trace.finding(said)


@check(
    "score-outlier",
    "总分远离本级各单位",
    of=Subject.BRANCH,
    compares="同一年度、同一种自评表的总分与各表总分的中位数；8 张以上才比较，"
    "差 5 分以上且超过通常差距 5 倍的提示。",
    why="总分与大家相差很远，可能是填错，也可能确有特殊情况，值得先看。",
    source="数据核查的通行做法：偏离中位数的值先人工核对。",
    severities=(Severity.DOUBT,),
)
def totals_are_near_the_others(branch: Branch) -> Iterator[Finding]:
    """A total far from the median of its kind; no verdict, a place to look first."""
    for traces in _by_key(branch.traces, "score-outlier").values():
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
                yield trace.finding(said, plain(middle))


@check(
    "target-outlier",
    "指标值远离同名指标",
    of=Subject.BRANCH,
    compares="同一年度同名、同单位的指标值与各单位的中位数（一个单位几行的，先取本单位的中位数）；"
    "5 个单位以上才比较，差 10 倍以上且远超通常倍数的提示。",
    why="同一件事差十倍，多是单位（万、千）写错或统计口径不同。",
    source="数据核查的通行做法：偏离中位数的值先人工核对。",
    severities=(Severity.DOUBT,),
)
def targets_are_near_the_others(branch: Branch) -> Iterator[Finding]:
    """A target ten times above or below the median of the same name and unit.

    Where units differ much by nature (a school, a hospital), only what is far out even so: usual
    is what half of them differ at most, and its square is asked for. A unit of many rows has one
    voice: the median of its own.
    """
    for traces in _by_key(branch.traces, "target-outlier").values():
        numbers = _one_a_unit(traces)
        if len(numbers) < _MANY_TARGETS:
            continue
        middle = median(numbers)
        usual = median(_times(number, middle) for number in numbers)
        for trace in traces:
            times = _times(trace.number or middle, middle)
            if times >= _TIMES and times >= usual * usual:
                said = (
                    f"“{trace.level3}”{trace.shown}，同名指标 {len(numbers)} 个单位的中位数为 "
                    f"{plain(middle)}，相差十倍以上，请核对单位"
                )
                yield trace.finding(said, plain(middle))


def _one_a_unit(traces: Iterable[Trace]) -> list[Decimal]:
    own: dict[object, list[Decimal]] = {}
    for trace in traces:
        if trace.number is not None:
            own.setdefault(trace.unit_key, []).append(trace.number)
    return [median(numbers) for numbers in own.values()]


def _times(number: Decimal, middle: Decimal) -> Decimal:
    """How many times one is the other, whichever is larger; both are above 0."""
    return max(number, middle) / min(number, middle)
