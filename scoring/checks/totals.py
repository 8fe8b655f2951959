"""Checks of the total: the figure under 总分 against what the sheet itself adds up to."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from scoring.checks.finding import Finding, Severity
from scoring.checks.rounding import half_a_digit

WHOLE = Decimal(100)


def adds_up(printed: Decimal, *, total: Decimal, rescaled: Decimal | None) -> bool:
    """Whether a printed total is the sum of the scores.

    Where lines do not apply the sum brought to the whole (`rescaled`) is right too: forms differ.
    """
    return printed in (total, rescaled)


def total_is_the_sum(
    *,
    printed: Decimal | None,
    printed_text: str,
    parts: Sequence[Decimal],
    rescaled: Decimal | None = None,
) -> Iterator[Finding]:
    """The printed total must be the sum of the claimed scores of execution and blocks.

    Rests on: the total is the sum of the scores of all indicators (财预〔2020〕10号, [M]; [P]).
    `parts` are the claimed scores in printed order; `rescaled` is their sum brought to the whole
    where lines do not apply, as in `adds_up`. Nothing is said when no total is printed.
    """
    total = sum(parts, Decimal(0))
    if printed is None or not parts or adds_up(printed, total=total, rescaled=rescaled):
        return
    terms = " + ".join(f"{part:.2f}" for part in parts)
    said = f"{terms} = {total:.2f}" if len(parts) > 1 else f"{total:.2f}"
    expected = f"{total:.2f}"
    if rescaled is not None:
        said += f"，折算后 {rescaled:.2f}"
        expected += f" 或 {rescaled:.2f}"
    yield Finding(
        check="total-sum",
        severity=Severity.DOUBT if rescaled is not None else _how_far(printed, total),
        place="total_printed",
        message=f"各行相加 {said}，表中印 {printed_text}",
        printed=printed_text,
        expected=expected,
    )


def total_is_the_narrative(
    *, printed: Decimal | None, printed_text: str, narrative: Decimal | None
) -> Iterator[Finding]:
    """The printed total must be the one in the explanatory text (说明文字)."""
    if printed is None or narrative is None or printed == narrative:
        return
    yield Finding(
        check="total-narrative",
        severity=_how_far(printed, narrative),
        place="total_printed",
        message=f"说明文字写 {narrative:.2f} 分，表中印 {printed_text}",
        printed=printed_text,
        expected=f"{narrative:.2f}",
    )


def points_make_the_whole(*, points: Decimal, without: int) -> Iterator[Finding]:
    """Points of execution and lines must add up to 100; `without` counts lines that have none.

    Rests on: weights total 100 (财预〔2020〕10号, [M]). A grade of any other whole says nothing.
    """
    if points == WHOLE and not without:
        return
    missing = f"，其中 {without} 行没有分值" if without else ""
    yield Finding(
        check="points-whole",
        severity=Severity.DOUBT,
        place="total_points_printed",
        message=f"分值合计 {points.normalize():f}，应为 100{missing}，因此不评等级",
        printed=f"{points.normalize():f}",
        expected="100",
    )


def _how_far(printed: Decimal, expected: Decimal) -> Severity:
    """A rounding difference where half of the last printed digit covers the gap, else an error."""
    gap = abs(Fraction(printed) - Fraction(expected))
    return Severity.ROUNDING if gap <= half_a_digit(printed) else Severity.ERROR
