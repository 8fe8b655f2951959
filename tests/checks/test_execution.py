"""The execution: its score by the rule, and more executed than budgeted."""

from decimal import Decimal

import pytest

from scoring.checks.run import findings
from tests.checks.build import BLANK, CHOSEN, FALLBACK, checked, full, fund, sheet, told

OVER, SCORE = "execution-over", "execution-score"


def of(check, made):
    return [tuple(one[1:]) for one in checked(made) if one[0] == check]


def one_row(annual, executed, score, *, points="10", rate="", reason="", **other):
    row = fund(
        annual=annual, executed=executed, points=points, score=score, rate=rate, reason=reason
    )
    return sheet((), [row], **other)


# annual, executed, printed score: severity, by the rule
SCORES = [
    ("20000.0", "9034", "4.52", None),
    ("20000.0", "9034", "4.5", ("rounding", "4.52")),  # fewer digits
    ("20000.0", "9034", "5", ("rounding", "4.52")),
    ("20000.0", "9034", "4.51", ("error", "4.52")),  # cut
    ("20000.0", "9034", "4", ("error", "4.52")),
    ("20000.0", "9034", "10", ("error", "4.52")),
    ("20.0", "9.0", "4.53", ("rounding", "4.50")),  # 9.05 of 19.95 is 4.536
    ("20.0", "9.0", "4.54", ("rounding", "4.50")),
    ("20.0", "9.0", "4.55", ("error", "4.50")),
    ("20.0", "9.0", "4.46", ("rounding", "4.50")),  # 8.95 of 20.05 is 4.464
    ("20.0", "9.0", "4.45", ("error", "4.50")),
    ("20", "20", "10", None),
    ("20", "20", "", None),
    ("20", "20", "/", None),
    ("20.00", "20.00", "9.9", ("error", "10.00")),
    ("20", "0", "0", None),
]


@pytest.mark.parametrize("annual, executed, score, found", SCORES)
def test_the_score_of_the_execution_is_the_rules(annual, executed, score, found):
    due = [] if found is None else [(found[0], "funds[0].score", score, found[1])]
    assert of(SCORE, one_row(annual, executed, score)) == due


@pytest.mark.parametrize(
    "rate, score, severity",
    [
        ("45%", "4.49", "rounding"),  # 44.5 % to 45.5 %
        ("45%", "4.45", "rounding"),
        ("45%", "4.44", "error"),
        ("45%", "4.55", "rounding"),
        ("45%", "4.56", "error"),
        ("45.17%", "4.49", "error"),
    ],
)
def test_a_score_may_come_out_of_the_rounded_rate(rate, score, severity):
    (found,) = of(SCORE, one_row("20000.0", "9034", score, rate=rate))
    assert found[0] == severity


def test_a_wrong_rate_explains_nothing():
    found = checked(one_row("20000.0", "9034", "9.0", rate="90%"))
    assert [one[:2] for one in found] == [
        ("fund-rate", "error"),
        (SCORE, "error"),
        ("reason-missing", "doubt"),
    ]


@pytest.mark.parametrize(
    "terms, reason, severity",
    [
        (CHOSEN, "", "error"),
        (CHOSEN, "据实支付", "doubt"),
        (CHOSEN._replace(execution_tag="M"), "", "doubt"),
        (FALLBACK, "", "doubt"),
        (None, "", "doubt"),
    ],
)
def test_only_a_chosen_rule_without_a_reason_is_an_error(terms, reason, severity):
    made = one_row("20.00", "10.00", "9", reason=reason, terms=terms, computed="5.00")
    assert [one[0] for one in of(SCORE, made)] == [severity]


def test_without_an_edition_no_score_is_compared():
    assert [one[0] for one in checked(one_row("20.00", "10.00", "9", terms=None))] == [
        "reason-missing"
    ]


@pytest.mark.parametrize(
    "score, computed, severity",
    [("8.5", "7.00", "error"), ("8", "7.50", "rounding"), ("7", "7.50", "error")],
)
def test_of_a_band_only_the_result_is_rounded(score, computed, severity):
    (found,) = of(SCORE, one_row("20.0", "17.0", score, computed=computed))  # 85 %
    assert found[0] == severity


@pytest.mark.parametrize("annual, executed", [("0", "0"), ("", "0"), ("20", "")])
def test_an_edition_may_score_what_has_no_rate(annual, executed):
    made = one_row(annual, executed, "5", computed="0.00")
    assert of(SCORE, made) == [("error", "funds[0].score", "5", "0.00")]
    unprinted = one_row("20", "10", "4", points="", computed="5.00")
    assert of(SCORE, unprinted) == [("error", "funds[0].score", "4", "5.00")]


def test_a_score_of_a_band_does_not_move():
    made = one_row("20.0", "17.0", "7.1", computed="7.00")  # 80 % and more: 7 points
    assert of(SCORE, made) == [("error", "funds[0].score", "7.1", "7.00")]


@pytest.mark.parametrize("score, found", [("10", []), ("10.01", ["error"]), ("12", ["error"])])
def test_a_score_above_its_points_cannot_be(score, found):
    assert [one[1] for one in checked(one_row("20", "20", score))] == found
    assert {one[0] for one in checked(one_row("20", "20", score))} <= {"score-above-points"}


