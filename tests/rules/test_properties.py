"""What holds for every sheet: bounds, direction, full marks, sums, and no matter the order."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.rules.sheet import score_execution, score_line, score_sheet
from scoring.rules.terms import Sign, execution, line
from tests.rules.build import EDITIONS, HENAN

BLOCKS = ("投入管理指标", "产出指标", "效益指标")
INVERSE = replace(HENAN, at_most="inverse")

figures = st.decimals("-1000000", "1000000", places=6)
small = st.integers(-20, 60).map(Decimal)
values = st.one_of(small, figures)
points = st.decimals("0.01", "30", places=2)
shares = st.decimals("0", "1", places=4)
signs = st.sampled_from(list(Sign))
editions = st.sampled_from([*EDITIONS.values(), INVERSE])


def measured(key, block, points, sign, target, actual, applicable):
    return line(
        key=str(key),
        block=block,
        points=points,
        sign=sign,
        target=target,
        actual=actual,
        applicable=applicable,
    )


lines = st.one_of(
    st.builds(
        measured,
        st.integers(0, 999),
        st.sampled_from(BLOCKS),
        points,
        signs,
        st.none() | values,
        st.none() | values,
        st.sampled_from([True, True, True, False]),
    ),
    st.builds(
        lambda key, block, points, share: line(
            key=str(key), block=block, points=points, share=share
        ),
        st.integers(0, 999),
        st.sampled_from(BLOCKS),
        points,
        st.none() | shares,
    ),
)
amounts = st.none() | st.decimals("-10", "100000", places=2)
funds = st.builds(
    lambda executed, annual: execution(executed=executed, annual=annual), amounts, amounts
)


@given(lines, editions)
def test_a_score_lies_between_nothing_and_the_points(line, edition):
    scored = score_line(line, edition)
    assert scored.score is None or 0 <= scored.score <= scored.points


@given(funds, editions)
def test_execution_lies_between_nothing_and_its_points(funds, edition):
    scored = score_execution(funds, edition)
    assert scored.score is None or 0 <= scored.score <= scored.points


@given(st.sampled_from([">=", ">", "<=", "<"]), points, values, values, values, editions)
def test_doing_better_in_the_signs_direction_never_scores_less(
    sign, points, target, one, other, edition
):
    worse, better = sorted((one, other), reverse=sign.startswith("<"))
    scores = [
        score_line(measured(1, "", points, Sign(sign), target, actual, True), edition).score
        for actual in (worse, better)
    ]
    assume(None not in scores)
    assert scores[0] <= scores[1]


def meeting(sign, target, beyond):
    return {
        Sign.AT_LEAST: target + beyond,
        Sign.ABOVE: target + beyond + 1,
        Sign.AT_MOST: target - beyond,
        Sign.BELOW: target - beyond - 1,
        Sign.EQUAL: target,
    }[sign]


met = st.builds(
    lambda block, points, sign, target, beyond, applicable: measured(
        1, block, points, sign, target, meeting(sign, target, beyond), applicable
    ),
    st.sampled_from(BLOCKS),
    points,
    signs,
    values,
    st.integers(0, 50).map(Decimal),
    st.booleans(),
)


@given(st.lists(met, max_size=12), met, editions)
def test_when_all_that_applies_is_met_the_total_is_full(rows, one, edition):
    one = one._replace(applicable=True, slot=f"{one.sign.value} {one.places}")
    sheet = score_sheet([*rows, one], execution(executed=Decimal(9), annual=Decimal(9)), edition)
    assert sheet.total == sheet.due
    assert (sheet.unscored, sheet.grade is None) == (0, False)


@given(st.lists(lines, max_size=20), funds, editions, st.sampled_from([0, 1, 2]))
@settings(max_examples=200)
def test_lines_execution_and_named_rows_add_up_to_the_total(rows, funds, edition, digits):
    sheet = score_sheet(rows, funds, replace(edition, total_digits=digits))
    scores = [line.score or 0 for line in sheet.lines] + [sheet.execution.score or 0]
    assert sum(scores) + sum(row.score for row in sheet.adjustments) == sheet.total
    assert sum(block.score for block in sheet.blocks) == sum(scores[:-1])
    assert sum(block.points for block in sheet.blocks) + sheet.execution.points == sheet.due
    assert sheet.total == round(sheet.total, digits)


@given(st.data(), st.lists(lines, max_size=12), funds, editions)
def test_the_order_of_the_rows_does_not_matter(data, rows, funds, edition):
    shuffled = data.draw(st.permutations(rows))
    one, other = score_sheet(rows, funds, edition), score_sheet(shuffled, funds, edition)
    assert sorted(one.lines, key=repr) == sorted(other.lines, key=repr)
    assert {block.name: block for block in one.blocks} == {b.name: b for b in other.blocks}
    for name in ("execution", "adjustments", "due", "total", "grade", "unscored"):
        assert getattr(one, name) == getattr(other, name)


@given(st.lists(lines, max_size=12), funds, editions)
def test_a_line_scores_alone_what_it_scores_in_its_sheet(rows, funds, edition):
    sheet = score_sheet(rows, funds, edition)
    assert list(sheet.lines) == [score_line(row, edition) for row in rows]


def test_equal_is_rightly_left_out_of_the_direction():
    """More is not always less with "=": a miss from above zero is full, at zero it is nothing."""
    scores = [
        score_line(measured(1, "", Decimal(4), Sign.EQUAL, Decimal(0), Decimal(a), True), HENAN)
        for a in (0, 1)
    ]
    assert scores[0].score > scores[1].score


@pytest.mark.parametrize("edition", [HENAN, INVERSE])
def test_the_two_ceilings_differ_where_an_edition_may_choose(edition):
    scored = score_line(
        measured(1, "", Decimal(2), Sign.AT_MOST, Decimal(5), Decimal(6), True), edition
    )
    expected = {"overshoot": "1.60", "inverse": "1.67"}[edition.at_most]
    assert (scored.rule, scored.score) == (f"at_most_{edition.at_most}", Decimal(expected))
