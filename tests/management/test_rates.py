"""A rate with both its sides, and when a typed value is another one."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.checks.known import agrees
from scoring.management.catalogue import RULES
from scoring.management.rates import Amount, rate_of
from scoring.rules.numbers import percent

TABLE, SHEET = "公开07表", "本表资金“部门预算总额”行"


def rate(code, now=None, base=None, *, source=TABLE, is_count=False):
    rule = RULES[code]
    figures = {rule.part: now, rule.base: base}
    return rate_of(
        rule,
        {
            key: Amount(Decimal(number), source, is_count)
            for key, number in figures.items()
            if number is not None
        },
    )


EXECUTION = rate("execution", "329.22", "225.94", source=SHEET)
ADJUSTMENT = rate("adjustment", "225.94", "227.68", source=SHEET)
THREE_PUBLIC = rate("three-public", "0.81", "4.1")
CARRY_OVER = rate("carry-over", "0.21", "225.94")


def test_both_sides_formula_and_source_are_told():
    assert THREE_PUBLIC.words == (
        "19.76%（0.81 ÷ 4.10，“三公”经费决算数 ÷ “三公”经费预算数，公开07表）"
    )
    assert EXECUTION.told == "145.71%"
    assert CARRY_OVER.told == "0.09%"
    assert ADJUSTMENT.words.startswith("−0.76%（(225.94 − 227.68) ÷ 227.68，")


def test_two_sources_are_both_named():
    rule = RULES["carry-over"]
    made = rate_of(
        rule, {"year_end": Amount(Decimal(1), "公开01表"), "annual": Amount(Decimal(4), SHEET)}
    )
    assert made.words.endswith(f"公开01表、{SHEET}）")


def test_counts_are_told_without_decimals():
    assert rate("self-evaluation", "3", "4", is_count=True).words.startswith("75.00%（3 ÷ 4，")


@pytest.mark.parametrize(
    "now, base, missing",
    [
        (None, "4.1", "“三公”经费决算数"),
        ("0.81", None, "“三公”经费预算数"),
        (None, None, "“三公”经费决算数、“三公”经费预算数"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_suggested(now, base, missing):
    made = rate("three-public", now, base)
    assert made.missing == missing
    assert (made.told, made.words, made.percent, made.known()) == ("", "", None, None)
    assert made.adopted("≤100%") == ""
    assert made.why_not == f"系统中没有{missing}，请直接填写"
    assert not made.differs_from("100")


@pytest.mark.parametrize("code", ["three-public", "adjustment"])
def test_a_base_of_0_is_told_and_not_worked_out(code):
    made = rate(code, "0", "0")
    assert made.percent is None
    assert made.why_not.startswith("不可计算（基数为 0")
    assert made.missing == ""
    assert not made.differs_from("100")


def test_where_it_can_be_worked_out_there_is_no_why_not():
    assert THREE_PUBLIC.why_not == ""


@pytest.mark.parametrize(
    "made, target, text",
    [
        (THREE_PUBLIC, "<=100%", "19.76%"),
        (THREE_PUBLIC, "≤100％", "19.76%"),
        (THREE_PUBLIC, "≤100", "19.76"),
        (ADJUSTMENT, "<=20%", "-0.76%"),
    ],
)
def test_what_is_filled_in_reads_as_the_rate(made, target, text):
    assert made.adopted(target) == text
    assert not made.differs_from(text)


# The published sheet of 2021 against the accounts of the same document.
@pytest.mark.parametrize(
    "made, typed", [(EXECUTION, "97"), (THREE_PUBLIC, "100"), (CARRY_OVER, "3"), (ADJUSTMENT, "0")]
)
def test_the_published_values_of_2021_are_others(made, typed):
    assert made.differs_from(typed)


@pytest.mark.parametrize(
    "made, typed",
    [
        (EXECUTION, "145.71%"),
        (EXECUTION, "145.7"),
        (EXECUTION, "146"),
        (THREE_PUBLIC, "19.8"),
        (THREE_PUBLIC, "20%"),
        (THREE_PUBLIC, "19.70"),  # 4.1 may be 4.11
        (CARRY_OVER, "0.1"),
        (CARRY_OVER, "0.09%"),
        (ADJUSTMENT, "-1"),
        (ADJUSTMENT, "-0.8%"),
    ],
)
def test_what_rounding_explains_is_no_difference(made, typed):
    assert not made.differs_from(typed)


@pytest.mark.parametrize(
    "made, typed",
    [
        (EXECUTION, "145.6"),
        (THREE_PUBLIC, "19.3"),
        (THREE_PUBLIC, "21"),
        (ADJUSTMENT, "0.76"),
        (ADJUSTMENT, "1"),
        (CARRY_OVER, "-0.09"),
    ],
)
def test_what_rounding_does_not_explain_is_one(made, typed):
    assert made.differs_from(typed)


@pytest.mark.parametrize("typed", ["", "  ", "不适用", "已按要求控制", "/", "约20%左右吧"])
def test_blank_and_words_are_no_other_value(typed):
    assert not THREE_PUBLIC.differs_from(typed)


@pytest.mark.parametrize(
    "typed, differs", [("75", False), ("75%", False), ("76", True), ("60", True)]
)
def test_counts_are_exact(typed, differs):
    assert rate("self-evaluation", "3", "4", is_count=True).differs_from(typed) is differs


amounts = st.decimals(min_value=0, max_value=10**9, places=2)
bases = st.decimals(min_value="0.01", max_value=10**9, places=2)


@given(amounts, bases)
def test_the_rate_itself_always_agrees(now, base):
    for code in ("three-public", "three-public-change"):
        made = rate(code, now, base)
        assert agrees(made.percent, made.known())
        assert not made.differs_from(made.adopted("≤100%"))


@given(amounts, bases)
def test_a_change_is_its_share_less_one_whole(now, base):
    share, change = rate("three-public", now, base), rate("three-public-change", now, base)
    assert change.percent == percent(now - base, base)
    assert abs(share.percent - 100 - change.percent) <= Decimal("0.01")


@given(bases, bases)
def test_ten_points_more_is_always_another_value_of_large_amounts(more, now):
    made = rate("three-public", now + 1000, now + more + 1000)
    assert made.differs_from(str(made.percent + 10))
