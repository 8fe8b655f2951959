"""What holds for every sheet: bounds, direction, full marks, sums, and no matter the order."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring.rules.edition_terms import DEFAULT
from scoring.rules.sheet import score_execution, score_line, score_sheet
from scoring.rules.terms import Sign, execution, line
from tests.rules.build import HENAN
from tests.rules.variants import ALL, HEADINGS, INVERSE

BLOCKS = ("投入管理指标", "产出指标", "效益指标")

figures = st.decimals("-1000000", "1000000", places=6)
small = st.integers(-20, 60).map(Decimal)
values = st.one_of(small, figures)
points = st.decimals("0.01", "30", places=2)
shares = st.decimals("0", "1", places=4)
signs = st.sampled_from(list(Sign))
editions = st.sampled_from(ALL)


def measured(key, block, points, sign, target, actual, applicable, way=DEFAULT, **more):
    return line(
        key=str(key),
        block=block,
        points=points,
        sign=sign,
        target=target,
        actual=actual,
        applicable=applicable,
        way=way,
        **more,
    )


def in_its_way(row, heading, edition):
    """A line from its arguments, under an edition that may score it by its heading."""
    way = edition.way_of(heading, unit=row["unit"], measured=row["sign"] is not None)
    return line(way=way, **row)


common = {
    "key": st.integers(0, 999).map(str),
    "block": st.sampled_from(BLOCKS),
    "points": points,
    "unit": st.sampled_from(["", "%", "个"]),
}
arguments = st.one_of(
    st.fixed_dictionaries(
        {
            **common,
            "sign": signs,
            "target": st.none() | values,
            "actual": st.none() | values,
            "upper": st.none() | values,
            "applicable": st.sampled_from([True, True, True, False]),
        }
    ),
    st.fixed_dictionaries({**common, "sign": st.none(), "share": st.none() | shares}),
)
headed = st.tuples(arguments, st.sampled_from(HEADINGS))
lines_under = st.builds(lambda row, edition: (in_its_way(*row, edition), edition), headed, editions)
"""A line and the edition that it is scored by."""


def sheets_under(editions, max_size):
    return st.builds(
        lambda rows, edition: ([in_its_way(*row, edition) for row in rows], edition),
        st.lists(headed, max_size=max_size),
        editions,
    )


amounts = st.none() | st.decimals("-10", "100000", places=2)
funds = st.builds(
    lambda executed, annual: execution(executed=executed, annual=annual), amounts, amounts
)


@given(lines_under)
@settings(max_examples=1000)
def test_a_score_lies_between_nothing_and_the_points(case):
    line, edition = case
    scored = score_line(line, edition)
    assert scored.score is None or 0 <= scored.score <= scored.points


@given(funds, editions)
def test_execution_lies_between_nothing_and_its_points(funds, edition):
    scored = score_execution(funds, edition)
    assert scored.score is None or 0 <= scored.score <= scored.points


undeducted = st.sampled_from([edition for edition in ALL if not edition.over_target.deducts])
deducting = st.sampled_from([edition for edition in ALL if edition.over_target.deducts])
directed = st.sampled_from([">=", ">", "<=", "<"])
settings_of_ways = st.tuples(st.sampled_from(HEADINGS), st.sampled_from(["", "%", "个"]))


def scores_of(sign, points, target, actuals, edition, heading="", unit=""):
    way = edition.way_of(heading, unit=unit, measured=True)
    return [
        score_line(measured(1, "", points, Sign(sign), target, actual, True, way), edition).score
        for actual in actuals
    ]


@given(directed, points, values, values, values, undeducted, settings_of_ways)
@settings(max_examples=300)
def test_doing_better_in_the_signs_direction_never_scores_less(
    sign, points, target, one, other, edition, way
):
    worse, better = sorted((one, other), reverse=sign.startswith("<"))
    scores = scores_of(sign, points, target, (worse, better), edition, *way)
    assume(None not in scores)
    assert scores[0] <= scores[1]


@given(directed, points, values, values, values, deducting)
def test_doing_better_never_scores_less_up_to_where_points_are_taken_off(
    sign, points, target, one, other, edition
):
    worse, better = sorted((one, other), reverse=sign.startswith("<"))
    limit = target * edition.over_target.percent / 100
    assume(sign.startswith("<") or target <= 0 or better < limit)
    scores = scores_of(sign, points, target, (worse, better), edition)
    assume(None not in scores)
    assert scores[0] <= scores[1]


@given(st.sampled_from([">=", ">", "="]), points, values, st.integers(0, 50), deducting)
def test_far_above_its_target_a_line_has_so_many_points_less_but_not_below_nothing(
    sign, points, target, beyond, edition
):
    assume(target > 0)
    over = edition.over_target
    reached = target * over.percent / 100 + beyond
    counted, share = (
        scores_of(sign, points, target, [reached], edition, "", unit)[0] for unit in ("个", "%")
    )
    assert counted == max(points - Decimal(over.points), 0)
    assert share == (counted if over.shares else points)  # a share is not far above its target


def meeting(sign, target, beyond):
    return {
        Sign.AT_LEAST: target + beyond,
        Sign.ABOVE: target + beyond + 1,
        Sign.AT_MOST: target - beyond,
        Sign.BELOW: target - beyond - 1,
        Sign.EQUAL: target,
        Sign.WITHIN: target + beyond / 2,
        Sign.BY: target - beyond,
    }[sign]


def beyond_of(edition, beyond):
    """How much more than met is still all points: nothing where far above costs some."""
    return beyond * 0 if edition.over_target.deducts else beyond


def met_under(edition, block, points, sign, target, beyond, applicable):
    actual = meeting(sign, target, beyond_of(edition, beyond))
    if edition.over_target.deducts and sign == Sign.ABOVE:
        target = abs(target) + 10  # one more than that is not far above
        actual = target + 1
    return measured(1, block, points, sign, target, actual, applicable, upper=target + beyond)


met = st.tuples(
    st.sampled_from(BLOCKS),
    points,
    signs,
    values,
    st.integers(0, 50).map(Decimal),
    st.booleans(),
)


@given(st.lists(met, max_size=12), met, editions)
def test_when_all_that_applies_is_met_the_total_is_full(rows, one, edition):
    *one, _ = one
    lines = [met_under(edition, *row) for row in [*rows, (*one, True)]]
    sheet = score_sheet(lines, execution(executed=Decimal(9), annual=Decimal(9)), edition)
    rounded = sum(row.score for row in sheet.adjustments if row.code == "rounded")
    assert sheet.total == sheet.due + rounded
    assert (sheet.unscored, sheet.grade is None) == (0, False)


@given(sheets_under(editions, 20), funds, st.sampled_from([0, 1, 2]))
@settings(max_examples=200)
def test_lines_execution_and_named_rows_add_up_to_the_total(case, funds, digits):
    rows, edition = case
    sheet = score_sheet(rows, funds, replace(edition, total_digits=digits))
    scores = [line.score or 0 for line in sheet.lines] + [sheet.execution.score or 0]
    assert sum(scores) + sum(row.score for row in sheet.adjustments) == sheet.total
    assert sum(block.score for block in sheet.blocks) == sum(scores[:-1])
    assert sum(block.points for block in sheet.blocks) + sheet.execution.points == sheet.due
    assert sheet.total == round(sheet.total, digits)


unmoved = st.sampled_from([edition for edition in ALL if not edition.moves_points])
moving = st.sampled_from([edition for edition in ALL if edition.moves_points])


@given(st.data(), sheets_under(unmoved, 12), funds)
def test_the_order_of_the_rows_does_not_matter(data, case, funds):
    rows, edition = case
    shuffled = data.draw(st.permutations(rows))
    one, other = score_sheet(rows, funds, edition), score_sheet(shuffled, funds, edition)
    assert sorted(one.lines, key=repr) == sorted(other.lines, key=repr)
    assert {block.name: block for block in one.blocks} == {b.name: b for b in other.blocks}
    for name in ("execution", "adjustments", "due", "total", "grade", "unscored"):
        assert getattr(one, name) == getattr(other, name)


@given(sheets_under(editions, 12), funds)
def test_a_line_scores_alone_what_it_scores_in_its_sheet(case, funds):
    rows, edition = case
    sheet = score_sheet(rows, funds, edition)
    if edition.moves_points:  # with the points that it has there
        rows = [
            row._replace(points=int(one.points * 100))
            for row, one in zip(rows, sheet.lines, strict=True)
        ]
    assert list(sheet.lines) == [score_line(row, edition) for row in rows]


@given(sheets_under(moving, 12), funds)
def test_moved_points_stay_in_the_sheet_and_leave_only_what_does_not_apply(case, funds):
    rows, edition = case
    given_points = [Decimal(row.points) / 100 for row in rows]
    sheet = score_sheet(rows, funds, edition)
    used = [one.points for one in sheet.lines]
    assert sum(used) == sum(given_points)
    if any(row.applicable for row in rows):
        assert all(
            own == 0 if not row.applicable else own >= before
            for row, own, before in zip(rows, used, given_points, strict=True)
        )
        assert "rescaled" not in [row.code for row in sheet.adjustments]
    else:
        assert used == given_points


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
