"""Figures for management rates from the printed tables of budgets and final accounts. Pure.

Tables differ by place and year: one row with a column for each item, or one item a row. What is
not printed is not there; an empty table says nothing.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from projects.values import BLANK, Printed
from scoring.management.rates import Amount

BUDGET, FINAL = "BUDGET", "FINAL"
_YEAR_START = frozenset({"年初结转和结余", "年初结转结余"})
_YEAR_END = frozenset({"年末结转和结余", "年末结转结余"})
_PURCHASED = frozenset({"政府采购支出总额", "政府采购支出合计", "政府采购总额", "合计"})
_TO_PURCHASE = frozenset({"政府采购预算", "政府采购预算总额", "政府采购预算合计", "合计"})
_NUMBERING = re.compile(r"^[一二三四五六七八九十]+、|\s")
_FOUR = 4


class Cell(NamedTuple):
    """A printed cell with its table: `kind` BUDGET or FINAL, `place` what the table is called."""

    year: int
    kind: str
    role: str
    place: str
    unit: str
    row: int
    column: int
    path: str
    text: str
    amount: Decimal | None


class _Table(NamedTuple):
    """The cells of one table, row by row."""

    year: int
    kind: str
    role: str
    place: str
    unit: str
    rows: list[list[Cell]]


def carried_over(cells: Iterable[Cell], *, year: int, unit: str) -> Printed:
    """年初结转和结余 as the final accounts of a year print it, in that unit; blank without it."""
    for table in _tables(cells):
        if (table.year, table.kind, table.role, table.unit) == (
            year, FINAL, "income_expenditure", unit,
        ):  # fmt: skip
            for cell in _beside(table, _YEAR_START):
                return Printed(cell.text, cell.amount)
    return BLANK


def figures_of_accounts(cells: Iterable[Cell], *, year: int, unit: str) -> dict[str, Amount]:
    """What the tables know of FIGURES, in the money unit of the plan."""
    found: dict[str, Amount] = {}
    for table in _tables(cells):
        for key, number in _figures(table, year):
            if key not in found or table.kind == FINAL:  # the year's end knows better
                found[key] = Amount(_in_unit(number, table.unit, unit), _source(table, year))
    return found


def _figures(table: _Table, year: int) -> Iterator[tuple[str, Decimal]]:
    if table.role == "three_public":
        yield from _three_public(table, year)
    elif table.year != year:
        return
    elif table.role == "income_expenditure" and table.kind == FINAL:
        yield from _first("year_start", _beside(table, _YEAR_START))
        yield from _first("year_end", _beside(table, _YEAR_END))
    elif table.role == "procurement":
        is_final = table.kind == FINAL
        key = "purchased" if is_final else "purchase_budget"
        yield from _first(key, _beside(table, _PURCHASED if is_final else _TO_PURCHASE))


def _three_public(table: _Table, year: int) -> Iterator[tuple[str, Decimal]]:
    spent, budget = _sum(table, "决算数"), _sum(table, "预算数")
    plain = _sum(table, "") if spent is None and budget is None else None
    if table.kind == FINAL:
        spent = plain if spent is None else spent
    elif budget is None:
        budget = plain
    if table.year != year:
        if spent is not None and table.kind == FINAL:
            yield "three_public_before", spent
        return
    if spent is not None and table.kind == FINAL:
        yield "three_public_spent", spent
    if budget is not None:
        yield "three_public_budget", budget


def _sum(table: _Table, side: str) -> Decimal | None:
    """The total of one side (预算数/合计, 决算数/合计), or of a table of one side."""
    for row in table.rows:
        is_total_row = any(_bare(cell.text) in ("合计", "总计") for cell in row)
        for cell in row:
            first, _, rest = cell.path.partition("/")
            item = rest if side else cell.path
            if cell.amount is None or not (is_total_row or len(table.rows) == 1):
                continue
            if first == (side or first) and _is_whole(item, alone=not side):
                return cell.amount
    return None


def _is_whole(item: str, *, alone: bool) -> bool:
    """Whether a heading is that of the whole: 合计, “三公”经费合计, 资金性质/合计."""
    last = item.rpartition("/")[2]
    return last == "合计" or (alone and last.endswith("合计") and "三公" in last)


def _beside(table: _Table, labels: frozenset[str]) -> Iterator[Cell]:
    """The amounts to the right of a label, on its side of the table, that are no line numbers."""
    for row in table.rows:
        for label in row:
            if _bare(label.text) not in labels:
                continue
            side = label.path.partition("/")[0]
            for cell in row:
                is_beside = cell.column > label.column and cell.amount is not None
                same_side = table.role != "income_expenditure" or (
                    cell.path.partition("/")[0] == side and "行次" not in cell.path
                )
                if is_beside and same_side:
                    yield cell


def _first(key: str, cells: Iterator[Cell]) -> Iterator[tuple[str, Decimal]]:
    cell = next(cells, None)
    if cell is not None and cell.amount is not None:
        yield key, cell.amount


def _tables(cells: Iterable[Cell]) -> Iterator[_Table]:
    """The tables of cells that come in order: table by table, row by row."""
    for _, own in groupby(cells, key=lambda cell: cell[:5]):
        rows = [list(row) for _, row in groupby(own, key=lambda cell: cell.row)]
        one = rows[0][0]
        yield _Table(one.year, one.kind, one.role, one.place, one.unit, rows)


def _bare(text: str) -> str:
    return _NUMBERING.sub("", text)


def _source(table: _Table, year: int) -> str:
    """What the table is called, with its year and document where it is not the year's own."""
    if (table.year, table.kind) == (year, FINAL):
        return table.place
    document = "决算" if table.kind == FINAL else "预算"
    return f"{table.year} 年{'' if table.place.startswith(document) else document}{table.place}"


def _in_unit(number: Decimal, unit: str, wanted: str) -> Decimal:
    """An amount in another money unit, exactly."""
    if unit == wanted:
        return number
    return number.scaleb(-_FOUR) if wanted == "万元" else number.scaleb(_FOUR)
