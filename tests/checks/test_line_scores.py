"""A row's score: against its points, its rule and its reason; one cause is told once."""

from decimal import Decimal

import pytest

from projects.values import Printed
from scoring.checks.lines import line_findings
from scoring.rules.terms import Sign
from tests.checks.build import CHOSEN, FALLBACK, row, told

D = Decimal
REASON = "场地关闭，下半年补办"


def found(line, terms=CHOSEN, **other):
    return told(line_findings(line, terms, **other))


def gist(line, terms=CHOSEN, **other):
    return [(check, severity) for check, severity, *_ in found(line, terms, **other)]


# target, actual, points, score: severity and the rule's score
SCORES = [
    (">=95%", "97", "3", "3", None),
    (">=95%", "97", "3", "3.00", None),
    (">=95%", "97", "3", "2", ("error", "3.00")),  # met, and lost a point
    ("100%", "100%", "20", "19.6", ("error", "20.00")),
    ("≥30场", "28场", "10", "9.33", None),
    ("≥30场", "28场", "10", "9.3", ("rounding", "9.33")),
    ("≥30场", "28场", "10", "9", ("rounding", "9.33")),
    ("≥30场", "28场", "10", "9.34", ("error", "9.33")),  # counts do not move
    ("≥30场", "28场", "10", "9.32", ("error", "9.33")),
    ("≥30场", "28场", "10", "10", ("error", "9.33")),  # missed, with full points
    ("≥95%", "93%", "3", "2.94", None),
    ("≥95%", "93%", "3", "2.9", ("rounding", "2.94")),
    ("≥95%", "93%", "3", "3", ("rounding", "2.94")),
    ("≥95%", "93%", "3", "3.0", ("rounding", "2.94")),  # 2.968
    ("≥95%", "93%", "3", "2.97", ("rounding", "2.94")),  # 93.5 of 94.5 is 2.968
    ("≥95%", "93%", "3", "2.98", ("error", "2.94")),
    ("≥95%", "93%", "3", "2.91", ("rounding", "2.94")),  # 92.5 of 95.5 is 2.906
    ("≥95%", "93%", "3", "2.90", ("error", "2.94")),
    ("=100%", "98%", "10", "9", ("error", "9.80")),
    ("≥29.5亩", "29.0亩", "10", "9.84", ("rounding", "9.83")),  # 29.05 of 29.45 is 9.864
    ("≥29.5亩", "29.0亩", "10", "9.87", ("error", "9.83")),
    ("≥29.5亩", "29亩", "10", "9.84", ("rounding", "9.83")),  # only the target moves
    ("≥29.5亩", "29亩", "10", "9.85", ("rounding", "9.83")),  # 29 of 29.45 is 9.847
    ("≥29.5亩", "29亩", "10", "9.86", ("error", "9.83")),
    ("≤20%", "25%", "8", "6", None),
    ("≤20个", "25个", "8", "6.4", ("error", "6.00")),  # 20 of 25: another edition's rule
    ("≤20%", "25%", "8", "5.7", ("rounding", "6.00")),  # 25.5 over 19.5: 5.54 at least
    ("≤20个", "25个", "8", "5.99", ("error", "6.00")),
    ("0起", "1起", "5", "5", ("error", "0.00")),
    ("0起", "0起", "5", "5", None),
    ("≥95%", "0%", "5", "1", ("error", "0.00")),
    ("效果明显", "达成预期指标", "10", "10", None),
    ("≥95%", "96%", "", "7", None),  # no points, no rule
]


@pytest.mark.parametrize("target, actual, points, score, due", SCORES)
def test_a_printed_score_is_the_rules(target, actual, points, score, due):
    expected = [] if due is None else [("line-score", due[0], "indicators[0].score", score, due[1])]
    said = found(row(target, actual, points, score))
    assert [one for one in said if one[0] != "reason-missing"] == expected


@pytest.mark.parametrize(
    "terms, tag, reason, severity",
    [
        (CHOSEN, "P", "", "error"),
        (CHOSEN, "P", "  ", "error"),
        (CHOSEN, "P", "无", "error"),
        (CHOSEN, "P", " — ", "error"),
        (CHOSEN, "P", REASON, "doubt"),
        (CHOSEN, "M", "", "doubt"),
        (FALLBACK, "P", "", "doubt"),
        (None, "P", "", "doubt"),
    ],
)
def test_only_a_chosen_rule_without_a_reason_is_an_error(terms, tag, reason, severity):
    line = row("≥95%", "96%", "3", "2", reason=reason, tag=tag)
    assert gist(line, terms) == [("line-score", severity)]


