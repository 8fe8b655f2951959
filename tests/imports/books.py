"""Workbooks for tests: sound ones made by a writer, hostile ones put together by hand."""

import zipfile
from io import BytesIO

from xlsxwriter import Workbook

from projects.imports.columns import Column, code, one_of

COLUMNS = (
    Column(key="code", heading="单位编码", required=True, read=code(r"[0-9]{3,20}", "不是编码。")),
    Column(key="name", heading="单位名称", required=True, longest=20, aliases=("名称",)),
    Column(key="kind", heading="类别", read=one_of({"单位": "UNIT", "主管": "TOP"})),
)
HEADINGS = ["单位编码", "单位名称", "类别"]
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(*rows, sheets=(), make=None):
    """A workbook of rows of plain cells; `make(workbook, sheet)` may add to it."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("甲")
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
        for name, more in sheets:
            other = workbook.add_worksheet(name)
            for number, row in enumerate(more):
                other.write_row(number, 0, row)
        if make:
            make(workbook, sheet)
    return target.getvalue()


def sound(*rows):
    return book(HEADINGS, *(rows or [["101", "一", "单位"]]))


def changed(data, method=zipfile.ZIP_DEFLATED, **members):
    """The workbook with members replaced or added: path (/ as __, . as _dot_) -> bytes."""
    target = BytesIO()
    new = {name.replace("__", "/").replace("_dot_", "."): text for name, text in members.items()}
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(target, "w", method) as archive,
    ):
        for name in old.namelist():
            if name not in new:
                archive.writestr(name, old.read(name))
        for name, text in new.items():
            archive.writestr(name, text)
    return target.getvalue()


def with_sheet(xml):
    """A sound workbook whose worksheet holds just this XML of rows."""
    text = f'<worksheet xmlns="{MAIN}"><sheetData>{xml}</sheetData></worksheet>'
    return changed(sound(), xl__worksheets__sheet1_dot_xml=text)
