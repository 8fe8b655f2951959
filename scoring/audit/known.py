"""What the final account of a year says of a whole department's sheet: rates and carry-over."""

from collections.abc import Iterable, Iterator, Sequence

from projects.values import BLANK, Printed
from scoring.audit.scored import funds_of
from scoring.checks.known import Known
from scoring.checks.papers import FINAL, Document
from scoring.management.accounts import Cell, carried_over, figures_of_accounts
from scoring.management.naming import recognise
from scoring.management.rates import Amount, rate_of
from scoring.published.sheet import PublishedSheet

_ROLES = frozenset({"income_expenditure", "three_public", "procurement"})


def known_rates(sheet: PublishedSheet, accounts: Sequence[Document]) -> dict[int, Known]:
    """Row -> the management rate that the accounts and the sheet's own funds come to.

    Nothing without a final account of the year: the budget together with what was brought over may
    be meant, and only that account tells how much it was.
    """
    if not _final(sheet, accounts) or sheet.year is None:
        return {}
    asked = {row: rule for row, line in enumerate(sheet.lines) if (rule := recognise(line.level3))}
    figures = figures_of_accounts(_cells(accounts), year=sheet.year, unit=sheet.money_unit)
    figures |= _of_funds(sheet)
    rates = {row: rate_of(rule, figures).known() for row, rule in asked.items()}
    return {row: known for row, known in rates.items() if known is not None}


def carried_into(sheet: PublishedSheet, accounts: Sequence[Document]) -> Printed:
    """年初结转和结余 as the sheet's own file names it, else as the final account prints it."""
    if sheet.carried_over.number is not None or not _final(sheet, accounts) or sheet.year is None:
        return sheet.carried_over
    found = carried_over(_cells(accounts), year=sheet.year, unit=sheet.money_unit)
    return BLANK if found.number is None else found


def _final(sheet: PublishedSheet, accounts: Iterable[Document]) -> bool:
    """Whether the final account of the sheet's own year is there; a project has none."""
    of_year = any(one.kind == FINAL and one.year == sheet.year for one in accounts)
    return sheet.kind == "department" and of_year


def _cells(accounts: Iterable[Document]) -> Iterator[Cell]:
    for document in accounts:
        head = document.year, document.kind
        for table in document.tables:
            if table.role not in _ROLES:
                continue
            for row, cells in enumerate(table.rows):
                for column, (path, cell) in enumerate(zip(table.columns, cells, strict=True)):
                    yield Cell(
                        *head, table.role, table.place, document.money_unit,
                        row, column, path, cell.text, cell.number,
                    )  # fmt: skip


def _of_funds(sheet: PublishedSheet) -> dict[str, Amount]:
    """The amounts of the sheet's own total row."""
    row = funds_of(sheet).total_row
    if row is None:
        return {}
    total = sheet.funds[row]
    told = {
        "initial": total.initial_budget.number,
        "annual": total.annual_budget.number,
        "executed": total.executed.number,
    }
    source = f"本表资金“{total.label}”行"
    return {key: Amount(number, source) for key, number in told.items() if number is not None}
