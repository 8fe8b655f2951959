"""The account tables of a disclosure: lists of named cells with printed headings beside them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from projects.values import printed_cell
from scoring.published.fields import Fields, cells_in, is_blank
from scoring.published.key_words import SIDES, single_figure, title_of
from scoring.published.layout import Laid, Part, lay_out
from scoring.published.table import PublishedTable, unlike
from scoring.published.tree import Listing, Text

MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_CELLS = 200_000
"""Of all tables of a file, blank ones counted; the accounts of a unit have some 3,000."""

_FORMS = 200
_NOT_PRINTED = frozenset({"line", "note", "n"})
_ABOUT_THE_TABLE = frozenset({"form", "title", "line", "note", "date"})
_WHOLE = re.compile("总额|总计|合计")


class Form(NamedTuple):
    """What is printed over a table: its number, its title and its heading paths."""

    number: str = ""
    title: str = ""
    columns: tuple[str, ...] = ()


def tables_of_keys(whole: Fields) -> list[PublishedTable]:
    """The tables under `budget_tables`, laid out by `forms`; a blank one is not there."""
    forms = _forms(whole)
    tables = whole.below("budget_tables")
    if tables is None:
        return []
    found = []
    for role, node in tables.table.entries.items():
        if not is_blank(node) and (table := tables.below(role)):
            found.append(_table(role, table, forms.get(role, Form())))
    return found


def tables_of_lists(whole: Fields) -> list[PublishedTable]:
    """The tables under `tables`: each with its headings and rows of as many cells."""
    found: list[PublishedTable] = []
    for at, table in enumerate(whole.rows("tables", _FORMS)):
        role = table.text("role") or f"table_{at}"
        if any(role == one.role for one in found):
            role = f"{role}_{at}"
        title = table.text("title")
        columns = _texts(table, "columns", MOST_COLUMNS)
        rows = list(_cell_rows(table, len(columns))) if columns else []
        if not columns:
            table.fault("columns", "缺少 columns（表头各列），不知道各格是什么。请写上各列的名称。")
        cells = tuple(tuple(map(printed_cell, row)) for row in rows)
        found.append(
            PublishedTable(role, table.text("form"), title or role, unlike(columns), cells)
        )
    return found


def not_too_many(tables: Iterable[PublishedTable], whole: Fields) -> None:
    """Refuse a file whose tables have more cells together than can be looked at."""
    cells = sum(len(table.columns) * len(table.rows) for table in tables)
    if cells > MOST_CELLS:
        key = "tables" if "tables" in whole.table.entries else "budget_tables"
        whole.fault(key, f"各表共 {cells} 格，最多 {MOST_CELLS} 格。请按单位分成几个文件。")


def _forms(whole: Fields) -> dict[str, Form]:
    found: dict[str, Form] = {}
    for row in whole.rows("forms", _FORMS):
        columns = unlike(_texts(row, "columns", MOST_COLUMNS))
        found.setdefault(row.text("role"), Form(row.text("form"), row.text("title"), columns))
    return found


def _table(role: str, table: Fields, form: Form) -> PublishedTable:
    parts = [
        part
        for key, node in table.table.entries.items()
        if isinstance(node, Listing) and (part := _part(table, key))
    ]
    if form.number and "form" in table.table.entries and not table.text("form"):
        form = Form()  # taken from the text: that form is not in the copy
    laid = lay_out([part for part in parts if part.keys], form.columns)
    if "total" in table.table.entries and not form.columns:
        laid = _with_amounts(laid)
    laid = _with_single_figures(laid, table, role, beside=any(p.name in SIDES for p in parts))
    if len(laid.headings) > MOST_COLUMNS:
        table.faults.add(table.table.line, table.path, _too_wide(len(laid.headings)))
        laid = Laid([], [])
    return PublishedTable(
        role=role,
        form=table.text("form") or form.number,
        title=form.title or table.text("title") or title_of(role),
        columns=unlike(laid.headings),
        rows=tuple(tuple(map(printed_cell, row)) for row in laid.rows),
    )


def _with_amounts(laid: Laid) -> Laid:
    """The table with its column of amounts also where none of its rows prints one."""
    if not laid.headings or "金额" in laid.headings:
        return laid
    headings = [*laid.headings[:1], "金额", *laid.headings[1:]]
    return Laid(headings, [[*row[:1], "", *row[1:]] for row in laid.rows])


def _too_wide(columns: int) -> str:
    return f"这张表有 {columns} 列，最多 {MOST_COLUMNS} 列。请核对各行的名称是否一致。"


def _part(table: Fields, key: str) -> Part | None:
    rows = [
        {name: row.text(name) for name in row.table.entries if name not in _NOT_PRINTED}
        for row in table.rows(key, MOST_ROWS)
    ]
    keys = dict.fromkeys(name for row in rows for name in row)
    if len(keys) > MOST_COLUMNS:
        table.fault(key, _too_wide(len(keys)))
        return None
    return Part(key, tuple(keys), rows)


def _with_single_figures(laid: Laid, table: Fields, role: str, *, beside: bool) -> Laid:
    """Add the figures that stand in the table by themselves as rows: the total first."""
    entries = table.table.entries
    names = [
        key
        for key, node in entries.items()
        if isinstance(node, Text) and not is_blank(node) and key not in _ABOUT_THE_TABLE
    ]
    if beside or not names:
        return laid
    headings = laid.headings or ["项目", "金额"]
    amount = next((at for at, name in enumerate(headings) if _is_amount(name)), len(headings) - 1)
    rows = list(laid.rows)
    for key in names:
        text = table.text(key)
        if key == "total" and any(_WHOLE.search(row[0]) and text in row for row in rows):
            continue
        row = [""] * len(headings)
        row[0], row[amount] = single_figure(role, key), text
        rows.insert(0 if key == "total" else len(rows), row)
    return Laid(headings, rows)


def _is_amount(heading: str) -> bool:
    return any(word in heading for word in ("金额", "价值", "合计"))


def _texts(fields: Fields, key: str, most: int) -> list[str]:
    """The texts of the list under `key`; what is none is a fault."""
    node = fields.table.entries.get(key)
    if node is None or is_blank(node):
        return []
    if not isinstance(node, Listing):
        fields.fault(key, f"{key} 应为列表，如 [项目, 金额]。")
        return []
    if len(node.items) > most:
        fields.fault(key, f"{key} 有 {len(node.items)} 项，最多 {most} 项。请核对。")
        return []
    return cells_in(node, fields.path_to(key), fields.faults)


def _cell_rows(table: Fields, wide: int) -> Iterator[list[str]]:
    node = table.table.entries.get("rows")
    if node is None or is_blank(node):
        return
    if not isinstance(node, Listing):
        table.fault("rows", "rows 应为列表，每行是一个列表，如 - [项目, '1.00']。")
        return
    if len(node.items) > MOST_ROWS:
        table.fault("rows", f"rows 有 {len(node.items)} 行，最多 {MOST_ROWS} 行。请分成几张表。")
        return
    for at, row in enumerate(node.items):
        path = f"{table.path_to('rows')}[{at}]"
        if not isinstance(row, Listing):
            said = "这一行应为列表，如 - [项目, '1.00']，各格依表头的顺序。"
            table.faults.add(row.line, path, said)
        elif len(row.items) != wide:
            said = f"这一行有 {len(row.items)} 格，表头有 {wide} 列。空着的格请写 null。"
            table.faults.add(row.line, path, said)
        else:
            yield cells_in(row, path, table.faults)
