"""Amounts that a document prints in more than one place, found by what they are. Pure.

A fact is one amount with a key that says what it is, whatever table prints it and however that
table is built: ("spent", "total"), ("general", "206"). Tables that print only items of a class
give the class's amount as their sum.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from scoring.checks.layout import Entry, Panel, bare, entries_of, panels_of
from scoring.checks.layout_codes import blocks_of
from scoring.checks.papers import BUDGET, Document, Table
from scoring.checks.rounding import added

Key = tuple[str, str]
TOTAL = "total"


class Fact(NamedTuple):
    """An amount and the cells that make it; the first of them is its place."""

    key: Key
    words: str
    table: Table
    cells: tuple[tuple[int, int], ...]
    amount: Decimal
    text: str

    @property
    def figures(self) -> list[Decimal]:
        """The printed figures that it is made of."""
        numbers = (self.table.rows[row][column].number for row, column in self.cells)
        return [number for number in numbers if number is not None]


_CLASSES = {
    "一般公共服务": "201", "外交": "202", "国防": "203", "公共安全": "204", "教育": "205",
    "科学技术": "206", "文化": "207", "社会保障和就业": "208", "卫生健康": "210",
    "节能环保": "211", "城乡社区": "212", "农林水": "213", "交通运输": "214",
    "资源勘探": "215", "商业服务": "216", "金融": "217", "自然资源": "220",
    "住房保障": "221", "粮油物资": "222", "灾害防治": "224", "其他支出": "229",
}  # fmt: skip
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+[、.])"
)
_CLASS_CODE, _ITEM_CODE = 3, 7


def class_of(label: str) -> str:
    """The class of a functional heading (六、科学技术支出 is 206), "" for another label."""
    name = _NUMBERING.sub("", bare(label)).replace("（类）", "").replace("(类)", "")
    return next((code for words, code in _CLASSES.items() if name.startswith(words)), "")


def facts_of(document: Document) -> list[Fact]:
    """Every fact of a document's tables, table by table."""
    found: list[Fact] = []
    for table in document.tables:
        reader = _READERS.get(table.role)
        if reader is not None:
            found += reader(table)
        if table.role == "initial_budget_by_item":
            found += _initial(table, _codes_of_names(document))
        if table.role == "income" and document.kind == BUDGET:
            found += _planned_spending(table)
    return found


def _planned_spending(table: Table) -> Iterator[Fact]:
    """A budget's income by class is what the class will spend."""
    for panel in panels_of(table):
        for part, rows in _classes(entries_of(table, panel)).items():
            cells = [(one.row, panel.amounts[0]) for one in rows]
            yield from _fact(("spent", part), _told("支出", "", part), table, cells)


def _fact(key: Key, words: str, table: Table, cells: Iterable[tuple[int, int]]) -> Iterator[Fact]:
    """The fact, where at least one of its cells is printed."""
    own = tuple(cells)
    printed = [table.rows[row][column] for row, column in own]
    numbers = [cell.number for cell in printed if cell.number is not None]
    if not numbers:
        return
    total = added(numbers)
    text = printed[0].text if len(own) == 1 else f"{total:f}"
    yield Fact(key, words, table, own, total, text)


_GENERAL_INCOME = re.compile(r"一般公共预算(?:财政)?(?:拨款)?(?:收入)?")
_ANY_BUDGET = re.compile(
    r"(?:一般公共预算|(?:政府性)?基金(?:预算)?|国有资本经营(?:预算)?)(?:财政)?(?:拨款)?(?:收入)?"
)
_INCOME = (
    (re.compile(r"本年收入合计|收入合计"), ("income", TOTAL), "本年收入合计"),
    (re.compile(r"(?:收入)?总计"), ("grand", TOTAL), "收支总计"),
    (_GENERAL_INCOME, ("income", "general"), "一般公共预算拨款收入"),
    (re.compile(r"其他收入"), ("income", "other"), "其他收入"),
)  # fmt: skip
_SPENT = re.compile(r"本年支出合计|支出合计")
_GRAND = re.compile(r"(?:支出|收入)?总计")
_CARRIED = re.compile(r"(?:年初|上年)(?:财政拨款)?结转(?:和)?结余")


