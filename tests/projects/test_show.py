"""Figures as people read them."""

from decimal import Decimal

import pytest

from projects import show

MINUS = "\u2212"


def number(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    "value, printed",
    [("97.7", "97.70"), ("0", "0.00"), (None, "—"), ("-1.5", f"{MINUS}1.50"), ("100", "100.00")],
)
def test_a_score_has_two_decimals_and_blank_is_not_zero(value, printed):
    assert show.score(number(value)) == printed


@pytest.mark.parametrize(
    "value, printed",
    [("2.00", "2"), ("8.50", "8.5"), ("0", "0"), (None, ""), ("100", "100"), ("1E+2", "100")],
)
def test_points_stand_without_needless_zeros(value, printed):
    assert show.points(number(value)) == printed


@pytest.mark.parametrize(
    "value, printed",
    [
        ("1234567.8", "1,234,567.80"),
        ("0", "0.00"),
        (None, ""),
        ("-1.29", f"{MINUS}1.29"),
        ("17.505", "17.505"),
        ("12345678901234567.123456", "12,345,678,901,234,567.123456"),
    ],
)
def test_money_keeps_every_filed_decimal_and_has_at_least_two(value, printed):
    assert show.money(number(value)) == printed


@pytest.mark.parametrize(
    "value, printed", [("145.71", "145.71%"), ("-6.55", f"{MINUS}6.55%"), (None, "—")]
)
def test_a_rate_has_two_decimals(value, printed):
    assert show.percent(number(value)) == printed


@pytest.mark.parametrize(
    "value, printed", [("-0.20", f"{MINUS}0.20"), ("0.00", "0.00"), (None, "—")]
)
def test_a_difference_shows_its_minus_as_a_minus_sign(value, printed):
    assert show.difference(number(value)) == printed


@pytest.mark.parametrize(
    "count, told",
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (1024, "1 KB"),
        (3500, "3.4 KB"),
        (20 << 20, "20 MB"),
        ((20 << 20) - 1, "19.9 MB"),
    ],
)
def test_a_size_is_cut_and_never_rounded_up(count, told):
    assert show.size(count) == told
