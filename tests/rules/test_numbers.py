"""Numbers go in exactly or not at all, and there is one rounding."""

from decimal import Decimal
from fractions import Fraction
from math import floor, trunc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules.numbers import (
    HUNDREDTHS,
    NumberRefused,
    cut_off,
    fixed,
    half_up,
    percent,
    plain,
    scaled,
    whole_at,
)
from scoring.rules.sheet import score_line
from scoring.rules.terms import LineRefused, Sign, execution, line, scaled_points
from tests.rules.build import HENAN, exact, make_line

whole = st.integers(-(10**40), 10**40)


def rounded(numerator, denominator):
    quotient = Fraction(numerator, denominator)
    magnitude = floor(abs(quotient) + Fraction(1, 2))
    return magnitude if quotient > 0 else -magnitude


@given(whole, whole.filter(bool))
def test_half_up_rounds_the_exact_fraction(numerator, denominator):
    assert half_up(numerator, denominator) == rounded(numerator, denominator)


def test_half_up_takes_every_tie_away_from_zero():
    fractions = [(n, d) for n in range(-60, 61) for d in range(-12, 13) if d]
    assert [half_up(n, d) for n, d in fractions] == [rounded(n, d) for n, d in fractions]
    assert [half_up(n, 2) for n in (-3, -1, 1, 3)] == [-2, -1, 1, 2]


@pytest.mark.parametrize("rounding", [half_up, cut_off])
def test_no_rounding_hides_a_division_by_zero(rounding):
    with pytest.raises(ZeroDivisionError):
        rounding(1, 0)


@given(whole, whole.filter(bool))
def test_cut_off_leaves_out_what_is_beyond_the_whole_number(numerator, denominator):
    assert cut_off(numerator, denominator) == trunc(Fraction(numerator, denominator))


def test_cut_off_goes_towards_zero_from_both_sides():
    assert [cut_off(n, 2) for n in (-3, -1, 0, 1, 3)] == [-1, 0, 0, 0, 1]
    assert [cut_off(n, -2) for n in (-3, -1, 0, 1, 3)] == [1, 0, 0, 0, -1]
    assert [cut_off(n, d) for n in (-1, 1) for d in (-1, 1)] == [1, -1, -1, 1]


@given(st.integers(-(10**30), 10**30), st.integers(0, 18))
def test_printing_keeps_the_value(value, places):
    number = Decimal(f"{value}e-{places}")
    assert Decimal(fixed(value, places)) == Decimal(plain(value, places)) == number
    assert not plain(value, places).endswith(".")
    assert "." not in plain(value, places) or not plain(value, places).endswith("0")


@pytest.mark.parametrize(
    "part, base, expected",
    [
        ("329.22", "225.94", "145.71"),
        ("0", "5", "0.00"),
        ("1", "16000", "0.01"),  # 0.00625
        ("1", "20000", "0.01"),  # 0.005: a tie
        ("-1", "20000", "-0.01"),
        ("5", "0", None),
        (None, "5", None),
        ("5", None, None),
    ],
)
def test_a_percentage_is_rounded_once_and_has_none_without_a_base(part, base, expected):
    assert percent(exact(part), exact(base)) == exact(expected)


def test_scores_are_decimals_with_two_places():
    assert [str(HUNDREDTHS[n]) for n in (0, 294, 1000)] == ["0.00", "2.94", "10.00"]


@pytest.mark.parametrize(
    "target, reason",
    [
        ("NaN", "不是有限的数"),
        ("Infinity", "不是有限的数"),
        ("1e999", "整数部分超过 15 位"),
        ("1000000000000000", "整数部分超过 15 位"),
        ("0.0000000000000000001", "小数超过 18 位"),
        ("1e-999999", "小数超过 18 位"),
        ("1." + "1" * 70, "位"),
    ],
)
def test_a_number_that_cannot_be_kept_exactly_is_refused_by_name(target, reason):
    with pytest.raises(NumberRefused, match=reason) as refused:
        make_line(">=", target, "1")
    assert refused.value.field == "target"
    with pytest.raises(NumberRefused, match=reason):
        execution(executed=Decimal(1), annual=Decimal(target))


def test_a_float_is_refused():
    with pytest.raises(NumberRefused, match="不要用浮点数"):
        execution(executed=0.1, annual=Decimal(1))


def test_points_as_a_float_are_refused_although_the_same_decimal_was_just_taken():
    assert scaled_points(Decimal("2.5")) == 250
    with pytest.raises(NumberRefused, match="不要用浮点数"):
        scaled_points(2.5)


FIGURES = ("0", "-0.5", "93", "97.350000", "4.0000000001", "0.000000000000000001", "-" + "9" * 15)


@pytest.mark.parametrize("target", FIGURES)
@pytest.mark.parametrize("actual", FIGURES)
def test_a_figure_printed_by_the_database_is_read_as_its_decimal(target, actual):
    given = {"key": "1", "block": "", "sign": Sign.AT_LEAST}
    printed = line(points="2.50", target=target, actual=actual, **given)
    assert printed == line(
        points=Decimal("2.50"), target=Decimal(target), actual=Decimal(actual), **given
    )
    funds = {"executed": actual, "annual": target}
    assert execution(**funds) == execution(**{name: Decimal(n) for name, n in funds.items()})


