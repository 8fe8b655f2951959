"""Workbooks that go out: the template to fill in, and what was uploaded with its faults marked."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from projects.imports.columns import Column
from projects.imports.reading import ERRORS_HEADING, NOTES_SHEET

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)
_FONT = {"font_name": "宋体", "font_size": 11, "valign": "top"}
_HEAD = _FONT | {"bold": True, "bottom": 1, "text_wrap": True}
_WRONG = _FONT | {"bg_color": "#FBEEEC", "font_color": "#A3211B", "num_format": "@"}
_LISTED = 500  # rows of the template that offer the choices


def template_workbook(columns: Sequence[Column], *, title: str) -> bytes:
    """A workbook with the headings, lists of choices and a page of notes with examples."""
    target = BytesIO()
    with Workbook(target, dict(OPTIONS)) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = workbook.add_worksheet(title[:31])
        _head(workbook, sheet, columns)
        text = workbook.add_format(_FONT | {"num_format": "@"})
        for place, column in enumerate(columns):
            sheet.set_column(place, place, max(12, len(column.heading) * 2 + 6), text)
            if column.choices:
                sheet.data_validation(
                    1, place, _LISTED, place, {"validate": "list", "source": list(column.choices)}
                )
        _notes(workbook, columns)
    return target.getvalue()


def marked_workbook(
    columns: Sequence[Column], rows: Sequence[Mapping[str, Any]], *, title: str
) -> bytes:
    """All rows as they were typed, wrong cells marked, and a column 错误 to filter on.

    `rows` have "typed" (key -> text) and "faults" (mappings with "heading" and "message"). The
    workbook can be mended and uploaded again as it is.
    """
    target = BytesIO()
    with Workbook(target, dict(OPTIONS)) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = workbook.add_worksheet(title[:31])
        _head(workbook, sheet, columns, ERRORS_HEADING)
        text = workbook.add_format(_FONT | {"num_format": "@"})
        wrong = workbook.add_format(_WRONG)
        sheet.set_column(0, len(columns) - 1, 18, text)
        sheet.set_column(len(columns), len(columns), 60, text)
        for number, row in enumerate(rows, 1):
            said = {fault["heading"]: fault["message"] for fault in row["faults"]}
            for place, column in enumerate(columns):
                is_wrong = column.heading in said
                typed = str(row["typed"].get(column.key, ""))
                sheet.write_string(number, place, typed, wrong if is_wrong else text)
                if is_wrong:
                    sheet.write_comment(number, place, said[column.heading])
            told = "；".join(f"{heading}：{words}" for heading, words in said.items())
            sheet.write_string(number, len(columns), told, text)
        sheet.autofilter(0, 0, max(len(rows), 1), len(columns))
    return target.getvalue()


def list_workbook(headings: Sequence[str], rows: Sequence[Sequence[str]], *, title: str) -> bytes:
    """A plain list as a workbook, every cell a text."""
    target = BytesIO()
    with Workbook(target, dict(OPTIONS)) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = workbook.add_worksheet(title[:31])
        head = workbook.add_format(_HEAD)
        text = workbook.add_format(_FONT | {"num_format": "@"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings) - 1, 24, text)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, head)
        for number, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                sheet.write_string(number, place, value, text)
    return target.getvalue()


def _head(workbook: Any, sheet: Any, columns: Sequence[Column], *more: str) -> None:
    head = workbook.add_format(_HEAD)
    for place, column in enumerate(columns):
        sheet.write_string(
            0, place, f"{column.heading}{'（必填）' if column.required else ''}", head
        )
    for place, heading in enumerate(more, len(columns)):
        sheet.write_string(0, place, heading, head)
    sheet.freeze_panes(1, 0)


def _notes(workbook: Any, columns: Sequence[Column]) -> None:
    sheet = workbook.add_worksheet(NOTES_SHEET)
    head = workbook.add_format(_HEAD)
    text = workbook.add_format(_FONT | {"text_wrap": True})
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, "列", head)
    sheet.write_string(0, 1, "怎样填", head)
    for number, column in enumerate(columns, 1):
        sheet.write_string(number, 0, column.heading, text)
        words = [
            column.hint,
            f"可填：{'、'.join(column.choices)}。" if column.choices else "",
            f"例：{column.example}" if column.example else "",
        ]
        sheet.write_string(number, 1, "".join(words) or "按实际填写。", text)
