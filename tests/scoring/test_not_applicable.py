"""Inapplicable lines leave the sheet: the rest is rescaled by a named row, and all adds up."""

from decimal import Decimal

import pytest

from scoring.entries import LineEntry
from scoring.exports.form_body import remarks
from scoring.models import ScoreAdjustment, Sheet
from tests.factories import fill_sheet, make_client
from tests.scoring.sheets import page_of, scores_of, sheet_of

pytestmark = pytest.mark.django_db

ABSENT = LineEntry(not_applicable=True, deviation="当年没有采购预算")


def sheet_with(*entries):
    return sheet_of([("≥95%", str(points), entry) for points, entry in entries])


def sums(sheet):
    sheet.refresh_from_db()
    lines = sum(line.score or 0 for line in scores_of(sheet))
    adjustments = sum(row.score for row in ScoreAdjustment.objects.filter(sheet=sheet))
    return lines, sheet.computed_execution, adjustments, sheet.computed_total


def test_the_rest_is_rescaled_to_the_whole():
    sheet = sheet_with((30, ABSENT), (40, LineEntry(text="95%")), (20, LineEntry(text="47.5%")))
    lines, execution, adjustment, total = sums(sheet)
    # 40 + 10 + 10 of 70 points; of 100: 60 × 100 ÷ 70 = 85.71
    assert (lines, execution, adjustment) == (50, 10, Decimal("25.71"))
    assert total == Decimal("85.71")


def test_lines_and_named_adjustments_add_up_to_the_total():
    for actual in ("95%", "33.3%", "0.01%", "0"):
        sheet = sheet_with((30, ABSENT), (57, LineEntry(text=actual)), (3, ABSENT))
        lines, execution, adjustment, total = sums(sheet)
        assert lines + execution + adjustment == total
        assert 0 <= total <= 100


def test_the_adjustment_has_a_name_and_says_why_on_the_page():
    sheet = sheet_with((30, ABSENT), (60, LineEntry(text="95%")))
    (row,) = page_of(sheet).adjustments
    assert (row.code, row.label, row.score) == ("rescaled", "不适用指标折算", Decimal("30.00"))
    assert "按应得总分折算" in row.explanation


def test_an_inapplicable_line_has_no_score_and_is_no_doubt():
    page = page_of(sheet_with((30, ABSENT), (60, LineEntry(text="95%"))))
    row = page.rows[0]
    assert (row.computed, row.computed_shown, row.mark) == (None, "不适用", "is-na")
    assert (page.sheet.unscored_count, page.sheet.grade) == (0, "优")


def test_nothing_is_rescaled_where_every_line_applies():
    sheet = sheet_with((30, LineEntry(text="0")), (60, LineEntry(text="95%")))
    assert not ScoreAdjustment.objects.filter(sheet=sheet).exists()
    assert sums(sheet)[3] == 70


def test_nothing_is_left_where_no_line_applies():
    sheet = sheet_with((30, ABSENT), (60, ABSENT))
    assert sums(sheet)[3] == 10
    assert (sheet.grade, sheet.filled_count) == ("", 2)


def test_the_page_says_why_nothing_is_left_and_only_then():
    def told(*entries):
        found = page_of(sheet_with(*entries)).total_findings
        return [(one.check, one.message) for one in found if one.check != "block-edition"]

    assert told((30, ABSENT), (60, ABSENT)) == [
        ("line-judged", "没有可计分的适用指标，规则没有计分，请人工核对")
    ]
    assert told((30, ABSENT), (60, LineEntry(text="95%"))) == []


@pytest.mark.parametrize("printed, severity", [("10", None), ("95", "error"), ("100", "error")])
def test_where_nothing_is_left_the_total_is_not_brought_to_the_whole(printed, severity):
    sheet = sheet_with((90, ABSENT))
    figures = {"claimed_execution": 10, "printed_total": printed, "printed_total_text": printed}
    Sheet.objects.filter(pk=sheet.pk).update(**figures)
    found = {one.check: one for one in page_of(sheet).total_findings}
    assert ("total-sum" in found) == (severity is not None)
    if severity:
        assert (found["total-sum"].severity, found["total-sum"].expected) == (severity, "10.00")


@pytest.mark.parametrize("printed, off", [("70", ""), ("100", ""), ("98", "\u22122.00")])
def test_the_claimed_sum_and_the_sum_brought_to_the_whole_are_both_right(printed, off):
    claimed = LineEntry(text="95%", claimed=Decimal(60))
    sheet = sheet_with((30, ABSENT), (60, claimed))
    figures = {"claimed_execution": 10, "claimed_total": 70}
    figures |= {"printed_total": printed, "printed_total_text": printed}
    Sheet.objects.filter(pk=sheet.pk).update(**figures)
    page = page_of(sheet)
    assert (page.claimed_sum, page.total_off) == ("70.00，折算后 100.00", off)
    shown = make_client(sheet.department.people.get()).get(f"/sheets/{sheet.public_id}/")
    told = f"各行相加 70.00，折算后 100.00{'，差 ' + off if off else '<'}"
    assert told in shown.content.decode()  # and not that it agrees with a sum of 70
    expected = [one.expected for one in page.total_findings if one.check == "total-sum"]
    assert expected == (["70.00 或 100.00"] if off else [])
    assert (f"表中原印总分 {printed}" in "".join(remarks(page))) == bool(off)


def test_the_adjustment_goes_when_the_line_applies_again():
    sheet = sheet_with((30, ABSENT), (60, LineEntry(text="95%")))
    filer = sheet.actuals.first().by
    fill_sheet(sheet=sheet, by=filer, lines={0: LineEntry(text="95%")})
    assert not ScoreAdjustment.objects.filter(sheet=sheet).exists()
    assert sums(sheet)[3] == 100
