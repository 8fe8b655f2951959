"""Which rows of digits are numbers."""

from decimal import Decimal

import pytest

from projects.values import Kind, parse
from projects.values.grammar import fold


@pytest.mark.parametrize(
    "text, number",
    [
        ("1,234,567.89", "1234567.89"),
        ("1，000人", "1000"),
        ("１００％", "100"),
        ("-5%", "-5"),
        ("−5%", "-5"),
        ("-0.300000152587891", "-0.300000152587891"),
        ("9" * 15 + "." + "9" * 18, "9" * 15 + "." + "9" * 18),
    ],
)
def test_a_figure_is_read_exactly(text, number):
    assert parse(text).number == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "1e5",
        "NaN",
        "Infinity",
        "1_000",
        ".5",
        "5.",
        "1.2.3",
        "1,00",
        "1,0000",
        "100 000",
        "½",
        "₅",
        "五",
        "٣",
        "9" * 16,
        "1." + "0" * 19,
        "9" * 16 + "人",
        "--5",
        "1 020",
        "1,5",
        "007",
        "0391",
        "00",
        "13800138000",
        "20231231",
        "3:1",
        "1/3",
        "8:30",
        "2+1",
        "A12",
    ],
)
def test_anything_else_that_looks_like_a_figure_is_words(text):
    assert parse(text).kind is Kind.WORDS


def test_a_scaled_number_that_outgrows_the_digits_is_words():
    assert parse("9999999万元").kind is Kind.NUMBER
    assert parse("999999999999999万元").kind is Kind.WORDS


def test_scaling_does_not_round_the_longest_figures():
    value = parse("12345678901.123456789012345678万元")
    assert value.base_number == Decimal("123456789011234.56789012345678")


def test_a_text_longer_than_any_figure_is_words():
    assert parse("0" * 118 + "5人").kind is Kind.NUMBER
    assert parse("0" * 119 + "5人").kind is Kind.WORDS


def test_only_the_full_width_forms_of_printable_signs_are_folded():
    printable = "".join(map(chr, range(ord("!"), ord("~") + 1)))
    assert fold("".join(chr(ord(sign) + 0xFEE0) for sign in printable)) == printable
    assert fold("\uff00\uff5f\uff71") == "\uff00\uff5f\uff71"


def test_minus_zero_is_zero():
    assert str(parse("-0").number) == "0"


@pytest.mark.parametrize(
    "text, number",
    [
        ("05次", "5"),
        ("0.5", "0.5"),
        ("≥007", "7"),
        ("13800138000元", "13800138000"),
        ("12800138000", "12800138000"),
        ("138001380001", "138001380001"),
        ("20231231元", "20231231"),
        ("20231331", "20231331"),
        ("20230229", "20230229"),
        ("2023", "2023"),
        ("¥5,000.00", "5000.00"),
        ("¥ 5万元", "5"),
    ],
)
def test_what_only_resembles_a_code_or_has_a_unit_is_a_number(text, number):
    assert parse(text).number == Decimal(number)


def test_an_amount_with_the_sign_of_its_currency_is_in_yuan():
    assert (parse("￥5000").unit, parse("￥5000").base_unit) == ("元", "元")
    assert str(parse("￥5万元").base_number) == "50000"
    assert parse("￥5人").kind is Kind.WORDS
