"""What people typed stays a text, whatever it begins with."""

import pytest
from openpyxl.cell.cell import TYPE_FORMULA, TYPE_STRING

from scoring.exports import sheet_xlsx
from scoring.exports.sheet_xlsx import sheet_workbook
from scoring.exports.texts import CELL_UNITS
from tests.exports.build import block, find, fund, goal, line, page, printed, task, worksheet

HOSTILE = [
    "=1+1",
    '=HYPERLINK("a","b")',
    "=cmd|' /C calc'!A0",
    "{=1+1}",
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "＝1+1",
    "'=1+1",
    "https://example.org/a",
    "mailto:a@example.org",
    "1e999",
    "007",
    "_x0041_",
]
OWN_FORMULAS = 2  # one rate, one total
# Unit; fund; name, content and result of goal and of task; level 2; four texts of the line.
PLACES = 1 + 1 + 3 + 3 + 1 + 4


def hostile_page(text):
    return page(
        department=text,
        funds=[fund(text, annual="10", executed="10")],
        goals=[goal(text, text, text)],
        tasks=[task(text, text, text)],
        blocks=[
            block(text, [line(text, target=text, text=text, deviation=text)], level2=text),
        ],
        points_note=text,
    )


def cells(sheet, kind):
    return [cell for row in sheet.iter_rows() for cell in row if cell.data_type == kind]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text_in_every_place(text):
    sheet = printed(hostile_page(text))
    assert len(cells(sheet, TYPE_FORMULA)) == OWN_FORMULAS
    assert [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []
    same = [cell for cell in cells(sheet, TYPE_STRING) if cell.value == text]
    assert len(same) == PLACES


def test_with_the_library_s_own_habits_it_would_become_a_formula(monkeypatch):
    careless = sheet_xlsx.OPTIONS | {"strings_to_formulas": True}
    monkeypatch.setattr(sheet_xlsx, "OPTIONS", careless)
    monkeypatch.setattr(sheet_xlsx._Writer, "_value", write_by_guessing)
    sheet = printed(hostile_page("=1+1"))
    assert len(cells(sheet, TYPE_FORMULA)) > OWN_FORMULAS


def write_by_guessing(self, row, cell, look):
    if isinstance(cell.value, str):
        self.sheet.write(row, cell.first, cell.value, look)


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\ud800", "\uffff", "\ufffe"])
def test_a_sign_that_no_workbook_may_hold_is_shown_as_replaced(sign):
    sheet = printed(page(department=f"某{sign}局"))
    assert find(sheet, "某\ufffd局")


def test_line_breaks_and_rare_characters_stay():
    sheet = printed(page(department="第一行\n第二行 𠮷"))
    assert find(sheet, "第一行\n第二行 𠮷")


@pytest.mark.parametrize("sign", ["字", "𠮷"])
def test_a_text_over_the_limit_of_a_cell_says_that_it_was_cut(sign):
    sheet = printed(page(goals=[goal("目标1", sign * 40_000)]))
    (text,) = [cell.value for cell in cells(sheet, TYPE_STRING) if len(cell.value) > 1000]
    assert text.startswith(sign * 1000)
    assert text.endswith("（原文 40000 字，超出单元格上限，以上为开头部分，全文见系统）")
    assert len(text.encode("utf-16-le")) // 2 <= CELL_UNITS


def test_a_text_at_the_limit_stays_whole():
    text = "字" * CELL_UNITS
    sheet = worksheet(sheet_workbook(page(goals=[goal("目标1", text)])))
    assert find(sheet, text)
