"""Checks of a row's scores: against its points, its rule and its reason."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from scoring.checks.actuals import actual_findings
from scoring.checks.execution import above_points
from scoring.checks.extent import is_scored
from scoring.checks.finding import Finding, Severity
from scoring.checks.judged import rule_can_judge
from scoring.checks.reach import moved
from scoring.checks.rounding import around, plain, prints_as, with_two
from scoring.checks.sheet import Line, Terms, is_reason
from scoring.rules.outcomes import MET

_NOT_MEASURED = frozenset({"date_not_judged", "range_not_judged", "target_unclear"})


def line_findings(line: Line, terms: Terms | None, *, is_copy: bool = True) -> list[Finding]:
    """What is wrong with a row; one cause is told once. Nothing of a row that is not scored."""
    if not is_scored(line) or line.not_applicable:
        return []
    scored = list(score_findings(line, terms))
    found = scored + list(actual_findings(line, terms, is_told=bool(scored)))
    if not found and not _is_settled(line, is_copy=is_copy):
        found += rule_can_judge(place=score_place(line), outcome=line.outcome, level3=line.name)
    if not found:
        found += below_points_has_a_reason(line)
    return found


def score_findings(line: Line, terms: Terms | None) -> Iterator[Finding]:
    """The printed score lies within the points and is the rule's."""
    points, score = line.points.number, line.score.number
    if score is None or score == line.computed:
        return
    if points is not None and score > points:
        yield above_points(
            place=score_place(line), points=line.points, score=line.score, level3=line.name
        )
    elif line.computed is not None:
        yield _differs(line, terms, printed=score, computed=line.computed)


def _differs(line: Line, terms: Terms | None, *, printed: Decimal, computed: Decimal) -> Finding:
    """A printed score that differs from the computed one needs a reason.

    Rests on: every indicator below full points needs a reason and a remedy (form column; enforced
    in [P]). With a reason, under the fallback edition or a rule tagged M it is a doubt; where the
    printed score can come out of rounded figures it is a rounding difference.
    """
    if _can_come_out(line, printed, computed):
        severity, end = Severity.ROUNDING, "，差在四舍五入"
    elif is_reason(line.reason):
        severity, end = Severity.DOUBT, "，已写原因，请核对"
    elif terms is None or not terms.chosen or line.tag == "M":
        severity, end = Severity.DOUBT, "，没有写原因，请核对"
    else:
        severity, end = Severity.ERROR, "，没有写原因"
    return Finding(
        check="line-score",
        severity=severity,
        place=score_place(line),
        message=f"{_rule_in_words(line, computed)}，表中印 {line.score.text} 分{end}",
        printed=line.score.text,
        expected=with_two(computed),
        level3=line.name,
    )


def below_points_has_a_reason(line: Line) -> Iterator[Finding]:
    """A score below the points says why, also where the rule gives the same score or none.

    Rests on: as `_differs`. A row without an actual value was not filled in.
    """
    points, score = line.points.number, line.score.number
    if points is None or score is None or score >= points or is_reason(line.reason):
        return
    if not line.actual.strip():
        return
    yield Finding(
        check="reason-missing",
        severity=Severity.DOUBT,
        place=f"indicators[{line.row}].reason",
        message=f"得 {line.score.text} 分，分值 {line.points.text}，未得满分，没有写原因，"
        "请写明偏差原因及改进措施",
        printed=None,
        expected=None,
        level3=line.name,
    )


def score_place(line: Line) -> str:
    """The path of a row's score."""
    return f"indicators[{line.row}].score"


def _can_come_out(line: Line, printed: Decimal, computed: Decimal) -> bool:
    if prints_as(printed, around(computed)):  # with fewer digits
        return True
    span = moved(line)
    return span is not None and prints_as(printed, span)


def _rule_in_words(line: Line, computed: Decimal) -> str:
    if line.outcome in MET:
        return f"达标应得 {plain(computed)} 分{_twice(line)}"
    said = line.words or f"按规则应得 {with_two(computed)} 分"
    is_full = line.score.number == line.points.number
    return f"未达标，{said}" if is_full and "未达标" not in said else said


def _twice(line: Line) -> str:
    if not is_weighted_twice(line):
        return ""
    points = plain(line.points.number or Decimal(0))
    return f"（表中恰为 {points} × {points}%）"


def is_weighted_twice(line: Line) -> bool:
    """Whether a row that met its target got its points times its points in percent."""
    points, score = line.points.number, line.score.number
    if line.outcome not in MET or not points or score is None or score == points:
        return False
    return Fraction(score) == Fraction(points) ** 2 / 100


def _is_settled(line: Line, *, is_copy: bool) -> bool:
    """Whether a person has judged what the rule does not measure: a printed sheet has its score."""
    return is_copy and line.outcome in _NOT_MEASURED and line.score.number is not None
