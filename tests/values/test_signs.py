"""Signs in every form they are printed in, before or after the number."""

import pytest

from projects.values import Kind, parse


@pytest.mark.parametrize(
    "text, operator",
    [
        ("≥95%", ">="),
        ("≧95%", ">="),
        (">=95%", ">="),
        ("＞＝95%", ">="),
        (">= 95 %", ">="),
        ("=>95%", ">="),
        ("不低于95%", ">="),
        ("不少于 95%", ">="),
        ("至少95%", ">="),
        ("大于等于95%", ">="),
        ("95%以上", ">="),
        ("95%及以上", ">="),
        ("≥95%以上", ">="),
        ("≤95%", "<="),
        ("≦95%", "<="),
        ("<=95%", "<="),
        ("不超过95%", "<="),
        ("不高于95%", "<="),
        ("95%以内", "<="),
        ("95%及以下", "<="),
        (">95%", ">"),
        ("大于95%", ">"),
        ("超过95%", ">"),
        ("＜95%", "<"),
        ("低于95%", "<"),
        ("=95%", "="),
        ("═95%", "="),
        ("＝95%", "="),
        ("等于95%", "="),
        ("95%", None),
        ("95%。", None),
    ],
)
def test_a_sign_is_read_before_or_after_the_number(text, operator):
    value = parse(text)
    assert (value.kind, value.operator) == (Kind.NUMBER, operator)
    assert (str(value.number), value.unit) == ("95", "%")


@pytest.mark.parametrize("text", ["≤95%以上", "≥≥95%", "==95%", "≥", "以上", "≥以上", "低于5%以上"])
def test_two_signs_that_disagree_or_a_sign_alone_are_words(text):
    assert parse(text).kind is Kind.WORDS


def test_the_longer_sign_wins_over_the_sign_it_begins_with():
    assert parse("大于或等于3次").operator == ">="
    assert parse("大于3次").operator == ">"
