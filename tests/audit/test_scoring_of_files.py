"""How the rows of a file are brought to what the rule book compares."""

from decimal import Decimal

import pytest

from tests.audit.files import made, told


def lines(audit):
    return [
        (
            one.score.rule,
            one.score.outcome,
            None if one.score.score is None else str(one.score.score),
        )
        if one.score
        else one.explanation
        for one in audit.scored.lines
    ]


@pytest.mark.parametrize(
    "row, scored",
    [
        ("target: ≥95%, actual: '93', points: '3'", ("at_least", "short", "2.94")),
        ("target: 20亩, actual: 25亩, points: '3'", ("equal", "exceeded", "3.00")),
        ("target: 3-5次, actual: 4次, points: '3'", ("within", "within", "3.00")),
        ("target: 3-5次, actual: 6次, points: '3'", ("within", "above_range", None)),
        ("target: 12月底前, actual: 2022年11月, points: '3'", ("by_day", "on_time", "3.00")),
        ("target: 2022年6月30日前, actual: 2022年7月1日, points: '3'", ("by_day", "late", None)),
        ("target: 12月底前, actual: 及时, points: '3'", ("by_day", "day_unclear", None)),
        ("target: ≥4万人, actual: '41000', points: '3'", ("at_least", "unit_unclear", None)),
        ("target: ≥4万人, actual: 41000人, points: '3'", ("at_least", "met", "3.00")),
        ("target: ≥95%, actual: '0.97', points: '3'", ("at_least", "unit_unclear", None)),
        ("target: ≥95%, actual: '1', points: '3'", ("at_least", "unit_unclear", None)),
        ("target: ≥95%, actual: '1.9', points: '3'", ("at_least", "short", "0.06")),
        ("target: ≥95%, actual: '0', points: '3'", ("at_least", "short", "0.00")),
        ("target: ≥1%, actual: '0.5', points: '3'", ("at_least", "short", "1.50")),
        ("target: ≥266米, actual: ≥266米, points: '3'", ("at_least", "actual_unclear", None)),
        ("target: 提升, actual: 提升, points: '3'", ("tiers_80_60", "not_judged", None)),
        ("target: ≥1个, actual: 不适用, points: '3'", ("not_applicable", "not_applicable", None)),
        ("target: ≥1个, points: '3'", ("at_least", "not_reported", None)),
        ("target: ≥1个, actual: 1个", "其中行，不计分"),
        ("target: ≥1个, actual: 1个, score: '3'", "没有分值，不计分"),
        ("target: ≥1个, actual: 1个, weight_pct: '5', score: '5'", ("at_least", "met", "5.00")),
    ],
)  # fmt: skip
def test_a_row_is_scored_as_its_texts_say(row, scored):
    assert lines(made(f"- {{level1: 产出指标, level3: 甲, {row}}}")) == [scored]


def test_sign_value_and_unit_in_columns_of_their_own():
    row = "{level3: 甲, nature: ≧, value: '735', unit: 人次, actual: '700', points: '10'}"
    assert lines(made(f"- {row}")) == [("at_least", "short", "9.52")]


def test_a_unit_that_stands_in_the_indicators_name():
    row = (
        "{level1: 产出指标, level3: 服务外包(万美元), target: ≥2, actual: 15000美元, points: '10'}"
    )
    assert lines(made(f"- {row}")) == [("at_least", "short", "7.50")]


def test_points_that_no_score_can_be_given_for_are_left_out_and_told():
    (line,) = made("- {level3: 甲, target: '1', actual: '1', points: '3.333'}").scored.lines
    assert line.score is None
    assert "不计分：" in line.explanation
    assert "最多两位小数" in line.explanation


def test_a_row_without_points_is_checked_as_one_that_applies():
    audit = made("- {level1: 产出指标, level3: 甲, target: ≥1个, score: '3'}")
    assert told(audit) == [("points-without-actual", "doubt", "indicators[0].actual", None, None)]


def test_a_department_outside_every_region_is_not_scored():
    rows = "- {level1: 产出指标, level3: 甲, target: '5', actual: '4', points: '90', score: '90'}"
    audit = made(rows, kind="department", region="山东省")
    assert (audit.choice, audit.scored.execution, audit.total) == (None, None, None)
    assert lines(audit) == ["没有适用的评分办法，不计分"]
    assert audit.findings == ()


def test_the_printed_points_of_the_execution_are_the_sheets_own():
    funds = "- {label: 总额, annual_budget: '200', executed: '150', points: '20', score: '15'}"
    rows = "- {level1: 产出指标, level3: 甲, target: '5', actual: '5', points: '80', score: '80'}"
    audit = made(rows, funds=funds)
    assert (audit.scored.execution.score, audit.total) == (Decimal("15.00"), Decimal("95.00"))


