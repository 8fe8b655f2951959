"""Points of the blocks: against their own rows, and against the edition."""

import pytest

from scoring.checks.blocks import block_key
from tests.checks.build import FALLBACK, HENAN, checked, full, right, row

PRINTED = {"产出指标": "50", "效益指标": "30", "满意度指标": "10"}


def three(output="50", benefit="30", satisfaction="10"):
    return [
        full(output, block="产出指标"),
        full(benefit, block="效益指标"),
        full(satisfaction, block="满意度指标"),
    ]


def test_blocks_that_have_their_points_are_no_finding():
    assert checked(right(rows=three(), blocks=PRINTED)) == []


@pytest.mark.parametrize("name", ["产出指标", "产出", " 产出 指标"])
def test_a_block_has_the_points_of_its_rows(name):
    found = checked(right(rows=three(), blocks={name: "45"}))
    assert found == [("block-points", "error", f"block_points.{name}", "45", "50")]


@pytest.mark.parametrize("blocks", [{"产出指标": ""}, {"成本指标": "20"}, {}])
def test_a_blank_block_and_one_without_rows_say_nothing(blocks):
    assert checked(right(rows=three(), blocks=blocks)) == []


def test_the_last_block_of_a_cut_copy_may_go_on():
    rows = three()[:2]
    assert checked(right(rows=rows, blocks=PRINTED | {"效益指标": "35"})) == []
    found = checked(right(rows=rows, blocks=PRINTED | {"产出指标": "55"}))
    assert found == [("block-points", "error", "block_points.产出指标", "55", "50")]


def test_break_down_rows_add_nothing_to_a_block():
    rows = [*three(), row("1.5亩", "1.5亩", block="满意度指标")]
    assert checked(right(rows=rows, blocks=PRINTED)) == []


@pytest.mark.parametrize("points, severity", [("60", "doubt"), ("40", "error")])
def test_a_row_with_a_score_and_no_points_may_make_up_the_rest(points, severity):
    rows = [full("20"), full("30"), row("提升", "提升", "", "5"), *three()[1:]]
    found = checked(right(rows=rows, blocks={"产出指标": points}, total="105"))
    assert [one[:2] for one in found] == [("block-points", severity)]


def test_a_form_without_points_has_no_blocks_to_compare():
    rows = [row("提升", "提升", "", "50"), row("80%", "80%", "", "40", block="效益指标")]
    assert checked(right(rows=rows, blocks=PRINTED)) == []


def test_the_sheets_own_weights_are_one_doubt():
    found = checked(right(rows=three("40", "30", "20"), terms=FALLBACK))
    sides = "产出指标 40，满意度指标 20", "产出指标 50，满意度指标 10"
    assert found == [("block-edition", "doubt", "block_points", *sides)]


def test_a_block_that_the_edition_does_not_know_is_named():
    rows = [full("20", block="成本指标"), *three("40", "20", "10")]
    ((_, _, _, mine, theirs),) = checked(right(rows=rows, terms=FALLBACK))
    assert mine == "产出指标 40，效益指标 20，成本指标 20"
    assert theirs == "产出指标 50，效益指标 30，成本指标 未设"


@pytest.mark.parametrize("name", ["产出", "产出指标", "产出类指标", "项目产出", "年度产出指标"])
def test_a_block_is_known_by_other_spellings(name):
    rows = [full("50", block=name), *three()[1:]]
    assert checked(right(rows=rows, terms=FALLBACK)) == []


def test_weights_are_not_compared_where_they_cannot_be():
    unusual = three("40", "30", "20")
    no_blocks = FALLBACK._replace(blocks={})
    for other in ({"terms": None}, {"terms": no_blocks}):
        assert checked(right(rows=unusual, **other)) == []
    cut = right(rows=three("60", "20", "5"), terms=FALLBACK)
    assert checked(cut) == []


def test_points_that_do_not_make_the_whole_are_told_once():
    found = checked(right(rows=three("60", "30", "20"), terms=FALLBACK, total="120"))
    assert [one[0] for one in found] == ["points-whole"]


def test_each_edition_has_its_own_blocks():
    rows = [
        full("30", block="投入管理指标"),
        full("25", block="产出指标"),
        full("35", block="效益指标"),
    ]
    assert checked(right(rows=rows, terms=FALLBACK._replace(blocks=HENAN))) == []
    assert [one[0] for one in checked(right(rows=rows, terms=FALLBACK))] == ["block-edition"]


def test_a_name_that_is_only_its_ending_stays():
    assert [block_key(name) for name in ("指标", "效益指标", "", "效益绩效指标")] == [
        "指标",
        "效益",
        "",
        "效益",
    ]
