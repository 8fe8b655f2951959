"""What happens between the lines and the total: inapplicable lines, rounding, incomplete sheets."""

from dataclasses import replace
from decimal import Decimal

import pytest

from scoring.rules.sheet import brought_to_the_whole, score_sheet
from tests.rules.build import HENAN, exact, funds, make_line
from tests.rules.variants import CITY


def met(points, **other):
    return make_line(">=", "95", "95", points, **other)


def test_points_of_what_does_not_apply_are_spread_over_the_rest_by_a_named_row():
    rows = [make_line(">=", "95", "93", "3"), met("80"), met("7", applicable=False)]
    sheet = score_sheet(rows, funds("90", "100"), HENAN)
    (row,) = sheet.adjustments
    assert (row.code, row.label, row.score) == ("rescaled", "不适用指标折算", Decimal("6.92"))
    assert row.explanation == "按应得总分折算：91.94 ÷ 93 × 100 − 91.94 = 6.92"
    assert (sheet.total, sheet.due, sheet.grade) == (Decimal("98.86"), Decimal(100), "优")
    assert [line.score for line in sheet.lines] == [Decimal("2.94"), Decimal(80), None]


@pytest.mark.parametrize(
    "scored, execution, lines, left_out, outcome, whole",
    [
        ("82.5", "10", "90", "10", "rescaled", "91.67"),
        ("90", "20", "80", "8", "rescaled", "97.83"),
        ("60", "10", "90", "0", "rescaled", "60"),
        ("10", "10", "90", "90", "nothing_left", None),
        ("80.01", "10", "90", "89.99", "rescaled", "799.30"),
    ],
)
def test_a_sum_of_scores_is_brought_to_the_whole(
    scored, execution, lines, left_out, outcome, whole
):
    given = {"execution": execution, "lines": lines, "left_out": left_out}
    brought = brought_to_the_whole(Decimal(scored), **{k: Decimal(v) for k, v in given.items()})
    assert brought == (outcome, exact(whole))


def test_without_inapplicable_lines_there_is_no_row():
    assert score_sheet([met("90")], funds(), HENAN).adjustments == ()


def test_a_sheet_where_nothing_applies_is_not_blown_up_to_the_whole():
    sheet = score_sheet([met("90", applicable=False)], funds(), HENAN)
    assert (sheet.total, sheet.grade, sheet.adjustments) == (Decimal(10), None, ())


def test_a_sheet_without_lines_has_no_grade():
    sheet = score_sheet([], funds(), HENAN)
    assert (sheet.total, sheet.grade, sheet.blocks) == (Decimal(10), None, ())


@pytest.mark.parametrize("digits, total, change", [(1, "99.9", "-0.04"), (0, "100", "0.06")])
def test_rounding_the_total_is_a_named_row_too(digits, total, change):
    rows = [met("87"), make_line("=", "100", "98", "3")]
    sheet = score_sheet(rows, funds(), replace(HENAN, total_digits=digits))
    assert [(row.code, row.score) for row in sheet.adjustments] == [("rounded", Decimal(change))]
    assert sheet.total == Decimal(total)
    assert sheet.adjustments[0].explanation == f"总分 99.94 按规定的小数位数取舍，相差 {change}"


@pytest.mark.parametrize(
    "executed, annual, total",
    [
        ("-1", "0", "90"),  # no budget, no rate
        ("-1", "-5", "90"),
        ("-1", None, "90"),
        (None, "100", "90"),
        ("-1", "100", "59"),
        ("0", "0.000001", "59"),  # however small a budget, it has a rate
        ("0.000000999999", "0.000001", "100"),  # and a rate is as exact as its amounts
        ("0.000000799999", "0.000001", "89"),
    ],
)
def test_a_ceiling_wants_a_rate(executed, annual, total):
    sheet = score_sheet([met("90")], funds(executed, annual), CITY)
    assert sheet.total == Decimal(total)


def test_lines_without_a_score_are_counted_and_hold_the_grade_back():
    rows = [met("50"), make_line(">=", "95", None, "30"), make_line(share=None, points="10")]
    sheet = score_sheet(rows, funds(), HENAN)
    assert (sheet.unscored, sheet.complete, sheet.grade) == (2, False, None)
    assert sheet.total == Decimal(60)


def test_an_execution_without_a_score_holds_the_grade_back():
    sheet = score_sheet([met("90")], funds("5", "0"), HENAN)
    assert (sheet.unscored, sheet.complete, sheet.grade) == (0, False, None)
    assert sheet.total == Decimal(90)


def test_a_zero_score_is_a_score_and_a_blank_one_is_not():
    zero = score_sheet([make_line(">=", "95", "0", "90")], funds("0"), HENAN)
    blank = score_sheet([make_line(">=", "95", None, "90")], funds(None), HENAN)
    assert (zero.total, zero.complete, zero.grade) == (Decimal(0), True, "差")
    assert (blank.total, blank.complete, blank.grade) == (Decimal(0), False, None)


def test_a_sheets_own_blocks_follow_those_of_the_edition():
    rows = [met("10", block="成本指标"), met("35", block="效益指标"), met("25", block="产出指标")]
    names = [block.name for block in score_sheet(rows, funds(), HENAN).blocks]
    assert names == ["产出指标", "效益指标", "成本指标"]
