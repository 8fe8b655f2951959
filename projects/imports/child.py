"""The reader's own process: takes a workbook on standard input, gives its cells as JSON.

A workbook of a few kilobytes can ask for gigabytes; here it meets the limits of this process.
Run as `python -m projects.imports.child`.
"""

import json
import resource
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from projects.imports import limits
from projects.imports.cells import check_texts, odd_cells, sheet_parts
from projects.imports.gate import FileRefused, check

_EXACT = 10**15  # integers beyond it lose digits in a spreadsheet number


def main() -> None:
    """Read, and answer {"sheets": [...]} or {"refused": words}."""
    _limit(resource.RLIMIT_AS, limits.READER_MEMORY)
    _limit(resource.RLIMIT_CPU, limits.READER_SECONDS)
    try:
        answer: dict[str, Any] = {"sheets": read(sys.stdin.buffer.read())}
    except FileRefused as refusal:
        answer = {"refused": str(refusal)}
    sys.stdout.write(json.dumps(answer))


def read(data: bytes) -> list[dict[str, Any]]:
    """The visible worksheets with their cells as texts; raises FileRefused."""
    check(data)
    try:
        return _sheets(data)
    except FileRefused:
        raise
    except Exception as error:  # whatever a broken part makes the libraries say
        raise FileRefused(
            "文件里有损坏的部分，读不出来。请在 WPS 或 Excel 中打开后另存为 .xlsx，再上传。"
        ) from error


def _sheets(data: bytes) -> list[dict[str, Any]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        check_texts(archive)
        parts = sheet_parts(archive)
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        shown = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        if len(shown) > limits.MOST_SHEETS:
            raise FileRefused(f"有 {len(shown)} 个工作表，最多读 {limits.MOST_SHEETS} 个。")
        room, found = limits.MOST_TEXT, []
        for name in shown:
            odd = odd_cells(archive.read(parts[name]), name)
            rows = _rows(workbook, name)
            room -= sum(len(text) for row in rows for text in row)
            if room < 0:
                raise FileRefused("文件里的文字太多，读不完。请分几次导入。")
            odd_told = [[cell.row, cell.column, cell.text] for cell in odd]
            found.append({"name": name, "rows": rows, "odd": odd_told})
    return found


def _rows(workbook: CalamineWorkbook, name: str) -> list[list[str]]:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise FileRefused(f"工作表“{name}”已损坏，读不出来。") from error
    rows = sheet.to_python(skip_empty_area=False)
    return [[cell_text(value) for value in row] for row in rows]


def cell_text(value: object) -> str:
    """A cell as a text. A number that has lost digits begins with a NUL, which no cell can hold."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(Decimal(repr(value)))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta | int):
        return str(value)
    return value if isinstance(value, str) else ""


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"\0{text}" if abs(value) >= _EXACT else text


def _limit(what: int, most: int) -> None:
    try:
        resource.setrlimit(what, (most, most))
    except (ValueError, OSError):
        return  # not every system has every limit


if __name__ == "__main__":
    main()
