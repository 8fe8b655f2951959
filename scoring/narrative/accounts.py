"""What a published budget or final account says of the expenditure as a whole. Pure.

The table of expenditure by function prints it in its total row, with or without the two parts of
basic expenditure; where it does not, the table of basic expenditure by economic kind does. Headings
differ by place: 基本支出/小计, 基本支出/合计 and 基本支出 are one.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from scoring.checks.papers import Document, Table
from scoring.checks.rounding import NOTHING, added, around, half_a_digit, prints_as

TEN_THOUSAND = "万元"
ROLES = ("expenditure_by_function", "basic_by_economic")
_BLANKS = re.compile(r"\s")
_TOTAL_ROWS = frozenset({"合计", "总计"})
_WHOLE = frozenset({"合计", "总计", "本年支出合计", "支出合计"})
_SUB = frozenset({"", "小计", "合计"})
_BASIC, _SPENDING = "基本支出", "项目支出"
_PARTS = {"personnel": "人员经费", "public": "公用经费"}
_OTHERS = ("上缴上级支出", "上解上级支出", "经营支出", "对附属单位补助支出")


class Found(NamedTuple):
    """An amount in 万元, exact, and where it is printed."""

    amount: Decimal
    source: str


def expenditure_of(document: Document) -> dict[str, Found]:
    """`total`, `basic`, `personnel`, `public`, `spending`, `others`: what the document prints.

    `others`: what is neither basic nor project expenditure, where there is any.
    """
    found = dict(_by_function(document))
    for key, one in _by_kind(document):
        found.setdefault(key, one)
    basic = found.get("basic")
    if basic is None or _adds_up(found, basic.amount):
        return found
    # The parts are of another scope: of fiscal funds alone.
    return {key: one for key, one in found.items() if key not in _PARTS}


def _by_function(document: Document) -> Iterator[tuple[str, Found]]:
    table = document.table("expenditure_by_function")
    row = None if table is None else _total_row(table)
    if table is None or row is None:
        return
    heads = [_BLANKS.sub("", path) for path in table.columns]

    def printed(*names: str) -> Decimal | None:
        return next((row[at] for at, head in enumerate(heads) if head in names), None)

    source = f"{_named(document, table)}合计行"
    total, basic = printed(*_WHOLE), printed(*_heads(_BASIC))
    spending = printed(*_heads(_SPENDING))
    if spending is None and total is not None and total == basic:
        spending = Decimal(0)
    rest = [amount for head in _OTHERS if (amount := printed(head))]
    figures = {
        "total": total,
        "basic": basic,
        "spending": spending,
        "others": added(rest) if rest else None,
        **{key: _part(heads, row, name) for key, name in _PARTS.items()},
    }
    for key, amount in figures.items():
        if amount is not None:
            yield key, Found(in_ten_thousand(amount, document.money_unit), source)


def _part(heads: list[str], row: list[Decimal | None], name: str) -> Decimal | None:
    """A part of basic expenditure: its subtotal, else the sum of the columns under it."""
    under = {
        head.rpartition(f"{name}/")[2]: amount
        for head, amount in zip(heads, row, strict=True)
        if head.startswith(f"{_BASIC}/{name}") and amount is not None
    }
    for sub in ("小计", "合计", f"{_BASIC}/{name}"):
        if sub in under:
            return under[sub]
    return added(under.values()) if under else None


def _by_kind(document: Document) -> Iterator[tuple[str, Found]]:
    """Personnel and public funds out of the table of basic expenditure."""
    table = document.table("basic_by_economic")
    if table is None:
        return
    source = f"{_named(document, table)}合计行"
    for key, name in _PARTS.items():
        amount = _beside_label(table, f"{name}合计")
        if amount is None and (row := _total_row(table)) is not None:
            heads = [_BLANKS.sub("", path).rpartition("/")[2] for path in table.columns]
            amount = next((row[at] for at, head in enumerate(heads) if head == name), None)
        if amount is not None:
            yield key, Found(in_ten_thousand(amount, document.money_unit), source)


def _beside_label(table: Table, label: str) -> Decimal | None:
    """The first amount to the right of a label."""
    for row in table.rows:
        for at, cell in enumerate(row):
            if _BLANKS.sub("", cell.text) == label:
                return next((one.number for one in row[at:] if one.number is not None), None)
    return None


def _total_row(table: Table) -> list[Decimal | None] | None:
    for row in table.rows:
        if any(_BLANKS.sub("", cell.text) in _TOTAL_ROWS for cell in row):
            return [cell.number for cell in row]
    return None


def _heads(name: str) -> Iterable[str]:
    return (f"{name}/{sub}" if sub else name for sub in sorted(_SUB))


def _adds_up(found: dict[str, Found], basic: Decimal) -> bool:
    parts = [found[key].amount for key in _PARTS if key in found]
    slack = sum(map(half_a_digit, parts), NOTHING)
    return len(parts) == len(_PARTS) and prints_as(basic, around(added(parts), slack))


def in_ten_thousand(amount: Decimal, unit: str) -> Decimal:
    """An amount of a document in 元 or 万元, in 万元, exactly."""
    return amount if unit == TEN_THOUSAND else amount.scaleb(-4)


def _named(document: Document, table: Table) -> str:
    """What the table is called, with the document where the table's name does not tell it."""
    what = "预算" if document.kind == "BUDGET" else "决算"
    place = f"“{table.place}”"
    return place if what in table.place else f"{document.year} 年{what}{place}"
