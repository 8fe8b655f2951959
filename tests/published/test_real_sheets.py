"""Sheets as departments printed them, figure by figure."""

from decimal import Decimal

import pytest

from projects.values import BLANK, Printed
from scoring.published.sheet import PublishedText
from tests.published.samples import ANHUI, SICHUAN, SMALL, YUNNAN, read


def test_the_head_is_read_as_written(tmp_path):
    sheet = read(tmp_path, YUNNAN)
    assert (sheet.year, sheet.kind, sheet.money_unit) == (2022, "project", "元")
    assert sheet.department == "永德县教育体育局 / 永德县明朗中学"
    assert (sheet.region, sheet.subject) == ("云南省临沧市永德县", "义务教育营养改善计划专项资金")
    assert (sheet.layout, sheet.published_at) == ("云南式", "")


def test_a_fund_row_keeps_the_printed_text_and_the_exact_number(tmp_path):
    total, part = read(tmp_path, YUNNAN).funds
    assert total.annual_budget == Printed("387664.62", Decimal("387664.62"))
    assert total.rate == Printed("100%", Decimal(100))
    assert (part.label, part.points, part.initial_budget) == ("其中：当年财政拨款", BLANK, BLANK)


def test_an_indicator_row_keeps_sign_value_and_unit_of_their_own_columns(tmp_path):
    line = read(tmp_path, YUNNAN).lines[1]
    assert (line.nature, line.value, line.unit) == ("═", "100", "%")
    assert (line.target, line.actual) == ("═100%", "98%")
    assert (line.points.number, line.score.number) == (Decimal(10), Decimal(9))


def test_totals_are_read_with_or_without_quotation_marks(tmp_path):
    sheet = read(tmp_path, YUNNAN)
    assert sheet.total_points == Printed("100", Decimal(100))
    assert sheet.total == Printed("96", Decimal(96))
    assert sheet.narrative_total == BLANK


def test_block_points_keep_their_printed_order(tmp_path):
    sheet = read(tmp_path, ANHUI)
    blocks = [(name, points.text) for name, points in sheet.block_points.items()]
    assert blocks == [("产出指标", "50"), ("效益指标", "30")]


def test_a_row_without_points_and_score_is_a_breakdown(tmp_path):
    assert [line.is_breakdown for line in read(tmp_path, ANHUI).lines] == [False, True]


@pytest.mark.parametrize("key", ["points", "score", "weight_pct", "raw_score"])
def test_a_row_with_any_figure_of_its_weight_or_score_is_no_breakdown(tmp_path, key):
    sheet = read(tmp_path, f"kind: project\nindicators:\n- level3: 讲座\n  {key}: '5'\n")
    assert not sheet.lines[0].is_breakdown


def test_blank_zero_and_a_stroke_are_three_things(tmp_path):
    _, stroke, zero = read(tmp_path, SICHUAN).funds
    assert (stroke.points, stroke.score) == (Printed("/", None), Printed("/", None))
    assert zero.initial_budget == Printed("0.0", Decimal("0.0"))
    assert zero.executed == BLANK
    assert str(zero.initial_budget.number) == "0.0"


def test_a_sheet_without_funds_head_and_totals_is_read(tmp_path):
    sheet = read(tmp_path, SMALL)
    assert (sheet.funds, sheet.year, sheet.money_unit) == ((), None, "万元")
    assert (sheet.title, sheet.block_points, sheet.total) == ("", {}, BLANK)
    assert sheet.lines[0].score == Printed("9.90", Decimal("9.90"))
    assert str(sheet.lines[0].score.number) == "9.90"


def test_notes_passages_and_unknown_keys_change_nothing(tmp_path):
    more = "notes: [年初结转: 5, {a: b}]\npassages:\n- points: 十分\ngrade: 优\nfuture: {a: [b]}\n"
    assert read(tmp_path, SMALL + more) == read(tmp_path, SMALL)


@pytest.mark.parametrize(
    "goals, texts",
    [
        ("[{expected: 建园, done: 已建}]", [("", "建园", "已建")]),
        ("[{name: 目标1, content: 建园, completion: 完成}]", [("目标1", "建园", "完成")]),
        (
            "['1.建园', '（二） 办会', 其他]",
            [("1", "建园", ""), ("（二）", "办会", ""), ("", "其他", "")],
        ),
        ("建园", [("", "建园", "")]),
        ("[]", []),
        ("{a: b}", []),
        ("[[a], {b: [c]}, null]", [("", "", "")]),
        (f"[{'字' * 3000}]", [("", "字" * 2000, "")]),
    ],
)
def test_goals_are_texts_whatever_stands_there_and_no_reason_to_refuse(tmp_path, goals, texts):
    assert read(tmp_path, f"{SMALL}goals: {goals}\n").goals == tuple(
        PublishedText(*text) for text in texts
    )


def test_a_sheet_cannot_be_changed(tmp_path):
    sheet = read(tmp_path, SMALL)
    with pytest.raises(AttributeError):
        sheet.year = 2020
