"""What holds for every text there is."""

import string
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from projects.values import (
    Kind,
    is_scale_name,
    is_template_rest,
    parse,
    parse_columns,
    parse_named,
    reading,
    sign_of,
    to_json,
    unit_in_name,
)
from projects.values.unit_words import UNITS

SIGNS = ["≥", "≤", ">=", "<", "=", "不低于", "以上", "以内", "-", "~", "—", "至", *".,%()/*·¥ "]
FIGURE_PIECES = [
    "0",
    "1",
    "7",
    "12",
    "31",
    "2023",
    "9.5",
    "1,000",
    *"一二两十百",
    "百分之",
    "20231231",
]
UNIT_PIECES = ["万", "亿", "元", "人次", "台(套)", *"年月日底前内", "每年", "截至", "个工作日", "%"]
TIME_PIECES = ["季度", "上半年", "旬", "当年", "全年", "完成", "不晚于", "第", "起", "止"]
WORD_PIECES = [
    "达到",
    "满意度",
    "控制在",
    "不得",
    "超过",
    "之间",
    "不适用",
    "提升",
    "**",
    "X",
    "100字",
]
PIECES = st.sampled_from([*SIGNS, *FIGURE_PIECES, *UNIT_PIECES, *TIME_PIECES, *WORD_PIECES])
LIKELY = st.lists(PIECES, max_size=12).map("".join)
FIGURES = st.decimals(min_value=0, max_value=10**9, places=3).map(lambda number: f"{number:f}")
PRINTED_UNITS = st.sampled_from(["", "%", "万元", "人次", "万", "元/平方米", "/株", "台(套)"])
FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in string.printable if "!" <= sign <= "~"}


def meaning(value):
    return {key: text for key, text in to_json(value).items() if key != "text"}


@given(st.text() | LIKELY)
@example("9" * 10_000)
@example("1," * 5_000)
@example(" " * 9_999 + "≥")
@example("\x00≥1\ud800人")
def test_no_text_raises_and_every_text_is_kept(text):
    value = parse(text)
    assert value.text == text
    assert isinstance(reading(value), str)
    assert unit_in_name(text) is None or "(" in text.translate({ord("（"): "("})
    assert not (is_template_rest(text) and value.kind is not Kind.WORDS)
    assert not (is_scale_name(text) and value.kind is not Kind.WORDS)


@given(st.text() | LIKELY)
def test_the_sign_alone_is_the_sign_of_the_value(text):
    assert sign_of(text) == parse(text).operator


@given(LIKELY, st.sampled_from(["人数(人)", "投资（万元）", "项目(工程)", "★", ""]))
def test_a_name_never_changes_the_text_nor_a_unit_of_its_own(text, name):
    named, plain = parse_named(text, name=name), parse(text)
    assert named.text == text
    assert named == plain or (plain.unit, named.unit) == (None, unit_in_name(name))


@given(LIKELY, LIKELY, LIKELY)
def test_three_columns_keep_their_text_and_never_raise(nature, value, unit):
    found = parse_columns(nature=nature, value=value, unit=unit)
    assert found.text == nature + value + unit
    if parse(value).kind in (Kind.EMPTY, Kind.NOT_APPLICABLE):
        assert found.kind in (parse(value).kind, Kind.WORDS)


@given(FIGURES, st.sampled_from(sorted(UNITS - {"%", "‰", "百分比", "千分比", "分", "百分点"})))
def test_a_scaled_unit_is_its_scale_times_the_unit(figure, unit):
    one, ten_thousand = parse(figure + unit), parse(f"{figure}万{unit}")
    if one.kind is Kind.NUMBER and ten_thousand.kind is Kind.NUMBER:
        assert ten_thousand.base_number == one.base_number * 10_000
        assert ten_thousand.base_unit == one.base_unit
        assert ten_thousand.number == one.number


@given(FIGURES, FIGURES, st.sampled_from(["人", "万元", "%"]))
def test_a_range_is_ordered_or_no_range(lower, upper, unit):
    value = parse(f"{lower}～{upper}{unit}")
    if Decimal(lower) > Decimal(upper):
        assert value.kind is Kind.WORDS
    else:
        assert value.kind is Kind.RANGE
        assert value.number <= value.upper
        assert value.base_number <= value.base_upper


@given(st.sampled_from(["", "≥", "<=", "=", "不超过"]), FIGURES, PRINTED_UNITS)
def test_the_canonical_form_of_a_number_means_the_same(sign, figure, unit):
    value = parse(sign + figure + unit)
    assert value.kind is Kind.NUMBER
    canonical = f"{value.operator or ''}{value.number:f}{value.unit or ''}"
    assert meaning(parse(canonical)) == meaning(value)


@given(LIKELY)
def test_our_reading_of_a_quantity_or_a_day_reads_back_as_the_same(text):
    value = parse(text)
    if value.kind not in (Kind.NUMBER, Kind.RANGE, Kind.DATE):
        return
    ours, again = meaning(value), meaning(parse(reading(value)))
    if value.kind is Kind.NUMBER:
        ours["operator"] = value.operator or "="  # 4场 reads as 等于 4场
    if value.kind is Kind.DATE:  # the reading of a latest date gives its last day only
        assert (again["kind"], again["to"]) == (ours["kind"], ours["to"])
        return
    assert again == ours


@given(st.text(alphabet=string.printable) | LIKELY)
def test_full_width_means_the_same_as_half_width(text):
    assert meaning(parse(text.translate(FULL_WIDTH))) == meaning(parse(text))


@given(LIKELY, st.sampled_from([" ", "\u3000", "\n", "\ufeff"]))
def test_blanks_around_a_text_mean_nothing(text, blank):
    assert meaning(parse(blank + text + blank)) == meaning(parse(text))
