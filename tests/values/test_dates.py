"""Days and periods. Each is days in ISO: the first (None for a latest date) and the last."""

import pytest

from projects.values import Kind, parse, to_json


def read(text):
    value = parse(text)
    assert value.kind is Kind.DATE
    return value.date_from, value.date_to


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("2023年1月-12月", "2023-01-01", "2023-12-31"),
        ("2023年1-12月", "2023-01-01", "2023-12-31"),
        ("2022.3-12月", "2022-03-01", "2022-12-31"),
        ("2022.4-2022.12", "2022-04-01", "2022-12-31"),
        ("2023.07-2024.01", "2023-07-01", "2024-01-31"),
        ("2021-2023年", "2021-01-01", "2023-12-31"),
        ("2023年6月1日至7月15日", "2023-06-01", "2023-07-15"),
        ("2023年6月1日-30日", "2023-06-01", "2023-06-30"),
        ("1-12月", "--01-01", "--12-31"),
        ("2022.9月", "2022-09-01", "2022-09-30"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("2023年2月", "2023-02-01", "2023-02-28"),
        ("2月", "--02-01", "--02-29"),
        ("12月", "--12-01", "--12-31"),
        ("2024年", "2024-01-01", "2024-12-31"),
        ("2023年内", "2023-01-01", "2023-12-31"),
        ("2023-06-30", "2023-06-30", "2023-06-30"),
        ("2023.6.30", "2023-06-30", "2023-06-30"),
        ("２０２３年 12 月", "2023-12-01", "2023-12-31"),
        ("2023年12月底", None, "2023-12-31"),
        ("2023年12月底前", None, "2023-12-31"),
        ("2023年底", None, "2023-12-31"),
        ("6月30日前", None, "--06-30"),
        ("每年12月底前", None, "--12-31"),
        ("截至2023年6月30日", None, "2023-06-30"),
    ],
)
def test_a_date_gives_its_first_and_last_day(text, first, last):
    assert read(text) == (first, last)


@pytest.mark.parametrize("text", ["≤2023年12月底", "不晚于2023年12月底", "不超过2023年12月底"])
def test_a_latest_date_may_carry_a_sign(text):
    assert read(text) == (None, "2023-12-31")
    assert parse(text).operator == "<="


@pytest.mark.parametrize("text", ["1年", "280天", "≥20年", "12个月", "1年内"])
def test_a_duration_is_a_number(text):
    assert parse(text).kind is Kind.NUMBER


@pytest.mark.parametrize("text", ["2023.12", "2022.9", "2023"])
def test_a_bare_figure_is_a_number_even_if_it_could_be_a_date(text):
    assert parse(text).kind is Kind.NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "13月",
        "2月30日",
        "2023年2月29日",
        "1 2月",
        "12月前",
        "10月-3月",
        "2022.4-12",
        "10月-2024年3月",
        "2月30日-3月1日",
        "6月1日-7月",
        "61日-7月2日",
        "2023年-3月",
        "6月30日底",
        "2023-2024",
        "2023-12",
        "12-31",
        "2023年12月-1月",
        "≥2023年",
        "≤12月",
        "12月底到位",
        "7月1日至次年6月30日",
        "每年2023年",
        "每年",
        "底",
    ],
)
def test_an_impossible_or_ambiguous_date_is_words(text):
    assert parse(text).kind is Kind.WORDS


def test_a_date_has_no_number_and_shows_its_days_in_json():
    found = to_json(parse("12月"))
    assert (found["number"], found["unit"]) == (None, None)
    assert (found["from"], found["to"]) == ("--12-01", "--12-31")