@pytest.mark.parametrize("reason, terms", [(REASON, CHOSEN), ("", FALLBACK)])
def test_rounding_is_rounding_under_any_edition(reason, terms):
    missing = [] if reason else [("reason-missing", "doubt")]
    assert gist(row("≥95%", "93%", "3", "2.9", reason=reason), terms) == [
        ("line-score", "rounding"),
        *missing,
    ]


@pytest.mark.parametrize(
    "line, words",
    [
        (row(">=95%", "97", "3", "2"), "达标应得 3 分，表中印 2 分，没有写原因"),
        (row("≥95%", "90%", "3", "2"), "90 ÷ 95 × 3 = 2.84，表中印 2 分，没有写原因"),
        (row("≥95%", "70%", "3", "3"), "未达标，70 ÷ 95 × 3 = 2.21，表中印 3 分，没有写原因"),
        (row("≤20%", "25%", "8", "7"), "(20 − (25 − 20)) ÷ 20 × 8 = 6.00，表中印 7 分，没有写原因"),
        (row("0起", "1起", "5", "5"), "1起 ＞ 0起，未达标，得 0.00 分，表中印 5 分，没有写原因"),
        (
            row(">=95%", "97", "3", "2", reason=REASON),
            "达标应得 3 分，表中印 2 分，已写原因，请核对",
        ),
        (row("≥95%", "93%", "3", "2.9"), "93 ÷ 95 × 3 = 2.94，表中印 2.9 分，差在四舍五入"),
    ],
)
def test_the_words_say_what_the_rule_gives_and_what_is_printed(line, words):
    assert line_findings(line, CHOSEN)[0].message == words


def test_a_score_without_words_is_told_by_itself():
    line = row("≤20%", "25%", "8", "6.3")._replace(computed=D("6.40"), words="")
    said = line_findings(line, CHOSEN)[0]
    assert said.message.startswith("按规则应得 6.40 分，表中印 6.3 分")


def test_figures_move_under_the_rule_that_the_row_was_scored_by():
    line = row("≤20%", "25%", "8", "6.53")._replace(computed=D("6.40"))  # 20.5 of 25.1: in reach
    assert gist(line._replace(rule="at_most_inverse"))[0] == ("line-score", "rounding")
    assert gist(line._replace(rule="at_most_overshoot"))[0] == ("line-score", "error")


def test_a_rule_of_bands_does_not_move():
    line = row("≥90%", "85%", "10", "8.1")._replace(
        computed=D("8.00"), outcome="band_2", rule="bands_90-100_80-80_60-50"
    )
    assert gist(line) == [("line-score", "error")]


def test_a_range_does_not_move():
    line = row("≥29.5亩", "29.0亩", "10", "9.84")
    assert gist(line)[0] == ("line-score", "rounding")
    assert gist(line._replace(upper_number=D(40), rule="within")) == [("line-score", "error")]


@pytest.mark.parametrize(
    "points, score, above", [("3", "3.00", 0), ("3", "3.01", 1), ("0", "1", 1)]
)
@pytest.mark.parametrize("terms", [CHOSEN, FALLBACK, None])
def test_a_score_above_its_points_is_an_error_under_any_edition(points, score, above, terms):
    line = row("提升", "提升", points, score)
    due = [("score-above-points", "error", "indicators[0].score", score, points)]
    assert found(line, terms) == due * above


def test_a_score_above_its_points_is_not_told_twice():
    assert gist(row("≥95%", "90%", "3", "4")) == [("score-above-points", "error")]


# target, actual, points, score, reason: whether a reason is missed
REASONS = [
    ("≥30场", "28场", "10", "9.33", "", True),
    ("≥30场", "28场", "10", "9.33", REASON, False),
    ("效果明显", "部分达成", "10", "8", "", True),
    ("效果明显", "达成", "10", "10", "", False),
    ("效果明显", "没有达成", "10", "0", "", True),
    ("效果明显", "", "10", "0", "", False),  # nobody filled it in
    ("≥95%", "", "10", "0", "", False),
    ("≥95%", "", "10", "", "", False),
    ("≥95%", "96%", "", "9", "", False),  # of how many?
]


@pytest.mark.parametrize("target, actual, points, score, reason, missing", REASONS)
def test_a_score_below_its_points_wants_a_reason(target, actual, points, score, reason, missing):
    line = row(target, actual, points, score, reason=reason)
    assert gist(line) == ([("reason-missing", "doubt")] if missing else [])


