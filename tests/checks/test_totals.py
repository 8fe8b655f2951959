"""Totals and points: what the sheet adds up to, how complete the copy is, what rounding allows."""

from decimal import Decimal

import pytest

from scoring.checks.run import findings
from tests.checks.build import FALLBACK, checked, full, funded, right, row, sheet

SUM = "total-sum"


def of(check, made):
    return [(severity, printed, due) for code, severity, _, printed, due in checked(made)
            if code == check]  # fmt: skip


def scored(*scores, points="", **other):
    """A sheet of 100 points or (without `points`) of a form that prints none."""
    rows = [row("≥95%", "96%", points, score) for score in scores]
    return sheet(rows, [funded(points=points, score="10")], terms=None, **other)


def test_a_sheet_that_adds_up_has_no_finding():
    assert checked(right()) == []
    assert checked(right(terms=FALLBACK)) == []


@pytest.mark.parametrize(
    "total, found",
    [
        ("100", []),
        ("100.00", []),
        ("99.9", [("error", "99.9", "100.00")]),
        ("101", [("error", "101", "100.00")]),
        ("", []),
        ("优", []),
    ],
)
def test_a_printed_total_is_the_sum_of_the_printed_scores(total, found):
    assert of(SUM, right(total=total)) == found


def test_a_total_without_the_execution_is_named_as_such():
    made = right(total="90")
    assert of(SUM, made) == [("error", "90", "100.00")]
    (found,) = [one for one in findings(made) if one.check == SUM]
    assert "恰为不含预算执行得分 10.00 的合计" in found.message
    (other,) = [one for one in findings(right(total="91")) if one.check == SUM]
    assert "不含预算执行" not in other.message


# scores, printed total: severity. A score with decimals may move by half its last digit; one in
# whole points is exact; the total is rounded half-up at its own digits.
ROUNDED = [
    (["45.3", "44.4"], "99.7", None),
    (["45.3", "44.4"], "100", "rounding"),  # 99.7 at no decimals
    (["45.3", "44.4"], "99", "error"),
    (["45", "44.5"], "100", "rounding"),  # 99.5 rounds up
    (["45", "44.5"], "99", "rounding"),  # 44.45 of 44.5: 99.45 rounds down
    (["45", "44.50"], "99", "rounding"),  # 44.495
    (["45", "44.51"], "99", "error"),  # 44.505 at least: 99.505
    (["45.3", "44.4"], "99.8", "rounding"),  # both moved up
    (["45.3", "44.4"], "99.85", "error"),  # 99.80 at most, prints as 99.80
    (["45.3", "44.4"], "99.80", "rounding"),
    (["45", "44"], "99.4", "error"),  # whole points do not move
    (["45.30", "44.40"], "99.72", "error"),
    (["45.30", "44.40"], "99.71", "rounding"),
]


@pytest.mark.parametrize("scores, total, severity", ROUNDED)
def test_rounded_scores_move_by_half_a_digit_and_no_more(scores, total, severity):
    made = right(
        rows=[row("提升", "提升", "50", scores[0]), row("提升", "提升", "40", scores[1])],
        total=total,
    )
    assert [one[0] for one in of(SUM, made)] == ([severity] if severity else [])


def test_typed_scores_are_exact():
    rows = [row("提升", "提升", "50", "45.30"), row("提升", "提升", "40", "44.40")]
    for is_copy, severity in ((True, "rounding"), (False, "error")):
        made = right(rows=rows, total="99.71", is_copy=is_copy)
        assert [one[0] for one in of(SUM, made)] == [severity]


def test_a_cut_copy_is_not_compared():
    rows = [full("50"), full("30", block="效益指标")]
    assert checked(right(rows=rows, total="97")) == []
    assert checked(right(rows=rows, total="97", total_points="")) == []
    whole = right(rows=[*rows, full("10")], total="97")
    assert [one[0] for one in checked(whole)] == [SUM]


