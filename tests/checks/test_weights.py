"""Weights: a raw score is weighted once, and comes out."""

import pytest

from scoring.checks.run import findings
from tests.checks.build import FALLBACK, checked, row, sheet


def weighted(raw, weight, score, **other):
    return row("提升", "提升", "", score, raw=raw, weight=weight, **other)


def of(rows, **other):
    return [one for one in checked(sheet(rows, **other)) if one[0].startswith("weight")]


@pytest.mark.parametrize(
    "raw, weight, score, found",
    [
        ("90", "10", "9", None),
        ("90", "10%", "9.00", None),
        ("90", "10", "8", ("error", "9.00")),
        ("90", "10", "10", ("error", "9.00")),
        ("95", "15", "14.3", ("rounding", "14.25")),  # half-up
        ("95", "15", "14.2", ("error", "14.25")),  # cut
        ("95", "15", "14", ("rounding", "14.25")),
        ("93.3", "10", "9.3", ("rounding", "9.33")),
        ("93.3", "10", "9.34", ("rounding", "9.33")),  # 93.35
        ("93.3", "10", "9.35", ("error", "9.33")),
        ("", "10", "9", None),
        ("90", "", "9", None),
        ("90", "10", "", None),
    ],
)
def test_a_score_is_its_raw_score_times_its_weight(raw, weight, score, found):
    due = [] if found is None else [
        ("weighted-score", found[0], "indicators[0].score", score, found[1])
    ]  # fmt: skip
    assert of([weighted(raw, weight, score)]) == due


def test_a_row_that_does_not_apply_is_not_weighted():
    assert of([weighted("90", "10", "8", not_applicable=True)]) == []


def test_a_raw_score_that_was_weighted_already_is_one_doubt_for_the_sheet():
    rows = [weighted("10", "10", "1"), weighted("18", "20", "3.6"), weighted("5", "5", "0.25")]
    assert of(rows) == [("weight-twice", "doubt", "indicators[0].score", "1", "10.00")]


@pytest.mark.parametrize(
    "rows",
    [
        [weighted("10", "10", "1"), weighted("95", "20", "19")],  # out of 100: once
        [weighted("8", "10", "0.8")],  # poor, or weighted: nobody can tell
        [weighted("100", "100", "100")],
        [weighted("0", "0", "0")],
        [weighted("10", "10", "")],
    ],
)
def test_raw_scores_out_of_100_are_weighted_once(rows):
    assert of(rows) == []


def test_points_times_points_percent_is_a_weight_applied_twice():
    rows = [row("≥95%", "96%", "20", "4"), row("≥95%", "96%", "30", "9")]
    assert of(rows) == [("weight-twice", "doubt", "indicators[0].score", "4", "20.00")]
    found = checked(sheet(rows))
    assert [one for one in found if one[0] == "line-score"] == []  # one cause, told once


@pytest.mark.parametrize(
    "line",
    [
        row("≥95%", "96%", "20", "5"),
        row("≥95%", "96%", "20", "20"),
        row("≥95%", "96%", "100", "100"),
        row("≥95%", "19%", "20", "4"),  # missed: 19 of 95 is a fifth
        row("提升", "提升", "20", "4", reason="未达成"),
        row("≥95%", "96%", "0", "0"),
    ],
)
def test_another_score_is_no_weight(line):
    assert of([line], terms=FALLBACK) == []


def test_the_doubt_says_how_many_rows_and_what_they_would_make():
    from_rows = sheet([weighted("10", "10", "1"), weighted("18", "20", "3.6")])
    (message,) = [one.message for one in findings(from_rows) if one.check == "weight-twice"]
    assert "10 × 10%，同样的共 2 行，得分合计 4.60，只乘一次为 28.00" in message
    with_zero = sheet([weighted("10", "10", "1"), weighted("0", "20", "0")])
    (message,) = [one.message for one in findings(with_zero) if one.check == "weight-twice"]
    assert "同样的共 2 行，得分合计 1.00，只乘一次为 10.00" in message
