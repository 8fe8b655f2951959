"""Nothing is cut in print: heights of texts, pages, and merged cells at their ends."""

from itertools import product

import pytest

from scoring.exports.layout import (
    COLUMN_PIXELS,
    PAGE_POINTS,
    ROW_POINTS,
    Cell,
    Form,
    Span,
    Style,
    needed_points,
    pieces,
    settle,
    slices,
)
from scoring.exports.sheet_xlsx import sheet_form
from scoring.exports.texts import lines_needed
from tests.exports.build import block, find, fund, goal, line, page, printed, task

TEXT = Style()
A4_PIXELS = 1026  # landscape, 96 a inch, less half an inch on both sides


@pytest.mark.parametrize(
    "text, halves, lines",
    [
        ("", 10, 1),
        ("预算执行率", 10, 1),
        ("预算执行情况", 10, 2),
        ("abcdefghij", 10, 1),
        ("abc defgh ij", 10, 2),
        ("预算 abcdefgh", 10, 2),
        ("a" * 25, 10, 3),
        ("第一行\n第二行", 10, 2),
        ("\n\n", 10, 3),
        ("W" * 10, 10, 2),
    ],
)
def test_lines_of_a_text_are_counted_by_the_width_of_its_characters(text, halves, lines):
    assert lines_needed(text, halves) == lines


def test_the_columns_fit_between_the_margins():
    assert sum(COLUMN_PIXELS) <= A4_PIXELS


@pytest.mark.parametrize("height", [1, 21, ROW_POINTS, ROW_POINTS + 1, 5000])
def test_a_height_is_cut_into_rows_that_office_programs_take(height):
    assert sum(slices(height)) == height
    assert max(slices(height)) <= ROW_POINTS


def tall(form, height, *, keep=False):
    return form.add(Cell(2, 9, "", TEXT), keep=keep, least=height)


def test_a_row_without_room_begins_a_page():
    form = Form()
    for _ in range(5):
        tall(form, PAGE_POINTS // 2)
    assert settle(form) == [2, 4]


def test_a_kept_row_goes_to_the_next_page_with_its_follower():
    loose, kept = Form(), Form()
    for form, keep in ((loose, False), (kept, True)):
        tall(form, PAGE_POINTS // 2)
        tall(form, PAGE_POINTS // 2, keep=keep)
        tall(form, 30)
    assert settle(loose) == [2]
    assert settle(kept) == [1]


def test_a_part_is_held_together_only_where_a_page_has_room_for_it():
    for height, together in ((PAGE_POINTS // 4, True), (PAGE_POINTS // 2, False)):
        form = Form()
        rows = [tall(form, height) for _ in range(3)]
        form.hold(rows[0], rows[-1])
        assert [row.keep for row in form.rows] == [together, together, False]


def test_the_repeated_heading_takes_room_on_every_later_page():
    form = Form()
    form.heading = tall(form, 100)
    for _ in range(3):
        tall(form, PAGE_POINTS - 100)
    tall(form, 50)
    assert settle(form) == [2, 3, 4]


def test_a_row_taller_than_a_page_flows_and_the_rest_follows_it():
    form = Form()
    tall(form, 50)
    tall(form, PAGE_POINTS + 100)
    tall(form, 50)
    assert settle(form) == [1, 2]


def test_a_merged_cell_is_cut_at_the_break_with_its_label_on_both_sides():
    form = Form()
    for _ in range(4):
        tall(form, PAGE_POINTS // 2)
    form.span(1, 3, Cell(0, 0, "产出", TEXT))
    assert list(pieces(form, settle(form))) == [
        Span(1, 1, Cell(0, 0, "产出", TEXT)),
        Span(2, 3, Cell(0, 0, "产出", TEXT)),
    ]


def test_a_label_too_high_for_its_rows_makes_them_higher():
    form = Form()
    tall(form, 21)
    label = Cell(0, 0, "很长的一级指标名称" * 4, TEXT)
    form.span(0, 0, label)
    settle(form)
    assert form.rows[0].height == needed_points(label)


def test_a_piece_at_the_foot_of_a_page_is_as_high_as_its_label():
    form = Form()
    tall(form, PAGE_POINTS - 25)
    tall(form, 21)
    tall(form, 200)
    label = Cell(0, 0, "产出指标\n（50分）\n续\n续", TEXT)
    form.span(1, 2, label)
    for piece in pieces(form, settle(form)):
        height = sum(row.height for row in form.rows[piece.top : piece.bottom + 1])
        assert height >= needed_points(label)


def room(sheet, area):
    return sum(sheet.row_dimensions[row].height for row in range(area.min_row, area.max_row + 1))


@pytest.mark.parametrize("length", [300, 2_000, 20_000])
def test_a_long_text_gets_the_height_it_needs_over_several_rows(length):
    text = "长" * length
    sheet = printed(page(goals=[goal("目标1", text)]))
    cell = find(sheet, text)
    (area,) = [a for a in sheet.merged_cells.ranges if a.min_row == cell.row and a.min_col == 3]
    per_line = 434 // 13  # Chinese characters of 10 points in the three columns of the content
    assert room(sheet, area) >= length / per_line * 13
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert max(heights) <= 409


def test_long_names_and_reasons_have_room():
    name, reason = "很长的指标名称" * 25, "原因" * 250
    sheet = printed(page(blocks=[block("产出指标", [line(name=name, deviation=reason)])]))
    row = find(sheet, name).row
    (area,) = [a for a in sheet.merged_cells.ranges if a.min_row == row and a.min_col == 8]
    assert room(sheet, area) >= 500 / (272 // 13) * 13


@pytest.mark.parametrize(
    "shown",
    [
        page(),
        page(project="项目", goals=[goal("", "内容")], tasks=[task("任务")]),
        page(
            funds=[fund(), fund("资金来源：财政性资金"), fund("资金来源：其他资金")],
            goals=[goal("目标1", "内容")],
            blocks=[block("产出指标", [line(), line()]), block("效益指标", [line()], level2="")],
        ),
    ],
    ids=["empty", "project", "department"],
)
def test_the_tables_are_closed_every_place_has_one_cell_with_a_border(shown):
    form = sheet_form(shown)
    placed = [(row, row, cell) for row, kept in enumerate(form.rows) for cell in kept.cells]
    placed += [(span.top, span.bottom, span.cell) for span in form.spans]
    covered = [
        (row, column)
        for top, bottom, cell in placed
        if cell.style.border
        for row in range(top, bottom + 1)
        for column in range(cell.first, cell.last + 1)
    ]
    first, last = min(covered)[0], max(covered)[0]
    whole = product(range(first, last + 1), range(len(COLUMN_PIXELS)))
    assert sorted(covered) == list(whole)
    assert form.rows[last].cells[0].value.startswith("总分")
