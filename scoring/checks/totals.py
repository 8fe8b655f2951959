"""Checks of the total: the figure under 总分 against what the sheet itself adds up to."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scoring.checks.finding import Finding, Severity


def total_is_the_sum(
    *,
    printed: Decimal | None,
    printed_text: str,
    parts: Sequence[Decimal],
) -> Iterator[Finding]:
    """The printed total must be the sum of the claimed scores of execution and blocks.

    Rests on: the total is the sum of the scores of all indicators (财预〔2020〕10号, [M]; [P]).
    `parts` are the claimed scores in printed order. Nothing is said when no total is printed.
    """
    total = sum(parts, Decimal(0))
    if printed is None or not parts or printed == total:
        return
    terms = " + ".join(f"{part:.2f}" for part in parts)
    yield Finding(
        check="total-sum",
        severity=Severity.ERROR,
        place="total_printed",
        message=f"各行相加 {terms} = {total:.2f}，表中印 {printed_text}",
        printed=printed_text,
        expected=f"{total:.2f}",
    )


def total_is_the_narrative(
    *, printed: Decimal | None, printed_text: str, narrative: Decimal | None
) -> Iterator[Finding]:
    """The printed total must be the one in the explanatory text (说明文字)."""
    if printed is None or narrative is None or printed == narrative:
        return
    yield Finding(
        check="total-narrative",
        severity=Severity.ERROR,
        place="total_printed",
        message=f"说明文字写 {narrative:.2f} 分，表中印 {printed_text}",
        printed=printed_text,
        expected=f"{narrative:.2f}",
    )
