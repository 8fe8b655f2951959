"""Checks of the budget execution: its score against the rule, and more spent than budgeted."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from projects.values import Printed
from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.judged import rule_can_judge
from scoring.checks.rounding import (
    EXACT,
    Span,
    added,
    around,
    difference,
    digits_of,
    half_a_digit,
    plain,
    prints_as,
    share_span,
    with_two,
)
from scoring.checks.sheet import Fund, Sheet, is_reason
from scoring.rules.numbers import SCORE_DIGITS, half_up, percent, unscaled

_ALL, _LOW = Fraction(1), Fraction(9, 10)


def execution_findings(sheet: Sheet, total: Fund) -> Iterator[Finding]:
    """What is wrong with the execution: over the budget, above its points, not as the rule."""
    place = f"funds[{total.row}].score"
    over = list(execution_keeps_to_its_budget(sheet, total))
    yield from over
    points, score = total.points.number, total.score.number
    if points is not None and score is not None and score > points:
        yield above_points(place=place, points=total.points, score=total.score)
        return
    if not (over and _fits(sheet, total)):
        yield from _score_is_the_rules(sheet, total, place)
    yield from _is_scored_at_all(sheet, total, place)
    yield from _low_has_a_reason(sheet, total)
    yield from rule_can_judge(place=place, outcome=sheet.execution_outcome)


def _is_scored_at_all(sheet: Sheet, total: Fund, place: str) -> Iterator[Finding]:
    """Points for the execution, scores on the rows, but none for the execution: it was left out.

    Rests on: total = indicator scores + execution score ([P]); seen in print (section 8).
    """
    computed = sheet.execution_computed
    if not sheet.is_copy or total.score.text or not total.points.number or computed is None:
        return
    if not any(line.score.number is not None for line in sheet.lines):
        return
    yield Finding(
        check="execution-score",
        severity=Severity.DOUBT,
        place=place,
        message=f"预算执行有分值 {total.points.text}，没有得分，"
        f"按规则应得 {with_two(computed)} 分，请核对",
        printed=None,
        expected=with_two(computed),
    )


def _low_has_a_reason(sheet: Sheet, total: Fund) -> Iterator[Finding]:
    """Less than 90 % executed wants a reason: rule book notes, sections 4 (form) and 9."""
    executed, annual, score = total.executed.number, total.annual.number, total.score.number
    if not sheet.is_copy or executed is None or not annual or is_reason(total.reason):
        return
    points = total.points.number
    if score is None or points is None or score >= points or annual < 0:
        return
    if Fraction(executed) / Fraction(annual) >= _LOW:
        return
    yield Finding(
        check="reason-missing",
        severity=Severity.DOUBT,
        place=f"funds[{total.row}].reason",
        message=f"预算执行率 {percent(executed, annual)}%，低于 90%，没有写原因，请写明原因",
        printed=None,
        expected=None,
    )


def above_points(
    *, place: str, points: Printed, score: Printed, level3: str | None = None
) -> Finding:
    """A score above the points it can earn cannot be, under any edition ([P]: is refused)."""
    return Finding(
        check="score-above-points",
        severity=Severity.ERROR,
        place=place,
        message=f"得分 {score.text} 超过分值 {points.text}，得分最多为分值",
        printed=score.text,
        expected=points.text,
        level3=level3,
    )


def is_over(total: Fund) -> bool:
    """Whether more was executed than the annual budget holds."""
    executed, annual = total.executed.number, total.annual.number
    return executed is not None and annual is not None and executed > annual > 0


@check(
    "execution-score",
    "预算执行得分",
    of=Subject.ASKED,
    compares="印出的预算执行得分与按执行率计算的得分。",
    why="预算执行得分由金额决定，不由人评定，应当能算出来。",
    source="省级预算绩效系统的通行做法：执行率×分值，最多得满分；以所用评分办法为准。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def _score_is_the_rules(sheet: Sheet, total: Fund, place: str) -> Iterator[Finding]:
    """The execution's score is executed / annual budget x points, never above the points.

    Rests on: execution score of the rule book (section 3, [P]); bands and what is tagged M are a
    doubt, and so is the fallback edition.
    """
    printed, computed = total.score, sheet.execution_computed
    if printed.number is None or computed is None or printed.number == computed:
        return
    terms, reason = sheet.terms, is_reason(total.reason)
    if _can_come_out(total, printed.number, computed):
        severity, end = Severity.ROUNDING, "，差在四舍五入"
    elif terms is None or not terms.chosen or terms.execution_tag == "M" or reason:
        severity, end = Severity.DOUBT, "，请核对"
    else:
        severity, end = Severity.ERROR, "，请改正或说明原因"
    yield Finding(
        check="execution-score",
        severity=severity,
        place=place,
        message=f"预算执行按规则应得 {with_two(computed)} 分，表中印 {printed.text} 分{end}",
        printed=printed.text,
        expected=with_two(computed),
    )


def _can_come_out(total: Fund, printed: Decimal, computed: Decimal) -> bool:
    """Whether rounding explains the score: fewer digits, or amounts or rate rounded for print."""
    if prints_as(printed, around(computed)):  # with fewer digits
        return True
    executed, annual = total.executed.number, total.annual.number
    points, rate = total.points.number, total.rate.number
    if executed is None or points is None or not annual:
        return False
    if not _is_proportional(Fraction(executed) / Fraction(annual), computed, points):
        return False
    spans = [share_span(executed, annual)]
    if rate is not None and rate == percent(executed, annual, digits_of(rate)):
        half = half_a_digit(rate)
        spans.append(Span((Fraction(rate) - half) / 100, (Fraction(rate) + half) / 100))
    return any(span is not None and prints_as(printed, _capped(span, points)) for span in spans)


def _is_proportional(share: Fraction, computed: Decimal, points: Decimal) -> bool:
    """Whether the rule took the rate times the points: bands and floors do not move."""
    whole = min(_ALL, share) * Fraction(points) * 10**SCORE_DIGITS
    return computed == unscaled(half_up(whole.numerator, whole.denominator), SCORE_DIGITS)


def _capped(share: Span, points: Decimal) -> Span:
    """The score of a share of the points, never above them."""
    whole = Fraction(points)
    return Span(min(_ALL, share.low) * whole, min(_ALL, share.high) * whole)


@check(
    "execution-over",
    "执行数超过全年预算数",
    of=Subject.ASKED,
    compares="执行数与全年预算数；知道上年结转的，再与两者之和比较。",
    why="超预算执行要有依据，或是全年预算数漏计了上年结转，两种情况都要说明。",
    source="执行率高于 100% 应当说明原因（公开的自评表和核查记录中常见）。",
    severities=(Severity.DOUBT,),
)
def execution_keeps_to_its_budget(sheet: Sheet, total: Fund) -> Iterator[Finding]:
    """More executed than budgeted: of the annual budget, and with what was carried over.

    Rests on: a rate above 100 % needs a reason (rule book, section 9). Whether the annual budget
    holds the carry-over differs between forms, so both readings are told: a doubt.
    """
    if not is_over(total) or is_reason(total.reason):
        return
    executed, annual = total.executed, total.annual
    rate = _other_rate(sheet, total)
    plainly = percent(executed.number, annual.number)
    said = (
        f"执行数 {executed.text} 超过全年预算数 {annual.text}："
        f"{executed.text} ÷ {annual.text} = {plainly}%"
    )
    if rate is None:
        missing = difference(executed.number or Decimal(0), annual.number or Decimal(0))
        said += f"；若另有上年结转，须有 {plain(missing)} 才不超过 100%"
    else:
        carried = sheet.carried_over.text
        said += (
            f"；加上年结转 {carried}，{executed.text} ÷ ({annual.text} + {carried}) = {rate}%"
            f"{_score_in_words(sheet, total, rate)}"
        )
    yield Finding(
        check="execution-over",
        severity=Severity.DOUBT,
        place=f"funds[{total.row}].{'rate' if total.rate.text else 'executed'}",
        message=f"{said}，请核对全年预算数，说明原因",
        printed=total.rate.text or executed.text,
        expected=None if rate is None else f"{rate}%",
    )


def _other_rate(sheet: Sheet, total: Fund) -> Decimal | None:
    """The rate of the budget together with what was carried over; None where that is not known."""
    carried, annual = sheet.carried_over.number, total.annual.number
    if carried is None or carried <= 0 or annual is None:
        return None
    return percent(total.executed.number, added([annual, carried]))


def _scored(rate: Decimal | None, points: Decimal | None, places: int) -> Decimal | None:
    """The score of a rate in percent, half-up; None where one of them is not known."""
    if rate is None or points is None:
        return None
    score = min(_ALL, Fraction(rate) / 100) * Fraction(points) * 10**places
    return unscaled(half_up(score.numerator, score.denominator), places)


def _fits(sheet: Sheet, total: Fund) -> bool:
    """Whether the printed score is the one of the other reading, half-up at its digits."""
    printed = total.score.number
    if printed is None:
        return False
    return printed == _scored(_other_rate(sheet, total), total.points.number, digits_of(printed))


def _score_in_words(sheet: Sheet, total: Fund, rate: Decimal) -> str:
    """Whether the printed score comes out of the other reading, half-up or cut."""
    printed, exact = total.score, _scored(rate, total.points.number, SCORE_DIGITS)
    if exact is None or printed.number is None:
        return ""
    said = f"，× {total.points.text} 分 = {with_two(exact)} 分"
    if _fits(sheet, total):
        return f"{said}，与表中得分 {printed.text} 相符"
    last_digit = Decimal(1).scaleb(-min(digits_of(printed.number), SCORE_DIGITS))
    cut = exact.quantize(last_digit, ROUND_DOWN, EXACT)
    return f"{said}，截位为表中得分 {printed.text}" if cut == printed.number else said
