"""Saving what a filer entered: only what differs, with its author, scored and told in the trail."""

from datetime import timedelta
from decimal import Decimal

import pytest

from projects.models import TrailEntry
from scoring.entries import FundEntry, HeadEntry, LineEntry, SheetEntry
from scoring.models import Actual, FundResult
from scoring.services.actuals import save_entry
from tests.factories import AT, fill_sheet, leaves_of, make_user
from tests.scoring.sheets import everything_of, scores_of

LATER = AT + timedelta(days=1)
FIRST = LineEntry(text="93%", claimed=Decimal(22), deviation="场地关闭")


@pytest.fixture
def leaf(sheet):
    return leaves_of(sheet.plan)[0]


def save(sheet, filer, line=None, leaf=None, at=AT, **more):
    lines = {} if line is None else {leaf.public_id: line}
    return save_entry(sheet=sheet, entry=SheetEntry(lines=lines, **more), by=filer, at=at)


def actual(sheet, leaf):
    return Actual.objects.get(sheet=sheet, indicator=leaf)


def last_entry(sheet):
    return TrailEntry.objects.filter(subject_id=sheet.public_id).order_by("sequence").last()


def test_an_actual_value_keeps_its_text_beside_its_meaning_and_author(sheet, filer, leaf):
    save(sheet, filer, LineEntry(text=" ９３％ "), leaf)
    row = actual(sheet, leaf)
    assert (row.text, row.kind, row.number, row.unit) == (" ９３％ ", "number", 93, "%")
    assert (row.by, row.at, row.version) == (filer, AT, 1)


def test_a_saved_line_is_scored_at_once(sheet, filer, leaf):
    returned = save(sheet, filer, FIRST, leaf)
    line = scores_of(sheet)[0]
    assert (line.rule, line.outcome) == ("at_least", "short")
    assert line.score == Decimal("22.52")  # 93 ÷ 95 × 23
    assert (returned.computed_total, returned.claimed_total) == (Decimal("22.52"), 22)


def test_the_trail_tells_before_and_after(sheet, filer, leaf):
    save(sheet, filer, FIRST, leaf)
    save(sheet, filer, LineEntry(text="94%", claimed=Decimal(22), deviation="场地关闭"), leaf)
    entry = last_entry(sheet)
    assert (entry.action, entry.by, entry.sequence) == ("sheet.filled", filer, 3)
    assert entry.changes == {"第 1 行 实际完成值": ["93%", "94%"]}
    assert entry.summary == "第 1 行 实际完成值由“93%”改为“94%”"


def test_the_trail_tells_a_share_in_percent(sheet, filer):
    words = leaves_of(sheet.plan)[3]
    for share in ("0.6", "0.9"):
        save(sheet, filer, LineEntry(text="有提升", share=Decimal(share)), words)
    entry = last_entry(sheet)
    assert entry.summary == "第 4 行 得分比例由“60%”改为“90%”"


def test_what_is_sent_again_unchanged_is_not_written_again(sheet, filer, leaf):
    save(sheet, filer, FIRST, leaf)
    before = everything_of(sheet)
    save(sheet, filer, FIRST, leaf, at=LATER)
    assert everything_of(sheet) == before


def test_only_the_line_that_differs_gets_a_new_version(sheet, filer):
    first, second, *_ = leaves_of(sheet.plan)
    both = {first.public_id: FIRST, second.public_id: LineEntry(text="97%")}
    save_entry(sheet=sheet, entry=SheetEntry(lines=both), by=filer, at=AT)
    both[second.public_id] = LineEntry(text="98%")
    returned = save_entry(sheet=sheet, entry=SheetEntry(lines=both), by=filer, at=LATER)
    assert (actual(sheet, first).version, actual(sheet, first).at) == (1, AT)
    assert (actual(sheet, second).version, actual(sheet, second).at) == (2, LATER)
    assert returned.version == 3


def test_lines_that_are_not_named_are_not_touched(sheet, filer):
    first, second, *_ = leaves_of(sheet.plan)
    save(sheet, filer, FIRST, first)
    save(sheet, filer, LineEntry(text="97%"), second, at=LATER)
    assert (actual(sheet, first).text, actual(sheet, first).at) == ("93%", AT)


