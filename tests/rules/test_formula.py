"""The node kinds, each valued and put into words, and what a formula may not do."""

import pytest

from scoring.rules.formula import (
    Field,
    Leaf,
    Number,
    Style,
    half_up,
    leaf,
    maximum,
    minimum,
    number,
    when,
)
from scoring.rules.kernel import expression, kernel, kernel_source
from scoring.rules.words import Wording

a, b = Field("a"), Field("b")
cents = Field("cents", places=2)


def value(node, **fields):
    made, scale = expression(node, tuple(fields), 6)
    return made(*fields.values()), scale


@pytest.mark.parametrize(
    "node, expected",
    [
        (a + b, (7_500_000, 6)),
        (a - b, (2_500_000, 6)),
        (a * b, (12_500_000_000_000, 12)),
        (a + 1, (6_000_000, 6)),
        (a - number("0.5"), (4_500_000, 6)),
        (minimum(a, b), (2_500_000, 6)),
        (maximum(a, 9), (9_000_000, 6)),
        (half_up(a, b, 2), (200, 2)),
        (half_up(b, a * 4, 3), (125, 3)),
        (half_up(b, a * 4, 2), (13, 2)),
        (half_up(cents * a, 1, 2), (615, 2)),
        (half_up(b, a * 4, 2, cut=True), (12, 2)),
        (half_up(b - a, a * 8, 2, cut=True), (-6, 2)),
        (half_up(a * 100, b * 3, 0), (67, 0)),
        (minimum(half_up(a, b, 0), cents), (123, 2)),
        (minimum(half_up(a, b, 0), 9), (2, 0)),
    ],
)
def test_a_node_is_valued_exactly_at_a_scale_known_beforehand(node, expected):
    assert value(node, a=5_000_000, b=2_500_000, cents=123) == expected


@pytest.mark.parametrize(
    "test, holds",
    [
        (a >= b, True),
        (a > b, False),
        (a <= b, True),
        (a < b, False),
        (a.equals(b), True),
        (a >= cents, True),
        (cents * 2 < a, False),
        (a.is_blank(), False),
    ],
)
def test_a_comparison_brings_both_sides_to_one_scale(test, holds):
    made = kernel(when(test, "yes").otherwise("no"), ("a", "b", "cents"), 6)
    assert made(2_000_000, 2_000_000, 150) == ("yes" if holds else "no", None)


def test_the_generated_source_is_whole_numbers_and_one_rounding():
    formula = when(a >= b, "met", cents).otherwise("short", half_up(a * cents, b, 2))
    assert kernel_source(formula, ("a", "b", "cents"), 6) == (
        "def kernel(a, b, cents):\n"
        "    if a >= b:\n"
        "        return 'met', cents\n"
        "    return 'short', half_up(a * cents, b)\n"
    )


def test_a_score_finer_than_hundredths_is_refused_when_the_kernel_is_made():
    with pytest.raises(ValueError, match="round it with half_up"):
        kernel(Leaf("met", a), ("a",), 6)


def test_two_branches_cannot_name_the_same_outcome():
    with pytest.raises(ValueError, match="named twice"):
        when(a >= b, "met", 1).otherwise("met", 0)


def test_a_nested_formula_cannot_be_given_a_second_score():
    with pytest.raises(ValueError, match="its own scores"):
        when(a >= b, leaf("met", 1), 2)


@pytest.mark.parametrize(
    "node, text",
    [
        (half_up(a * b, 4, 2), "5 ÷ 4 × 2.5 = 3.13"),
        (half_up(a, b * 2, 2), "5 ÷ (2.5 × 2) = 1.00"),
        (half_up((a - b) * cents, a, 2), "(5 − 2.5) ÷ 5 × 1.23 = 0.62"),
        (half_up(a * (b + 1), 1, 2), "5 × (2.5 + 1) = 17.50"),
        (half_up(minimum(a, b) * cents, a, 2), "(5 与 2.5 的较小者) ÷ 5 × 1.23 = 0.62"),
        (half_up(a - (b - 1), 1, 2), "5 − (2.5 − 1) = 3.50"),
        (half_up(cents, a, 2) - cents, "1.23 ÷ 5 − 1.23 = -0.98"),
    ],
)
def test_a_formula_in_words_keeps_its_brackets_and_ends_in_the_kernels_value(node, text):
    words = Wording({"a": 5_000_000, "b": 2_500_000, "cents": 123}, 6)
    assert words.sentence(Leaf("short", node), "short") == text


def test_a_bound_beside_a_share_is_a_percentage_and_a_measure_has_its_unit():
    share, measure = Field("a", Style.PERCENT), Field("b", Style.MEASURE)
    words = Wording({"a": 805_000, "b": 2_500_000}, 6, "万元")
    of_share = when(share >= Number(80, 2), "met", 1).otherwise("short")
    of_measure = when(measure >= 2, "met", 1).otherwise("short")
    assert words.sentence(of_share, "met") == "80.5% ≥ 80%，达标，得满分"
    assert words.sentence(of_measure, "met") == "2.5万元 ≥ 2万元，达标，得满分"


@pytest.mark.parametrize(
    "number, text",
    [
        (1, "1年1月1日"),
        (738155, "2021年12月31日"),
        (3652059, "9999年12月31日"),
        (3652060, "第 3652060 日"),
        (0, "第 0 日"),
        (-5, "第 -5 日"),
    ],
)
def test_a_day_is_written_as_a_date_where_there_is_one(number, text):
    words = Wording({"a": number * 10**6, "b": 10**6}, 6, "天")
    day = when(Field("a", Style.DAY) > Field("b", Style.DAY), "met", 1).otherwise("short")
    assert words.sentence(day, "met") == f"{text} ＞ 1年1月1日，达标，得满分"


@pytest.mark.parametrize(
    "score, text",
    [
        (minimum(half_up(a * b, 1, 0), cents), "5 × 2.5 = 13，不超过分值，得 1.23 分"),
        (minimum(half_up(b, a, 0), cents), "2.5 ÷ 5 = 1"),
        (minimum(half_up(cents, 1, 2), number("1.2")), "1.23 = 1.23，最多 1.2 分，得 1.20 分"),
        (minimum(half_up(cents, 1, 2), number("1.23")), "1.23 = 1.23"),
        (
            minimum(minimum(half_up(a, 1, 0), cents), number("1")),
            "5 = 5，不超过分值，得 1.23 分，最多 1 分，得 1.00 分",
        ),
    ],
)
def test_a_limit_is_named_only_where_it_bites(score, text):
    words = Wording({"a": 5_000_000, "b": 2_500_000, "cents": 123}, 6)
    assert words.sentence(Leaf("short", score), "short") == text


def test_a_template_without_its_numbers_is_refused():
    with pytest.raises(ValueError, match="nothing to put at {condition}"):
        Wording({}, 6).sentence(Leaf("met", number("1")), "met")
