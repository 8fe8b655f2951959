"""The demo sheet of 2021 in the layout in which it was printed, cell by cell."""

from copy import deepcopy
from decimal import Decimal

import pytest

from scoring.exports.sheet_xlsx import sheet_workbook
from tests.exports.build import find, merged, row_texts, worksheet

HEADS = [
    "一级指标",
    "二级指标",
    "三级指标",
    "指标值",
    "指标说明",
    "实际完成值",
    "分值",
    "得分",
    "未完成原因分析及改进措施",
]
PARTS = ["部门（单位）名称", "预算执行情况", "年度履职目标", "年度主要任务", "一级指标", "总分："]


@pytest.fixture(scope="module")
def workbook(shown):
    return sheet_workbook(shown)


@pytest.fixture(scope="module")
def sheet(workbook):
    return worksheet(workbook)


@pytest.fixture(scope="module")
def results(workbook):
    return worksheet(workbook, values=True)


def test_title_year_name_and_money_unit_stand_at_the_top(sheet):
    assert [row_texts(sheet, row) for row in (1, 2, 3, 4)] == [
        ["部门（单位）整体绩效自评表"],
        ["（2021 年度）"],
        ["金额单位：万元"],
        ["部门（单位）名称", "焦作市科学技术协会"],
    ]


def test_the_parts_stand_in_printed_order(sheet):
    rows = [find(sheet, text).row for text in PARTS]
    assert rows == sorted(rows)


def test_the_money_table_is_the_printed_one(sheet, results):
    top = find(sheet, "年初数").row
    assert [row_texts(results, row)[-6:] for row in range(top, top + 2)] == [
        ["年初数", "全年数", "全年执行数", "分值", "预算执行率", "得分"],
        [227.68, 225.94, 329.22, 10, 1.4571, 9.9],
    ]
    assert row_texts(results, top + 2) == ["资金来源", "财政性资金", 227.68, 220.65, 323.56, 1.4664]
    assert row_texts(results, top + 3) == ["其他资金", 0, 5.68, 5.66, 0.9965]
    assert {f"A{top}:A{top + 3}", f"B{top + 2}:B{top + 3}"} <= merged(sheet)
    assert {f"H{top + 1}:H{top + 3}", f"J{top + 1}:J{top + 3}"} <= merged(sheet)


def test_amounts_show_their_decimals_and_rates_are_percent(sheet):
    row = find(sheet, "部门预算总额").row
    formats = {column: sheet[f"{column}{row}"].number_format for column in "DEFHIJ"}
    assert formats == {
        "D": "#,##0.00_ ",
        "E": "#,##0.00_ ",
        "F": "#,##0.00_ ",
        "H": "General",
        "I": "0.00%_ ",
        "J": "0.00",
    }


def test_the_indicator_table_has_the_printed_columns(sheet):
    row = find(sheet, "一级指标").row
    assert row_texts(sheet, row) == HEADS
    assert [sheet.cell(row, column).value for column in range(1, 10)] == HEADS


def test_every_line_stands_as_it_is_shown(sheet, shown):
    top = find(sheet, "一级指标").row + 1
    stand = [
        [sheet[f"{column}{top + index}"].value for column in "CDEFGHI"]
        for index in range(len(shown.rows))
    ]
    assert stand == [
        [
            row.name,
            row.target,
            row.explanation or None,
            row.text,
            row.points,
            row.claimed,
            row.deviation or None,
        ]
        for row in shown.rows
    ]
    assert len(stand) == 35
    assert stand[9] == [
        "政府釆购执行率",
        "=100%",
        "政府采购执行率=（实际政府采购金额/政府采购预算数）×100%",
        "0",
        1,
        0,
        "当年未进行政府采购",
    ]


