"""Totals of sheets with inapplicable lines, and blanks in sums."""

from decimal import Decimal

import pytest

from projects.values import Printed
from scoring.checks.finding import Severity
from scoring.checks.totals import Scores, total_is_the_sum
from scoring.sums import Sums

D = Decimal


@pytest.mark.parametrize(
    "printed, severity",
    [
        ("96", None),
        ("98.97", None),
        ("99", Severity.ROUNDING),
        ("97", Severity.DOUBT),
        ("98.9", Severity.DOUBT),
    ],
)
def test_with_inapplicable_lines_the_plain_and_the_rescaled_sum_are_both_right(printed, severity):
    found = list(
        total_is_the_sum(Printed(printed, D(printed)), Scores((D(96),)), rescaled=D("98.97"))
    )
    assert [one.severity for one in found] == ([severity] if severity else [])
    assert all("96.00 = 96.00" not in one.message for one in found)


def test_what_nobody_scored_is_blank_and_not_0():
    sums = Sums()
    sums.add(D(10), None, None)
    assert (sums.shown["computed"], sums.shown["claimed"]) == ("—", "—")
    sums.add(D(5), D(0), None)
    assert sums.shown["computed"] == "0.00"


def test_a_difference_is_of_lines_that_have_both_scores():
    sums = Sums()
    sums.add(D(10), None, D(9))
    assert sums.shown["difference"] == "—"
    sums.add(D(10), D(8), D(9))
    assert (sums.shown["difference"], sums.shown["claimed"]) == ("1.00", "18.00")
