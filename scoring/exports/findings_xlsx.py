"""The list of findings as a workbook: every line, then the counts by check and by unit."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from projects.moments import written
from scoring.exports.texts import cell_text
from scoring.queries.finding_rows import FindingRow
from scoring.queries.findings_list import Counted

MOST_ROWS = 100_000
_NAMES = {"error": "错误", "doubt": "疑点", "rounding": "舍入差"}
_HEAD = ("级别", "单位", "年度", "表", "位置", "检查", "说明", "表中数", "重算数", "差额", "处理",
         "说明人", "说明时间", "理由")  # fmt: skip
_WIDTHS = (8, 28, 8, 36, 30, 24, 70, 16, 16, 12, 10, 10, 18, 40)
_COUNTS = ("未处理的错误", "未处理的疑点", "涉及表")
# What people typed stays text, whatever it begins with; rows are written and forgotten.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def findings_workbook(
    rows: Iterable[FindingRow], checks: Sequence[Counted], units: Sequence[Counted]
) -> bytes:
    """The workbook's bytes; figures stay the texts that were printed."""
    target = BytesIO()
    with Workbook(target, _OPTIONS) as workbook:
        workbook.set_properties({"created": datetime(2020, 1, 1, tzinfo=UTC)})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        _list(workbook, bold, rows)
        for name, first, counted in (("按检查", "检查", checks), ("按单位", "单位", units)):
            _table(workbook, bold, name, first, counted)
    return target.getvalue()


def _list(workbook: Any, bold: Any, rows: Iterable[FindingRow]) -> None:
    sheet = workbook.add_worksheet("检查问题")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, _HEAD, bold)
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            sheet.write_string(number, 0, f"只列出前 {MOST_ROWS} 条，请缩小筛选范围后再导出。")
            break
        for column, text in enumerate(_cells(row)):
            sheet.write_string(number, column, cell_text(text))


def _cells(row: FindingRow) -> tuple[str, ...]:
    waiver = row.waiver
    answered = ("未处理", "", "", "")
    if waiver is not None:
        answered = ("已说明", waiver.by.name, written(waiver.at), waiver.reason)
    return (
        _NAMES[row.severity], row.unit, str(row.year), row.paper, row.words, row.title, row.message,
        row.printed, row.expected, row.gap, *answered,
    )  # fmt: skip


def _table(workbook: Any, bold: Any, name: str, first: str, counted: Sequence[Counted]) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.set_column(0, 0, 40)
    sheet.write_row(0, 0, (first, *_COUNTS), bold)
    for number, one in enumerate(counted, start=1):
        sheet.write_string(number, 0, cell_text(one.name))
        sheet.write_row(number, 1, (one.errors, one.doubts, one.papers))
