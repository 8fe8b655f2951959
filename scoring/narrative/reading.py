"""Reading the papers of a unit for the figures of its explanatory text. Pure."""

from collections.abc import Iterable
from decimal import Decimal

from scoring.checks.extent import total_row
from scoring.checks.papers import Paper
from scoring.checks.rounding import with_two
from scoring.narrative.accounts import in_ten_thousand
from scoring.narrative.terms import Figure
from scoring.rules.numbers import half_up, scaled, unscaled

_DIGITS = 2  # of an amount, a score or a rate in the text
_EXACT = 18


def money(key: str, amount: Decimal, source: str, paper: str) -> Figure:
    """An amount in 万元: its decimals as filed, two at least; one filed in 元 is rounded to two."""
    printed = with_two(amount)
    if len(printed.rpartition(".")[2]) > _DIGITS:
        printed = with_two(rounded(amount))
    return Figure(key, printed, amount, source, paper)


def counted(key: str, number: int, source: str, paper: str) -> Figure:
    """A number of things."""
    return Figure(key, str(number), Decimal(number), source, paper)


def rounded(value: Decimal, parts: int = 1) -> Decimal:
    """value ÷ parts, half-up to two decimals, once."""
    top = scaled(value, _EXACT) * 10**_DIGITS
    return unscaled(half_up(top, parts * 10**_EXACT), _DIGITS)


def projects_of(papers: Iterable[Paper]) -> list[Paper]:
    """The papers of projects."""
    return [paper for paper in papers if not paper.is_whole]


def whole_of(papers: Iterable[Paper]) -> Paper | None:
    """The paper of the whole department."""
    return next((paper for paper in papers if paper.is_whole), None)


def amount_of(paper: Paper, column: str) -> Decimal | None:
    """What the total row of the funds has in a column, in 万元; None where it is blank."""
    row = total_row(paper.sheet.funds)
    amount: Decimal | None = None if row is None else getattr(row, column).number
    return None if amount is None else in_ten_thousand(amount, paper.sheet.money_unit)
