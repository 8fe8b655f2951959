"""What the audit says of sheets that departments published, finding by finding."""

from decimal import Decimal

import pytest

from tests.audit.files import audited, told

COPIED = [("actual-copied", "doubt", f"indicators[{row}].actual") for row in (0, 1, 3, 4, 6, 8)]


def test_the_2021_sheet_of_a_department():
    audit = audited("001")
    assert audit.choice.edition.code == "henan-department-2021"
    assert audit.choice.chosen
    assert told(audit) == [
        ("total-sum", "error", "total_printed", "97.7", "97.90"),
        ("total-narrative", "error", "total_printed", "97.7", "97.90"),
        ("fund-parts", "error", "funds[0].annual_budget", "225.94", "226.33"),
        ("execution-over", "doubt", "funds[0].rate", "145.71%", None),
        ("execution-score", "error", "funds[0].score", "9.9", "10.00"),
        ("line-score", "error", "indicators[5].score", "2", "3.00"),
        ("zero-of-zero", "doubt", "indicators[31].target", "0", None),
    ]
    assert audit.total == Decimal("99.00")


def test_how_much_carry_over_an_execution_above_its_budget_would_need():
    (over,) = [one for one in audited("001").findings if one.check == "execution-over"]
    assert "329.22 ÷ 225.94 = 145.71%" in over.message
    assert "103.28" in over.message


def test_a_total_row_of_zeros_over_parts_with_amounts():
    found = told(audited("003"))
    columns = ["initial_budget", "annual_budget", "executed"]
    assert [(check, severity, place) for check, severity, place, *_ in found] == [
        ("fund-parts", "error", f"funds[0].{column}") for column in columns
    ]


def test_points_of_110_within_a_sheet_of_100_and_targets_copied_with_their_sign():
    found = told(audited("006"))
    assert found[:2] == [
        ("total-sum", "error", "total_printed", "100", "110.00"),
        ("points-whole", "error", "total_points_printed", "100", "110"),
    ]
    assert [one[:3] for one in found[3:]] == COPIED
    assert found[2][:2] == ("block-edition", "doubt")


def test_break_down_rows_are_not_scored_and_a_source_row_repeats_the_points():
    audit = audited("007")
    assert [one[:3] for one in told(audit)] == [("sub-row-points", "doubt", "funds[1].points")]
    assert [row for row, one in enumerate(audit.scored.lines) if one.printed.is_breakdown] == [
        1, 2, 3, 4, 6, 8, 9,
    ]  # fmt: skip
    assert audit.total is None  # the copy ends before the satisfaction row


def test_under_the_fallback_edition_a_met_line_that_lost_points_is_a_doubt():
    audit = audited("008")
    assert (audit.choice.edition.code, audit.choice.chosen) == ("national-2020", False)
    found = {place: (check, severity) for check, severity, place, *_ in told(audit)}
    assert found["indicators[2].score"] == ("line-score", "doubt")
    assert found["indicators[5].score"] == ("line-score", "doubt")
    assert {severity for _, severity in found.values()} == {"doubt"}


def test_the_same_lines_are_errors_under_an_edition_asked_for_by_name():
    found = told(audited("008", edition="hubei-2020"))
    assert ("line-score", "error", "indicators[2].score", "7", "10.00") in found


@pytest.mark.parametrize("name", ["012", "013", "020", "022"])
def test_right_cut_and_pointless_copies_have_nothing_to_say(name):
    assert audited(name).findings == ()


def test_forms_of_hubei_are_scored_by_hubei():
    audit = audited("013")
    assert audit.choice.edition.code == "hubei-2020"
    assert {one.score for one in audit.scored.lines} == {None}  # no points are printed


def test_a_published_rate_is_scored_half_up_and_a_low_one_wants_a_reason():
    assert [one[:3] for one in told(audited("015"))] == [
        ("reason-missing", "doubt", "funds[0].reason")
    ]
    execution = audited("015").scored.execution
    assert (execution.score, execution.points) == (Decimal("4.52"), Decimal("10.00"))
