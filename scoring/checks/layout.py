"""How a printed account table is built: which cells say what a cell should add up to. Pure.

Budgets and final accounts differ by place and year: codes in one column or in three, income and
expenditure side by side, items as rows or as columns. Only what the table itself says by its
headings, codes and numbering is taken for a sum.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from projects.values import Printed
from scoring.checks.layout_columns import splits_of
from scoring.checks.papers import Table


class Sum(NamedTuple):
    """The cell (`row`, `column`) is the sum of the cells of `parts`, as `what` says in words.

    `is_whole` False: the parts may be some of several (其中). `is_across`: they stand in its row.
    """

    row: int
    column: int
    parts: tuple[tuple[int, int], ...]
    what: str
    is_whole: bool = True
    is_across: bool = False


class Panel(NamedTuple):
    """Columns that are read together: the label of a row, its code, its amounts.

    `side` is the first heading where a table has panels side by side (收入, 支出), else "".
    """

    side: str
    names: tuple[int, ...]
    codes: tuple[int, ...]
    unit_codes: tuple[int, ...]
    amounts: tuple[int, ...]


TOTAL = re.compile(r"(?:本年度?)?[^占较比]{0,8}(?:合计|总计)")
_LAST_OF_CODES = ("类", "款", "项")
_NUMBERING = ("行次", "序号", "栏次")
_COUNTS = re.compile(r"数量|单价|个数|人数|面积|百分比|比例|比率|占比|说明|备注|年度$")
_STROKES = frozenset({"", "-", "—", "——", "--", "/"})
_UNIT_CODE = re.compile(r"(?:单位|部门).*代码$")
_SPACES = re.compile(r"[\s:：]+")
_CONTINUED = "（续）"
NOT_SUMMED = frozenset({"narrative_figures", "narrative_lists", "institutions"})


def bare(text: str) -> str:
    """A label without spaces and colons."""
    return _SPACES.sub("", text)


def panels_of(table: Table) -> list[Panel]:
    """The panels of a table from left to right; none without amounts."""
    if table.role in NOT_SUMMED:
        return []
    made: list[Panel] = []
    for column, path in enumerate(table.columns):
        kind = _kind_of(table, column, path)
        if not kind:
            continue
        if not made or (kind != "amounts" and made[-1].amounts):
            made.append(Panel(path.partition("/")[0], (), (), (), ()))
        made[-1] = _with(made[-1], kind, column)
    return [panel for panel in made if panel.amounts]


def _with(panel: Panel, kind: str, column: int) -> Panel:
    """The panel with one column more."""
    match kind:
        case "names":
            return panel._replace(names=(*panel.names, column))
        case "codes":
            return panel._replace(codes=(*panel.codes, column))
        case "unit_codes":
            return panel._replace(unit_codes=(*panel.unit_codes, column))
        case _:
            return panel._replace(amounts=(*panel.amounts, column))


def _kind_of(table: Table, column: int, path: str) -> str:
    """Which field of a panel a column is; "" for what is neither label nor amount."""
    last = path.rpartition("/")[2].removesuffix(_CONTINUED).replace(" ", "")
    if last in _NUMBERING:
        return ""
    if _UNIT_CODE.search(last):
        return "unit_codes"
    if last.endswith("编码") or last in _LAST_OF_CODES:
        return "codes" if _all_digits(table, column) else "names"
    cells = [row[column] for row in table.rows if row[column].text not in _STROKES]
    if any(cell.number is None for cell in cells):
        return "names"
    is_amount = bool(cells) and not _COUNTS.search(last)
    return "amounts" if is_amount and not any("%" in cell.text for cell in cells) else ""


def _all_digits(table: Table, column: int) -> bool:
    texts = [row[column].text for row in table.rows if row[column].text]
    return bool(texts) and all(text.isdigit() for text in texts)


class Entry(NamedTuple):
    """A row of a panel: its place, its code ("" without one), its label, its amounts by column."""

    row: int
    code: str
    label: str
    amounts: tuple[int, ...]
    is_unit: bool = False

    @property
    def is_total(self) -> bool:
        """Whether the label says that it is a sum."""
        return bool(TOTAL.fullmatch(self.label)) and not self.code


_UNIT = re.compile(r".*(?:[局委会院办厅处站馆所队部社校]|中心|学校|政府|本级|公司|机关)$")


def entries_of(table: Table, panel: Panel) -> list[Entry]:
    """The rows of a panel that say something, in printed order."""
    found = []
    for at, row in enumerate(table.rows):
        code = "".join(row[column].text for column in _first_codes(table, panel))
        label = bare(_label(row, panel))
        has_amount = any(row[column].number is not None for column in panel.amounts)
        if label or code or has_amount:
            is_unit = not TOTAL.fullmatch(label) and _is_unit(row, panel, code, label)
            found.append(Entry(at, "" if is_unit else code, label, panel.amounts, is_unit))
    return found


def _first_codes(table: Table, panel: Panel) -> tuple[int, ...]:
    """The code columns of the first classification, where a table prints two side by side."""
    if not panel.codes:
        return ()
    first = table.columns[panel.codes[0]].rpartition("/")[0]
    return tuple(at for at in panel.codes if table.columns[at].rpartition("/")[0] == first)


def _label(row: Sequence[Printed], panel: Panel) -> str:
    """The last label of a row before its amounts that says something; else any to the left."""
    own = [row[column].text for column in panel.names if column < panel.amounts[0]]
    said = [text for text in own if text] or [
        cell.text for cell in row[: panel.amounts[0]] if cell.text and cell.number is None
    ]
    totals = [text for text in said if TOTAL.fullmatch(bare(text))]
    if totals:
        return totals[0]
    return said[0] if len(said) > 1 and _is_code_system(panel) else (said[-1] if said else "")


def _is_code_system(panel: Panel) -> bool:
    return bool(panel.codes)


def _is_unit(row: Sequence[Printed], panel: Panel, code: str, label: str) -> bool:
    """Whether a row is the sub-total of a unit: it has the unit's code, or its name alone."""
    if panel.unit_codes:
        return not code and any(row[column].text for column in panel.unit_codes)
    looks = bool(_UNIT.fullmatch(label))
    if panel.codes:
        return looks and len(code) not in (5, 7)
    digits = any(row[column].text.isdigit() for column in panel.names)
    alone = sum(1 for column in panel.names if row[column].text) == 1
    starts = any(re.match(r"\d{3,}\s", row[column].text) for column in panel.names)
    return (looks and (digits or starts)) or (starts and alone)


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
    for side in dict.fromkeys(panel.side for panel in panels):
        own = [entries_of(table, panel) for panel in panels if panel.side == side]
        same = len({len(rows[0].amounts) for rows in own if rows}) <= 1
        for rows in [[entry for part in own for entry in part]] if same else own:
            yield from of_entries(rows)


