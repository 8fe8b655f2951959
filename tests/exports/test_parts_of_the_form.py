"""Which parts a sheet has, and what stands where there is nothing."""

from decimal import Decimal

from projects.models import Department
from projects.values import Printed
from scoring.checks.funds import rate_matches_its_amounts
from scoring.checks.sheet import Fund
from scoring.exports.sheet_xlsx import sheet_workbook
from scoring.models import Sheet
from tests.exports.build import (
    block,
    find,
    fund,
    goal,
    line,
    merged,
    page,
    printed,
    row_texts,
    task,
    worksheet,
)


def texts(sheet):
    return {cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None}


def results(shown):
    return worksheet(sheet_workbook(shown), values=True)


def one_block(*lines):
    return [block("产出指标", list(lines), points="50")]


def test_a_project_has_the_words_of_the_national_form():
    shown = page(
        project="科普经费",
        department="某馆",
        funds=[fund("年度资金总额", annual="5"), fund("其中：当年财政拨款", is_total=False)],
        blocks=one_block(line()),
    )
    head = Department(name="某市科协", kind=Department.Kind.SUPERVISING)
    shown.sheet.department.parent = head
    sheet = printed(shown)
    assert sheet["A1"].value == "项目支出绩效自评表"
    assert row_texts(sheet, 4) == ["项目名称", "科普经费"]
    assert row_texts(sheet, 5) == ["主管部门", "某市科协", "实施单位", "某馆"]
    money = ["项目资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]
    assert row_texts(sheet, 6) == money
    row = find(sheet, "其中：当年财政拨款").row
    assert [sheet[f"{column}{row}"].value for column in "HJ"] == ["—", "—"]
    assert {"年度指标值", "偏差原因分析及改进措施"} <= texts(sheet)
    total = find(sheet, "总分").row
    assert results(shown)[f"F{total}"].value == 20  # 10 for execution, 10 of the line


def test_a_supervising_department_supervises_itself():
    shown = page(project="科普经费", department="某市科协")
    shown.sheet.department.kind = Department.Kind.SUPERVISING
    assert row_texts(printed(shown), 5) == ["主管部门", "某市科协", "实施单位", "某市科协"]


def test_parts_without_rows_are_left_out():
    shown = page(project="科普经费", blocks=one_block(line()))
    assert not {"年度总体目标", "年度主要任务", "任务名称"} & texts(printed(shown))
    assert "年度主要任务" in texts(printed(page(tasks=[task("任务")])))


def test_a_sheet_without_indicators_repeats_no_heading():
    sheet = printed(page(funds=[fund(annual="5")]))
    assert "一级指标" not in texts(sheet)
    assert sheet.print_title_rows is None


def test_a_plan_without_funds_keeps_the_row_of_the_execution_score():
    shown = page(claimed_execution=Decimal("9"))
    sheet = results(shown)
    row = find(sheet, "部门预算总额").row
    assert row_texts(sheet, row) == ["部门预算总额", 10, 9]
    assert sheet[f"H{find(sheet, '总分：').row}"].value == 9


def test_goals_of_a_project_without_names_take_the_room_of_the_names():
    named = printed(page(project="项目", goals=[goal("1", "推广"), goal("2", "建站")]))
    unnamed = printed(page(project="项目", goals=[goal("", "推广")]))
    row = find(named, "推广").row
    assert f"C{row}:E{row}" in merged(named)
    assert f"B{row}:E{row}" in merged(unnamed)


def test_an_empty_form_shows_blanks_and_no_zero():
    shown = page(funds=[fund(annual="5")], blocks=one_block(line(), line()))
    sheet = results(shown)
    assert sheet[f"I{find(sheet, '部门预算总额').row}"].value is None
    row = find(sheet, "一级指标").row + 1
    assert [sheet[f"{column}{row}"].value for column in "DFGHI"] == [
        ">=95%",
        None,
        10,
        None,
        None,
    ]
    assert sheet[f"H{find(sheet, '总分：').row}"].value is None


def test_a_claimed_zero_is_a_total_of_zero():
    sheet = results(page(blocks=one_block(line(claimed="0"))))
    assert sheet[f"H{find(sheet, '总分：').row}"].value == 0


def test_a_line_that_does_not_apply_says_so_and_counts_nothing():
    shown = page(
        blocks=one_block(
            line(claimed="8"),
            line(name="无采购", not_applicable=True, deviation="当年没有采购任务"),
        )
    )
    sheet = results(shown)
    row = find(sheet, "无采购").row
    assert [sheet[f"{column}{row}"].value for column in "FHI"] == [
        "不适用",
        "不适用",
        "当年没有采购任务",
    ]
    assert sheet[f"H{find(sheet, '总分：').row}"].value == 8


def test_what_was_typed_beside_not_applicable_is_kept():
    shown = page(blocks=one_block(line(name="无采购", not_applicable=True, text="0")))
    sheet = printed(shown)
    assert sheet[f"F{find(sheet, '无采购').row}"].value == "0"


def test_a_budget_of_zero_has_no_rate():
    sheet = results(page(funds=[fund(annual="0", executed="3")]))
    assert sheet[f"I{find(sheet, '部门预算总额').row}"].value == "不可计算"


def test_amounts_keep_their_decimals_and_have_at_least_two():
    sheet = printed(page(funds=[fund(initial="5", annual="132.912", executed="387664.6")]))
    row = find(sheet, "部门预算总额").row
    assert [sheet[f"{column}{row}"].number_format for column in "DEF"] == [
        "#,##0.00_ ",
        "#,##0.000_ ",
        "#,##0.00_ ",
    ]


def test_an_amount_that_a_worksheet_would_round_stays_a_text_with_its_rate():
    long = "1234567890123456.78"
    sheet = results(page(funds=[fund(annual=long, executed=long)]))
    row = find(sheet, "部门预算总额").row
    assert [sheet[f"{column}{row}"].value for column in "EFI"] == [long, long, 1]


def test_a_note_in_place_of_an_amount_is_kept():
    row = fund(annual="5")
    row.initial_text = "按实际拨付"
    assert "按实际拨付" in texts(printed(page(funds=[row])))


def test_a_printed_total_stays_when_no_line_is_scored():
    head = {"printed_total": Decimal("97.7"), "printed_total_text": "97.7"}
    assert "表中原印总分 97.7，各行未填得分，无法相加核对。" in texts(printed(page(**head)))


def test_a_printed_total_that_fits_needs_no_remark():
    head = {"printed_total": Decimal("8"), "printed_total_text": "8"}
    sheet = printed(page(blocks=one_block(line(claimed="8")), **head))
    assert not [text for text in texts(sheet) if "原印总分" in str(text)]


def test_a_printed_rate_that_its_amounts_do_not_give_is_remarked():
    row = fund(annual="200", executed="100")
    row.findings = list(
        rate_matches_its_amounts(
            Fund(
                0,
                row.label,
                annual=Printed("200", row.annual),
                executed=Printed("100", row.executed),
                rate=Printed("60%", Decimal(60)),
            )
        )
    )
    remark = "部门预算总额预算执行率：表中印 60%，按本行金额重算 100 ÷ 200 = 50%。"
    assert remark in texts(printed(page(funds=[row])))


def test_invented_points_are_marked_as_such():
    assert "分值说明：分值为演示自拟。" in texts(printed(page(points_note="分值为演示自拟")))


def state_of(shown):
    return next(text for text in texts(printed(shown)) if str(text).startswith("本表状态："))


def test_a_sealed_sheet_does_not_say_that_it_is_not():
    assert state_of(page(state=Sheet.State.SEALED)).startswith("本表状态：已封存。")
    assert state_of(page()).startswith("本表状态：草稿，未封存。")
