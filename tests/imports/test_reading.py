"""Rows out of a workbook: in any order, whatever is above or beside; faults by cell, at once."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from projects.imports.columns import CellRefused, Column, one_of, plain_heading
from projects.imports.reading import read_table, refuse_duplicates
from projects.imports.template import (
    list_workbook,
    marked_workbook,
    template_workbook,
)
from tests.imports.books import COLUMNS, HEADINGS, book, sound

FAULT = {
    "blank that is required": (["", "一"], "A2", "必填，没有填写"),
    "not a code": (["ABC", "一"], "A2", "“ABC”不是编码"),
    "a number that lost digits": ([12345678901234567890, "一"], "A2", "超过 15 位"),
    "too long": (["101", "长" * 21], "B2", "最多 20 字，现有 21 字"),
    "reads backwards": (["101", "\u202e一"], "B2", "U+202E"),
    "not a choice": (["101", "一", "公司"], "C2", "请填：单位、主管"),
}


def told(table):
    return [(fault.cell, fault.message) for row in table.rows for fault in row.faults]


@pytest.mark.parametrize("what", FAULT)
def test_a_fault_names_its_cell(what):
    cells, place, words = FAULT[what]
    ((cell, message),) = told(read_table(book(HEADINGS, cells), COLUMNS))
    assert cell == place
    assert words in message


def test_every_fault_is_told_at_once():
    table = read_table(sound(["", "", "x"], ["101", "一"], ["y", "一"]), COLUMNS)
    assert [cell for cell, _ in told(table)] == ["A2", "B2", "C2", "A4"]
    assert len(table.rows) == 3


def test_columns_in_any_order_below_a_title_and_beside_blank_columns():
    data = book(
        ["某市单位名册"],
        [],
        ["", "", "备注", "类别 ", "* 单 位\n名称", "单位编码（必填）"],
        ["", "", "x", "主管", "一", "１０１"],
        [],
        ["", "", "", "", "二", 102],
    )
    table = read_table(data, COLUMNS)
    assert [(row.number, row.values) for row in table.rows] == [
        (4, {"code": "101", "name": "一", "kind": "TOP"}),
        (6, {"code": "102", "name": "二", "kind": ""}),
    ]
    assert table.rows[0].places == {"code": "F", "name": "E", "kind": "D"}
    assert table.notes == ["工作表“甲”的这些列没有用到：备注。"]


def test_every_worksheet_with_the_headings_is_read_and_the_others_are_named():
    sheets = [("乙", [HEADINGS, ["102", "二", ""]]), ("说明", [["请先看这里"]])]
    table = read_table(book(HEADINGS, ["101", "一"], sheets=sheets), COLUMNS)
    assert [(row.sheet, row.values["code"]) for row in table.rows] == [("甲", "101"), ("乙", "102")]
    assert table.notes == ["工作表“说明”没有表头，没有读取。"]


def test_a_hidden_worksheet_is_not_read():
    def hide(workbook, sheet):
        other = workbook.add_worksheet("藏")
        other.write_row(0, 0, HEADINGS)
        other.write_row(1, 0, ["666", "藏"])
        other.hide()

    table = read_table(book(HEADINGS, ["101", "一"], make=hide), COLUMNS)
    assert [row.values["code"] for row in table.rows] == ["101"]


@pytest.mark.parametrize("formula, value, shown", [("=1/0", "#DIV/0!", "#DIV/0!"), ("=A1", "", "")])
def test_an_error_or_a_formula_without_result_is_no_blank(formula, value, shown):
    def add(workbook, sheet):
        sheet.write_formula(1, 2, formula, None, value)

    if not value:  # a formula with an empty result is an empty text, and that is blank
        assert told(read_table(book(HEADINGS, ["101", "一"], make=add), COLUMNS)) == []
        return
    ((cell, message),) = told(read_table(book(HEADINGS, ["101", "一"], make=add), COLUMNS))
    assert cell == "C2"
    assert shown in message


def test_what_a_formula_gave_is_read_and_a_text_that_looks_like_one_stays():
    def add(workbook, sheet):
        sheet.write_formula(1, 0, "=100+1", None, 101)
        sheet.write_string(1, 1, "=40个")

    (row,) = read_table(book(HEADINGS, make=add), COLUMNS).rows
    assert row.values == {"code": "101", "name": "=40个", "kind": ""}


def test_numbers_days_and_truth_as_people_read_them():
    column = (Column(key="x", heading="值", required=True),)
    cells = [[1.5], [101.0], [True], [date(2024, 3, 1)], [0.1], [1e15]]

    def add(workbook, sheet):
        sheet.write_datetime(4, 0, cells[3][0], workbook.add_format({"num_format": "yyyy-mm-dd"}))

    rows = [row if not isinstance(row[0], date) else [""] for row in cells]
    table = read_table(book(["值"], *rows, make=add), column)
    assert [row.typed["x"] for row in table.rows] == [
        "1.5", "101", "TRUE", "2024-03-01", "0.1", "1000000000000000",
    ]  # fmt: skip
    assert [bool(row.faults) for row in table.rows] == [False] * 5 + [True]


def test_duplicates_name_the_row_before():
    table = read_table(sound(["101", "一"], ["１０１", "二"], ["102", "三"]), COLUMNS)
    refuse_duplicates(table.rows, COLUMNS[0])
    assert told(table) == [("A3", "与第 2 行重复，请只留一行。")]


def test_the_template_is_read_as_it_is_given_and_asks_for_rows():
    data = template_workbook(COLUMNS, title="单位")
    sheet = load_workbook(BytesIO(data))["单位"]
    assert [cell.value for cell in sheet[1]] == ["单位编码（必填）", "单位名称（必填）", "类别"]
    sheet.append(["101", "一", "单位"])
    target = BytesIO()
    sheet.parent.save(target)
    assert read_table(target.getvalue(), COLUMNS).rows[0].values["kind"] == "UNIT"


def test_the_marked_workbook_says_what_is_wrong_and_can_be_sent_again():
    table = read_table(sound(["x", "一", "单位"], ["102", "=1+1", ""]), COLUMNS)
    rows = [
        {
            "typed": row.typed,
            "faults": [{"heading": f.heading, "message": f.message} for f in row.faults],
        }
        for row in table.rows
    ]
    data = marked_workbook(COLUMNS, rows, title="单位")
    sheet = load_workbook(BytesIO(data)).active
    assert sheet["D1"].value == "错误"
    assert "不是编码" in sheet["D2"].value
    assert "不是编码" in sheet["A2"].comment.text
    assert sheet["B3"].value == "=1+1"
    assert sheet["B3"].data_type == "s"
    again = read_table(data, COLUMNS)
    assert [row.typed for row in again.rows] == [row.typed for row in table.rows]
    assert again.notes == []


def test_a_list_never_holds_a_formula():
    sheet = load_workbook(BytesIO(list_workbook(["甲"], [["=cmd|x"], ["@a"]], title="x"))).active
    assert [cell.data_type for cell in sheet["A"]] == ["s"] * 3


@pytest.mark.parametrize(
    "text", ["单位编码", " 单位 编码 *", "单位编码（必填）", "单位编码(必填)："]
)
def test_a_heading_is_known_whatever_stands_around_it(text):
    assert plain_heading(text) == "单位编码"


def test_a_choice_is_read_by_its_label_only():
    read = one_of({"审计（只读）": "AUDITOR"})
    assert read("审计(只读)") == "AUDITOR"
    with pytest.raises(CellRefused):
        read("AUDITOR")
