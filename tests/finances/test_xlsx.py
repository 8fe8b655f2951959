"""The workbook of a document: opened again, it says what the pages say."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from projects.drafts import TableDraft
from projects.services.account_tables import add_tables
from projects.values import printed_cell
from scoring.exports.finance_xlsx import number_format
from scoring.queries.units import document_of
from tests.factories import AT

pytestmark = pytest.mark.django_db


def opened(browser, document):
    answer = browser.get(reverse("scoring:finance_xlsx", args=[document.public_id]))
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.content))


def shown(cell):
    """What a spreadsheet shows of a cell under the formats that the export uses."""
    if cell.value is None:
        return ""
    if cell.data_type != "n":
        return str(cell.value)
    form = cell.number_format
    decimals = len(form.rstrip("%").partition(".")[2])
    value = Decimal(repr(cell.value)) * (100 if form.endswith("%") else 1)
    separator = "," if form.startswith("#,##") else ""
    return f"{value:{separator}.{decimals}f}" + ("%" if form.endswith("%") else "")


ROWS = [
    ["", "合计", "1,020.50", "97.48%", "-0.76", ""],
    ["205", "教育支出", "0.00", "100%", "—", "1辆"],
    ["20508", "=1+1", "5.8", "0.5%", "0", "410800230000000012345"],
]
COLUMNS = ["项目/编码", "项目/名称", "决算数/本年/合计", "决算数/本年/占比", "决算数/上年", "备注"]


@pytest.fixture
def book(browser, filer, document):
    draft = TableDraft(role="assets", form="表[1]", title="资产/情况", columns=COLUMNS, rows=ROWS)
    add_tables(document=document, tables=[draft], by=filer, at=AT)
    return opened(browser, document)


def test_every_cell_opens_as_it_is_printed(book, document):
    for sheet, table in zip(book, document_of(document).tables, strict=True):
        depth = max(path.count("/") for path in table.columns) + 1
        rows = sheet.iter_rows(min_row=depth + 3, max_col=len(table.columns))
        assert [[shown(cell) for cell in row] for row in rows] == [
            [cell.text for cell in row] for row in table.rows
        ]


def test_figures_are_numbers_and_codes_and_formulas_are_texts(book):
    rows = list(book.worksheets[2].iter_rows(min_row=6))
    assert [cell.data_type for cell in rows[2]] == ["s", "s", "n", "n", "n", "s"]
    assert rows[0][2].value == 1020.5


def test_headings_are_merged_as_printed(book):
    sheet = book.worksheets[2]
    assert {str(one) for one in sheet.merged_cells.ranges} == {
        "A1:F1", "A2:F2", "A3:B3", "C3:E3", "C4:D4", "A4:A5", "B4:B5", "E4:E5", "F3:F5",
    }  # fmt: skip
    assert (sheet["C3"].value, sheet["C4"].value, sheet["D5"].value) == ("决算数", "本年", "占比")
    assert sheet["A2"].value == "金额单位：万元"


def test_worksheets_have_names_that_spreadsheets_take(book):
    assert book.sheetnames == ["公开02表 收入决算表", "政府性基金", "表_1_ 资产_情况"]


def test_two_tables_of_the_same_title_have_two_worksheets(browser, filer, document):
    drafts = [
        TableDraft(role=f"other_{n}", title="同" * 40, columns=["甲"], rows=[["1"]]) for n in (1, 2)
    ]
    add_tables(document=document, tables=drafts, by=filer, at=AT)
    names = opened(browser, document).sheetnames
    assert len(set(names)) == 4
    assert all(len(name) <= 31 for name in names)


def test_two_exports_are_the_same_bytes(browser, document):
    place = reverse("scoring:finance_xlsx", args=[document.public_id])
    assert browser.get(place).content == browser.get(place).content


@pytest.mark.parametrize(
    "text, form",
    [
        ("1.50", "0.00"), ("1,020", "#,##0"), ("0", "0"), ("97.48%", "0.00%"), ("+3", ""),
        ("１.5", ""), ("—", ""), ("1辆", ""), ("1234567890123.4567", ""),
    ],
)  # fmt: skip
def test_a_number_only_where_it_shows_as_printed(text, form):
    assert number_format(printed_cell(text)) == form