@pytest.mark.parametrize(
    "printed, score",
    [
        ("points: '10'", "7.50"),
        ("score: '7.5'", "7.50"),
        ("points: '10', score: '7.5'", "7.50"),
        ("rate: 75%", None),
    ],
)
def test_the_execution_is_scored_where_its_points_or_its_score_are_printed(printed, score):
    funds = f"- {{label: 总额, annual_budget: '200', executed: '150', {printed}}}"
    rows = "- {level1: 产出指标, level3: 甲, target: '5', actual: '5', points: '90', score: '90'}"
    execution = made(rows, funds=funds).scored.execution
    assert (None if execution is None else str(execution.score)) == score


def test_lines_follow_their_names_where_the_edition_says_so():
    rows = """\
- {level1: 满意度指标, level3: 群众满意度, target: ≥95%, actual: 85%, points: '10'}
- {level1: 产出指标, level3: 检查次数, target: ≥10次, actual: 8次, points: '10'}
- {level1: 产出指标, level3: 覆盖率, target: ≥90%, actual: 50%, points: '10'}"""
    assert lines(made(rows, edition="national-2021-core")) == [
        ("bands_90-100_80-80_60-50", "band_2", "8.00"),
        ("at_least_pass60", "short", "5.00"),
        ("at_least_pass60", "under_pass", "0.00"),
    ]


def test_rules_of_general_knowledge_only_raise_doubts_even_when_asked_for():
    rows = "- {level3: 群众满意度, target: ≥95%, actual: 85%, points: '10', score: '9'}"
    found = told(made(rows, edition="national-2021-core"))
    assert ("line-score", "doubt", "indicators[0].score", "9", "8.00") in found
    assert {severity for _, severity, *_ in found} == {"doubt"}


def test_what_does_not_apply_is_brought_to_the_whole():
    rows = """\
- {level1: 产出指标, level3: 甲, target: '5', actual: '5', points: '60', score: '60'}
- {level1: 效益指标, level3: 乙, target: '5', actual: 不适用, points: '30'}"""
    right = made(rows, head="total_printed: '100'")
    assert (right.total, told(right)) == (Decimal("100.00"), told(made(rows)))
    wrong = made(rows, head="total_printed: '71'")
    assert [one[:2] for one in told(wrong) if one[0] == "total-sum"] == [("total-sum", "doubt")]


@pytest.mark.parametrize("points", ["3.333", "1000", "0", "0.001"])
def test_odd_points_of_the_execution_or_of_a_row_break_nothing(points):
    funds = f"- {{label: 总额, annual_budget: '3', executed: '1', points: '{points}', score: '0'}}"
    row = f"- {{level3: 甲, target: '5', actual: '4', points: '{points}', score: '0'}}"
    for audit in (made(row, funds=funds), made(row, funds=funds.replace("points", "raw"))):
        assert len(audit.scored.lines) == 1
        assert audit.scored.execution.score is not None


def test_a_merged_heading_stands_over_all_its_rows():
    rows = """\
- {level1: 产出, level2: 数量, level3: 甲, target: '5', actual: '5', points: '20', score: '20'}
- {level3: 乙, target: '5', actual: '5', points: '30', score: '30'}
- {level1: 效益指标, level3: 丙, target: '5', actual: '5', points: '40', score: '40'}"""
    audit = made(rows, head="block_points: {产出: '50', 效益指标: '40'}\ntotal_printed: '100'")
    assert [one.headings for one in audit.scored.lines] == [
        ("产出", "数量"),
        ("产出", "数量"),
        ("效益指标", ""),
    ]
    assert audit.findings == ()


def test_points_of_the_execution_may_stand_on_a_source():
    funds = """\
- {label: 年度资金总额, annual_budget: '100', executed: '100'}
- {label: 财政拨款, annual_budget: '100', executed: '100', points: '10', score: '10'}"""
    rows = "- {level1: 甲, level3: 甲, target: '5', actual: '5', points: '90', score: '90'}"
    audit = made(rows, funds=funds, head="total_printed: '100'")
    assert [one.check for one in audit.findings if one.check != "block-edition"] == []
    assert audit.total == Decimal("100.00")


def test_funds_without_a_total_row_are_not_added_up():
    funds = """\
- {label: 其中：财政拨款, annual_budget: '80', executed: '80', points: '10', score: '10'}
- {label: 其他资金, annual_budget: '20', executed: '20'}"""
    rows = "- {level1: 甲, level3: 甲, target: '5', actual: '5', points: '90', score: '90'}"
    audit = made(rows, funds=funds, head="total_printed: '100'")
    assert [one.check for one in audit.findings if one.check != "block-edition"] == []


def test_a_share_does_not_take_its_sign_from_the_name():
    row = "- {level3: 合格率(%), target: ≥95, actual: '0.96', points: '10', score: '10'}"
    audit = made(row)
    assert lines(audit) == [("at_least", "unit_unclear", None)]
    assert [one[:2] for one in told(audit)] == [("unit-lost", "doubt")]


def test_what_no_edition_scores_is_still_compared():
    rows = "- {level3: 经济效益, target: '0', actual: '0', points: '8', score: '8'}"
    audit = made(rows, kind="department", region="山东省")
    assert [one[:3] for one in told(audit)] == [("zero-of-zero", "doubt", "indicators[0].target")]
