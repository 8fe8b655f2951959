"""Checks of weights: raw scores brought to points, and a weight that was applied twice."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.lines import is_weighted_twice, score_place
from scoring.checks.rounding import (
    NOTHING,
    Span,
    added,
    digits_of,
    half_a_digit,
    plain,
    prints_as,
    with_two,
)
from scoring.checks.sheet import Line
from scoring.rules.numbers import SCORE_DIGITS, half_up, unscaled


@check(
    "weighted-score",
    "折算得分与权重",
    of=Subject.ASKED,
    compares="折算得分与单项得分乘以权重的结果。",
    why="折算错误直接进入总分。",
    source="成安县 2020 年自评表：单项指标得分×权重占比%＝折算得分。",
    severities=(Severity.ERROR, Severity.ROUNDING),
)
def weighted_score(line: Line) -> Iterator[Finding]:
    """In a form with raw scores the score is raw score x weight.

    Rests on: 单项指标得分 x 权重占比% = 折算得分 (成安县 2020, [R]). Figures printed with
    decimals may have been rounded.
    """
    raw, weight, score = line.raw.number, line.weight.number, line.score.number
    if raw is None or weight is None or score is None or line.not_applicable:
        return
    exact = Fraction(raw) * Fraction(weight) / 100
    if prints_as(score, Span(exact, exact)) and digits_of(score) >= SCORE_DIGITS:
        return
    if exact == Fraction(score):
        return
    can = prints_as(score, _product(raw, weight))
    scaled = exact * 10**SCORE_DIGITS
    computed = unscaled(half_up(scaled.numerator, scaled.denominator), SCORE_DIGITS)
    yield Finding(
        check="weighted-score",
        severity=Severity.ROUNDING if can else Severity.ERROR,
        place=score_place(line),
        message=f"单项得分 {line.raw.text} × 权重 {plain(weight)}% = {with_two(computed)}，"
        f"表中印 {line.score.text}",
        printed=line.score.text,
        expected=with_two(computed),
        level3=line.name,
    )


def weighted_twice(lines: Sequence[Line]) -> list[Line]:
    """The rows whose score was weighted and then weighted again.

    Either the raw scores lie within the weights on every row and are weighted once more, or rows
    that met their target have points x points%.
    """
    raw = [line for line in lines if _has_raw(line)]
    if raw and _is_weighted_already(raw):
        return raw
    return [line for line in lines if not _has_raw(line) and is_weighted_twice(line)]


@check(
    "weight-twice",
    "权重乘了两次",
    of=Subject.ASKED,
    compares="得分是否恰为已折算的得分再乘一次权重。",
    why="多乘一次权重，总分会远低于实际。",
    source="公开的自评表中见过；折算只应进行一次。",
    severities=(Severity.DOUBT,),
)
def weight_is_applied_once(twice: Sequence[Line]) -> Iterator[Finding]:
    """One doubt for the sheet, of the rows that `weighted_twice` found, at the first of them."""
    if not twice:
        return
    first = twice[0]
    base = first.raw if _has_raw(first) else first.points
    share = first.weight if _has_raw(first) else first.points
    full = added(_due(line) for line in twice)
    given = added(line.score.number or Decimal(0) for line in twice)
    yield Finding(
        check="weight-twice",
        severity=Severity.DOUBT,
        place=score_place(first),
        message=f"像是权重乘了两次：得分 {first.score.text} 恰为 {base.text} × "
        f"{plain(share.number or Decimal(0))}%，同样的共 {len(twice)} 行，"
        f"得分合计 {with_two(given)}，只乘一次为 {with_two(full)}，请核对",
        printed=first.score.text,
        expected=with_two(_due(first)),
        level3=first.name,
    )


def _product(raw: Decimal, weight: Decimal) -> Span:
    sides = [
        (Fraction(figure) - _slack(figure), Fraction(figure) + _slack(figure))
        for figure in (raw, weight)
    ]
    found = [one * other / 100 for one in sides[0] for other in sides[1]]
    return Span(min(found), max(found))


def _slack(figure: Decimal) -> Fraction:
    return half_a_digit(figure) if digits_of(figure) else NOTHING


def _has_raw(line: Line) -> bool:
    return line.raw.number is not None and line.weight.number is not None


def _due(line: Line) -> Decimal:
    figure = line.raw.number if _has_raw(line) else line.points.number
    return figure or Decimal(0)


def _is_weighted_already(lines: Sequence[Line]) -> bool:
    """Whether each raw score lies within its weight, and one that is full equals it."""
    full = False
    for line in lines:
        raw, weight, score = line.raw.number, line.weight.number, line.score.number
        if raw is None or weight is None or score is None or raw > weight:
            return False
        if Fraction(score) != Fraction(raw) * Fraction(weight) / 100:
            return False
        full = full or (raw == weight and 0 < weight < 100)
    return full