def of_entries(entries: list[Entry]) -> Iterator[Sum]:
    """The sums among the rows of one panel (or of panels that go on below each other)."""
    if sum(1 for entry in entries if entry.code) > 1:
        yield from of_codes(entries)
    elif any(entry.label.endswith("小计") for entry in entries):
        yield from _of_subtotals(entries)
    elif sum(1 for entry in entries if outline_level(entry.label)) > 1:
        yield from of_outline(entries)
    else:
        yield from _of_plain(entries)


def added_up(total: Entry, parts: Iterable[Entry], what: str, is_whole: bool = True) -> list[Sum]:
    """A sum for every amount column of the total; nothing without parts."""
    own = list(parts)
    return [
        Sum(
            total.row,
            column,
            tuple((part.row, part.amounts[at]) for part in own),
            what,
            is_whole,
        )
        for at, column in enumerate(total.amounts)
        if own
    ]


def of_codes(entries: list[Entry]) -> Iterator[Sum]:
    """Codes tell what belongs to what: 206 holds 20607, which holds 2060701.

    A row without a code belongs where the row above it belongs.
    """
    coded = {entry.code for entry in entries if entry.code}
    parent = ""
    children: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.is_total or entry.is_unit:
            parent = ""
            continue
        if entry.code:
            lengths = range(len(entry.code) - 1, 1, -1)
            parent = next((entry.code[:n] for n in lengths if entry.code[:n] in coded), "")
        children.setdefault(parent, []).append(entry)
    for entry in entries:
        if entry.code in children and entry.code:
            yield from added_up(entry, children[entry.code], f"{entry.code} 下各科目相加")
    tops = children.get("", [])
    for entry in entries:
        if entry.is_total:
            yield from added_up(entry, tops, "各科目相加")
    yield from _of_units(entries, tops)


