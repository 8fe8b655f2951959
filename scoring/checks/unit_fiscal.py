"""Fiscal money beside the general budget: government funds and state capital, as tables print it.

Fiscal money (财政性资金) may mean the general budget alone or all of them together.
"""

from collections.abc import Iterator
from decimal import Decimal

from scoring.checks.layout import Panel, entries_of, panels_of
from scoring.checks.papers import Document, Table
from scoring.checks.rounding import added

_BUDGETS = {"government_fund": "政府性基金", "state_capital": "国有资本经营"}
_TWO_SIDED = ("income_expenditure", "fiscal_income_expenditure")
_INCOME, _SPENT, _CARRIED = "收入", "支出", "结转"


def income_beside(document: Document) -> Decimal:
    """This year's income of the budgets beside the general one; 0 where no table prints any."""
    return added(_first(_income(document, words)) for words in _BUDGETS.values())


def spent_beside(document: Document) -> Decimal | None:
    """What was spent of them; None where no table says so of an income that there is."""
    found = []
    for role, words in _BUDGETS.items():
        spent = _first(_spent(document, role))
        if not spent and _first(_income(document, words)):
            return None
        found.append(spent)
    return added(found)


def _first(amounts: Iterator[Decimal]) -> Decimal:
    return next((amount for amount in amounts if amount), Decimal(0))


def _income(document: Document, words: str) -> Iterator[Decimal]:
    for table in document.tables:
        if table.role in _TWO_SIDED:
            yield from _by_row(table, words)
        elif table.role == "income":
            yield from _total_under(table, words)


def _by_row(table: Table, words: str) -> Iterator[Decimal]:
    """Rows of the income side above its first sum: the same labels stand again below, carried."""
    for panel in panels_of(table):
        if not panel.side.startswith(_INCOME):
            continue
        for entry in entries_of(table, panel):
            if entry.is_total or _CARRIED in entry.label:
                break
            if words in entry.label:
                yield from _amount(table, entry.row, entry.amounts[0])


def _spent(document: Document, role: str) -> Iterator[Decimal]:
    for table in document.tables:
        if table.role == role:
            yield from _total_under(table, _SPENT)
        elif table.role == "fiscal_income_expenditure":
            for panel in panels_of(table):
                if panel.side.startswith(_SPENT):
                    yield from _of_total(table, panel, _BUDGETS[role])


def _total_under(table: Table, words: str) -> Iterator[Decimal]:
    for panel in panels_of(table):
        yield from _of_total(table, panel, words)


def _of_total(table: Table, panel: Panel, words: str) -> Iterator[Decimal]:
    """The first sum of the first column whose heading has the words."""
    columns = [at for at in panel.amounts if words in table.columns[at].replace(" ", "")]
    columns = [at for at in columns if _CARRIED not in table.columns[at]]
    for entry in entries_of(table, panel) if columns else ():
        if entry.is_total:
            yield from _amount(table, entry.row, columns[0])
            return


def _amount(table: Table, row: int, column: int) -> Iterator[Decimal]:
    number = table.rows[row][column].number
    if number is not None:
        yield number