def _two_sides(table: Table) -> Iterator[Fact]:
    """收支总表: income on one side, spending by class on the other."""
    for panel in panels_of(table):
        entries = entries_of(table, panel)
        for entry in entries:
            cell = [(entry.row, entry.amounts[0])]
            label = _NUMBERING.sub("", entry.label)
            if panel.side.startswith("收入"):
                yield from _income(table, label, cell)
            elif panel.side.startswith("支出"):
                yield from _spending(table, entry, cell, "spent", "支出")
        if panel.side.startswith("收入"):
            yield from _of_all_budgets(table, entries)


def _of_all_budgets(table: Table, entries: list[Entry]) -> Iterator[Fact]:
    """财政拨款收入: the general budget, the funds and the state's capital of this year together."""
    last = next((at for at, one in enumerate(entries) if one.is_total and at), len(entries))
    labels = [(one, _NUMBERING.sub("", one.label)) for one in entries[:last]]
    if any(_GENERAL_INCOME.fullmatch(label) for _, label in labels):
        own = [one for one, label in labels if _ANY_BUDGET.fullmatch(label)]
        cells = [(one.row, one.amounts[0]) for one in own]
        yield from _fact(("income", "fiscal"), "财政拨款收入", table, cells)


def _income(table: Table, label: str, cell: list[tuple[int, int]]) -> Iterator[Fact]:
    for pattern, key, words in _INCOME:
        if pattern.fullmatch(label):
            yield from _fact(key, words, table, cell)
    if _CARRIED.fullmatch(label) and table.role == "income_expenditure":
        yield from _fact(("carried", "start"), "年初结转和结余", table, cell)


def _spending(
    table: Table, entry: Entry, cell: list[tuple[int, int]], what: str, words: str
) -> Iterator[Fact]:
    label = _NUMBERING.sub("", entry.label)
    if _SPENT.fullmatch(label):
        yield from _fact((what, TOTAL), f"{words}合计", table, cell)
    elif _GRAND.fullmatch(label) and what == "spent":
        yield from _fact(("grand", TOTAL), "收支总计", table, cell)
    if code := class_of(entry.label):
        yield from _fact((what, code), f"{words}（{code} 类）", table, cell)


_GENERAL = re.compile(r"一般公共预算(?:财政拨款)?(?:/小计)?$")


def _fiscal(table: Table) -> Iterator[Fact]:
    """财政拨款收支总表: the same with a column for each budget."""
    for panel in panels_of(table):
        if panel.side.startswith("收入"):
            for entry in entries_of(table, panel):
                label = _NUMBERING.sub("", entry.label)
                if label in ("一般公共预算财政拨款", "一般公共预算拨款"):
                    yield from _first_general(table, panel, entry)
        for column in panel.amounts if panel.side.startswith("支出") else ():
            path = table.columns[column].replace(" ", "")
            if not _GENERAL.search(path):
                continue
            for entry in entries_of(table, panel):
                cell = [(entry.row, column)]
                yield from _spending(table, entry, cell, "general", "一般公共预算财政拨款支出")


def _first_general(table: Table, panel: Panel, entry: Entry) -> Iterator[Fact]:
    """This year's general budget; the same label stands again under what was brought over."""
    above = [one for one in entries_of(table, panel) if one.row < entry.row]
    if not any("结转" in one.label or one.is_total and one.row for one in above):
        cell = [(entry.row, entry.amounts[0])]
        yield from _fact(("income", "general"), "一般公共预算拨款收入", table, cell)


def _income_table(table: Table) -> Iterator[Fact]:
    """收入表: the total row, by the headings of its columns."""
    names = {
        "本年收入合计": ("income", TOTAL), "本年收入/合计": ("income", TOTAL),
        "本年收入/小计": ("income", TOTAL), "总计": ("grand", TOTAL),
        "本年收入/一般公共预算/小计": ("income", "general"), "其他收入": ("income", "other"),
        "本年收入/其他收入": ("income", "other"), "上年结转": ("carried", "start"),
        "上年结转结余/合计": ("carried", "start"),
    }  # fmt: skip
    words = {
        ("income", TOTAL): "本年收入合计", ("grand", TOTAL): "收支总计",
        ("income", "general"): "一般公共预算拨款收入", ("income", "other"): "其他收入",
        ("carried", "start"): "年初结转和结余",
    }  # fmt: skip
    for panel in panels_of(table):
        total = next((one for one in entries_of(table, panel) if one.is_total), None)
        for column in panel.amounts if total else ():
            key = names.get(table.columns[column].replace(" ", ""))
            if key and total:
                yield from _fact(key, words[key], table, [(total.row, column)])


