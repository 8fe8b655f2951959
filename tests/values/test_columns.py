"""Sign, value and unit in columns of their own."""

import pytest

from projects.values import Kind, parse, parse_columns


def read(nature, value, unit):
    return parse_columns(nature=nature, value=value, unit=unit)


@pytest.mark.parametrize(
    "columns, operator, number, unit, base",
    [
        (("≧", "735", "人次"), ">=", "735", "人次", "735"),
        (("═", "100", "%"), "=", "100", "%", "100"),
        (("≤", "95", "百分比"), "<=", "95", "百分比", "95"),
        (("＞", "95", "％"), ">", "95", "%", "95"),
        (("<", "3", "起"), "<", "3", "起", "3"),
        (("大于等于", "3", "次"), ">=", "3", "次", "3"),
        (("正向", "95", "%"), ">=", "95", "%", "95"),
        (("反向指标", "17.5", "万元"), "<=", "17.5", "万元", "175000"),
        (("定值", "3", "个"), "=", "3", "个", "3"),
        (("定量", "3", "个"), None, "3", "个", "3"),
        (("", "95", "%"), None, "95", "%", "95"),
        (("—", "95", "/"), None, "95", None, "95"),
        ((None, "95", None), None, "95", None, "95"),
        (("≥", "≥95", "%"), ">=", "95", "%", "95"),
        (("≥", "95%", "%"), ">=", "95", "%", "95"),
        (("≥", "95%", None), ">=", "95", "%", "95"),
        (("≥", "95(%)", "百分比"), ">=", "95", "%", "95"),
        (("", "≥95", "%"), ">=", "95", "%", "95"),
        (("≤", "20万", "元"), "<=", "20", "万元", "200000"),
        (("≥", "20", "点"), ">=", "20", "点", "20"),
        (("≥", "5", "年"), ">=", "5", "年", "5"),
        (("=", "两", "次"), "=", "2", "次", "2"),
        (("=", "0", "起"), "=", "0", "起", "0"),
    ],
)
def test_the_columns_make_one_number(columns, operator, number, unit, base):
    value = read(*columns)
    assert (value.kind, value.operator, value.unit) == (Kind.NUMBER, operator, unit)
    assert (str(value.number), str(value.base_number)) == (number, base)
    assert value.text == "".join(part or "" for part in columns)


@pytest.mark.parametrize(
    "columns",
    [
        ("定性", "好坏", None),
        ("定性", "95", "%"),
        ("定性指标", "≥95%", ""),
        ("定性", "", ""),
        ("定性", "不适用", None),
        ("≥", "≤95", "%"),
        ("正向", "≤95", "%"),
        ("≥", ">95", "%"),
        ("≥", "95%", "‰"),
        ("≥", "95人", "万人"),
        ("≥", "20万", "万元"),
        ("≥", "95人", "锅"),
        ("≥", "95", "锅"),
        ("怪", "95", "%"),
        ("≥", "3-5", "次"),
        ("≥", "3～5", "次"),
        ("≥", "及时", "%"),
        ("≥", "约20", "人"),
        ("≤", "12", "月"),
        ("≤", "20", "日"),
        ("≥", "2023", "年"),
        ("≤", "≥2023", "年"),
        ("≥", "2023年12月", None),
        ("≤", "12月", None),
        ("≤", "2023年12月", "个"),
        ("=", "≤2023年12月", ""),
        ("≥", "999999999999999", "万元"),
    ],
)
def test_qualitative_contradicting_and_unknown_columns_are_words(columns):
    value = read(*columns)
    assert (value.kind, value.operator, value.number) == (Kind.WORDS, None, None)
    assert value.text == "".join(part or "" for part in columns)


@pytest.mark.parametrize(
    "columns, operator, first, last",
    [
        (("=", "2023", "年"), "=", "2023-01-01", "2023-12-31"),
        (("≤", "2023", "年"), "<=", "2023-01-01", "2023-12-31"),
        (("", "2023年12月底", "时间"), None, None, "2023-12-31"),
        (("反向", "2023年12月底", "/"), "<=", None, "2023-12-31"),
        (("≤", "≤2023年12月底", None), "<=", None, "2023-12-31"),
        ((None, "1-12", "月"), None, "--01-01", "--12-31"),
    ],
)
def test_a_date_keeps_to_the_signs_that_a_date_may_have(columns, operator, first, last):
    value = read(*columns)
    assert (value.kind, value.operator) == (Kind.DATE, operator)
    assert (value.date_from, value.date_to) == (first, last)


@pytest.mark.parametrize("nature", ["=", "定值", "", None])
def test_two_ends_go_with_no_sign_or_with_an_equal_sign(nature):
    for value in (read(nature, "3-5", "次"), read(nature, "3～5", "次")):
        assert (value.kind, value.operator, value.unit) == (Kind.RANGE, None, "次")
        assert (str(value.number), str(value.upper)) == ("3", "5")


def test_a_blank_value_is_empty_and_not_applicable_stays_so():
    assert read("≥", "", "%").kind is Kind.EMPTY
    assert read("≥", None, "%").text == "≥%"
    assert read("≥", "/", "%").kind is Kind.NOT_APPLICABLE
    assert read("≥", "0", "%").number == 0


def test_columns_and_one_text_mean_the_same():
    for nature, value, unit in (
        ("≥", "1,020.50", "万元"),
        ("≤", "5", "元/人·月"),
        ("", "3", "个村"),
    ):
        assert read(nature, value, unit) == parse(nature + value + unit)
