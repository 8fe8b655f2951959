"""What a sheet must have and what may stand where: each refusal with line, key and words."""

from decimal import Decimal

import pytest

from projects.values import BLANK, Printed
from tests.published.samples import SMALL, YUNNAN, faults, read, refusal

ROW = "kind: project\nindicators:\n- level3: 讲座\n"


def line_with(tmp_path, cell):
    return read(tmp_path, f"{ROW}  {cell}\n").lines[0]


def fund_with(tmp_path, cell, money_unit="万元"):
    text = f"{SMALL}money_unit: {money_unit}\nfunds:\n- label: 总额\n  {cell}\n"
    return read(tmp_path, text).funds[0]


@pytest.mark.parametrize(
    "printed, number",
    [
        ("10", "10"),
        ("9.90", "9.90"),
        ("'10分'", "10"),
        ("10 分", "10"),
        ("１０．５", "10.5"),
        ("1000", "1000"),
        ("'1,000.00'", "1000.00"),
        ("0", "0"),
    ],
)
def test_points_keep_their_printed_decimals(tmp_path, printed, number):
    points = line_with(tmp_path, f"points: {printed}").points
    assert (points.text, str(points.number)) == (printed.strip("'"), number)


@pytest.mark.parametrize("printed", ["/", "'—'", "'-'", "'——'", "不适用", "／"])
def test_a_sign_for_no_figure_is_kept_without_a_number(tmp_path, printed):
    assert line_with(tmp_path, f"points: {printed}").points == Printed(printed.strip("'"), None)


@pytest.mark.parametrize("printed", ["", "''", "' '", "'\u3000'", "~"])
def test_a_blank_cell_is_blank_in_figures_and_texts(tmp_path, printed):
    assert line_with(tmp_path, f"points: {printed}").points == BLANK
    assert line_with(tmp_path, f"target: {printed}").target == ""


@pytest.mark.parametrize(
    "printed",
    ["十分", "ten", "'3-5'", "约10", "≥10", "10个", "1e3", ".5", "1_000", "0x10", "yes", "NaN"],
)
def test_what_is_no_figure_is_refused_in_the_place_of_one(tmp_path, printed):
    found = refusal(tmp_path, f"{ROW}  points: {printed}\n")
    assert (found.line, found.key) == (4, "indicators[0].points")
    assert f"“{printed.strip(chr(39))}”" in found.message


@pytest.mark.parametrize(
    "printed, word",
    [
        ("-1", "小于 0"),
        ("'1000.01'", "大于 1000"),
        ("9" * 16, "位数太多"),
        ("'1." + "0" * 19 + "'", "位数太多"),
        ("9" * 16 + "分", "位数太多"),
    ],
)
def test_points_out_of_the_bounds_of_the_rule_book_are_refused(tmp_path, printed, word):
    found = refusal(tmp_path, f"{ROW}  points: {printed}\n")
    assert (found.key, word in found.message) == ("indicators[0].points", True)


def test_fifteen_digits_and_eighteen_decimals_are_kept_exactly(tmp_path):
    figure = "9" * 15 + "." + "9" * 18
    assert fund_with(tmp_path, f"executed: '{figure}'").executed.number == Decimal(figure)


@pytest.mark.parametrize(
    "printed, number",
    [("145.71%", "145.71"), ("'1'", "1"), ("0", "0"), ("100.00%", "100.00"), ("98 ％", "98")],
)
def test_a_rate_is_read_without_its_sign(tmp_path, printed, number):
    rate = fund_with(tmp_path, f"rate: {printed}").rate
    assert (rate.text, str(rate.number)) == (printed.strip("'"), number)


@pytest.mark.parametrize("unit", ["万元", "元"])
def test_an_amount_may_carry_the_unit_of_the_sheet(tmp_path, unit):
    executed = fund_with(tmp_path, f"executed: '1,020.00{unit}'", unit).executed
    assert executed == Printed(f"1,020.00{unit}", Decimal("1020.00"))
    assert str(executed.number) == "1020.00"


