"""The check of outcomes that the rule book leaves to a person."""

from collections.abc import Iterator

from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.rules.outcomes import OUTCOMES


@check(
    "line-judged",
    "需要人工评定",
    of=Subject.ASKED,
    compares="规则不能计分的行：单位对不上、实际完成值看不懂、零或负的指标值未达标、预算为 0 等。",
    why="规则不能判断，不等于填错，需要人看一眼。",
    source="财预〔2020〕10号《项目支出绩效评价管理办法》及所用评分办法。",
    severities=(Severity.DOUBT,),
)
def rule_can_judge(
    *, place: str, outcome: str | None, level3: str | None = None
) -> Iterator[Finding]:
    """An outcome that the rule book leaves to a person is a doubt."""
    if outcome is None or not OUTCOMES[outcome].doubt:
        return
    yield Finding(
        check="line-judged",
        severity=Severity.DOUBT,
        place=place,
        message=f"{OUTCOMES[outcome].label}，规则没有计分，请人工核对",
        printed=None,
        expected=None,
        level3=level3,
    )