def test_both_readings_of_more_than_the_budget_are_told():
    made = one_row("225.94", "329.22", "9.9", rate="145.71%", carried_over="103.49")
    assert told(findings(made)) == [
        (OVER, "doubt", "funds[0].rate", "145.71%", "99.94%"),
        (SCORE, "error", "funds[0].score", "9.9", "10.00"),
    ]
    message = findings(made)[0].message
    assert "329.22 ÷ 225.94 = 145.71%" in message
    assert "329.22 ÷ (225.94 + 103.49) = 99.94%，× 10 分 = 9.99 分，截位为表中得分 9.9" in message


def test_without_the_carry_over_what_it_would_have_to_be_is_told():
    (found,) = findings(one_row("225.94", "329.22", "10"))
    assert (found.check, found.place, found.printed) == (OVER, "funds[0].executed", "329.22")
    assert "须有 103.28 才不超过 100%" in found.message


@pytest.mark.parametrize(
    "score, checks, said",
    [
        ("9.99", [OVER], "9.99 分，与表中得分 9.99 相符"),
        ("10.0", [OVER], "9.99 分，与表中得分 10.0 相符"),
        ("9.5", [OVER, SCORE], "9.99 分，请核对"),
        ("", [OVER], "99.94%，请核对"),
    ],
)
def test_a_score_that_the_other_reading_gives_is_told_once(score, checks, said):
    made = one_row("225.94", "329.22", score, carried_over="103.49")
    assert [one[0] for one in checked(made)] == checks
    assert said in findings(made)[0].message


def test_the_other_reading_is_only_one_where_more_was_executed():
    made = one_row("20.00", "10.00", "2.5", carried_over="20.00")  # 10 of 40 is a quarter
    assert of(SCORE, made) == [("error", "funds[0].score", "2.5", "5.00")]


def test_without_points_the_other_reading_has_no_score():
    made = one_row("225.94", "329.22", "9.9", points="", computed="10.00", carried_over="103.49")
    assert "= 99.94%，请核对" in findings(made)[0].message


@pytest.mark.parametrize(
    "annual, executed, reason, count",
    [
        ("20", "20", "", 0),
        ("20.00", "20.01", "", 1),
        ("20", "30", "据实结算", 0),
        ("0", "30", "", 0),
        ("", "30", "", 0),
        ("20", "", "", 0),
    ],
)
def test_only_more_than_a_budget_is_over(annual, executed, reason, count):
    assert len(of(OVER, one_row(annual, executed, "", reason=reason))) == count


def test_a_budget_of_0_is_left_to_a_person_unless_its_parts_say_why():
    alone = one_row("0", "0", "0", rate="0")
    assert checked(alone) == [("line-judged", "doubt", "funds[0].score", None, None)]
    part = fund("财政拨款", at=1, annual="90", executed="90")
    found = checked(sheet((), [alone.funds[0], part]))
    assert [one[:3] for one in found] == [
        ("fund-parts", "error", "funds[0].annual_budget"),
        ("fund-parts", "error", "funds[0].executed"),
    ]


def test_a_score_apart_from_the_funds_is_added_to_the_total():
    made = sheet((), (), execution_score="10", total="9", is_copy=False)
    assert ("total-sum", "error", "total_printed", "9", "10.00") in checked(made)
    assert made.execution_score.number == Decimal(10)


REASON_OF_THE_EXECUTION = ("reason-missing", "doubt", "funds[0].reason", None, None)


@pytest.mark.parametrize(
    "executed, score, reason, is_copy, is_told",
    [
        ("17.99", "9.00", "", True, True),
        ("18.00", "9.00", "", True, False),  # 90 % exactly
        ("17.99", "9.00", "项目跨年", True, False),
        ("17.99", "9.00", "无", True, True),
        ("17.99", "9.00", "", False, False),  # the form of the page has no column for it
        ("17.99", "", "", True, False),
        ("17.99", "10", "", True, False),  # told as a wrong score
    ],
)
def test_a_low_execution_wants_a_reason(executed, score, reason, is_copy, is_told):
    row = fund(annual="20.00", executed=executed, points="10", score=score, reason=reason)
    found = checked(sheet((), [row], is_copy=is_copy))
    assert (REASON_OF_THE_EXECUTION in found) is is_told


def test_an_execution_that_was_left_out_of_the_scores_is_told():
    row = fund(annual="20.00", executed="10.00", points="10")
    left_out = (SCORE, "doubt", "funds[0].score", None, "5.00")
    assert left_out in checked(sheet([full("90")], [row]))
    assert left_out not in checked(sheet([full("90")], [row], is_copy=False))
    assert left_out not in checked(sheet([full("90")._replace(score=BLANK)], [row]))


def test_a_score_of_many_digits_and_money_owed_break_nothing():
    row = fund(annual="1", executed="9" * 15, points="10", score="0." + "0" * 17 + "1")
    for carried in ("-5", "5"):
        found = checked(sheet((), [row], carried_over=carried))
        (over,) = [one for one in found if one[0] == "execution-over"]
        assert (over[4] is None) is (carried == "-5")
