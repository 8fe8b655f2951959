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
        *(("fund-parts", "error", f"funds[0].{column}") for column in columns),
        ("share-at-least-whole", "doubt", "indicators[1].target"),
    ]


def test_a_budget_cut_by_a_third_is_told_on_the_part_where_the_total_is_0():
    (cut,) = [one for one in audited("004").findings if one.check == "budget-changed"]
    assert (cut.place, cut.printed, cut.expected) == (
        "funds[1].annual_budget", "132.912", "202.64",
    )  # fmt: skip
    assert "调减 69.728（34.41%）" in cut.message


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


# what a careful reader asks about sheets whose figures are right, cut or printed without points
ASKED = {
    "011": [
        ("points-as-values", "doubt", "indicators[0].target", "20", None),
        ("number-in-name", "doubt", "indicators[0].target", "20", "32.1公里"),
    ],
    "012": [("cost-missing", "doubt", "indicators", None, "成本指标")],
    "013": [
        ("block-missing", "doubt", "indicators", None, "产出、效益、满意度"),
        ("satisfaction-other", "doubt", "indicators[2].level3", "整编资料审核", None),
    ],
    "020": [
        ("share-as-quantity", "doubt", "indicators[0].target", "100%", None),
        ("share-as-quantity", "doubt", "indicators[1].target", "100%", None),
        ("time-missing", "doubt", "indicators[6].target", "100%", None),
        (
            *("satisfaction-other", "doubt", "indicators[14].level3"),
            *("因粮食市场波动引起的粮食安全事件发生数", None),
        ),
    ],
    "021": [("benefit-vague", "doubt", "indicators[4].target", "不断提升", None)],
    "022": [("scale-name", "doubt", "indicators[1].target", "好坏", None)],
}


@pytest.mark.parametrize("name", ASKED)
def test_right_cut_and_pointless_copies_are_asked_this_and_nothing_else(name):
    assert told(audited(name)) == ASKED[name]


def test_points_in_the_column_of_values_are_told_with_what_they_add_up_to():
    first = audited("011").findings[0]
    assert "20、20、10、10、10、10、20 合计恰为 100" in first.message


def test_a_scale_in_both_columns_is_told_once():
    (one,) = audited("022").findings
    assert "指标值和实际完成值都填的是“好坏”" in one.message


def test_two_shares_of_at_least_all_are_one_doubt():
    (one,) = [one for one in audited("008").findings if one.check == "share-at-least-whole"]
    assert one.place == "indicators[1].target"
    assert "第 2、3 行" in one.message


def test_a_sheet_that_was_published_unfilled_is_asked_about_its_targets_too():
    assert [one[:3] for one in told(audited("017"))] == [
        ("sheet-unfilled", "doubt", "indicators"),
        ("block-edition", "doubt", "block_points"),
        ("share-as-quantity", "doubt", "indicators[0].target"),
    ]


def test_forms_of_hubei_are_scored_by_hubei():
    audit = audited("013")
    assert audit.choice.edition.code == "hubei-2020"
    assert {one.score for one in audit.scored.lines} == {None}  # no points are printed


def test_a_published_rate_is_scored_half_up_and_a_low_one_wants_a_reason():
    assert [one[:3] for one in told(audited("015"))] == [
        ("reason-missing", "doubt", "funds[0].reason"),
        ("money-as-quantity", "doubt", "indicators[0].target"),
    ]
    execution = audited("015").scored.execution
    assert (execution.score, execution.points) == (Decimal("4.52"), Decimal("10.00"))
