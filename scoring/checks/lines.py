"""Checks of one line: the claimed score against what the rule gives."""

from collections.abc import Iterator
from decimal import Decimal

from scoring.checks.finding import Finding, Severity


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


def rate_matches_its_amounts(
    *, place: str, printed: str, computed: str | None
) -> Iterator[Finding]:
    """A printed execution rate must come out of its own amounts, rounded as printed.

    `computed` is the rate rounded half-up to the digits of `printed`, None when not computable.
    """
    if not printed or computed == printed:
        return
    shown = computed if computed is not None else "不可计算（基数为 0 或空白）"
    yield Finding(
        check="fund-rate",
        severity=Severity.ERROR if computed is not None else Severity.DOUBT,
        place=place,
        message=f"表中印 {printed}，按本行金额重算 {shown}",
        printed=printed,
        expected=computed,
    )
