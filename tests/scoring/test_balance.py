"""Points of a plan laid against its edition."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.balance import Share, balance
from scoring.rules.edition import load_all

EDITIONS = load_all()
NATIONAL = EDITIONS["national-2020"]  # 50, 30, 10, may be adapted
HENAN = EDITIONS["henan-department-2021"]  # 30, 25, 35, fixed
HUBEI = EDITIONS["hubei-2020"]  # one block of 80 for all


def shares(*rows):
    return [
        Share(str(number), name, None if points is None else Decimal(points))
        for number, (name, points) in enumerate(rows)
    ]


def told(found):
    return [(block.name, block.due, block.given, block.difference) for block in found.blocks]


FULL = [("产出指标", "50"), ("效益指标", "30"), ("满意度指标", "10")]


def test_a_plan_that_adds_up_has_nothing_wrong():
    found = balance(shares(*FULL), NATIONAL)
    assert (found.execution, found.given, found.difference, found.wrong) == (10, 100, 0, [])


def test_what_misses_is_told_by_block_and_in_the_whole():
    found = balance(shares(("产出指标", "48"), *FULL[1:]), NATIONAL)
    assert told(found)[0] == ("产出指标", 50, 48, -2)
    assert [block.name for block in found.wrong] == ["产出指标"]
    assert found.difference == -2


def test_blocks_that_may_be_adapted_are_only_asked_about_when_the_whole_adds_up():
    found = balance(
        shares(("产出", "40"), ("成本指标", "20"), ("效益指标", "20"), FULL[2]), NATIONAL
    )
    assert found.wrong == []
    assert [block.name for block in found.adapted] == ["产出指标", "效益指标"]
    assert told(found)[3] == ("成本指标", None, 20, None)


def test_fixed_blocks_may_not_be_adapted():
    rows = shares(("投入管理指标", "35"), ("产出指标", "20"), ("效益指标", "35"))
    found = balance(rows, HENAN)
    assert found.difference == 0
    assert [block.name for block in found.wrong] == ["投入管理指标", "产出指标"]
    assert found.adapted == []


def test_a_block_that_fixed_blocks_do_not_know_is_wrong():
    rows = shares(("投入管理指标", "30"), ("产出指标", "25"), ("效益指标", "35"), ("别的", "0"))
    assert [block.name for block in balance(rows, HENAN).wrong] == ["别的"]


def test_one_block_for_all_leaves_the_names_to_the_plan():
    found = balance(shares(("数量", "50"), ("质量", "30")), HUBEI)
    assert [(name, due) for name, due, *_ in told(found)] == [("数量", None), ("质量", None)]
    assert (found.execution, found.difference, found.wrong) == (20, 0, [])


def test_without_an_edition_nothing_is_due():
    found = balance(shares(("产出指标", "50")), None)
    assert (found.execution, found.difference, found.wrong) == (None, None, [])


def test_missing_points_go_to_rows_without_points_first():
    rows = shares(("产出指标", "40"), ("产出指标", None), ("产出指标", None))
    (block, *_) = balance(rows, NATIONAL).blocks
    assert block.spread() == {"1": Decimal(5), "2": Decimal(5)}


@pytest.mark.parametrize("points", ["50", "51"])
def test_where_nothing_misses_nothing_is_spread(points):
    assert balance(shares(("产出指标", points)), NATIONAL).blocks[0].spread() == {}


@given(st.lists(st.one_of(st.none(), st.decimals(0, 3, places=2)), min_size=1, max_size=16))
def test_after_spreading_the_block_has_what_it_is_due(given_points):
    rows = [Share(str(at), "产出指标", points) for at, points in enumerate(given_points)]
    fresh = balance(rows, NATIONAL).blocks[0].spread()
    again = [Share(row.key, row.level1, fresh.get(row.key, row.points)) for row in rows]
    assert balance(again, NATIONAL).blocks[0].difference == 0
    assert all(fresh[row.key] >= (row.points or 0) for row in rows if row.key in fresh)
