"""What can come out of rounded figures, and exact reckoning beyond 28 digits."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.checks.rounding import (
    Span,
    added,
    difference,
    half_a_digit,
    plain,
    printed_percent,
    prints_as,
    rate_can_come_out,
    rate_severity,
    with_two,
)

D = Decimal

# Definition (contracts): with every operand moved by at most half of its last printed digit, the
# printed result can come out, half-up.
REACH = [
    ("0.14", "0.6", "23.33", True),
    ("0.14", "0.6", "20.8", True),  # 0.135 ÷ 0.65 = 20.77
    ("0.14", "0.6", "20.7", False),
    ("0.14", "0.6", "26.36", True),  # 0.145 ÷ 0.55 = 26.3636
    ("0.14", "0.6", "26.4", True),
    ("0.14", "0.6", "26.5", False),
    ("100", "100", "100", True),
    ("100", "100", "101", True),  # 100.5 ÷ 99.5 = 101.005
    ("100", "100", "102", False),
    ("100.00", "100.00", "101", False),
    ("0", "5", "0", True),
    ("0.00", "5.00", "1", False),
    ("5", "0", "100", False),  # a base that could be 0
]


@pytest.mark.parametrize("part, base, printed, can", REACH)
def test_what_can_come_out_of_rounded_amounts(part, base, printed, can):
    assert rate_can_come_out(part=D(part), base=D(base), printed=D(printed)) is can


amounts = st.decimals(min_value="0.5", max_value="9999", places=2)


@given(part=amounts, base=amounts, digits=st.integers(0, 3))
def test_the_exact_rate_rounded_to_any_digits_can_always_come_out(part, base, digits):
    scaled = Fraction(part) / Fraction(base) * 100 * 10**digits
    half_up = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    printed = D(half_up).scaleb(-digits)
    assert rate_can_come_out(part=part, base=base, printed=printed)


@given(part=amounts, base=amounts)
def test_a_rate_out_of_reach_of_every_rounding_can_not(part, base):
    top, bottom = Fraction(part) + Fraction(1, 200), Fraction(base) - Fraction(1, 200)
    beyond = D(int(top / bottom * 100)) + 2
    assert not rate_can_come_out(part=part, base=base, printed=beyond)


# printed, low, high: the upper half digit already rounds up
PRINTS = [
    ("98", "97.5", "97.5", True),
    ("98", "97.49", "97.49", False),
    ("98", "98.5", "98.5", False),
    ("98", "98.49", "98.49", True),
    ("97.9", "97.85", "97.85", True),
    ("97.9", "97.95", "97.95", False),
    ("97.9", "97.95", "98.5", False),
    ("97.9", "97", "97.85", True),
    ("97.9", "90", "97.84", False),
]


@pytest.mark.parametrize("printed, low, high, can", PRINTS)
def test_a_figure_prints_half_up(printed, low, high, can):
    assert prints_as(D(printed), Span(Fraction(low), Fraction(high))) is can


@pytest.mark.parametrize(
    "figure, half", [("5.68", "0.005"), ("5.8", "0.05"), ("97", "0.5"), ("1E+2", "50")]
)
def test_half_of_the_last_printed_digit(figure, half):
    assert half_a_digit(D(figure)) == Fraction(half)


def test_only_a_single_bare_figure_or_percent_is_a_printed_percent():
    texts = ("45.17%", "45", "5人", "3～5", "40%-50%", "及时", "")
    found = [printed_percent(text) for text in texts]
    assert found == [D("45.17"), D(45), None, None, None, None, None]


def test_a_fall_is_printed_without_its_minus():
    amounts = {"part": D("-54.08"), "base": D("100.00")}
    assert rate_severity(**amounts, printed="54.08%", unsigned=True) is None
    assert rate_severity(**amounts, printed="54.08%") == "error"


def test_long_figures_are_added_and_taken_away_exactly():
    long = D("123456789012345.123456789012345678")
    assert added([long, D("0.000000000000000001")]) == D("123456789012345.123456789012345679")
    assert difference(D(0), long) == D("-123456789012345.123456789012345678")
    assert added([]) == 0


def test_figures_are_written_without_needless_zeros_and_scores_with_two_decimals():
    assert [plain(D(text)) for text in ("95.00", "0.50", "100", "1E+2")] == [
        "95",
        "0.5",
        "100",
        "100",
    ]
    assert [with_two(D(text)) for text in ("97.9", "3", "1.125")] == ["97.90", "3.00", "1.125"]
