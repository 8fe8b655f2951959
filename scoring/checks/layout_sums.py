"""Which cells of a printed account table are the sum of which others of it. Pure.

Only what the table itself says by its headings, codes and numbering is taken for a sum.
"""

from collections.abc import Iterator

from scoring.checks.layout import (
    TOTAL,
    Entry,
    Panel,
    Sum,
    added_up,
    bare,
    entries_of,
    is_aside,
    is_taken_off,
    panels_of,
    project_name,
)
from scoring.checks.layout_codes import of_codes
from scoring.checks.layout_columns import splits_of
from scoring.checks.layout_outline import of_outline, outline_level
from scoring.checks.papers import Table


def sums_of(table: Table) -> list[Sum]:
    """Everything in a table that is a sum of other cells of it, in printed order."""
    found = [*_of_columns(table)]
    if table.role == "narrative_amounts":
        found += _of_topics(table) if len(table.columns) > _AMOUNT_OF_A_TOPIC else ()
    elif table.role == "procurement" and not _has_subtotals(table):
        found += _of_purchases(table)
    else:
        found += _of_rows(table)
    return sorted(set(found), key=lambda one: (one.row, one.column))


def _has_subtotals(table: Table) -> bool:
    return any(bare(cell.text).endswith("小计") for row in table.rows for cell in row)


def _of_rows(table: Table) -> Iterator[Sum]:
    panels = panels_of(table)
    are_rows = not any(_mixes_projects(table, panel) for panel in panels)
    for side in dict.fromkeys(panel.side for panel in panels):
        own = [entries_of(table, panel) for panel in panels if panel.side == side]
        same = len({len(rows[0].amounts) for rows in own if rows}) <= 1
        for rows in [[entry for part in own for entry in part]] if same else own:
            yield from _of_entries(rows, are_rows=are_rows)


def _mixes_projects(table: Table, panel: Panel) -> bool:
    """Whether rows of projects stand among rows of none: kinds over them, more of one project."""
    entries = [one for one in entries_of(table, panel) if not (one.is_total or one.is_unit)]
    named = [bool(project_name(table, table.rows[one.row], panel)) for one in entries if one.label]
    return any(named) and not all(named)


def _of_entries(entries: list[Entry], *, are_rows: bool) -> Iterator[Sum]:
    """The sums among the rows of one panel (or of panels that go on below each other).

    `are_rows`: rows that nothing tells apart stand beside each other.
    """
    if sum(1 for entry in entries if entry.code) > 1:
        yield from of_codes(entries)
    elif any(entry.label.endswith("小计") for entry in entries):
        yield from _of_subtotals(entries)
    elif sum(1 for entry in entries if outline_level(entry.label)) > 1:
        yield from of_outline(entries)
    elif are_rows:
        yield from _of_plain(entries)


def _of_subtotals(entries: list[Entry]) -> Iterator[Sum]:
    """小计 rows stand over their rows; the total is made of them."""
    subtotals: dict[int, list[Entry]] = {}
    heads: list[Entry] = []
    for entry in entries:
        if entry.label.endswith("小计"):
            heads.append(entry)
            subtotals[entry.row] = []
        elif heads and not entry.is_total:
            subtotals[heads[-1].row].append(entry)
    for head in heads:
        yield from added_up(head, subtotals[head.row], "下列各行相加")
    for entry in entries:
        if entry.is_total:
            yield from added_up(entry, heads, "各小计相加")


def _of_plain(entries: list[Entry]) -> Iterator[Sum]:
    """A first row that says so, or says nothing, is the total of the rows below it."""
    if len(entries) < 3:
        return
    first, rest = entries[0], entries[1:]
    is_total = first.is_total or not first.label or first.label.endswith("总额")
    if not is_total:
        first, rest = entries[-1], entries[:-1]
        if not first.is_total:
            return
    details = [entry for entry in rest if _is_detail(entry)]
    if any(is_taken_off(entry.label) for entry in details) or rest[-1].is_unit:
        return  # a last unit without rows: the rows are not all
    yield from added_up(first, details, "各行相加")
    if rest[0].is_unit:
        yield from _of_units(rest)


def _of_units(rows: list[Entry]) -> Iterator[Sum]:
    """The sub-total of a unit is made of the rows below it, up to the next unit."""
    starts = [at for at, entry in enumerate(rows) if entry.is_unit]
    for at, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        own = [entry for entry in rows[at + 1 : end] if _is_detail(entry)]
        yield from added_up(rows[at], own, "各行相加")


def _is_detail(entry: Entry) -> bool:
    return not entry.is_unit and not _is_aside(entry.label)


def _is_aside(label: str) -> bool:
    return is_aside(label) or label.startswith(("授予", "拟")) or bool(TOTAL.fullmatch(label))


_AMOUNT_OF_A_TOPIC = 2


def _of_topics(table: Table) -> Iterator[Sum]:
    """Amounts told in the text: of every topic a total (no part named) and its parts."""
    topics: dict[str, list[int]] = {}
    for at, row in enumerate(table.rows):
        topics.setdefault(row[0].text, []).append(at)
    for rows in topics.values():
        total = [at for at in rows if not table.rows[at][1].text]
        parts = tuple((at, _AMOUNT_OF_A_TOPIC) for at in rows if at not in total)
        if len(total) == 1 and parts:
            yield Sum(total[0], _AMOUNT_OF_A_TOPIC, parts, "所列各项相加", is_whole=False)


_GOODS = ("货物", "工程", "服务")


def _of_purchases(table: Table) -> Iterator[Sum]:
    """Purchases are of goods, works and services."""
    for panel in panels_of(table):
        entries = entries_of(table, panel)
        parts = [next((one for one in entries if kind in one.label), None) for kind in _GOODS]
        whole = [one for one in entries if "采购" in one.label and one not in parts]
        if whole and None not in parts:
            yield from added_up(whole[0], [one for one in parts if one], "货物、工程、服务相加")


def _of_columns(table: Table) -> Iterator[Sum]:
    """Within a row: the total column of a heading is made of the other columns under it."""
    for panel in panels_of(table):
        for total, parts in splits_of([(at, table.columns[at]) for at in panel.amounts]):
            for row in range(len(table.rows)):
                cells = tuple((row, column) for column in parts)
                yield Sum(row, total, cells, "各列相加", is_across=True)
