"""Checks of one line: the claimed score against what the rule gives."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import digits_of, printed_percent, rate_severity
from scoring.rules.numbers import percent
from scoring.rules.outcomes import OUTCOMES


def claim_matches_the_rule(
    *, place: str, claimed: Decimal | None, computed: Decimal | None, reason: str
) -> Iterator[Finding]:
    """A claimed score that differs from the computed one needs a reason.

    Rests on: every indicator below full points needs a reason and a remedy (form column;
    enforced in [P]). With a reason it is a doubt, without one an error.
    """
    if claimed is None or computed is None or claimed == computed:
        return
    word = "少" if claimed < computed else "多"
    gap = abs(claimed - computed)
    has_reason = bool(reason.strip())
    yield Finding(
        check="line-score",
        severity=Severity.DOUBT if has_reason else Severity.ERROR,
        place=place,
        message=f"自评分比计算分{word} {gap:.2f}"
        + ("，原因见右，请核对" if has_reason else "，没有写原因"),
        printed=f"{claimed:.2f}",
        expected=f"{computed:.2f}",
    )


def rule_can_judge(*, place: str, outcome: str | None) -> Iterator[Finding]:
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
    )


def rate_matches_its_amounts(
    *, place: str, executed: Decimal | None, annual: Decimal | None, printed: str
) -> Iterator[Finding]:
    """A printed execution rate must come out of its own amounts at the digits it is printed with.

    Rests on: execution rate = executed / annual budget (form; [P]).
    """
    severity = rate_severity(part=executed, base=annual, printed=printed)
    if severity is None:
        return
    told = printed_percent(printed)
    computed = percent(executed, annual, digits_of(told) if told is not None else 2)
    shown = "不可计算（基数为 0 或空白）" if computed is None else f"{computed}%"
    yield Finding(
        check="fund-rate",
        severity=severity,
        place=place,
        message=f"表中印 {printed}，按本行金额重算 {shown}",
        printed=printed,
        expected=None if computed is None else f"{computed}%",
    )
