"""From the bytes of a workbook to rows with values and faults, everything at once."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from projects.imports import limits
from projects.imports.cells import column_letters
from projects.imports.columns import CellRefused, Column, plain_heading
from projects.imports.gate import FileRefused, check_outside

ERRORS_HEADING = "错误"  # of the column that `template.marked_workbook` adds; never read
NOTES_SHEET = "填写说明"  # of the template
_CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one cell (or with a row as a whole, then without a column)."""

    sheet: str
    row: int
    heading: str
    column: str  # its letters
    typed: str
    message: str

    @property
    def cell(self) -> str:
        """The place as spreadsheets name it: E6."""
        return f"{self.column}{self.row}"


@dataclass(slots=True, kw_only=True)
class Row:
    """A row as read: values by key of column (blank where nothing was typed), and its faults."""

    sheet: str
    number: int
    places: dict[str, str]  # key -> letters of the column
    typed: dict[str, str]
    values: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    unread: int = 0  # how many of the faults come from reading; the rest from who imports

    def refuse(self, column: Column, message: str) -> None:
        """Add a fault to the cell of a column."""
        self.faults.append(
            Fault(
                sheet=self.sheet,
                row=self.number,
                heading=column.heading,
                column=self.places.get(column.key, ""),
                typed=self.typed.get(column.key, ""),
                message=message,
            )
        )


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of all worksheets that have the headings, and what was left aside, in sentences."""

    rows: list[Row]
    notes: list[str]


def read_table(data: bytes, columns: Sequence[Column], *, most: int = limits.MOST_ROWS) -> Table:
    """Read every visible worksheet that has the headings; raises FileRefused.

    The header row is found within the first ten rows, in whatever order; rows without any value
    are passed over. Faults stand in the rows.
    """
    sheets = read_cells(data)
    rows: list[Row] = []
    notes: list[str] = []
    nearest = ""
    for sheet in sheets:
        header, places, missing = _header(sheet, columns)
        if missing:
            nearest = nearest or missing
            if any(map(any, sheet["rows"])) and sheet["name"] != NOTES_SHEET:
                notes.append(f"工作表“{sheet['name']}”没有表头，没有读取。")
            continue
        notes += _ignored(sheet, header, places)
        rows += _rows(sheet, header, places, columns)
    if not rows:
        raise FileRefused(nearest or "没有读到数据行。请在表头下面填写，再上传。")
    if len(rows) > most:
        raise FileRefused(f"有 {len(rows)} 行，一次最多导入 {most} 行。请分几次导入。")
    return Table(rows, notes)


def refuse_duplicates(rows: Sequence[Row], column: Column) -> None:
    """Add a fault to every row whose value of the column already stands in a row before it."""
    first: dict[str, Row] = {}
    for row in rows:
        value = row.values.get(column.key, "")
        if value and (before := first.setdefault(value, row)) is not row:
            where = "" if before.sheet == row.sheet else f"工作表“{before.sheet}”"
            row.refuse(column, f"与{where}第 {before.number} 行重复，请只留一行。")


def read_cells(data: bytes) -> list[dict[str, Any]]:
    """The cells as the reader's own process gives them; raises FileRefused."""
    check_outside(data)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "projects.imports.child"],
            input=data,
            cwd=_CHECKOUT,
            capture_output=True,
            timeout=limits.READER_SECONDS + 5,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise FileRefused(
            "文件太复杂，读不出来。请只保留要导入的表格，粘贴到模板里，再上传。"
        ) from error
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        raise FileRefused(answer["refused"])
    found: list[dict[str, Any]] = answer["sheets"]
    return found


def _header(sheet: dict[str, Any], columns: Sequence[Column]) -> tuple[int, dict[str, int], str]:
    """Index of the header row, key -> index of column, and what is wrong, if no row will do."""
    known = {plain_heading(name): c.key for c in columns for name in (c.heading, *c.aliases)}
    best: tuple[int, list[str | None]] = (0, [])
    for index, cells in enumerate(sheet["rows"][: limits.HEADER_WITHIN]):
        keys = [known.get(plain_heading(cell)) for cell in cells]
        if sum(key is not None for key in keys) > sum(key is not None for key in best[1]):
            best = (index, keys)
    index, keys = best
    places = {key: place for place, key in enumerate(keys) if key}
    if len(places) < sum(key is not None for key in keys):
        twice = next(c.heading for c in columns if keys.count(c.key) > 1)
        raise FileRefused(f"工作表“{sheet['name']}”的表头有两个“{twice}”，请只留一列。")
    missing = [c.heading for c in columns if c.required and c.key not in places]
    if not missing:
        return index, places, ""
    told = "、".join(missing)
    return index, places, f"工作表“{sheet['name']}”前 10 行里没有找到这些列：{told}。请用模板填写。"


def _ignored(sheet: dict[str, Any], header: int, places: dict[str, int]) -> list[str]:
    """Which headings are not ours."""
    ours = set(places.values())
    others = [
        cell.strip()
        for place, cell in enumerate(sheet["rows"][header])
        if place not in ours and cell.strip() and plain_heading(cell) != ERRORS_HEADING
    ]
    told = "、".join(others[:10])
    return [f"工作表“{sheet['name']}”的这些列没有用到：{told}。"] if others else []


def _rows(
    sheet: dict[str, Any], header: int, places: dict[str, int], columns: Sequence[Column]
) -> list[Row]:
    odd = {(row, column): text for row, column, text in sheet["odd"]}
    letters = {key: column_letters(place + 1) for key, place in places.items()}
    used = [column for column in columns if column.key in places]
    found = []
    for number, cells in enumerate(sheet["rows"][header + 1 :], header + 2):
        typed = {column.key: cells[places[column.key]] for column in used}
        for column in used:
            if shown := odd.get((number, places[column.key] + 1)):
                typed[column.key] = shown
        if not any(text.strip() for text in typed.values()):
            continue
        row = Row(sheet=sheet["name"], number=number, places=letters, typed=typed)
        for column in used:
            _read_cell(row, column, (number, places[column.key] + 1) in odd)
        row.unread = len(row.faults)
        found.append(row)
    return found


def _read_cell(row: Row, column: Column, is_odd: bool) -> None:
    typed = row.typed[column.key]
    row.values[column.key] = ""
    if is_odd:
        row.refuse(column, f"是公式，读到的是 {typed}。请填写文字，或选择性粘贴为数值。")
    elif typed.startswith("\0"):
        row.typed[column.key] = typed = typed[1:]
        row.refuse(column, "被存成了数字，超过 15 位的数字已经丢失。请把该列设为文本后重新填写。")
    else:
        try:
            row.values[column.key] = column.value_of(typed)
        except CellRefused as error:
            row.refuse(column, str(error))