@pytest.mark.parametrize("printed, unit", [("20元", "万元"), ("20万元", "元"), ("20亿元", "万元")])
def test_an_amount_in_another_unit_is_refused(tmp_path, printed, unit):
    text = f"{SMALL}money_unit: {unit}\nfunds:\n- executed: {printed}\n"
    found = refusal(tmp_path, text)
    assert (found.line, found.key) == (8, "funds[0].executed")
    assert printed[2:] in found.message
    assert f"“{unit}”" in found.message


def test_an_amount_may_be_below_zero_and_a_score_too(tmp_path):
    assert fund_with(tmp_path, "annual_budget: '-5.20'").annual_budget.number == Decimal("-5.20")
    assert line_with(tmp_path, "score: -2").score.number == -2


@pytest.mark.parametrize("unit", ["亿元", "千元", "美元"])
def test_a_money_unit_that_no_form_has_is_refused(tmp_path, unit):
    assert faults(tmp_path, f"{SMALL}money_unit: {unit}\n") == [(6, "money_unit")]


@pytest.mark.parametrize(
    "written, year",
    [("2022", 2022), ("'2022年'", 2022), ("２０２２年度", 2022), ("1990", 1990), ("2100", 2100)],
)
def test_a_year_is_read(tmp_path, written, year):
    assert read(tmp_path, f"{SMALL}year: {written}\n").year == year


@pytest.mark.parametrize("written", ["", "null", "' '"])
def test_a_year_may_be_blank(tmp_path, written):
    assert read(tmp_path, f"{SMALL}year: {written}\n").year is None


@pytest.mark.parametrize("written", ["1989", "2101", "22", "二〇二二", "2021-2022", "2022.0"])
def test_a_year_that_is_none_is_refused(tmp_path, written):
    assert faults(tmp_path, f"{SMALL}year: {written}\n") == [(6, "year")]


def test_a_sheet_without_kind_is_refused(tmp_path):
    found = refusal(tmp_path, "indicators:\n- level3: a\n")
    assert (found.line, found.key) == (1, "kind")
    assert "缺少 kind" in found.message
    assert "是不是" not in found.message


@pytest.mark.parametrize("near", ["kinds", "Kind", "kimd", "kin"])
def test_a_key_one_letter_off_is_named_beside_the_missing_one(tmp_path, near):
    found = refusal(tmp_path, f"title: a\n{near}: project\nindicators:\n- level3: a\n")
    assert f"第 2 行的“{near}”是不是 kind？" in found.message
    assert found.key == "kind"


def test_a_list_of_rows_one_letter_off_is_named_too(tmp_path):
    found = refusal(tmp_path, "kind: project\nindicator:\n- level3: a\n")
    assert (found.key, "第 2 行的“indicator”是不是 indicators？" in found.message) == (
        "indicators",
        True,
    )


def test_a_key_that_is_more_than_one_letter_longer_is_not_taken_for_the_missing_one(tmp_path):
    found = refusal(tmp_path, "kind: project\nindicators_2:\n- level3: a\n")
    assert (found.key, "是不是" in found.message) == ("indicators", False)


@pytest.mark.parametrize(
    "rows, line, key, meant",
    [
        ("indicators:\n- {level3: a, pionts: '10'}\n", 3, "indicators[0].pionts", "points"),
        ("indicators:\n- {level3: a, Scores: '10'}\n", 3, "indicators[0].Scores", "score"),
        ("indicators:\n- {level3: a, level_1: b}\n", 3, "indicators[0].level_1", "level1"),
        ("indicators:\n- level3: a\nfunds:\n- {excuted: 1}\n", 5, "funds[0].excuted", "executed"),
        ("indicators:\n- {level3: a, weight: 5}\n", 3, "indicators[0].weight", "weight_pct"),
        ("total: '9'\nindicators:\n- level3: a\n", 2, "total", "total_printed"),
        ("total_prined: '9'\nindicators:\n- level3: a\n", 2, "total_prined", "total_printed"),
    ],
)
def test_a_key_that_is_a_slip_for_one_that_is_read_is_refused(tmp_path, rows, line, key, meant):
    found = refusal(tmp_path, f"kind: project\n{rows}")
    assert (found.line, found.key) == (line, key)
    assert f"是不是 {meant}？" in found.message


