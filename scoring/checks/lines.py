"""Checks of a row's scores: against its points, its rule and its reason."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from projects.values import sign_of
from scoring.checks.actuals import actual_findings, is_far_above, points_have_an_actual
from scoring.checks.check import Subject, check
from scoring.checks.execution import above_points
from scoring.checks.extent import is_scored
from scoring.checks.finding import Finding, Severity
from scoring.checks.judged import rule_can_judge
from scoring.checks.reach import as_a_ceiling, moved
from scoring.checks.rounding import around, plain, prints_as, with_two
from scoring.checks.sheet import Line, Terms, is_reason, says_something
from scoring.rules.outcomes import MET, MISSED
from scoring.rules.terms import Sign

_NOT_MEASURED = frozenset({"date_not_judged", "day_unclear", "range_not_judged", "target_unclear"})

_COST, _QUANTITY = "成本", "数量"


def line_findings(line: Line, terms: Terms | None, *, is_copy: bool = True) -> list[Finding]:
    """What is wrong with a row; one cause is told once. Nothing of a row that is not scored."""
    if not is_scored(line):
        return []
    if line.not_applicable:
        return [*score_is_within_its_points(line), *points_have_an_actual(line)]
    scored = list(score_findings(line, terms))
    found = scored + list(actual_findings(line, terms, is_told=bool(scored)))
    if not found and not _is_settled(line, is_copy=is_copy):
        found += rule_can_judge(place=score_place(line), outcome=line.outcome, level3=line.name)
    if all(finding.severity is Severity.ROUNDING for finding in found):
        found += below_points_has_a_reason(line, terms)
    return found


def score_findings(line: Line, terms: Terms | None) -> Iterator[Finding]:
    """The printed score lies within the points and is the rule's."""
    score = line.score.number
    if score is None or score == line.computed:
        return
    above = list(score_is_within_its_points(line))
    yield from above or score_is_the_rules(line, terms)


@check(
    "score-above-points",
    "得分超过分值",
    of=Subject.ASKED,
    compares="得分与同一行的分值。",
    why="得分最多为分值，超过的部分会虚增总分。",
    source="省级预算绩效系统的通行做法：得分不得超过分值。",
    severities=(Severity.ERROR,),
)
def score_is_within_its_points(line: Line) -> Iterator[Finding]:
    """A score is at most its points."""
    points, score = line.points.number, line.score.number
    if points is not None and score is not None and score > points:
        yield above_points(
            place=score_place(line), points=line.points, score=line.score, level3=line.name
        )


@check(
    "line-score",
    "得分与评分规则",
    of=Subject.ASKED,
    compares="印出的得分与按指标值、实际完成值和分值计算的得分。",
    why="达标少得分、未达标得满分，都应当有原因。",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》：定量指标达标得满分，未达标按比例计分；"
    "低于满分写明原因；以所用评分办法为准。",
    severities=(Severity.ERROR, Severity.DOUBT, Severity.ROUNDING),
)
def score_is_the_rules(line: Line, terms: Terms | None) -> Iterator[Finding]:
    """A printed score that differs from the computed one needs a reason.

    Rests on: every indicator below full points needs a reason and a remedy (form column; enforced
    in [P]). With a reason, under the fallback edition or a rule tagged M it is a doubt, and where
    the target has no sign and the score is that of a ceiling; where the printed score can come out
    of rounded figures it is a rounding difference.
    """
    printed, computed = line.score.number, line.computed
    if printed is None or computed is None or printed == computed:
        return
    if _can_come_out(line, printed, computed):
        severity, end = Severity.ROUNDING, "，差在四舍五入"
    elif is_reason(line.reason):
        severity, end = Severity.DOUBT, "，已写原因，请核对"
    elif terms is None or not terms.chosen or line.tag == "M":
        severity, end = Severity.DOUBT, "，没有写原因，请核对"
    elif is_far_above(line, terms) and printed < computed:  # taking points off may be right ([M])
        severity, end = Severity.DOUBT, "，没有写原因；实际完成值远超指标值，请核对"
    elif _reads_either_way(line, printed):
        severity, end = Severity.DOUBT, "，没有写原因；指标值没有写符号，按“=”核对，请核对"
    else:
        severity, end = Severity.ERROR, "，没有写原因"
    yield Finding(
        check="line-score",
        severity=severity,
        place=score_place(line),
        message=f"{_rule_in_words(line, computed)}，表中印 {line.score.text} 分{end}",
        printed=line.score.text,
        expected=with_two(computed),
        level3=line.name,
    )


def _reads_either_way(line: Line, printed: Decimal) -> bool:
    """Whether a target without a sign may be one to keep to: 3天 for what took 2 days.

    A cost may (20万元); of anything else it shows by the score, which is that of a ceiling. What is
    filed as a quantity (数量指标) is to be reached.
    """
    if line.sign is not Sign.EQUAL or line.actual_number == line.target_number:
        return False
    if not line.target_number or sign_of(line.target) is not None:
        return False
    is_cost = line.unit.endswith("元") or any(
        _COST in words for words in (line.block, line.heading, line.name)
    )
    if is_cost or _QUANTITY in line.heading:
        return is_cost
    return any(prints_as(printed, around(score)) for score in as_a_ceiling(line))


@check(
    "reason-missing",
    "未得满分没有写原因",
    of=Subject.ASKED,
    compares="得分低于分值而原因栏空白的行。",
    why="未得满分的指标应写明偏差原因和改进措施，下一年才能改进。",
    source="《项目支出绩效自评表》表式：偏差原因分析及改进措施一栏；省级预算绩效系统的通行做法。",
    severities=(Severity.DOUBT,),
)
def below_points_has_a_reason(line: Line, terms: Terms | None) -> Iterator[Finding]:
    """A score below the points says why, also where the rule gives the same score or none.

    Rests on: as `score_is_the_rules`, unless the edition leaves it free. A row without an actual
    value was not filled in.
    """
    if terms is not None and not terms.wants_reasons:
        return
    points, score = line.points.number, line.score.number
    if points is None or score is None or score >= points or is_reason(line.reason):
        return
    if not says_something(line.actual):
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
    is_full = line.score.number == line.points.number and line.outcome in MISSED
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
