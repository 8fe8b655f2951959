"""What keeps a sheet from being submitted: every gap at once, asked just where it is due."""

from decimal import Decimal

import pytest

from scoring.adapter import EDITIONS
from scoring.checks.terms import terms_of
from scoring.entries import LineEntry
from scoring.forms.entry import EntryForm
from scoring.queries.sheet_gaps import gaps_of_sheet
from scoring.sheet_gaps import BELOW_FULL, FAR_ABOVE, reason_asked
from tests.checks.build import row as checked_line
from tests.scoring.addresses import address
from tests.scoring.sheets import page_of, sheet_of, versions_of

pytestmark = pytest.mark.django_db
FULL = ("≥95%", "45", LineEntry(text="96%"))


def told(lines, **amounts):
    """Cells and messages of the gaps."""
    return [(gap.label, gap.message) for gap in gaps_of_sheet(sheet_of(lines, **amounts))]


def test_a_sheet_that_is_filled_has_none():
    worded = ("提升", "45", LineEntry(text="有所提升", share=Decimal("0.9"), deviation="略低"))
    assert told([FULL, worded]) == []


GAPS = {
    "a blank value": (LineEntry(), "实际完成值", "没有填"),
    "below full without a reason": (LineEntry(text="90%"), "偏差原因", BELOW_FULL),
    "a reason that is none": (LineEntry(text="90%", deviation="无"), "偏差原因", BELOW_FULL),
}


@pytest.mark.parametrize("what", GAPS)
def test_a_gap_is_told_with_its_cell(what):
    entry, column, words = GAPS[what]
    [(label, message)] = told([FULL, ("≥95%", "45", entry)])
    assert label == f"第 2 行 {column}"
    assert words in message


def test_a_target_in_words_wants_a_share():
    [(label, _)] = told([FULL, ("提升", "45", LineEntry(text="有所提升"))])
    assert label == "第 2 行 得分比例"


def test_an_executed_amount_is_wanted_where_there_is_a_budget():
    assert told([FULL], executed="") == [("资金总额 全年执行数", "没有填。没有支出请填 0。")]
    assert told([FULL], annual="", executed="") == []


def test_claimed_scores_are_wanted_of_all_as_soon_as_there_is_one():
    claimed = ("≥95%", "45", LineEntry(text="96%", claimed=Decimal(45)))
    assert [label for label, _ in told([FULL, claimed])] == ["预算执行率自评分", "第 1 行 自评分"]


def test_a_line_left_out_wants_nothing_but_its_reason():
    left_out = LineEntry(not_applicable=True, deviation="当年没有采购预算")
    assert told([FULL, ("≥95%", "45", left_out)]) == []


def test_all_gaps_are_told_at_once_in_printed_order():
    lines = [("≥95%", "45", LineEntry()), ("≥95%", "45", LineEntry(text="90%"))]
    labels = [label for label, _ in told(lines, executed="")]
    assert labels == ["资金总额 全年执行数", "第 1 行 实际完成值", "第 2 行 偏差原因"]


@pytest.mark.parametrize("code", EDITIONS)
@pytest.mark.parametrize("consequence", ["flag", "reason", "deduct"])
def test_a_reason_is_asked_exactly_when_the_edition_says_so(code, consequence):
    edition = EDITIONS[code]
    terms = terms_of(edition, chosen=True)
    below = checked_line("≥95%", actual="90%", reason="", score="40", points="45")
    asked = reason_asked(below, terms, over_target=consequence)
    assert asked == (BELOW_FULL if edition.reason_below_full else "")
    if terms.over_percent is None:
        return
    far = checked_line("≥10场", actual="90场", reason="", score="45", points="45")
    asked = reason_asked(far, terms, over_target=consequence)
    assert asked == (FAR_ABOVE if consequence == "reason" else "")


def test_the_row_says_that_a_reason_must_be_written_and_stops_when_it_is(db):
    sheet = sheet_of([("≥95%", "90", LineEntry(text="90%"))])
    [row] = page_of(sheet).rows
    form = EntryForm(page_of(sheet))
    [(_, [line])] = [(part, list(lines)) for part, lines in form.blocks()]
    assert line.wants_reason == BELOW_FULL
    assert page_of(sheet).reasons_missing == 1
    written = sheet_of([("≥95%", "90", LineEntry(text="90%", deviation="场地关闭"))])
    [(_, [line])] = [(part, list(lines)) for part, lines in EntryForm(page_of(written)).blocks()]
    assert (line.wants_reason, page_of(written).reasons_missing) == ("", 0)


@pytest.mark.parametrize("word, percent", [("达成", 100), ("部分达成", 60), ("未达成", 0)])
def test_a_tier_fills_in_the_share(browser, sheet, word, percent):
    row = page_of(sheet).rows[3]
    assert (word, percent) in page_of(sheet).tier_choices
    key = row.public_id.hex
    typed = versions_of(sheet) | {f"text-{key}": "提升了", "tier": f"{key}:{percent}"}
    assert browser.post(address("sheet_entry", sheet.public_id), typed).status_code == 302
    assert page_of(sheet).rows[3].share * 100 == percent