def test_the_author_of_a_line_that_stays_as_it_is_stays(sheet, filer, leaf, unit):
    save(sheet, filer, FIRST, leaf)
    save(sheet, make_user(department=unit), FIRST, leaf, at=LATER)
    assert (actual(sheet, leaf).by, actual(sheet, leaf).at) == (filer, AT)


def test_who_changes_one_field_of_a_line_is_the_author_of_the_line_now(sheet, filer, leaf, unit):
    """A line has one author, whoever changed any field of it last; the trail has the rest."""
    save(sheet, filer, FIRST, leaf)
    colleague = make_user(department=unit, name="王芳")
    line = LineEntry(text="93%", claimed=Decimal(22), deviation="场地关闭，已另行安排")
    save(sheet, colleague, line, leaf, at=LATER)
    assert (actual(sheet, leaf).by, actual(sheet, leaf).text) == (colleague, "93%")
    assert last_entry(sheet).changes == {"第 1 行 偏差原因": ["场地关闭", "场地关闭，已另行安排"]}


def test_blank_0_and_not_applicable_are_three_things(sheet, filer, leaf):
    told = []
    for line in (
        LineEntry(text="0"),
        LineEntry(text="", deviation="没有采购预算", not_applicable=True),
        LineEntry(text=""),
    ):
        save(sheet, filer, line, leaf)
        row, score = actual(sheet, leaf), scores_of(sheet)[0]
        told.append((row.kind, row.number, row.not_applicable, score.outcome, score.score))
    assert told == [
        ("number", 0, False, "short", 0),
        ("empty", None, True, "not_applicable", None),
        ("empty", None, False, "not_reported", None),
    ]


def test_an_executed_amount_is_kept_as_printed_and_scores_the_execution(sheet, filer):
    fund = sheet.plan.funds.get(is_total=True)
    funds = {fund.public_id: FundEntry(executed="150.0", printed_rate="75%")}
    returned = save(sheet, filer, funds=funds)
    row = FundResult.objects.get(sheet=sheet, fund_line=fund)
    assert (row.executed_text, str(row.executed), row.printed_rate) == ("150.0", "150.0", "75%")
    assert returned.computed_execution == Decimal("7.50")  # 150 ÷ 200 × 10
    assert last_entry(sheet).changes == {"资金总额 全年执行数": ["", "150.0"]}


def test_the_printed_rate_stays_when_nobody_names_it(sheet, filer):
    fund = sheet.plan.funds.get(is_total=True)
    for entry in (FundEntry(executed="150", printed_rate="75%"), FundEntry(executed="160")):
        save(sheet, filer, funds={fund.public_id: entry})
    row = FundResult.objects.get(sheet=sheet, fund_line=fund)
    assert (row.executed_text, row.printed_rate, row.version) == ("160", "75%", 3)


def test_printed_total_and_claimed_execution_stand_beside_the_sum(sheet, filer, leaf):
    head = HeadEntry(
        claimed_execution=Decimal("9.9"),
        printed_total=Decimal("31.5"),
        printed_total_text="31.5",
    )
    returned = save(sheet, filer, FIRST, leaf, head=head)
    returned.refresh_from_db()
    assert (returned.claimed_total, returned.printed_total) == (Decimal("31.90"), Decimal("31.50"))
    assert returned.printed_total_text == "31.5"
    assert last_entry(sheet).changes["表中总分"] == ["", "31.5"]


def test_filled_and_unscored_lines_are_counted(sheet, filer):
    words = LineEntry(text="有所提升")
    absent = LineEntry(not_applicable=True, deviation="没有采购预算")
    filled = fill_sheet(sheet=sheet, by=filer, lines={0: FIRST, 2: absent, 3: words})
    filled.refresh_from_db()
    # Without a score: the blank line, and the words that nobody has given a share.
    assert (filled.line_count, filled.filled_count, filled.unscored_count) == (4, 3, 2)
    assert filled.grade == ""