def test_unprinted_points_of_the_execution_are_the_editions():
    made = right(funds=[funded(points="")], total="97")
    assert of(SUM, made) == [("error", "97", "100.00")]
    assert of(SUM, made._replace(terms=None)) == []  # 90 points may be all or not


def test_a_form_that_prints_no_points_leaves_a_doubt():
    assert of(SUM, scored("50", "40", total="100")) == []
    assert of(SUM, scored("50", "40", total="99")) == [("doubt", "99", "100.00")]


def test_scores_that_are_blank_leave_a_doubt():
    rows = [full("50"), row("≥95%", "96%", "40", "")]
    assert of(SUM, right(rows=rows, total="97")) == [("doubt", "97", "60.00")]
    assert of(SUM, right(rows=rows, total="60")) == []
    filled = [full("50"), row("≥95%", "96%", "40", "30")]
    assert of(SUM, right(rows=filled, total="97"))[0][0] == "error"
    nearly = [full("50"), row("提升", "提升", "30", "29.6"), row("≥95%", "96%", "10", "")]
    assert of(SUM, right(rows=nearly, total="90")) == [("rounding", "90", "89.60")]
    unscored = right(funds=[funded(score="")], total="97")
    assert of(SUM, unscored) == [("doubt", "97", "90.00")]


def test_a_row_that_does_not_apply_is_not_blank():
    rows = [full("50"), row("≥95%", "", "40", "", not_applicable=True)]
    assert of(SUM, right(rows=rows, total="97"))[0][0] == "error"


def test_a_break_down_row_is_not_counted():
    rows = [full("50"), row("1.5亩", "1.5亩"), full("40")]
    assert of(SUM, right(rows=rows)) == []


def test_without_any_score_nothing_is_compared():
    rows = [row("≥95%", "96%", "50", ""), row("≥95%", "96%", "40", "")]
    assert of(SUM, right(rows=rows, funds=[funded(score="")], total="97")) == []


@pytest.mark.parametrize(
    "total, narrative, severity",
    [
        ("97.7", "97.9", "error"),
        ("97.7", "97.70", None),
        ("98", "97.9", "rounding"),
        ("97.9", "98", "rounding"),
        ("97.4", "98", "error"),
        ("", "97.9", None),
        ("97.7", "", None),
    ],
)
def test_the_total_of_the_text_is_the_printed_one(total, narrative, severity):
    made = sheet(total=total, narrative_total=narrative)
    assert [one[0] for one in of("total-narrative", made)] == ([severity] if severity else [])


POINTS = "points-whole"


@pytest.mark.parametrize(
    "rows, execution, whole, found",
    [
        (("50", "40"), "10", "100", []),
        (("60", "40"), "10", "100", [("error", "100", "110")]),
        (("60", "40"), "10", "", [("doubt", "110", "100")]),
        (("60", "40"), "10", "110", []),
        (("60", "40"), "", "100", []),
        (("50", "40"), "10", "90", []),  # 90 of the rows, beside 10 of the execution
        (("50", "41"), "10", "91", [("error", "91", "101")]),
        (("50", "30"), "10", "100", []),  # a cut copy
        (("50", "30"), "10", "", []),
    ],
)
def test_points_make_the_printed_whole(rows, execution, whole, found):
    score = execution or "10"
    made = right(
        rows=[full(points) for points in rows],
        funds=[funded(points=execution, score=score)],
        total_points=whole,
        total="",
    )
    assert of(POINTS, made) == found


@pytest.mark.parametrize("total, found", [("87", 0), ("97", 0), ("88", 1)])
def test_where_the_whole_is_of_the_rows_alone_the_total_may_be_too(total, found):
    rows = [full("50"), row("提升", "提升", "40", "37")]
    assert len(of(SUM, right(rows=rows, total=total, total_points="90"))) == found
    unscored = right(rows=rows, funds=[funded(score="")], total="86", total_points="90")
    assert of(SUM, unscored) == [("doubt", "86", "87.00")]
    beside = right(rows=rows, total="87", total_points="100")
    assert of(SUM, beside) == [("error", "87", "97.00")]


