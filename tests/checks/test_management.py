"""What is said of a management rate that is not the one of the printed amounts."""

from decimal import Decimal

import pytest

from scoring.checks.known import Known
from scoring.checks.run import findings
from tests.checks.build import row, sheet

D = Decimal
BUDGET = Known(now=D("329.22"), base=D("225.94"), told="145.71%", words="145.71%（两个数）")
WITH_CARRIED = BUDGET._replace(
    others=(Known(now=D("329.22"), base=D("329.43"), told="", words=""),)
)
RISE = Known(now=D("120.00"), base=D("100.00"), told="20.00%", words="20.00%", is_change=True)
FALL = Known(
    now=D("225.94"), base=D("227.68"), told="−0.76%", words="−0.76%（两个数）", is_change=True
)  # fmt: skip


def said(actual, known, **other):
    made = sheet([row("≥95%", actual, "3", "3", known=known, **other)])
    return [
        (one.severity.value, one.printed, one.expected)
        for one in findings(made)
        if one.check == "management-rate"
    ]


def test_printed_amounts_leave_one_rate():
    assert said("97", BUDGET) == [("error", "97", "145.71%")]
    assert said("145.71%", BUDGET) == []
    assert said("146%", BUDGET) == []  # with fewer digits


def test_a_budget_may_hold_what_was_brought_over():
    assert said("99.94%", BUDGET) == [("error", "99.94%", "145.71%")]
    assert said("99.94%", WITH_CARRIED) == [("doubt", "99.94%", "145.71%")]
    assert said("97", WITH_CARRIED) == [("error", "97", "145.71%")]


@pytest.mark.parametrize("actual", ["0", "5%", "19.9%"])
def test_a_smaller_rise_may_leave_out_what_was_ordered_from_above(actual):
    assert said(actual, RISE) == [("doubt", actual, "20.00%")]


def test_a_greater_rise_and_a_fall_may_not():
    assert said("25%", RISE) == [("error", "25%", "20.00%")]
    assert said("0", FALL) == [("error", "0", "-0.76%")]


def test_a_reason_in_the_row_makes_it_a_question():
    assert said("97", BUDGET, reason="按支付口径计算") == [("doubt", "97", "145.71%")]
    assert said("97", BUDGET, reason="无") == [("error", "97", "145.71%")]


SPENT = Known(now=D("515.00"), base=D("520.00"), told="99.04%", words="99.04%（两个数）")
KEPT = Known(now=D("0.81"), base=D("4.10"), told="19.76%", words="19.76%（两个数）")


@pytest.mark.parametrize("actual", ["0.9904", "0.99", "1.0"])
def test_a_rate_may_be_typed_as_a_share(actual):
    assert said(actual, SPENT) == []
    assert said("0.2", KEPT) == []
    assert said("1.4571", BUDGET) == []


@pytest.mark.parametrize("actual", ["0.98", "0.9904%", "0", "1.1"])
def test_another_share_or_one_in_percent_is_another_rate(actual):
    assert said(actual, SPENT) == [("error", actual, "99.04%")]


def test_a_share_may_be_of_another_reading():
    assert said("0.9994", WITH_CARRIED) == [("doubt", "0.9994", "145.71%")]


def test_a_bound_that_the_rate_keeps_is_not_another_rate():
    assert said("≥95%", SPENT) == []
    assert said("＞99%", SPENT) == []
    assert said("≤100%", SPENT) == []
    assert said("≤0.2", KEPT) == []
    assert said("≥100%", SPENT) == [("error", "≥100%", "99.04%")]
    assert said("≤95%", SPENT) == [("error", "≤95%", "99.04%")]
