"""Points that do not make the whole, totals of sheets with inapplicable lines, blanks."""

from decimal import Decimal

import pytest

from scoring.checks.finding import Severity
from scoring.checks.lines import rule_can_judge
from scoring.checks.totals import points_make_the_whole, total_is_the_narrative, total_is_the_sum
from scoring.sums import Sums

D = Decimal


def severities(findings):
    return [finding.severity for finding in findings]


@pytest.mark.parametrize(
    "points, without, said", [("100", 0, False), ("130", 0, True), ("100", 1, True)]
)
def test_points_that_do_not_make_100_are_a_doubt(points, without, said):
    found = list(points_make_the_whole(points=D(points), without=without))
    assert severities(found) == ([Severity.DOUBT] if said else [])


@pytest.mark.parametrize(
    "printed, severity",
    [("97.9", None), ("98", Severity.ROUNDING), ("97.7", Severity.ERROR), ("97", Severity.ERROR)],
)
def test_a_total_printed_with_fewer_digits_is_a_rounding_difference(printed, severity):
    parts = [D("9.90"), D("88.00")]
    expected = [severity] if severity else []
    of_sum = total_is_the_sum(printed=D(printed), printed_text=printed, parts=parts)
    of_text = total_is_the_narrative(printed=D(printed), printed_text=printed, narrative=D("97.9"))
    assert severities(of_sum) == expected
    assert severities(of_text) == expected


@pytest.mark.parametrize("printed, said", [("96", False), ("98.97", False), ("97", True)])
def test_with_inapplicable_lines_the_plain_and_the_rescaled_sum_are_both_right(printed, said):
    found = list(
        total_is_the_sum(
            printed=D(printed), printed_text=printed, parts=[D(96)], rescaled=D("98.97")
        )
    )
    assert severities(found) == ([Severity.DOUBT] if said else [])
    assert all("96.00 = 96.00" not in finding.message for finding in found)


def test_an_outcome_that_the_rule_leaves_to_a_person_is_a_doubt():
    assert severities(rule_can_judge(place="x", outcome="unit_unclear")) == [Severity.DOUBT]
    assert list(rule_can_judge(place="x", outcome="met")) == []
    assert list(rule_can_judge(place="x", outcome=None)) == []


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