_PERSONNEL, _PUBLIC = "人员经费", "公用经费"
_OF_BASIC = ((_PERSONNEL, "personnel"), (_PUBLIC, "public"))


def _by_function(table: Table) -> Iterator[Fact]:
    """支出表 by function: total, basic, project, personnel and public, of all and by class."""
    is_general = table.role == "general_public_by_function"
    what = "general" if is_general else "spent"
    words = "一般公共预算财政拨款支出" if is_general else "支出"
    for panel in panels_of(table):
        entries = entries_of(table, panel)
        rows = {TOTAL: [one for one in entries if one.is_total][:1]} | _classes(entries)
        for name, columns in _columns_of(table, panel).items():
            for part, own in rows.items():
                if name and part != TOTAL:
                    continue
                cells = [(one.row, column) for one in own for column in columns]
                key = (f"{what} {name}".strip(), part)
                yield from _fact(key, _told(words, name, part), table, cells)
        if is_general:
            yield from _items(table, entries, panel)


_NAMES = {
    "basic": "基本支出",
    "project": "项目支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "301": "工资福利支出",
    "302": "商品和服务支出",
    "303": "对个人和家庭的补助",
}
_ECONOMIC = ("301", "302", "303")


def _told(words: str, name: str, part: str) -> str:
    if part != TOTAL:
        return f"{words}（{part} 类）"
    return f"{words}·{_NAMES[name]}合计" if name else f"{words}合计"


