"""Blank, 0 and 不适用 are three things."""

import pytest

from projects.values import Kind, parse, reading, to_json

KEYS = {"text", "kind", "operator", "number", "unit", "base_number", "base_unit"}


@pytest.mark.parametrize("text", [None, "", "   ", "\u3000\n"])
def test_a_blank_is_empty_and_reads_as_nothing(text):
    value = parse(text)
    assert (value.kind, value.number, reading(value)) == (Kind.EMPTY, None, "")


@pytest.mark.parametrize("text", ["0", "0.00", "=0", "≦0"])
def test_a_zero_is_a_number(text):
    value = parse(text)
    assert value.kind is Kind.NUMBER
    assert value.number == 0


@pytest.mark.parametrize(
    "text",
    [
        *("不适用", "/", "／", "—", "——", " 不适用 ", "-", "--", "N/A", "n/a"),
        *("不适用。", "不适用；", "/。", "— 。"),
    ],
)
def test_not_applicable_is_its_own_kind(text):
    value = parse(text)
    assert (value.kind, value.number, reading(value)) == (Kind.NOT_APPLICABLE, None, "不适用")


@pytest.mark.parametrize("text", ["无", "不适用于本单位", "///"])
def test_what_only_resembles_not_applicable_is_words(text):
    assert parse(text).kind is Kind.WORDS


def test_the_json_of_each_has_the_seven_keys_and_the_text():
    for text in ("", "0", "不适用", "及时"):
        found = to_json(parse(text))
        assert set(found) == KEYS
        assert found["text"] == text
