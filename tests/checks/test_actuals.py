"""Actual values: copied with the sign, missing, far above, or zero of zero."""

import pytest

from scoring.checks.lines import line_findings
from tests.checks.build import CHOSEN, FALLBACK, row, told

OVER = CHOSEN._replace(over_percent=130)


def found(line, terms=CHOSEN):
    return told(line_findings(line, terms))


# target, actual: whether it is the target copied
COPIED = [
    ("≥266米", "≥266米", True),
    ("≥266米", "≥ 266米", True),
    ("≥266米", "＞＝266米", True),  # full-width
    ("≥266米", ">=266米", True),
    ("≧95%", "≥95%", True),
    ("≤20万元", "≤20万元", True),
    ("不低于95%", "不低于95%", True),
    ("95%以上", "95%以上", True),
    ("=100%", "=100%", True),
    ("100%", "100%", False),
    ("≥95%", "95%", False),
    ("≥95%", "95", False),
    ("≥95%", "≥96%", False),
    ("显著提升", "显著提升", False),
    ("不超预算", "不超预算", False),  # a sign in words, without a figure
    ("不超过预算", "不超过预算", False),
    ("2023年12月底前", "2023年12月底前", False),
    ("提升", "≥95%", False),
]


@pytest.mark.parametrize("target, actual, copied", COPIED)
def test_an_actual_value_with_the_targets_sign_is_the_target(target, actual, copied):
    due = [("actual-copied", "doubt", "indicators[0].actual", actual, None)] if copied else []
    said = found(row(target, actual, "10", "10", name="甲"))
    assert [one for one in said if one[0] == "actual-copied"] == due


def test_of_a_copied_value_nothing_else_is_asked():
    line = row("≥0", "≥0", "10", "10")
    assert [one[0] for one in found(line, OVER)] == ["actual-copied"]


@pytest.mark.parametrize(
    "actual, score, said",
    [("", "10", True), (" ", "10", True), ("", "0", False), ("", "", False), ("达成", "10", False)],
)
@pytest.mark.parametrize("target", ["≥95%", "效果明显"])
def test_points_are_earned_by_something_reached(target, actual, score, said):
    if actual == "达成" and target != "效果明显":
        actual = "95%"
    line = row(target, actual, "10", score)
    due = ("points-without-actual", "doubt", "indicators[0].actual", None, None)
    assert found(line) == [due] * said


# target, actual: whether it is far above at 130 %
FAR = [
    ("≥100场", "130场", True),
    ("≥100场", "129场", False),
    ("≥100.0场", "129.9场", False),
    (">100场", "130场", True),
    ("=100场", "500场", True),
    ("100场", "500场", True),  # without a sign
    ("≤100场", "50场", False),
    ("≤100场", "100场", False),
    ("≥0场", "50场", False),
    ("0起", "0起", False),
    ("≥70%", "100%", False),  # a share
    ("≥70‰", "100‰", False),
    ("提升", "大幅提升", False),
]


@pytest.mark.parametrize("target, actual, far", FAR)
def test_a_target_beaten_by_far_wants_a_reason(target, actual, far):
    line = row(target, actual, "10", "10")
    due = [("far-above", "doubt", "indicators[0].actual", actual, None)] if far else []
    assert found(line, OVER) == due
    assert found(line._replace(reason="上级追加任务"), OVER) == []
    assert found(line, CHOSEN) == []  # no limit is set
    assert found(line, None) == []


def test_shares_count_only_where_the_edition_says_so():
    line = row("≥70%", "91%", "10", "10")
    shares = OVER._replace(over_shares=True)
    assert [one[0] for one in found(line, shares)] == ["far-above"]
    assert found(row("≥70%", "90.9%", "10", "10"), shares) == []


def test_another_limit_is_another_limit():
    line = row("≥100场", "120场", "10", "10")
    assert [one[0] for one in found(line, OVER._replace(over_percent=120))] == ["far-above"]
    assert found(line, OVER._replace(over_percent=121)) == []


def test_a_score_that_is_wrong_already_is_told_once():
    line = row("≥100场", "200场", "10", "8")
    assert [one[0] for one in found(line, OVER)] == ["line-score"]


def test_exactly_at_the_limit_beyond_28_digits():
    at = row(
        "≥100000000000000.000000000000000010场", "130000000000000.000000000000000013场", "9", "9"
    )
    below = row(
        "≥100000000000000.000000000000000010场", "130000000000000.000000000000000012场", "9", "9"
    )
    assert [len(found(line, OVER)) for line in (at, below)] == [1, 0]


# target, actual, points, score: whether it is asked if the indicator applied
ZEROS = [
    ("0", "0", "8", "8", True),
    ("0.0", "0", "8", "8", True),
    (">=0", "0", "8", "8", True),
    ("≥0", "0.00", "8", "8", True),
    ("=0", "0", "8", "8", False),
    ("≤0", "0", "8", "8", False),
    ("0起", "0起", "8", "8", False),
    ("0起", "0", "8", "8", False),
    ("0", "0起", "8", "8", False),
    ("0%", "0%", "8", "8", False),
    ("0", "0", "8", "0", False),
    ("0", "0", "0", "0", False),
    ("0", "0", "", "", False),
    ("10", "10", "8", "8", False),
]


@pytest.mark.parametrize("target, actual, points, score, asked", ZEROS)
def test_full_points_for_0_of_a_bare_0_are_a_doubt(target, actual, points, score, asked):
    line = row(target, actual, points, score, reason="无")
    said = [one for one in found(line, FALLBACK) if one[0] == "zero-of-zero"]
    assert said == ([("zero-of-zero", "doubt", "indicators[0].target", target, None)] * asked)
