"""Figures typed into form fields."""

from decimal import Decimal

import pytest

from projects.values import NotANumber, read_decimal


@pytest.mark.parametrize(
    "text, number",
    [
        ("12", "12"),
        (" 7 ", "7"),
        ("1,234.50", "1234.50"),
        ("１２．５", "12.5"),
        ("１，０００", "1000"),
    ],
)
def test_a_typed_figure_is_read_exactly(text, number):
    found = read_decimal(text, name="年初数")
    assert str(found) == number


@pytest.mark.parametrize("text", [None, "", "  ", "\u3000"])
def test_a_blank_field_is_none_and_a_zero_is_zero(text):
    assert read_decimal(text, name="得分") is None
    assert read_decimal("0", name="得分") == Decimal(0)


@pytest.mark.parametrize(
    "text, what",
    [
        ("NaN", "不是数字"),
        ("Infinity", "不是数字"),
        ("1e999", "不是数字"),
        ("一百", "不是数字"),
        ("1.2.3", "不是数字"),
        ("1_000", "不是数字"),
        ("1,00", "不是数字"),
        (".5", "不是数字"),
        ("1.234", "小数位数太多"),
        ("10.01", "超出范围"),
        ("-0.01", "超出范围"),
        ("9" * 20, "超出范围"),  # as long as it is quoted whole
        ("9" * 21, "超出范围"),
        ("9" * 5_000, "超出范围"),
    ],
)
def test_a_refused_figure_is_quoted_with_its_range(text, what):
    with pytest.raises(NotANumber) as refusal:
        read_decimal(text, name="得分", largest=Decimal(10))
    message = str(refusal.value)
    quoted = text if len(text) <= 20 else text[:20] + "…"
    assert message == f"得分 “{quoted}” {what}，请填 0 到 10 之间的数字，最多 2 位小数。"


def test_the_ends_of_the_range_are_allowed():
    bounds = {"largest": Decimal("10"), "smallest": Decimal("-10")}
    assert read_decimal("10", name="调整数", **bounds) == 10
    assert read_decimal("-10.00", name="调整数", **bounds) == -10


def test_digits_are_the_fields_own():
    assert read_decimal("2.584271", name="金额", digits=6) == Decimal("2.584271")
    with pytest.raises(NotANumber, match="不带小数"):
        read_decimal("2.5", name="人数", digits=0)
    with pytest.raises(NotANumber):
        read_decimal("9999999999999", name="金额")
