"""The 2021 sheet of 焦作市科学技术协会: adds up to 97.90, prints 97.7, computes to 99.00."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from scoring.entries import LineEntry
from scoring.forms.entry import EntryForm
from scoring.models import FundResult, Sheet
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheets import with_heads
from scoring.services.actuals import save_entry
from tests.factories import make_department, make_draft, make_plan
from tests.factories import make_sheet as make_empty_sheet
from tests.scoring.figures_2021 import FUNDS, ROWS, published_sheet
from tests.scoring.sheets import page_of, sheet_of, versions_of

MOST_QUERIES = 12


@pytest.fixture
def published(filer):
    return published_sheet(filer)


@pytest.fixture
def page(published):
    return page_of(published)


def told(findings):
    return [(f.check, f.severity, f.place, f.printed, f.expected) for f in findings]


def test_three_totals_stand_side_by_side(page):
    assert page.sheet.computed_total == Decimal("99.00")
    assert page.sheet.claimed_total == Decimal("97.90")
    assert (page.sheet.printed_total, page.sheet.printed_total_text) == (Decimal("97.7"), "97.7")
    assert (page.claimed_sum, page.total_off) == ("97.90", "\u22120.20")
    assert page.sheet.grade == "优"


def test_the_total_contradicts_its_own_sum_and_the_text(page):
    assert told(page.total_findings) == [
        ("total-sum", "error", "total_printed", "97.7", "97.90"),
        ("total-narrative", "error", "total_printed", "97.7", "97.90"),
    ]
    message = page.total_findings[0].message
    assert message == "各行相加 9.90 + 28.00 + 25.00 + 35.00 = 97.90，表中印 97.7"


def test_a_line_that_met_its_target_and_lost_a_point_without_reason_is_an_error(page):
    rows = [row for row in page.rows if row.findings]
    assert [row.place.number for row in rows] == [6, 32]
    assert rows[0].findings[0].level3 == rows[0].name
    assert told(rows[0].findings) == [("line-score", "error", "indicators[5].score", "2", "3.00")]
    assert rows[0].why == "97% ≥ 95%，达标，得满分"


def test_full_points_for_0_of_0_are_a_doubt(page):
    assert told(page.rows[31].findings) == [
        ("zero-of-zero", "doubt", "indicators[31].target", "0", None)
    ]


def test_a_claim_as_the_rule_has_it_is_no_finding_even_at_0(page):
    row = page.rows[9]
    assert (row.claimed, row.computed, row.findings) == (0, 0, [])


def test_the_total_row_of_the_funds_contradicts_its_parts_its_budget_and_the_rule(page):
    assert told(page.funds[0].findings) == [
        ("fund-parts", "error", "funds[0].annual_budget", "225.94", "226.33"),
        ("execution-over", "doubt", "funds[0].rate", "145.71%", None),
        ("execution-score", "error", "funds[0].score", "9.9", "10.00"),
    ]
    assert [row.findings for row in page.funds[1:]] == [[], []]


def test_the_printed_rates_come_out_of_their_amounts(page):
    assert [row.shown["rate"] for row in page.funds] == [rate for *_, rate in FUNDS]
    assert not any(f.check == "fund-rate" for row in page.funds for f in row.findings)


def test_blocks_add_up_and_lines_keep_their_printed_order(page):
    shown = [part.sums.shown for part in page.blocks]
    assert [(s["points"], s["computed"], s["claimed"]) for s in shown] == [
        ("30", "29.00", "28.00"),
        ("25", "25.00", "25.00"),
        ("35", "35.00", "35.00"),
    ]
    assert [(row.target, row.text) for row in page.rows] == [(row[2], row[4]) for row in ROWS]
    assert [row.place.number for row in page.rows] == list(range(1, 36))


def test_every_finding_leads_to_its_place(page):
    assert [(one.place.anchor, one.place.words) for one in page.located] == [
        ("line-total", "总分"),
        ("line-total", "总分"),
        ("funds", "资金 部门预算总额 全年数"),
        ("funds", "资金 部门预算总额 执行率"),
        ("funds", "资金 部门预算总额 得分"),
        ("line-6", "第 6 行 指标6 得分"),
        ("line-32", "第 32 行 指标32 指标值"),
    ]


@pytest.mark.django_db
def test_a_finding_about_points_is_not_said_of_the_total():
    page = page_of(sheet_of([("≥95%", "60", LineEntry()), ("≥95%", "20", LineEntry())]))
    called = {one.finding.check: (one.place.anchor, one.place.words) for one in page.located}
    assert called == {"points-whole": ("line-total", "分值合计")}


# printed rate: (severity, recomputed at its own digits)
RATES = {
    "145.71%": None,
    "145.7%": None,
    "146%": None,
    "145.72%": ("rounding", "145.71%"),  # 329.225 ÷ 225.935 = 145.717
    "145.73%": ("error", "145.71%"),
    "86%": ("error", "146%"),
    "145.8%": ("error", "145.7%"),
    "": None,
    "—": None,
}


@pytest.mark.parametrize("printed", RATES)
def test_a_printed_rate_is_compared_at_its_own_digits(published, printed):
    FundResult.objects.filter(sheet=published, fund_line__is_total=True).update(
        printed_rate=printed
    )
    found = [f for f in page_of(published).funds[0].findings if f.check == "fund-rate"]
    expected = RATES[printed]
    assert [(f.severity, f.expected) for f in found] == ([expected] if expected else [])


@pytest.mark.django_db
@pytest.mark.parametrize("printed, mark", [("35%", ""), ("40%", "is-error")])
def test_few_printed_digits_leave_much_room_for_rounding(printed, mark):
    # 1.0 of 3.0 may have been 1.04 of 2.96: 35 % can come out, 40 % cannot.
    sheet = sheet_of([("提升", "90", LineEntry())], annual="3.0", executed="1.0")
    FundResult.objects.filter(sheet=sheet).update(printed_rate=printed)
    fund = page_of(sheet).funds[0]
    assert fund.mark == mark  # a rounding difference has no wash, but it is told
    assert [found.check for found in fund.findings] == ["fund-rate"]


def test_the_page_of_the_sheet_says_both_totals(published, browser):
    text = browser.get(f"/sheets/{published.public_id}/").content.decode()
    assert "各行相加 97.90，差 \u22120.20" in text
    assert "表中印 97.7" in text
    assert "99.00" in text


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_lines():
    counts = []
    for lines in (3, 60):
        draft = make_draft(lines=lines)
        sheet = make_empty_sheet(plan=make_plan(department=make_department(), draft=draft))
        with CaptureQueriesContext(connection) as queries:
            page = sheet_page(with_heads(Sheet.objects.all()).get(pk=sheet.pk))
        assert len(page.rows) == lines
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_printed_rate_stays_when_its_amount_is_changed_and_contradicts_it(published, filer):
    page = page_of(published)
    key = page.funds[0].public_id.hex
    form = EntryForm(page, versions_of(published) | {f"executed-{key}": "200"})
    assert form.errors == {}
    save_entry(sheet=published, entry=form.entry, by=filer, at=timezone.now())
    fund = page_of(published).funds[0]
    assert (fund.executed_text, fund.printed_rate) == ("200", "145.71%")
    assert "fund-rate" in [finding.check for finding in fund.findings]
