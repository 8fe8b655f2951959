"""A budget or final account as a workbook: one worksheet a table, in its printed layout."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from projects.models import AccountDocument, AccountTable
from projects.texts import file_name
from projects.values import Printed
from scoring.checks.papers import Document, Table
from scoring.exports.sheet_xlsx import OPTIONS
from scoring.exports.styles import is_exact
from scoring.exports.texts import cell_text, lines_needed
from scoring.finances.columns import Holds, held
from scoring.finances.heads import Head, heading_rows

_FONT = {"font_name": "宋体", "font_size": 11, "font_charset": 134, "font_scheme": "none"}
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)  # a clock would make every export other bytes
_A4 = 9
_FOOTER = '&C&"宋体,常规"&9第 &P 页　共 &N 页'
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}  # inches
_NAME = 28  # of a worksheet: 31 signs, with room for a number
_NARROWEST, _WIDEST = 9, 36  # of a column, in digits
_LINE = 16  # points that a line of a heading takes
_HEAD_ROWS = 2  # title, and note with the unit
_PERCENT = Decimal(100)
_HEAD: dict[str, Any] = {"border": 1, "bold": True, "align": "center", "text_wrap": True}


def workbook_name(document: AccountDocument) -> str:
    """Name the file of a document, without its ending: year, department, kind."""
    name = file_name(document.department.name, 40)
    return f"{document.year_id}_{name}_{document.get_kind_display()}"


def document_workbook(document: Document, tables: list[AccountTable]) -> bytes:
    """The workbook's bytes; two exports of an unchanged document are the same bytes.

    `tables` are the stored heads of the document's tables. A figure is a number with the decimals
    that were printed where that shows it as printed; all else is text.
    """
    target = BytesIO()
    with Workbook(target, OPTIONS | {"default_format_properties": dict(_FONT)}) as workbook:
        workbook.set_properties({"created": _CREATED, "title": document.title})
        taken: set[str] = set()
        looks = _Looks(workbook)
        for head, table in zip(tables, document.tables, strict=True):
            sheet = workbook.add_worksheet(_sheet_name(head, taken))
            _Writer(sheet, table, looks).write(head, document.money_unit)
        if not tables:
            workbook.add_worksheet("没有表")
    return target.getvalue()


def _sheet_name(head: AccountTable, taken: set[str]) -> str:
    """A name that worksheets may have, and that no other one has."""
    bare = "".join("_" if sign in "[]'" else sign for sign in f"{head.form} {head.title}".strip())
    name = file_name(bare, _NAME)
    number = 2
    while name.lower() in taken or name.lower() == "history":
        name = f"{file_name(bare, _NAME - 4)}_{number}"
        number += 1
    taken.add(name.lower())
    return name


def number_format(printed: Printed) -> str:
    """The format under which the number shows as it was printed; "" where none does.

    >>> number_format(Printed("1,020.50", Decimal("1020.50")))
    '#,##0.00'
    """
    number = printed.number
    if number is None or not is_exact(number):
        return ""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # printed numbers are finite
    decimals = f".{'0' * -exponent}" if exponent < 0 else ""
    for text, form in (
        (f"{number:f}", f"0{decimals}"),
        (f"{number:,f}", f"#,##0{decimals}"),
        (f"{number:f}%", f"0{decimals}%"),
    ):
        if text == printed.text:
            return form
    return ""


class _Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, told: dict[str, Any]) -> Any:
        """The format with these properties."""
        key = tuple(sorted(told.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format({"valign": "vcenter", **told})
        return self.made[key]


class _Writer:
    """Puts one table on its worksheet."""

    def __init__(self, sheet: Any, table: Table, looks: "_Looks") -> None:
        self.sheet, self.table, self.looks = sheet, table, looks
        self.holding = held(table)
        self.heads = heading_rows(table.columns)
        self.first = _HEAD_ROWS + len(self.heads)

    def write(self, head: AccountTable, money_unit: str) -> None:
        """Write title, note, heading and cells, and set the page up."""
        width = max(len(self.table.columns), 1)
        title = f"{head.form}　{head.title}" if head.form else head.title
        self._over(0, 0, 1, width, title, {"bold": True, "font_size": 14, "align": "center"})
        told = "　".join(filter(None, [f"金额单位：{money_unit}", head.note]))
        self._over(1, 0, 1, width, told, {})
        for row in self.heads:
            for one in row:
                place = (one.row + _HEAD_ROWS, one.column, one.rows, one.columns)
                self._over(*place, one.text, _HEAD)
        for number, cells in enumerate(self.table.rows, self.first):
            for column, printed in enumerate(cells):
                self._cell(number, column, printed)
        self._set_up()

    def _cell(self, row: int, column: int, printed: Printed) -> None:
        holds = self.holding[column]
        form = number_format(printed) if holds is not Holds.CODES else ""
        if form and printed.number is not None:
            share = _PERCENT if form.endswith("%") else 1
            look = self.looks.of({"border": 1, "align": "right", "num_format": form})
            self.sheet.write_number(row, column, printed.number / share, look)
            return
        align = "right" if holds in (Holds.AMOUNTS, Holds.BLANK) else "left"
        look = self.looks.of({"border": 1, "align": align, "text_wrap": align == "left"})
        if printed.text:
            self.sheet.write_string(row, column, cell_text(printed.text), look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def _over(
        self, row: int, column: int, rows: int, columns: int, text: str, told: dict[str, Any]
    ) -> None:
        """Write a text over several cells."""
        look = self.looks.of(told)
        if rows > 1 or columns > 1:
            last = (row + rows - 1, column + columns - 1)
            self.sheet.merge_range(row, column, *last, "", look)
        self.sheet.write_string(row, column, cell_text(text), look)

    def _set_up(self) -> None:
        sheet = self.sheet
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**_MARGINS)
        sheet.set_footer(_FOOTER, {"margin": 0.3})
        if self.heads:
            sheet.repeat_rows(_HEAD_ROWS, self.first - 1)
        sheet.freeze_panes(self.first, 0)
        sheet.center_horizontally()
        widths = [self._width(column) for column in range(len(self.table.columns))]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, heads in enumerate(self.heads, _HEAD_ROWS):
            sheet.set_row(row, _LINE * max(_lines(head, widths) for head in heads))

    def _width(self, column: int) -> int:
        texts = [row[column].text for row in self.table.rows]
        longest = max((sum(1 + (sign > "ÿ") for sign in text) for text in texts), default=0)
        return min(max(longest + 2, _NARROWEST), _WIDEST)


def _lines(head: Head, widths: list[int]) -> int:
    """How many lines a heading needs in each of the rows that it reaches over."""
    width = sum(widths[head.column : head.column + head.columns])
    return -(-lines_needed(head.text, width - 1) // head.rows)