def test_of_a_form_that_is_no_copy_missing_points_are_a_doubt():
    rows = [full("50"), full("30", block="效益指标")]
    short = right(rows=rows, total="", total_points="", is_copy=False)
    assert of(POINTS, short) == [("doubt", "90", "100")]
    without = right(rows=[*rows, full("10"), row("≥95%", "96%")], total="", is_copy=False)
    assert of(POINTS, without) == [("doubt", "100", "100")]
    assert of(POINTS, right(is_copy=False)) == []


def test_a_form_without_a_total_row_has_the_editions_points_for_the_execution():
    assert checked(right(funds=[], total="90", total_points="", is_copy=False)) == []
    bare = right(funds=[], total="90", total_points="", is_copy=False, terms=None)
    assert of(POINTS, bare) == [("doubt", "90", "100")]


def test_a_copy_without_funds_is_cut():
    assert checked(right(funds=[], total="97")) == []


def test_points_that_the_edition_does_not_set_are_not_counted():
    terms = FALLBACK._replace(execution_points=None)
    assert checked(right(funds=[funded(points="")], total="97", terms=terms)) == []


def message(check, made):
    return next(one.message for one in findings(made) if one.check == check)


def test_the_words_name_every_part_of_a_sum():
    rows = [full("50"), row("≥95%", "96%", "40", "")]
    assert message(SUM, right(rows=rows, total="97")) == (
        "各行相加 10.00 + 50.00 = 60.00，表中印 97；有 1 行有分值没有得分，请核对"
    )
    assert message(SUM, scored("50", "40", total="99")).endswith(
        "；表中没有分值，不能确定各行齐全，请核对"
    )
    assert message(SUM, right(total="97")).endswith("= 100.00，表中印 97")


def test_a_sum_brought_to_the_whole_is_named_beside_the_plain_one():
    rows = [full("60"), row("≥95%", "", "30", "", not_applicable=True)]
    made = right(rows=rows, total="97.7")._replace(rescaled=Decimal(100))
    assert of(SUM, made) == [("doubt", "97.7", "70.00 或 100.00")]
    assert "各行相加 10.00 + 60.00 = 70.00，折算后 100.00，表中印 97.7" in message(SUM, made)
    for total in ("70", "100", ""):
        fits = right(rows=rows, total=total)._replace(rescaled=Decimal(100))
        assert of(SUM, fits) == []


def test_the_words_of_points_name_the_execution():
    beside = right(rows=[full("60"), full("40")], total="")
    assert message(POINTS, beside) == (
        "分值各行 100 + 预算执行 10 = 110，表中印分值合计 100，恰为不含预算执行的合计"
    )
    without = right(rows=[full("60"), full("50")], funds=[funded(points="")], total="")
    assert message(POINTS, without) == "分值各行 110，表中印分值合计 100"


UNFILLED = ("sheet-unfilled", "doubt", "indicators", None, None)


def test_a_published_sheet_without_any_score_was_not_filled_in():
    rows = [row("≥95%", "", "60", ""), row("≥95%", "", "30", "")]
    assert checked(sheet(rows)) == [UNFILLED]
    (said,) = findings(sheet(rows))
    assert "有分值的 2 行都没有得分" in said.message


@pytest.mark.parametrize(
    "rows, is_copy",
    [
        ([row("≥95%", "", "60", ""), row("≥95%", "", "30", "")], False),  # being filled in
        ([row("≥95%", "", "60", ""), row("≥95%", "96%", "30", "30")], True),
        ([row("≥95%", "", "60", ""), row("≥95%", "", "30", "/")], True),
        ([row("≥95%", "", "", "")], True),  # no points are printed
        ([row("≥95%", "", "60", "", not_applicable=True)], True),
    ],
)
def test_a_form_in_work_and_a_sheet_with_a_score_are_not_called_unfilled(rows, is_copy):
    assert UNFILLED not in checked(sheet(rows, is_copy=is_copy))
