"""The check of outcomes that the rule book leaves to a person."""

from collections.abc import Iterator

from scoring.checks.finding import Finding, Severity
from scoring.rules.outcomes import OUTCOMES


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
