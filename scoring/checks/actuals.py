"""Checks of what stands under 实际完成值: copied, missing, far above, or zero of zero."""

from collections.abc import Iterator
from decimal import Decimal

from projects.values import parse, sign_of
from projects.values.grammar import fold
from projects.values.signs import take_prefix
from scoring.checks.check import Subject, check
from scoring.checks.doubts import doubt_of_row
from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import EXACT, plain
from scoring.checks.sheet import Line, Terms, is_reason, says_something
from scoring.rules.numbers import percent
from scoring.rules.terms import Sign

_FLOORS = frozenset({Sign.AT_LEAST, Sign.ABOVE, Sign.EQUAL})
ZERO, WHOLE = Decimal(0), Decimal(100)
_SHARES = ("%", "‰")
_COUNTED = frozenset({"", ">="})


def actual_findings(line: Line, terms: Terms | None, *, is_told: bool) -> Iterator[Finding]:
    """What is wrong with the actual value. `is_told`: the score was found wrong already.

    A copied actual value says nothing of its size, so nothing else is asked of it.
    """
    if not says_something(line.actual):
        yield from points_have_an_actual(line)
        return
    copied = list(actual_is_not_the_target(line))
    if copied:
        yield from copied
    elif not is_told:
        yield from far_above_has_a_reason(line, terms)
        yield from zero_of_zero_applies(line)


@check(
    "points-without-actual",
    "没有实际完成值而得分",
    of=Subject.ASKED,
    compares="有得分的行是否填了实际完成值。",
    why="没有完成情况，得分就没有依据。",
    source="公开的自评表中常见：空白的实际完成值得了满分。",
    severities=(Severity.DOUBT,),
)
def points_have_an_actual(line: Line) -> Iterator[Finding]:
    """Points are earned by something that was reached."""
    if not line.score.number or (says_something(line.actual) and not line.not_applicable):
        return
    filled = f"填的是“{line.actual.strip()}”" if line.actual.strip() else "没有填"
    yield doubt_of_row(
        "points-without-actual",
        line,
        "actual",
        f"实际完成值{filled}，得了 {line.score.text} 分，请补填实际完成值",
        printed=line.actual.strip() or None,
    )


@check(
    "actual-copied",
    "实际完成值照抄指标值",
    of=Subject.ASKED,
    compares="带符号的实际完成值与指标值是否相同。",
    why="“≥266米”不是一个实际数，看不出完成了多少。",
    source="公开的自评表中常见：实际完成值应为实际数。",
    severities=(Severity.DOUBT,),
)
def actual_is_not_the_target(line: Line) -> Iterator[Finding]:
    """An actual value is a figure; with the target's sign it is the target copied.

    Equal figures without a sign (100% of 100%) and equal words are fine.
    """
    if not is_copied(line):
        return
    yield doubt_of_row(
        "actual-copied",
        line,
        "actual",
        f"实际完成值 “{line.actual}” 带着符号，与指标值相同，看不出实际数，请填实际完成的数字",
        printed=line.actual,
    )


def is_far_above(line: Line, terms: Terms) -> bool:
    """Whether the actual value reaches the edition's limit above its target."""
    target, actual = line.target_number, line.actual_number
    if target is None or actual is None or line.upper_number is not None:
        return False
    if line.sign not in _FLOORS or (line.unit in _SHARES and not terms.over_shares):
        return False
    if target == 0:
        return terms.over_zero is not None and actual >= terms.over_zero
    if target < 0 or terms.over_percent is None:
        return False
    return EXACT.multiply(actual, WHOLE) >= EXACT.multiply(target, Decimal(terms.over_percent))


@check(
    "far-above",
    "远超指标值没有写原因",
    of=Subject.ASKED,
    compares="实际完成值与指标值之比是否达到评分办法的限度；上限类指标和零指标不比较。",
    why="远超指标值，可能是指标值定得偏低，或统计口径不同。",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》：完成值远超指标值的应分析原因；"
    "限度以所用评分办法为准。",
    severities=(Severity.DOUBT,),
)
def far_above_has_a_reason(line: Line, terms: Terms | None) -> Iterator[Finding]:
    """A target beaten by far was set too low or counted otherwise: it wants a reason.

    Rests on: explain what is far above target (财预〔2020〕10号, [M]); the limit is the
    edition's. A ceiling is not beaten upwards; a target of 0 has no percent, but
    an edition may set a limit of its own for it (Guangxi: 30).
    """
    if terms is None or is_reason(line.reason) or not is_far_above(line, terms):
        return
    target, actual = line.target_number or ZERO, line.actual_number or ZERO
    if target:
        said = (
            f"实际完成值为指标值的 {percent(actual, target)}%"
            f"（{plain(actual)} ÷ {plain(target)}），"
            f"达到 {terms.over_percent}% 没有写原因，请说明原因，核对指标值是否偏低"
        )
    else:
        said = (
            f"指标值为 0，实际完成值 {plain(actual)} 达到 {plain(terms.over_zero or ZERO)}，"
            "没有写原因，请说明原因"
        )
    yield doubt_of_row("far-above", line, "actual", said, printed=line.actual)


@check(
    "zero-of-zero",
    "零指标值得满分",
    of=Subject.ASKED,
    compares="没有单位的指标值 0、实际完成值 0、得满分的行。",
    why="可能当年不适用，却计入了得分。“0起”“≤0”“=0”是正常的零指标，不在此列。",
    source="公开的自评表中见过：指标值 0、实际完成值 0，得满分。",
    severities=(Severity.DOUBT,),
)
def zero_of_zero_applies(line: Line) -> Iterator[Finding]:
    """Full points for 0 of a bare 0: the indicator may not have applied at all.

    `=0`, `≤0` and 0 with a unit (0起) are targets to avoid something, and are met by 0.
    """
    if line.target_number != 0 or line.actual_number != 0 or line.unit:
        return
    if not line.score.number or line.score.number != line.points.number:
        return
    if not is_bare_zero(line.target):
        return
    yield doubt_of_row(
        "zero-of-zero",
        line,
        "target",
        f"指标值 “{line.target}”、实际完成值 “{line.actual}”，得满分 {line.score.text} 分，"
        "请核对该指标当年是否适用",
        printed=line.target,
    )


def is_copied(line: Line) -> bool:
    """Whether the actual value means what the target means, sign and all (95%以上 for ≥95%)."""
    if sign_of(line.actual) is None:  # cheap, and true of most rows
        return False
    if line.actual == line.target:
        return True
    due, done = parse(line.target), parse(line.actual)
    return (due.operator, due.base_number, due.base_unit) == (
        done.operator,
        done.base_number,
        done.base_unit,
    )


def is_bare_zero(text: str) -> bool:
    """Whether a text is 0 without a unit: `≥0` says no more."""
    sign, rest = take_prefix(fold(text).strip())
    return (sign or "") in _COUNTED and rest.strip("0.") == "" and rest[:1] == "0"
