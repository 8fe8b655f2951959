"""Two ends with one unit."""

import pytest

from projects.values import Kind, parse, to_json


@pytest.mark.parametrize(
    "text, base, unit",
    [
        ("90%-95%", ("90", "95"), "%"),
        ("90-95%", ("90", "95"), "%"),
        ("10～20人", ("10", "20"), "人"),
        ("10—20人", ("10", "20"), "人"),
        ("10至20人", ("10", "20"), "人"),
        ("1-2万元", ("10000", "20000"), "元"),
        ("1.5万-2万元", ("15000", "20000"), "元"),
        ("1-3年", ("1", "3"), "年"),
        ("3至5", ("3", "5"), None),
        ("3～5", ("3", "5"), None),
        ("3--5次", ("3", "5"), "次"),
        ("3 - 5 次", ("3", "5"), "次"),
        ("3∽5次", ("3", "5"), "次"),
        ("1.5万元-2万元", ("15000", "20000"), "元"),
        ("1,000-2,000元", ("1000", "2000"), "元"),
        ("10%-20（%）", ("10", "20"), "%"),
        ("20%～30%之间", ("20", "30"), "%"),
        ("在90%到95%之间", ("90", "95"), "%"),
        ("-5%～5%", ("-5", "5"), "%"),
        ("3次至3次", ("3", "3"), "次"),
        ("20-30元/人", ("20", "30"), "元/人"),
        ("500～2000", ("500", "2000"), None),  # only one end could be a year
        ("2000～5000", ("2000", "5000"), None),
    ],
)
def test_a_range_gives_both_ends(text, base, unit):
    value = parse(text)
    assert value.kind is Kind.RANGE
    assert (str(value.base_number), str(value.base_upper)) == base
    assert (value.base_unit, value.operator) == (unit, None)


@pytest.mark.parametrize(
    "text",
    [
        *("95%-90%", "10人-20次", "1万-2元", "400-1234567", "1-2", "2023至2024", "≥90%-95%"),
        *("1-2-3人", "3--5", "-5%-5%", "-5--1%", "5-+8%", "90%-95", "5千-1万元", "90%-95%以上"),
        *("0391-1234567", "满意度3-5次", "9" * 16 + "-" + "9" * 17 + "人", "1-999999999999999万元"),
    ],
)
def test_an_impossible_or_ambiguous_range_is_words(text):
    assert parse(text).kind is Kind.WORDS


def test_a_range_adds_its_upper_end_to_the_json_and_a_number_does_not():
    found = to_json(parse("1-2万元"))
    assert (found["number"], found["upper"], found["base_upper"]) == ("1", "2", "20000")
    assert "upper" not in to_json(parse("2万元"))