def test_a_row_that_does_not_apply_and_a_break_down_are_never_checked():
    assert found(row("≥95%", "90%", "", "")) == []
    assert found(row("≥95%", "≥95%", "", "")) == []
    assert found(row("≥95%", "", "10", "", not_applicable=True)) == []
    assert found(row("≥95%", "—", "10", "0", not_applicable=True)) == []


@pytest.mark.parametrize("actual", ["—", "/", "不适用"])
def test_a_row_that_does_not_apply_earns_nothing(actual):
    line = row("≥95%", actual, "10", "8", not_applicable=True, computed=None)
    assert gist(line) == [("points-without-actual", "doubt")]
    above = line._replace(score=Printed("11", D(11)))
    assert gist(above) == [("score-above-points", "error"), ("points-without-actual", "doubt")]


@pytest.mark.parametrize(
    "outcome, score, is_copy, told_of",
    [
        ("unit_unclear", "10", True, True),
        ("actual_unclear", "10", True, True),
        ("unjudgeable", "10", True, True),
        ("date_not_judged", "10", True, False),  # printed with its score: a person has judged
        ("range_not_judged", "10", True, False),
        ("target_unclear", "10", True, False),
        ("date_not_judged", "", True, True),
        ("date_not_judged", "10", False, True),
        ("not_judged", "10", True, False),
        ("met", "10", True, False),
        (None, "10", True, False),
    ],
)
def test_what_the_rule_leaves_to_a_person_is_a_doubt(outcome, score, is_copy, told_of):
    line = row("某", "某", "10", score)._replace(outcome=outcome, computed=None)
    due = [("line-judged", "doubt", "indicators[0].score", None, None)] if told_of else []
    assert found(line, is_copy=is_copy) == due


def test_a_finding_names_its_row():
    (said,) = line_findings(row(">=95%", "97", "3", "2", at=5, name="预算执行率"), CHOSEN)
    assert (said.place, said.level3) == ("indicators[5].score", "预算执行率")


def test_a_sign_without_a_number_has_no_proportion():
    line = row("≥95%", "97", "3", "2")._replace(target_number=None, sign=Sign.AT_LEAST)
    assert gist(line) == [("line-score", "error")]


@pytest.mark.parametrize(
    "line, severity",
    [
        (row("20万元", "18万元", "20", "20"), "doubt"),
        (row("20", "18", "20", "20", heading="成本指标"), "doubt"),
        (row("20", "18", "20", "20", name="单位成本"), "doubt"),
        (row("20万元", "25万元", "20", "10"), "doubt"),
        (row("20万元", "20万元", "20", "10"), "error"),  # met, whatever the sign
        (row("=20万元", "18万元", "20", "20"), "error"),
        (row("0", "1", "20", "20", heading="成本指标"), "error"),  # missed, whatever the sign
        (row("20个", "18个", "20", "20"), "doubt"),  # 20 at most may be meant of anything
        (row("20个", "18个", "20", "20", heading="数量指标"), "error"),  # a quantity is reached
        (row("20个", "18个", "20", "20", heading="产出数量"), "error"),
        (row("20个", "18个", "20", "20", heading="数量指标", name="单位成本"), "doubt"),
        (row("20个", "18个", "20", "19"), "error"),  # the score of neither reading
        (row("20个", "25个", "20", "15"), "doubt"),  # 5 of 20 above a ceiling
        (row("20个", "25个", "20", "16"), "doubt"),  # 20 of 25, as other editions reckon
        (row("20个", "25个", "20", "15.5"), "error"),
    ],
)
def test_a_target_without_a_sign_may_be_a_ceiling(line, severity):
    assert gist(line)[0] == ("line-score", severity)


@pytest.mark.parametrize("reason", ["无偏差", "不涉及", "（100字以内）", "无"])
def test_what_only_fills_the_cell_is_no_reason(reason):
    assert gist(row("≥95%", "96%", "3", "2", reason=reason)) == [("line-score", "error")]


def test_a_full_score_of_a_target_beaten_too_far_is_not_called_missed():
    line = row("≥100个", "130个", "10", "10")._replace(
        computed=D("8.00"), outcome="over_target", words="扣分：10 − 2 = 8.00"
    )
    assert line_findings(line, CHOSEN)[0].message.startswith("扣分：10 − 2 = 8.00，表中印 10 分")