@pytest.mark.parametrize(
    "row",
    ["{level3: a, score: '9', scores: '9'}", "{level3: a, wei: 5}", "{level3: a, goal: b}"],
)
def test_other_keys_may_stand_there(tmp_path, row):
    assert len(read(tmp_path, f"kind: project\nindicators:\n- {row}\n").lines) == 1


@pytest.mark.parametrize("written", ["部门", "target", "PROJECT", "[]"])
def test_a_kind_that_no_sheet_has_is_refused(tmp_path, written):
    assert (1, "kind") in faults(tmp_path, f"kind: {written}\nindicators:\n- level3: a\n")


@pytest.mark.parametrize("written", ["", "[]", "a", "{a: b}"])
def test_a_sheet_without_rows_is_refused(tmp_path, written):
    assert faults(tmp_path, f"kind: project\nindicators: {written}\n") == [(2, "indicators")]


@pytest.mark.parametrize("row", ["讲座", "[讲座]", ""])
def test_a_row_that_is_no_table_is_refused(tmp_path, row):
    text = f"kind: project\nindicators:\n- level3: a\n- {row}\n"
    assert faults(tmp_path, text) == [(4, "indicators[1]")]


@pytest.mark.parametrize("cell", ["points: [10]", "points: {a: 10}", "target: [a]", "unit: {a: b}"])
def test_a_cell_that_is_nested_is_refused(tmp_path, cell):
    assert faults(tmp_path, f"{ROW}  {cell}\n") == [(4, f"indicators[0].{cell.split(':')[0]}")]


@pytest.mark.parametrize("written", ["总额", "{label: a}"])
def test_funds_that_are_no_list_are_refused(tmp_path, written):
    assert faults(tmp_path, f"{SMALL}funds: {written}\n") == [(6, "funds")]


@pytest.mark.parametrize("written", ["", "[]", "null"])
def test_a_sheet_may_have_no_funds(tmp_path, written):
    assert read(tmp_path, f"{SMALL}funds: {written}\n").funds == ()


def test_block_points_are_figures_by_name(tmp_path):
    assert faults(tmp_path, f"{SMALL}block_points: ['50']\n") == [(6, "block_points")]
    text = f"{SMALL}block_points:\n  产出指标: 五十\n"
    assert faults(tmp_path, text) == [(7, "block_points.产出指标")]


@pytest.mark.parametrize("key", ["total_points_printed", "total_printed", "narrative_total"])
def test_a_total_that_is_no_figure_is_refused(tmp_path, key):
    assert faults(tmp_path, f"{SMALL}{key}: 满分\n") == [(6, key)]


@pytest.mark.parametrize("key, most, row", [("indicators", 1_000, "{}"), ("funds", 500, "{}")])
def test_a_list_has_its_most_rows_and_no_more(tmp_path, key, most, row):
    head = "kind: project\n" + ("indicators: [{}]\n" if key == "funds" else "")
    sheet = read(tmp_path, f"{head}{key}:\n" + f"- {row}\n" * most)
    assert max(len(sheet.lines), len(sheet.funds)) == most
    found = refusal(tmp_path, f"{head}{key}:\n" + f"- {row}\n" * (most + 1))
    assert (found.key, f"有 {most + 1} 行，最多 {most} 行" in found.message) == (key, True)