def test_level_1_and_level_2_cells_are_merged_over_their_rows(sheet):
    top = find(sheet, "一级指标").row + 1
    rows = {"A": [], "B": []}
    for area in sheet.merged_cells.ranges:
        column = area.coord[0]
        if area.min_row >= top and area.min_col == area.max_col and column in rows:
            rows[column].append((area.min_row - top, area.max_row - top))
    for index in range(35):  # a piece of one row before a page break is a cell, not a merged one
        for column, pieces in rows.items():
            if sheet[f"{column}{top + index}"].value and not [p for p in pieces if p[0] == index]:
                pieces.append((index, index))
    blocks = [0, 19, 31, 35]
    headings = [0, 3, 15, 19, 27, 31, 33, 35]
    for column, starts in (("A", blocks), ("B", headings)):
        covered = sorted(number for low, high in rows[column] for number in range(low, high + 1))
        assert covered == list(range(35))
        assert set(starts[:-1]) <= {low for low, _ in rows[column]}
        assert {start - 1 for start in starts[1:]} <= {high for _, high in rows[column]}


def test_a_merged_cell_is_closed_at_a_page_break_and_its_label_repeated(sheet):
    top = find(sheet, "一级指标").row + 1
    breaks = [page_break.id for page_break in sheet.row_breaks.brk]
    assert [row for row in breaks if row > top]
    for area in sheet.merged_cells.ranges:
        assert not [row for row in breaks if area.min_row <= row < area.max_row]
    for row in breaks:
        if top <= row < top + 34:
            assert sheet.cell(row + 1, 1).value


def test_goals_and_tasks_have_their_contents_and_results(sheet, shown):
    row = find(sheet, "目标名称").row
    assert row_texts(sheet, row - 1) == ["年度履职目标", "预期目标", "实际完成情况"]
    assert row_texts(sheet, row) == ["目标名称", "主要内容", "目标完成情况"]
    goals = [row_texts(sheet, row + 1 + index) for index in range(4)]
    assert goals == [[goal.name, goal.content, goal.result_text] for goal in shown.goals]
    row = find(sheet, "任务名称").row
    assert row_texts(sheet, row) == ["年度主要任务", "任务名称", "主要内容", "任务完成情况"]
    tasks = [row_texts(sheet, row + 1 + index) for index in range(8)]
    assert tasks == [[task.name, task.content, task.result_text] for task in shown.tasks]


def test_rates_and_total_are_live_formulas_with_the_stored_results(sheet, results, shown):
    top = find(sheet, "部门预算总额").row
    for index, fund in enumerate(shown.funds):
        cell = f"I{top + index}"
        assert f"ROUND(F{top + index}/E{top + index},4)" in sheet[cell].value
        assert Decimal(str(results[cell].value)) * 100 == fund.rate
    total = f"H{find(sheet, '总分：').row}"
    lines = find(sheet, "一级指标").row + 1
    assert sheet[total].value.startswith(f"=IF(COUNT(H{lines}:H{lines + 34},J{top})=0")
    assert Decimal(str(results[total].value)) == shown.sheet.claimed_total


def test_the_printed_total_is_kept_in_a_remark_below(sheet):
    row = find(sheet, "总分：").row
    assert row_texts(sheet, row + 1) == ["表中原印总分 97.7，与各行相加 97.90 相差 −0.20。"]


def test_signatures_and_state_close_the_form(sheet):
    assert row_texts(sheet, sheet.max_row - 1) == [
        "单位负责人（签字）：",
        "财务负责人（签字）：",
        "填报人：",
        "填报日期：",
    ]
    assert row_texts(sheet, sheet.max_row) == [
        "本表状态：草稿，未封存。评分办法：河南省部门（单位）整体绩效自评（2021 年起）。"
    ]


def test_the_page_is_landscape_a4_one_page_wide_with_repeated_heads(sheet):
    head = find(sheet, "一级指标").row
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) in ((1, 0), (None, 0))
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.print_area == f"'自评表'!$A$1:$J${sheet.max_row}"
    assert "&P" in sheet.oddFooter.center.text


def test_everything_is_set_in_song(sheet):
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"宋体"}


def test_two_exports_of_the_same_sheet_are_the_same_bytes(read_twice, workbook):
    assert [sheet_workbook(reading) for reading in read_twice] == [workbook, workbook]


def test_another_score_gives_other_bytes(shown, workbook):
    other = deepcopy(shown)
    other.rows[0].claimed -= 1
    assert sheet_workbook(other) != workbook
