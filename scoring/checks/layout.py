"""How a printed account table is built: which cells say what a cell should add up to. Pure.

Budgets and final accounts differ by place and year: codes in one column or in three, income and
expenditure side by side, items as rows or as columns.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from projects.values import Printed
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
            is_unit = not TOTAL.fullmatch(label) and not _is_project(table, row, panel)
            is_unit = is_unit and _is_unit(row, panel, code, label)
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


_CODED_NAME = re.compile(r"\d{3,}(?:\s.*)?")


def project_name(table: Table, row: Sequence[Printed], panel: Panel) -> str:
    """What a row prints as 项目名称; "" where that is a unit's code or a total."""
    own = (row[at].text for at in panel.names if "项目名称" in table.columns[at])
    name = next(own, "")
    return "" if _CODED_NAME.fullmatch(name) or TOTAL.fullmatch(bare(name)) else name


def _is_project(table: Table, row: Sequence[Printed], panel: Panel) -> bool:
    """Whether a row names a project: it is that project, whatever unit stands beside it.

    The name of a unit with nothing but its code beside it is no project.
    """
    name = project_name(table, row, panel)
    said = {row[at].text for at in panel.names} - {"", name}
    return bool(name) and not (_UNIT.fullmatch(bare(name)) and all(map(str.isdigit, said)))


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


def is_aside(label: str) -> bool:
    """Whether a row is some of another, not a part beside the others: 其中."""
    return label.startswith("其中")


_TAKEN_OFF = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]+[、.．)）])?减|.*净[值额]$")


def is_taken_off(label: str) -> bool:
    """Whether a row is not added to those beside it: 减：累计折旧, and 净值, what is left."""
    return bool(_TAKEN_OFF.match(label))