def _of_units(entries: list[Entry], tops: list[Entry]) -> Iterator[Sum]:
    """A single unit is the total; what stands under each of several makes it."""
    units = [entry for entry in entries if entry.is_unit]
    if len(units) == 1 and tops:
        yield from added_up(units[0], tops, "各科目相加")


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
    details = [entry for entry in rest if not entry.is_unit and not _is_aside(entry.label)]
    yield from added_up(first, details, "各行相加")
    for entry in rest:
        if entry.is_unit and sum(1 for one in rest if one.is_unit) == 1:
            yield from added_up(entry, details, "各行相加")


def _is_aside(label: str) -> bool:
    return label.startswith(("其中", "授予", "拟")) or bool(TOTAL.fullmatch(label))


_LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]+、")),
    (2, re.compile(r"[（(][一二三四五六七八九十]+[)）]")),
    (3, re.compile(r"\d{1,2}[、.．]")),
)
_BROUGHT_OVER = re.compile(r"结转|结余|弥补|专用基金|分配")


def outline_level(label: str) -> int:
    """1 for 一、, 2 for （一）, 3 for 1、; 0 without a number."""
    return next((level for level, mark in _LEVELS if mark.match(label)), 0)


def of_outline(entries: list[Entry]) -> Iterator[Sum]:
    """Numbering tells what belongs to what; a total holds what stands above it, or all below it."""
    levels = [outline_level(entry.label) for entry in entries]
    top = min(level for level in levels if level)
    for at, level in enumerate(levels):
        if level:
            yield from _of_one_number(entries, levels, at)
    totals = [at for at, entry in enumerate(entries) if entry.is_total or _heads_all(entries, at)]
    before: int | None = None
    for at in totals:
        if at == 0:
            tops = [one for one, level in zip(entries, levels, strict=True) if level == top]
            yield from added_up(entries[0], tops, "各项相加")
        elif before is None:
            above = [entries[n] for n in range(at) if levels[n] == top]
            yield from added_up(entries[at], above, "各项相加")
            before = at
        else:
            yield from _of_grand_total(entries, before, at)
            before = at


def _heads_all(entries: list[Entry], at: int) -> bool:
    return at == 0 and entries[0].label.endswith("总额")


def _of_one_number(entries: list[Entry], levels: list[int], at: int) -> Iterator[Sum]:
    """What stands under a numbered row: the next level, else 其中 with the rows that go on."""
    below: list[int] = []
    for n in range(at + 1, len(entries)):
        if entries[n].is_total or (levels[n] and levels[n] <= levels[at]):
            break
        below.append(n)
    deeper = [levels[n] for n in below if levels[n]]
    if deeper:
        parts = [entries[n] for n in below if levels[n] == min(deeper)]
        yield from added_up(entries[at], parts, "下列各项相加")
    elif len(below) > 1 and entries[below[0]].label.startswith("其中"):
        parts = [entries[n] for n in below]
        yield from added_up(entries[at], parts, "其中各项相加", is_whole=False)


def _of_grand_total(entries: list[Entry], before: int, at: int) -> Iterator[Sum]:
    """总计: the total before it, and what was brought over or set aside since."""
    between = entries[before + 1 : at]
    brought = [entry for entry in between if _BROUGHT_OVER.search(entry.label)]
    yield from added_up(entries[at], [entries[before], *brought], f"{entries[before].label}等相加")
    for entry, after in zip(brought, [*brought, entries[at]][1:], strict=True):
        own = [one for one in between if entry.row < one.row < after.row]
        yield from added_up(entry, own, "下列各项相加")


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