def _classes(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Class -> its rows over all units: its own, or its items where a unit prints none of its own.

    Without a class whose rows in one unit cannot all be parts of it, and without rows of no code.
    """
    blocks, is_whole = blocks_of(entries)
    found: dict[str, list[Entry]] = {}
    unsure: set[str] = set()
    for block in blocks if is_whole else ():
        own: dict[str, list[Entry]] = {}
        last = ""
        for one in block.tops:
            last = one.code[:_CLASS_CODE] if one.code else last
            own.setdefault(last, []).append(one)
        for code, rows in own.items():
            lengths = [len(one.code) for one in rows]
            is_one = lengths[:1] == [_CLASS_CODE] and len(list(filter(None, lengths))) == 1
            if not is_one and min(lengths) <= _CLASS_CODE:
                unsure.add(code)
            found.setdefault(code, []).extend(rows[:1] if is_one else rows)
    return {code: rows for code, rows in found.items() if code and code not in unsure}


def _columns_of(table: Table, panel: Panel) -> dict[str, list[int]]:
    """Name of a kind of spending ("" for all) -> the columns that make it."""
    found: dict[str, list[int]] = {"": [panel.amounts[0]]}
    paths = {column: table.columns[column].replace(" ", "") for column in panel.amounts}
    for name, words in _NAMES.items():
        own = [column for column, path in paths.items() if words in path.split("/")]
        found[name] = _whole_of(own, paths, words)
    return {name: columns for name, columns in found.items() if columns}


def _whole_of(own: list[int], paths: dict[int, str], words: str) -> list[int]:
    """The total column under a heading, else every column under it."""
    totals = [c for c in own if re.search(rf"{words}(?:/(?:小计|合计))?$", paths[c])]
    return totals[:1] or own


def _items(table: Table, entries: list[Entry], panel: Panel) -> Iterator[Fact]:
    """The items of the general budget by their codes, over all units."""
    for code, rows in _items_of(entries).items():
        cells = [(one.row, panel.amounts[0]) for one in rows]
        words = f"一般公共预算财政拨款支出（{rows[0].label}）"
        yield from _fact(("general item", code), words, table, cells)


def _items_of(entries: list[Entry]) -> dict[str, list[Entry]]:
    """Code of an item -> its rows, one of every unit; none that a unit prints twice."""
    blocks, is_whole = blocks_of(entries)
    found: dict[str, list[Entry]] = {}
    twice: set[str] = set()
    for block in blocks if is_whole else ():
        own = Counter(one.code for one in block.rows if len(one.code) == _ITEM_CODE)
        twice |= {code for code, times in own.items() if times > 1}
        for one in block.rows:
            if one.code in own:
                found.setdefault(one.code, []).append(one)
    return {code: rows for code, rows in found.items() if code not in twice}


def _codes_of_names(document: Document) -> dict[str, str]:
    """Name of an item -> its code, of names that the general budget's tables give to one code."""
    found: dict[str, set[str]] = {}
    for table in document.tables:
        for panel in panels_of(table) if table.role == "general_public_by_function" else ():
            for one in entries_of(table, panel):
                if len(one.code) == _ITEM_CODE:
                    found.setdefault(one.label, set()).add(one.code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


_GENERAL_WORDS = "一般公共预算财政拨款支出"


def _by_economic(table: Table) -> Iterator[Fact]:
    """基本支出表 by economic class: personnel and public, as columns or side by side."""
    halves: list[tuple[int, int]] = []
    for panel in panels_of(table):
        entries = entries_of(table, panel)
        for entry in entries:
            for column in panel.amounts if entry.is_total else ():
                path = f"{table.columns[column]}/{entry.label}".replace(" ", "")
                name = next((name for words, name in _OF_BASIC if words in path), "")
                if name:
                    halves.append((entry.row, column))
                elif re.search(r"(?:合计|小计)$", table.columns[column].replace(" ", "")):
                    name = "basic"
                if name:
                    told = _told(_GENERAL_WORDS, name, TOTAL)
                    yield from _fact((f"general {name}", TOTAL), told, table, [(entry.row, column)])
        yield from _by_class(table, panel, entries)
    if len(halves) == len(_OF_BASIC):
        yield from _fact(
            ("general basic", TOTAL), _told(_GENERAL_WORDS, "basic", TOTAL), table, halves
        )


def _by_class(table: Table, panel: Panel, entries: list[Entry]) -> Iterator[Fact]:
    """Wages, goods and allowances; a row without a code belongs to the class above it."""
    found: dict[str, list[Entry]] = {}
    code = ""
    for entry in entries:
        if not (entry.is_total or entry.is_unit):
            code = entry.code[:_CLASS_CODE] or code
            found.setdefault(code, []).append(entry)
    for code in _ECONOMIC:
        rows = found.get(code, [])
        own = [one for one in rows if len(one.code) == _CLASS_CODE] or rows
        cells = [(one.row, panel.amounts[0]) for one in own]
        yield from _fact(
            (f"general {code}", TOTAL), _told(_GENERAL_WORDS, code, TOTAL), table, cells
        )


def _first_total(key: Key, words: str) -> Callable[[Table], Iterator[Fact]]:
    """A reader that takes the total row's first amount, or the first row without a label."""

    def read(table: Table) -> Iterator[Fact]:
        for panel in panels_of(table)[:1]:
            entries = entries_of(table, panel)
            total = next((one for one in entries if one.is_total or not one.label), None)
            if total is not None:
                yield from _fact(key, words, table, [(total.row, panel.amounts[0])])

    return read


def _initial(table: Table, codes: dict[str, str]) -> Iterator[Fact]:
    """年初预算与决算 by item, as the text tells them; a name in several rows is of no item."""
    for panel in panels_of(table):
        spent = [column for column in panel.amounts if "决算" in table.columns[column]]
        entries = entries_of(table, panel)
        items = [(one, one.code or codes.get(one.label, "")) for one in entries]
        times = Counter(code for _, code in items)
        for entry, code in items if spent else ():
            cell = [(entry.row, spent[0])]
            if entry.is_total:
                words = "一般公共预算财政拨款支出合计"
                yield from _fact(("general", TOTAL), words, table, cell)
            elif code and times[code] == 1:
                words = f"一般公共预算财政拨款支出（{entry.label}）"
                yield from _fact(("general item", code), words, table, cell)


_READERS = {
    "income_expenditure": _two_sides,
    "fiscal_income_expenditure": _fiscal,
    "income": _income_table,
    "expenditure_by_function": _by_function,
    "general_public_by_function": _by_function,
    "basic_by_economic": _by_economic,
    "basic_detail": _first_total(("general basic", TOTAL), _told(_GENERAL_WORDS, "basic", TOTAL)),
    "economic_summary": _first_total(("spent", TOTAL), "支出合计"),
    "project_expenditure": _first_total(("spent project", TOTAL), "支出·项目支出合计"),
}
