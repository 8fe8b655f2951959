"""Everything that keeps a plan from being submitted, and what is only asked."""

from dataclasses import replace
from decimal import Decimal

import pytest

from projects.values import BLANK, Printed
from scoring.plan_gaps import PlanFund, PlanLine, PlanText, hints, plan_gaps
from scoring.rules.edition import load_all

NATIONAL = load_all()["national-2020"]


def line(number, level1, points, **more):
    said = {"level2": "", "level3": f"第{number}项", "target": f"≥{number}%"} | more
    points = None if points is None else Decimal(points)
    return PlanLine(key=f"k{number}", number=number, level1=level1, points=points, **said)


def fund(key, annual, *, is_total=False, label=""):
    number = Decimal(annual) if annual.replace(".", "").isdigit() else None
    figure = Printed(annual, number) if annual else BLANK
    return PlanFund(key=key, label=label or key, is_total=is_total, initial=BLANK, annual=figure)


LINES = [line(1, "产出指标", "50"), line(2, "效益指标", "30"), line(3, "满意度指标", "10")]
FUNDS = [fund("总额", "5.00", is_total=True), fund("财政拨款", "5.00")]


def gaps(lines=LINES, funds=FUNDS, texts=(), edition=NATIONAL):
    return plan_gaps(lines=lines, funds=funds, texts=texts, edition=edition)


def changed(at, **more):
    return [replace(row, **more) if number == at else row for number, row in enumerate(LINES)]


def test_a_whole_plan_has_none():
    assert gaps() == []
    assert hints(LINES, FUNDS, NATIONAL) == []


@pytest.mark.parametrize(
    ("more", "anchor", "said"),
    [
        ({"target": " "}, "t-k1", "未填"),
        ({"target": "≥**人次"}, "t-k1", "“≥**人次”是模板提示"),
        ({"target": "好坏"}, "t-k1", "评价档次"),
        ({"target": "不适用"}, "t-k1", "请删除本行"),
        ({"level3": ""}, "l3-k1", "未填"),
        ({"level3": "（100字以内）"}, "l3-k1", "模板提示"),
    ],
)
def test_a_blank_or_a_rest_of_the_form_is_a_gap_at_its_field(more, anchor, said):
    (gap,) = gaps(changed(0, **more))
    assert (gap.anchor, said in gap.message) == (anchor, True)
    assert gap.label.startswith("第 1 行 ")


def test_points_that_are_blank_are_not_points_of_0():
    messages = [[gap.message for gap in gaps(changed(0, points=points))] for points in (None, 0)]
    assert messages[0][0].startswith("未填")
    assert messages[1][0].startswith("是 0")
    assert all("还差 50" in told[1] for told in messages)


def test_points_are_told_block_by_block_and_in_the_whole():
    found = gaps(changed(0, points=Decimal(48)))
    assert [(gap.anchor, gap.label) for gap in found] == [
        ("balance", "产出指标 分值"),
        ("balance", "分值合计"),
    ]
    assert found[0].message == "合计 48，应为 50，还差 2。"
    assert "合计 98，应为 100，还差 2" in found[1].message


def test_a_level_1_without_a_name_is_a_gap():
    assert "l1-k1" in [gap.anchor for gap in gaps(changed(0, level1=""))]


def test_no_indicators_is_one_gap():
    assert [gap.anchor for gap in gaps([])] == ["targets"]


def test_the_same_indicator_twice_is_a_gap_and_in_two_places_a_question():
    twice = [*LINES, replace(LINES[0], key="k4", number=4, points=Decimal(1))]
    assert any("与第 1 行是同一个指标" in gap.message for gap in gaps(twice))
    beside = [*LINES, replace(LINES[0], key="k4", number=4, level1="效益指标")]
    assert not any("同一个指标，请合并" in gap.message for gap in gaps(beside))
    assert any("与第 1 行同名" in hint.message for hint in hints(beside, FUNDS, NATIONAL))


@pytest.mark.parametrize(
    ("target", "asked"), [("提升", True), ("较上年提升", False), ("提升5%", False), ("合规", False)]
)
def test_a_movement_without_a_comparison_is_a_question_and_no_gap(target, asked):
    lines = changed(0, target=target)
    assert gaps(lines) == []
    assert bool(hints(lines, FUNDS, NATIONAL)) == asked


@pytest.mark.parametrize(
    ("funds", "anchor", "said"),
    [
        ([fund("总额", "五万", is_total=True), FUNDS[1]], "fa-总额", "不是金额"),
        ([FUNDS[0], fund("财政拨款", "4.00")], "fa-总额", "相差 1"),
        ([fund("财政拨款", "5.00")], "funds", "没有总额行"),
        ([fund("总额", "", is_total=True)], "fa-总额", "还没有金额"),
        ([fund("财政拨款", "")], "funds", "还没有金额"),
    ],
)
def test_funds_that_cannot_be_read_or_do_not_add_up(funds, anchor, said):
    (gap,) = gaps(funds=funds)
    assert (gap.anchor, said in gap.message) == (anchor, True)


def test_texts_that_are_blank_or_rests_of_the_form():
    texts = [
        PlanText(key="a", kind="goals", number=1, name="", content=""),
        PlanText(key="b", kind="tasks", number=1, name="任务", content="（100字以内）"),
        PlanText(key="c", kind="tasks", number=2, name="任务", content="做成"),
    ]
    assert [gap.anchor for gap in gaps(texts=texts)] == ["gn-a", "kc-b"]


def test_without_an_edition_points_are_not_asked_to_add_up():
    assert gaps(changed(0, points=Decimal(1)), edition=None) == []


def test_all_gaps_are_told_at_once():
    lines = [replace(LINES[0], target="", level3=""), *LINES[1:]]
    assert len(gaps(lines, funds=[fund("财政拨款", "元")])) == 3


def test_amounts_that_only_rounding_could_make_equal_are_asked_about():
    funds = [fund("年度资金总额", "6", is_total=True), fund("财政拨款", "5.5")]
    assert gaps(funds=funds) == []
    (hint,) = hints(LINES, funds, NATIONAL)
    assert hint.anchor == "fa-年度资金总额"
    assert "相加 5.5，总额行是 6，相差 0.5。可能是四舍五入，请核对。" in hint.message
    assert hints(LINES, [funds[0], fund("财政拨款", "6.0")], NATIONAL) == []
