"""A sheet as a workbook: the official form, one worksheet, landscape A4."""

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from projects.queries.departments import called_then
from projects.texts import file_name
from scoring.exports import form_body, form_head
from scoring.exports.layout import (
    COLUMN_PIXELS,
    LAST,
    Cell,
    Form,
    Formula,
    Style,
    pieces,
    settle,
    slices,
)
from scoring.exports.texts import cell_text
from scoring.exports.words import DEPARTMENT, PROJECT
from scoring.models import Sheet
from scoring.queries.sheet_parts import SheetPage

# What people typed stays text, whatever it begins with; only our own formulas are live.
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_column_width": 72,  # the pixels of a stock column where 宋体 12 is the stock font
}
# Widths count in digits of this font: at 12 points one is 8 pixels in every program, at 11 it is
# 8 in one and 7.3 in another. Chinese character set; no scheme, or a theme puts its own font here.
_FONT = {"font_name": "宋体", "font_size": 12, "font_charset": 134, "font_scheme": "none"}
_CREATED = datetime(2020, 1, 1, tzinfo=UTC)  # a clock would make every export other bytes
_A4 = 9
_MARGINS = {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}  # inches, here and below
_FOOTER = '&C&"宋体,常规"&9第 &P 页　共 &N 页'
_FOOTER_MARGIN = {"margin": 0.3}


def workbook_name(sheet: Sheet) -> str:
    """Name the file of a sheet, without its ending: year, department, project, kind of form."""
    department, title = file_name(called_then(sheet), 40), file_name(sheet.plan.title, 40)
    return f"{sheet.year_id}_{department}_{title}_自评表"


def sheet_workbook(page: SheetPage) -> bytes:
    """The workbook's bytes; two exports of an unchanged sheet are the same bytes.

    得分 is the claimed score. Execution rates and the total are live formulas with their results;
    amounts, points and scores are numbers; everything else is text as it was typed.
    """
    form = sheet_form(page)
    target = BytesIO()
    # A font of its own for each: the library writes into the mapping that it is given.
    with Workbook(target, OPTIONS | {"default_format_properties": dict(_FONT)}) as workbook:
        workbook.set_properties({"created": _CREATED})
        _Writer(workbook, form).write()
    return target.getvalue()


def sheet_form(page: SheetPage) -> Form:
    """The form with its parts in printed order; parts without rows are left out."""
    words = DEPARTMENT if page.sheet.plan.is_whole_department else PROJECT
    form = Form()
    form_head.add_head(form, page, words)
    funds = form_head.add_funds(form, page, words)
    form_body.add_goals(form, page, words)
    form_body.add_tasks(form, page)
    lines = form_body.add_lines(form, page, words)
    form_body.add_total(form, page, words, funds=funds, lines=lines)
    form_body.add_foot(form, page)
    return form


class _Writer:
    """Puts a form on a worksheet; a row too high for one worksheet row takes several."""

    def __init__(self, workbook: Any, form: Form) -> None:
        self.workbook = workbook
        self.form = form
        self.breaks = settle(form)
        self.heights = [slices(row.height) for row in form.rows]
        self.tops = [0]
        for heights in self.heights:
            self.tops.append(self.tops[-1] + len(heights))
        self.sheet = workbook.add_worksheet("自评表")
        self.formats: dict[Style, Any] = {}

    def write(self) -> None:
        """Write page set-up, heights and cells."""
        self._set_up()
        for top, heights in zip(self.tops, self.heights, strict=False):
            for number, height in enumerate(heights):
                self.sheet.set_row(top + number, height)
        for number, row in enumerate(self.form.rows):
            for cell in row.cells:
                self._put(number, number, cell)
        for piece in pieces(self.form, self.breaks):
            self._put(piece.top, piece.bottom, piece.cell)

    def _set_up(self) -> None:
        sheet = self.sheet
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**_MARGINS)
        sheet.center_horizontally()
        sheet.set_footer(_FOOTER, _FOOTER_MARGIN)
        sheet.hide_gridlines(2)
        sheet.print_area(0, 0, self.tops[-1] - 1, LAST)
        sheet.set_h_pagebreaks([self.tops[row] for row in self.breaks])
        if self.form.heading is not None:
            heading = self.tops[self.form.heading]
            sheet.repeat_rows(heading, heading)
        for column, pixels in enumerate(COLUMN_PIXELS):
            sheet.set_column_pixels(column, column, pixels)

    def _put(self, top: int, bottom: int, cell: Cell) -> None:
        """Write a cell over rows of the form, merged where it takes more than one cell."""
        look = self._format(cell.style)
        first, last = self.tops[top], self.tops[bottom + 1] - 1
        if first != last or cell.first != cell.last:
            self.sheet.merge_range(first, cell.first, last, cell.last, "", look)
        self._value(first, cell, look)

    def _value(self, row: int, cell: Cell, look: Any) -> None:
        value, column = cell.value, cell.first
        if isinstance(value, Formula):
            text = value.text.format(*(self.tops[line] + 1 for line in value.rows))
            self.sheet.write_formula(row, column, text, look, value.value)
        elif isinstance(value, Decimal):
            self.sheet.write_number(row, column, value, look)
        elif value:
            self.sheet.write_string(row, column, cell_text(value), look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def _format(self, style: Style) -> Any:
        if style not in self.formats:
            self.formats[style] = self.workbook.add_format(_properties(style))
        return self.formats[style]


def _properties(style: Style) -> dict[str, Any]:
    look: dict[str, Any] = {
        "font_size": style.size,
        "align": style.align,
        "valign": "vcenter",
        "border": int(style.border),
        "bold": style.bold,
        "font_scheme": "none",
    }
    if style.digits:  # a number too long shows as ####; it may shrink but not wrap
        return look | {"num_format": style.digits, "shrink": True}
    return look | {"text_wrap": True}
