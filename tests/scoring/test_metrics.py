"""Rates of the accounts: numerator and denominator are the input, the printed percent a claim."""

from decimal import Decimal

import pytest

from scoring.checks.finding import Severity
from scoring.metrics import (
    Metric,
    completion_by_item,
    completion_of_three_public,
    told_in_the_text,
)


def metric(numerator, denominator, printed=""):
    return Metric(
        group="x",
        topic="x",
        numerator=None if numerator is None else Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
        printed=printed,
    )


@pytest.mark.parametrize(
    "numerator, denominator, percent",
    [
        ("323.56", "227.68", "142.11"),
        ("127.7", "121.49", "105.11"),
        ("89.8", "5.8", "1548.28"),
        ("329.22", "225.94", "145.71"),
        ("323.56", "220.65", "146.64"),
        ("5.66", "5.68", "99.65"),
        ("0", "5", "0.00"),
        ("-1.29", "19.7", "-6.55"),
        ("1", "800", "0.13"),  # 0.125: half-up, not to even
        ("-1", "800", "-0.13"),
    ],
)
def test_a_rate_has_two_decimals_half_up(numerator, denominator, percent):
    found = metric(numerator, denominator)
    assert (found.computable, found.percent) == (True, Decimal(percent))


@pytest.mark.parametrize("printed", ["", "0%", "100%", "—"])
@pytest.mark.parametrize(
    "numerator, denominator", [("3.62", "0"), ("0", "0"), ("0", "0.00"), (None, "5"), ("5", None)]
)
def test_a_base_of_0_or_blank_is_not_computable_whatever_is_printed(
    numerator, denominator, printed
):
    found = metric(numerator, denominator, printed)
    assert (found.computable, found.percent) == (False, None)
    assert found.severity == (Severity.DOUBT if "%" in printed else None)


@pytest.mark.parametrize(
    "numerator, denominator, printed, severity",
    [
        ("323.56", "227.68", "142.11%", None),
        ("-1.29", "19.7", "6.55%", Severity.ERROR),  # nothing says that it falls
        ("-1.29", "19.7", "-6.55%", None),
        ("5.68", "225.94", "2.51%", None),
        ("5.68", "225.94", "2.52%", Severity.ROUNDING),
        ("9.54", "323.56", "2.95%", None),
        ("9.54", "323.56", "2.94%", Severity.ERROR),
        ("9.54", "323.56", "", None),
    ],
)
def test_a_difference_from_the_printed_percent_is_rounding_or_an_error(
    numerator, denominator, printed, severity
):
    assert metric(numerator, denominator, printed).severity == severity


def cells(**texts):
    return {
        column: (
            text or "",
            Decimal(text) if text and text[0].isdigit() and "%" not in text else None,
        )
        for column, text in texts.items()
    }


def test_completion_by_item_is_named_by_its_lowest_printed_heading():
    rows = [
        cells(
            类="科学技术支出", 款="科学技术普及", 项="科普活动", 年初预算数="5.8", 支出决算数="89.8"
        ),
        cells(类="科学技术支出", 款="科学技术普及", 项=None, 年初预算数="10", 支出决算数="5"),
        cells(类="其他支出", 年初预算数="0", 支出决算数="5.66", 印出百分比="100%"),
    ]
    found = completion_by_item(rows)
    assert [(m.topic, m.percent) for m in found] == [
        ("科普活动", Decimal("1548.28")),
        ("科学技术普及", Decimal("50.00")),
        ("其他支出", None),
    ]
    assert found[2].severity == Severity.DOUBT


def test_completion_of_the_three_public_joins_budget_and_account_by_heading():
    row = [
        ("预算数/合计", "4.1", Decimal("4.1")),
        ("预算数/公务用车/小计", "3.5", Decimal("3.5")),
        ("预算数/因公出国（境）费", "", None),
        ("决算数/合计", "0.81", Decimal("0.81")),
        ("决算数/公务用车/小计", "0.67", Decimal("0.67")),
        ("决算数/因公出国（境）费", "0", Decimal(0)),
        ("栏次", "1", Decimal(1)),
    ]
    found = completion_of_three_public([row])
    assert [(m.topic, m.percent) for m in found] == [
        ("合计", Decimal("19.76")),
        ("公务用车 小计", Decimal("19.14")),
        ("因公出国（境）费", None),
    ]


def test_what_the_text_states_is_grouped_by_what_it_is():
    rows = [
        cells(
            口径="其他收入占收入合计", 类别="占比", 分子="5.68", 分母="225.94", 印出百分比="2.52%"
        ),
        cells(口径="收、支总计较上年度增长", 类别="增长", 分子="8.22", 分母="321.21"),
        cells(口径="培训支出", 类别="完成率", 分子="0.73", 分母="0.73"),
        cells(口径="别的", 类别="人均", 分子="1", 分母="2"),
    ]
    found = told_in_the_text(rows)
    assert [m.group for m in found] == ["占比", "比上年增减", "完成预算（说明文字）", "人均"]
    assert (found[0].topic, found[0].printed) == ("其他收入占收入合计", "2.52%")


@pytest.mark.parametrize(
    "topic, severity",
    [("机关运行经费较上年度下降", None), ("运行经费减少", None), ("运行经费增长", Severity.ERROR)],
)
def test_a_decrease_is_printed_without_its_minus_where_the_words_say_so(topic, severity):
    found = Metric(
        group="比上年增减",
        topic=topic,
        numerator=Decimal("-1.29"),
        denominator=Decimal("19.7"),
        printed="6.55%",
    )
    assert found.severity == severity


@pytest.mark.parametrize(
    "topic, amount, told",
    [
        ("机关运行经费较上年度下降", "-54.08", "54.08"),
        ("运行经费减少", "3", "-3.00"),  # it grew: the words are wrong, and it shows
        ("运行经费增长", "-54.08", "-54.08"),
    ],
)
def test_a_decrease_is_told_as_its_topic_counts_it(topic, amount, told):
    found = Metric(group="x", topic=topic, numerator=Decimal(amount), denominator=Decimal(100))
    assert (found.told, found.percent) == (Decimal(told), Decimal(amount))


def test_what_is_not_computable_is_not_told_as_0():
    found = Metric(group="x", topic="运行经费下降", numerator=None, denominator=Decimal(100))
    assert found.told is None