def test_a_text_of_two_thousand_characters_is_read_and_one_more_is_not(tmp_path):
    assert line_with(tmp_path, f"target: {'字' * 2000}").target == "字" * 2000
    assert faults(tmp_path, f"{ROW}  target: {'字' * 2001}\n") == [(4, "indicators[0].target")]


@pytest.mark.parametrize("text", ["讲座", "- a\n", "[]", "{}", "null"])
def test_what_is_no_sheet_at_all_is_refused(tmp_path, text):
    assert refusal(tmp_path, text) is not None


def test_every_fault_is_told_at_once_in_the_order_of_the_file(tmp_path):
    text = (
        "year: 22\nmoney_unit: 亿元\nfunds:\n- executed: 约10\n  points: 十分\n"
        "indicators:\n- points: !!int '5'\n- 讲座\nkind: 部门\n"
    )
    assert faults(tmp_path, text) == [
        (1, "year"),
        (2, "money_unit"),
        (4, "funds[0].executed"),
        (5, "funds[0].points"),
        (7, "indicators[0].points"),
        (8, "indicators[1]"),
        (9, "kind"),
    ]


def test_the_first_fault_is_at_hand_and_the_message_is_the_text_of_the_refusal(tmp_path):
    found = refusal(tmp_path, SMALL + "year: 22\ntotal_printed: 满分\n")
    first = found.faults[0]
    assert (found.line, found.key, found.message) == (first.line, first.key, first.message)
    assert str(found) == first.message
    assert len(found.faults) == 2


def test_of_many_faults_a_hundred_are_listed_and_the_rest_counted(tmp_path):
    found = refusal(tmp_path, "kind: project\nindicators:\n" + "- points: 十\n" * 150)
    assert len(found.faults) == 101
    assert "另有 50 处" in found.faults[-1].message


def test_the_same_rows_as_json_are_the_same_sheet(tmp_path):
    text = (
        '{"kind": "project", "indicators": [\n\t{"level3": "讲座", "points": 10, "score": 9.90}\n]}'
    )
    assert read(tmp_path, text, "sheet.json") == read(tmp_path, SMALL)


def test_carried_over_funds_come_from_the_explanatory_text(tmp_path):
    text = (
        f"{YUNNAN}narrative:\n  总体: 较好\n  年初结转和结余增加: '4.42'\n  上年结转占比: 5%\n"
        "  上年结转说明: 见附件\n  年初结转和结余: 103.49元\n"
    )
    sheet = read(tmp_path, text)
    assert sheet.carried_over == Printed("103.49元", Decimal("103.49"))
    assert sheet.narrative["年初结转和结余增加"] == "4.42"
    assert list(sheet.narrative) == [
        *("总体", "年初结转和结余增加", "上年结转占比", "上年结转说明", "年初结转和结余"),
    ]


@pytest.mark.parametrize("written", ["", "无", "{年初结转: /}", "{年初结转: 无}", "[年初结转]"])
def test_without_a_figure_nothing_was_carried_over(tmp_path, written):
    assert read(tmp_path, f"{SMALL}narrative: {written}\n").carried_over == BLANK


@pytest.mark.parametrize("key", ["money", "资金", "fundz_xx"])
def test_rows_under_a_name_that_nobody_reads_are_refused(tmp_path, key):
    rows = f"{key}:\n- {{label: 资金总额, annual_budget: '20'}}\n"
    text = f"{rows}kind: project\nyear: 2022\nindicators:\n- {{level3: 甲, target: '1'}}\n"
    assert faults(tmp_path, text)[-1] == (2, key)
    assert "下面的行没有核对" in refusal(tmp_path, text).faults[-1].message


def test_words_under_a_name_of_ones_own_are_left_alone(tmp_path):
    text = "source: {page: 3}\nurl: x\nkind: project\nyear: 2022\nindicators:\n- {level3: 甲}\n"
    assert faults(tmp_path, text) == []
