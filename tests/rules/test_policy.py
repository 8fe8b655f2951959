"""Rule codes say what an edition chose: written and read back, short enough, and no others."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.book import (
    bands_code,
    execution_code,
    formula_of,
    line_code,
    tiers_code,
)
from scoring.rules.edition_shape import MOST_BANDS
from scoring.rules.edition_terms import DEFAULT, SHARE, OverTarget, Way
from scoring.rules.policy import Policy, Rounding, policy_of, rounding_of
from scoring.rules.sheet import score_line
from scoring.rules.terms import NOT_APPLICABLE, WORDED, Sign
from tests.rules.build import EDITIONS, HENAN, NATIONAL, make_line
from tests.rules.variants import ALL, HEADINGS

COLUMN, EXECUTION_COLUMN = 80, 80
"""So many characters the stored rule code of a line has, and that of the execution."""

roundings = st.builds(
    Rounding, digits=st.integers(0, 2), cut=st.booleans(), rate=st.none() | st.integers(0, 4)
)
figures = st.one_of(
    st.integers(0, 100).map(str), st.decimals("0", "100", places=2).map(lambda n: f"{n:f}")
)
policies = st.builds(
    lambda over, **choices: Policy(over_percent=over[0], over_points=over[1], **choices),
    over=st.just((0, "")) | st.tuples(st.integers(101, 999), figures),
    rounding=roundings,
    pass_mark=st.integers(0, 99),
    nothing=st.booleans(),
    per_point=st.just("") | figures,
    strict=st.booleans(),
)


@given(policies)
def test_a_policy_is_read_back_from_the_code_that_it_writes(policy):
    assert policy_of(policy.suffix) == policy


@given(roundings)
def test_a_rounding_is_read_back_from_the_code_that_it_writes(rounding):
    assert rounding_of(rounding.suffix) == rounding


@given(policies, policies)
def test_two_policies_never_share_a_code(one, other):
    assert (one.suffix == other.suffix) == (one == other)


def test_the_plain_policy_is_not_written_and_the_others_are_in_one_order():
    assert Policy().suffix == ""
    assert Rounding(rate=2).suffix == "_rate2"
    everything = Policy(
        rounding=Rounding(digits=1, cut=True, rate=2),
        pass_mark=60,
        nothing=True,
        per_point="0.5",
        over_percent=130,
        over_points="2",
        strict=True,
    )
    assert everything.suffix == "_pass60_nothing_minus0.5_over130-2_strict_rate2_cut1"


@pytest.mark.parametrize(
    "code",
    [
        "",
        "at_leas",
        "at_least_",
        "at_least_pass0",
        "at_least_pass060",
        "at_least_pass100",
        "at_least_pass６０",
        "at_least_minus",
        "at_least_minus.5",
        "at_least_minus５",
        "at_least_over99-2",
        "at_least_over130",
        "at_least_half2",
        "at_least_half3",
        "at_least_cut9",
        "at_least_rate",
        "at_least_strict_pass60",
        "at_least_cut1_rate2",
        "at_least pass60",
        "at_most",
        "at_most_ratio",
        "tiers_80",
        "tiers_08_06",
        "tiers_80_60_rate2",
        "tiers_80_60_pass60",
        "tiers_80_60_nothing_cut1",
        "tiers_100_60",
        "bands",
        "bands_90",
        "bands_090-100",
        "bands_101-100",
        "bands_90-100_rate2",
        "bands_90-100_strict",
        "bands" + "".join(f"_{bound}-{bound}" for bound in range(90, 90 - MOST_BANDS - 1, -1)),
        "execution_bands",
        "execution_capped_pass60",
        "execution_capped_nothing",
        "by_day_half1",
        "within_cut1",
        "not_applicable_gone",
        "AT_LEAST",
    ],
)
def test_a_code_that_no_edition_writes_is_not_known(code):
    with pytest.raises(KeyError):
        formula_of(code)


def test_a_code_of_six_bands_is_known():
    assert formula_of("bands" + "".join(f"_{bound}-{bound}" for bound in range(90, 84, -1)))


WIDE = "000100.000000"  # 100 as long as an edition may write it
WAYS = (
    Way(applies_to="满意度", bands=((100, 100), (99, 99), (98, 98), (97, 97), (96, 96), (95, 95))),
    Way(applies_to="率", per_point=WIDE),
    Way(applies_to="是否", nothing=True),
    Way(applies_to="人", pass_mark=99),
    Way(applies_to="成本", most=WIDE),
)
WIDEST = [
    replace(
        NATIONAL,
        ways=WAYS,
        at_most=at_most,
        pass_mark=pass_mark,
        missed_is_nothing=not pass_mark,
        strict=True,
        tiers=(99, 98),
        execution_bands=execution_bands,
        over_target=OverTarget(
            percent=999, consequence="deduct", points=WIDE, shares=False, zero_target=""
        ),
        rounding=rounding,
    )
    for at_most, pass_mark, execution_bands, rounding in product(
        ("overshoot", "inverse"),
        (0, 99),
        ((), WAYS[0].bands),
        (Rounding(digits=0, rate=4), Rounding(digits=2, cut=True, rate=4)),
    )
]


def every_code(edition):
    """The codes of all lines that a sheet of this edition can have, and of its execution."""
    ways = [DEFAULT, SHARE, *map(str, range(len(edition.ways)))]
    ways += [f"{index}{SHARE}" for index in range(len(edition.ways))]
    signs = [*Sign, WORDED, NOT_APPLICABLE]
    return {execution_code(edition), *(line_code(edition, s, w) for s in signs for w in ways)}


@pytest.mark.parametrize("edition", [*ALL, *WIDEST])
def test_every_code_that_an_edition_can_make_is_known_and_fits_its_column(edition):
    codes = every_code(edition)
    assert all(formula_of(code) for code in codes)
    assert max(map(len, codes)) <= COLUMN


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda edition: edition.code)
def test_the_execution_of_every_shipped_edition_fits_its_own_column(edition):
    assert len(execution_code(edition)) <= EXECUTION_COLUMN


def test_the_widest_editions_use_most_of_the_column():
    assert max(len(code) for edition in WIDEST for code in every_code(edition)) > 60


def test_tiers_and_bands_are_named_by_their_figures():
    cut = Rounding(digits=1, cut=True, rate=2)
    assert tiers_code(80, 60, Rounding()) == "tiers_80_60"
    assert tiers_code(80, 50, cut, "5") == "tiers_80_50_most5_cut1"  # there is no rate in it
    assert bands_code(((90, 100), (60, 50)), cut) == "bands_90-100_60-50_cut1"
    assert execution_code(HENAN) == "execution_capped"
    assert execution_code(EDITIONS["national-2021-core"]) == "execution_bands_80-70_60-50"
    assert execution_code(replace(HENAN, rounding=cut)) == "execution_capped_rate2_cut1"


CORE, CITY, SHANXI = (EDITIONS[code] for code in ("national-2021-core", "city-2022", "shanxi-like"))


@pytest.mark.parametrize(
    "edition, sign, way, code",
    [
        (HENAN, ">=", DEFAULT, "at_least"),
        (HENAN, ">", DEFAULT, "above"),
        (HENAN, "=", DEFAULT, "equal"),
        (HENAN, "<=", DEFAULT, "at_most_overshoot"),
        (HENAN, "<", DEFAULT, "below_overshoot"),
        (EDITIONS["hubei-2020"], "<=", DEFAULT, "at_most_inverse"),
        (EDITIONS["hubei-2020"], "<", DEFAULT, "below_inverse"),
        (EDITIONS["hubei-2020"], WORDED, DEFAULT, "tiers_80_50"),
        (HENAN, WORDED, DEFAULT, "tiers_80_60"),
        (HENAN, "by", DEFAULT, "by_day"),
        (HENAN, "within", DEFAULT, "within"),
        (replace(HENAN, late_is_nothing=True), "by", DEFAULT, "by_day_nothing"),
        (replace(HENAN, outside_is_nothing=True), "within", DEFAULT, "within_nothing"),
        (HENAN, NOT_APPLICABLE, DEFAULT, "not_applicable"),
        (CORE, NOT_APPLICABLE, DEFAULT, "not_applicable_moved"),
        (CORE, ">=", DEFAULT, "at_least_pass60"),
        (CORE, "<", DEFAULT, "below_overshoot_pass60"),
        (CORE, ">=", "0", "bands_90-100_80-80_60-50"),
        (CORE, "=", "0", "bands_90-100_80-80_60-50"),
        (CORE, "<=", "0", "at_most_overshoot_pass60"),  # 投诉率 under 满意度
        (CORE, "<", "0", "below_overshoot_pass60"),
        (CITY, ">=", DEFAULT, "at_least_over130-2"),
        (CITY, "=", DEFAULT, "equal_over130-2"),
        (CITY, ">=", SHARE, "at_least"),
        (CITY, "<=", DEFAULT, "at_most_overshoot"),
        (SHANXI, WORDED, "0", "tiers_80_60_most5"),
        (replace(HENAN, strict=True), ">", DEFAULT, "above_strict"),
        (replace(HENAN, strict=True), "<", DEFAULT, "below_overshoot_strict"),
        (replace(HENAN, strict=True), ">=", DEFAULT, "at_least"),
        (replace(HENAN, missed_is_nothing=True), "=", DEFAULT, "equal_nothing"),
    ],
)
def test_the_code_of_a_line_says_what_its_edition_chose(edition, sign, way, code):
    assert line_code(edition, sign, way) == code


@pytest.mark.parametrize(
    "names, unit, measured, way",
    [
        (("满意度指标", "", "群众满意度"), "%", True, "0"),
        (("满意度指标", "", "群众满意度"), "百分比", True, "0"),
        (("满意度指标", "", "群众满意度"), "", True, "0"),
        (("满意度指标", "", "群众满意度"), "‰", True, DEFAULT),  # 900‰ is not more than 90
        (("满意度指标", "", "回访人数"), "人", True, DEFAULT),
        (("满意度指标", "", "群众满意"), "", False, DEFAULT),
        (("产出指标", "数量指标", "培训人数"), "%", True, DEFAULT),
    ],
)
def test_satisfaction_goes_by_bands_where_it_is_a_percentage(names, unit, measured, way):
    assert CORE.way_of(*names, unit=unit, measured=measured) == way


@pytest.mark.parametrize(
    "names, unit, measured, way",
    [
        (("成本指标", "", ""), "", False, "0"),
        (("成本指标", "", "购置成本"), "万元", True, DEFAULT),
        (("产出指标", "", "培训"), "", False, DEFAULT),
    ],
)
def test_a_standing_cost_row_is_one_without_a_number_to_reach(names, unit, measured, way):
    assert SHANXI.way_of(*names, unit=unit, measured=measured) == way


def test_the_first_way_that_fits_is_taken():
    both = replace(
        HENAN, ways=(Way(applies_to="率", per_point="1"), Way(applies_to="", nothing=True))
    )
    assert both.way_of("完成率", unit="%", measured=True) == "0"
    assert both.way_of("完成率", unit="人", measured=True) == "1"
    assert both.way_of("人数", unit="%", measured=True) == "1"
    assert both.way_of("人数", unit="", measured=False) == DEFAULT


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("unit", ["%", "‰", "百分比", "个"])
def test_a_share_left_out_of_far_above_stays_so_in_its_own_way(heading, unit):
    edition = replace(CITY, ways=(Way(applies_to="率", pass_mark=60),))
    way = edition.way_of(heading, unit=unit, measured=True)
    assert ("_over130-2" in line_code(edition, ">=", way)) == (unit == "个")
    assert ("_pass60" in line_code(edition, ">=", way)) == (heading == "率")


def test_where_shares_count_too_they_are_not_told_apart():
    over = OverTarget(percent=130, consequence="deduct", points="2", shares=True, zero_target="")
    assert replace(CITY, over_target=over).way_of("", unit="%", measured=True) == DEFAULT
    assert CITY.way_of("", unit="%", measured=True) == SHARE
    assert HENAN.way_of("", unit="%", measured=True) == DEFAULT


@pytest.mark.parametrize(
    "edition, has", [(HENAN, False), (CORE, True), (SHANXI, True), (CITY, True)]
)
def test_an_edition_says_whether_its_lines_are_told_apart(edition, has):
    assert edition.has_ways == has


@pytest.mark.parametrize(
    "percent, consequence, deducts",
    [
        (130, "deduct", True),
        (130, "flag", False),
        (130, "reason", False),
        (0, "none", False),
        (0, "deduct", False),
    ],
)
def test_points_are_taken_off_only_where_the_consequence_is_that(percent, consequence, deducts):
    over = OverTarget(
        percent=percent, consequence=consequence, points="2", shares=False, zero_target=""
    )
    assert over.deducts == deducts


@pytest.mark.parametrize("digits, score", [(0, "2.60"), (1, "2.60"), (2, "2.57")])
def test_a_score_rounded_to_fewer_decimals_than_the_points_does_not_pass_them(digits, score):
    edition = replace(HENAN, rounding=Rounding(digits=digits))
    line = make_line(">=", "100", "99", "2.6")
    assert score_line(line, edition).score == Decimal(score)


def test_the_longest_code_of_an_execution_fits_its_column():
    bands = tuple((100 - step, 99 - step) for step in range(0, 60, 10))
    longest = replace(HENAN, execution_bands=bands, rounding=Rounding(digits=1, cut=True))
    assert len(execution_code(longest)) <= EXECUTION_COLUMN
    assert formula_of(execution_code(longest)) is not None