def _printed(value):
    """Without the zeros at the end, however the decimal was written."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20))
def test_the_quick_way_reads_exactly_or_not_at_all(value):
    is_everyday = abs(value) < 10**15 and Fraction(value) * 10**6 % 1 == 0
    for figure in (value, _printed(value)):
        whole = whole_at(figure, 6)
        assert (whole is not None) == is_everyday
        assert whole is None or whole == Fraction(value) * 10**6


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "不是数字"),
        ("-", "不是数字"),
        (".", "不是数字"),
        ("五", "不是数字"),
        ("1.2.3", "不是数字"),
        ("NaN", "不是数字"),
        ("1e5", "不是数字"),
        ("1_0", "不是数字"),
        ("1.5 ", "不是数字"),
        ("1._5", "不是数字"),
        (".-5", "不是数字"),
        ("--5", "不是数字"),
        ("1.", "不是数字"),
        ("9" * 16, "超过 15 位|不在 0 到"),
    ],
)
def test_a_text_that_is_no_figure_is_refused_by_name(text, reason):
    for field in ("points", "target", "actual", "share"):
        figures = {"points": "1"} | {field: text}
        with pytest.raises(NumberRefused, match=reason) as refused:
            line(key="1", block="", **figures)
        assert refused.value.field == field


@pytest.mark.parametrize(
    "target", ["999999999999999", "0.000000000000000001", "1.50000000000000000000"]
)
def test_the_widest_numbers_are_taken(target):
    scored = score_line(make_line(">=", target, target), HENAN)
    assert (scored.outcome, scored.score) == ("met", Decimal(10))


@pytest.mark.parametrize(
    "decimals, places", [(0, 6), (6, 6), (7, 12), (12, 12), (13, 18), (18, 18)]
)
def test_the_scale_grows_with_the_finest_number_of_the_line(decimals, places):
    line = make_line(">=", "1", str(Decimal(1).scaleb(-decimals)))
    assert line.places == places


def test_a_difference_in_the_eighteenth_decimal_decides():
    just_below = make_line(">=", "1", "0.999999999999999999")
    assert score_line(just_below, HENAN).outcome == "short"


@pytest.mark.parametrize("points", ["-1", "1000.01", "2.125", "NaN"])
def test_points_outside_their_range_or_finer_than_hundredths_are_refused(points):
    with pytest.raises(NumberRefused) as refused:
        make_line(">=", "1", "1", points)
    assert refused.value.field == "points"


@pytest.mark.parametrize(
    "points, reason",
    [("2.125", "小数超过 2 位"), ("1000.01", "不在 0 到 1000"), ("-1", "不在 0 到")],
)
def test_refused_points_are_told_what_is_wrong_with_them(points, reason):
    for figure in (points, Decimal(points)):
        with pytest.raises(NumberRefused, match=reason):
            scaled_points(figure)


@pytest.mark.parametrize(
    "value, places, whole",
    [
        ("2.500", 2, 250),
        ("2.500", 1, 25),
        ("-2.5", 2, -250),
        ("3", 0, 3),
        ("3e2", 1, 3000),
        ("300", 0, 300),
        ("0.00", 2, 0),
    ],
)
def test_a_decimal_is_scaled_however_many_zeros_it_is_written_with(value, places, whole):
    assert scaled(Decimal(value), places) == whole


@pytest.mark.parametrize("points", ["0", "2.50", "2.500", "1000"])
def test_points_within_their_range_are_taken(points):
    assert score_line(make_line(">=", "1", "1", points), HENAN).score == Decimal(points)


@pytest.mark.parametrize("share", ["-0.01", "1.01", "90", "NaN"])
def test_a_share_outside_nothing_to_all_is_refused(share):
    with pytest.raises(NumberRefused) as refused:
        make_line(share=share)
    assert refused.value.field == "share"


@pytest.mark.parametrize("upper", ["NaN", "1e999", "0.0000000000000000001"])
def test_an_upper_end_that_cannot_be_kept_exactly_is_refused_by_name(upper):
    with pytest.raises(NumberRefused) as refused:
        make_line("within", "1", "1", upper=upper)
    assert refused.value.field == "upper"


def test_the_scale_grows_with_the_upper_end_too():
    line = make_line("within", "1", "1.5", upper="2.0000000001")
    assert (line.places, line.target, line.upper) == (12, 10**12, 2_000_000_000_100)


@pytest.mark.parametrize("doubt", ["met", "unjudgeable", "no such code", ""])
def test_only_an_outcome_meant_for_it_can_be_forced(doubt):
    with pytest.raises(LineRefused, match=f"“{doubt}”不是可以由录入方指定的结果"):
        make_line(">=", "1", "1", doubt=doubt)
