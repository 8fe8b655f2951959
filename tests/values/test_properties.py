"""What holds for every text there is."""

import string

from hypothesis import example, given
from hypothesis import strategies as st

from projects.values import Kind, parse, reading, to_json

SIGNS = ["≥", "≤", ">=", "<", "=", "不低于", "以上", "以内", "-", "~", "—", "至", *".,%()/* "]
FIGURE_PIECES = ["0", "1", "7", "12", "31", "2023", "9.5", "1,000"]
UNIT_PIECES = ["万", "亿", "元", "人次", "台(套)", "年", "月", "日", "底", "前", "每年", "截至"]
PIECES = st.sampled_from([*SIGNS, *FIGURE_PIECES, *UNIT_PIECES, "不适用", "提升"])
LIKELY = st.lists(PIECES, max_size=12).map("".join)
FIGURES = st.decimals(min_value=0, max_value=10**9, places=3).map(lambda number: f"{number:f}")
UNITS = st.sampled_from(["", "%", "万元", "人次", "万", "元/平方米", "/株", "台(套)"])
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


@given(st.sampled_from(["", "≥", "<=", "=", "不超过"]), FIGURES, UNITS)
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
