"""The filer takes the system's figure over, or says why another one stands."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.locks import Locked
from projects.models import TrailEntry, User
from scoring.entries import LineEntry
from scoring.management.gaps import overruled_without_reason
from scoring.management.rates import Overrule
from scoring.models import Actual, Sheet
from scoring.services.actuals import EntryRefused
from scoring.services.rates import settle_rates
from tests.factories import AT, fill_sheet, leaves_of, make_user
from tests.scoring.rates_2021 import NAMES, empty_sheet, filled_sheet, store_accounts
from tests.scoring.sheets import everything_of, page_of

pytestmark = pytest.mark.django_db
THREE_PUBLIC = "“三公经费”控制率"


@pytest.fixture
def sheet(filer):
    store_accounts(filer.department)
    return filled_sheet(filer)


@pytest.fixture
def address(sheet):
    return reverse("scoring:sheet_rates", args=[sheet.public_id])


def leaf(sheet, name=THREE_PUBLIC):
    return leaves_of(sheet.plan)[NAMES.index(name)]


def key(sheet, name=THREE_PUBLIC):
    return leaf(sheet, name).public_id.hex


def actual(sheet, name=THREE_PUBLIC):
    return Actual.objects.get(sheet=sheet, indicator=leaf(sheet, name))


def versions(sheet):
    """As a page that was opened just now shows them."""
    return {leaf.public_id: 0 for leaf in leaves_of(sheet.plan)} | dict(
        Actual.objects.filter(sheet=sheet).values_list("indicator__public_id", "version")
    )


def marks(browser, address):
    """What the page says of its rows, for the form to send back."""
    return {f"was-{row.key}": row.was for row in browser.get(address).context["form"].rows()}


def send(browser, address, typed, **more):
    return browser.post(address, marks(browser, address) | typed, **more)


def settle(sheet, by, *, adopted=(), overruled=()):
    return settle_rates(
        sheet=sheet,
        adopted={leaf(sheet, name).public_id: text for name, text in dict(adopted).items()},
        overruled={leaf(sheet, name).public_id: one for name, one in dict(overruled).items()},
        versions=versions(sheet),
        by=by,
        at=AT,
    )


def because(reason="按省里口径", figure="19.76%"):
    return Overrule(reason=reason, figure=figure)


def last_entry(sheet):
    return TrailEntry.objects.filter(subject_id=sheet.public_id).order_by("-sequence").first()


def test_adopting_by_a_button_fills_in_the_figure_and_scores_again(browser, sheet, address):
    answer = send(browser, address, {"adopt": key(sheet)}, follow=True)
    assert "已保存" in answer.content.decode()
    assert actual(sheet).text == "19.76%"
    assert actual(sheet).number == Decimal("19.76")
    assert last_entry(sheet).changes == {"第 5 行 实际完成值": ["100", "19.76%"]}


def test_a_rate_that_fell_is_taken_over_with_its_minus(browser, sheet, address):
    send(browser, address, {"adopt": key(sheet, "预算调整率")})
    assert actual(sheet, "预算调整率").number == Decimal("-0.76")
    assert "预算调整率" not in [gap.label for gap in overruled_without_reason(page_of(sheet).rows)]


def test_adopting_leaves_score_and_deviation_alone(filer, sheet):
    line = LineEntry(text="100", claimed=Decimal("0.5"), deviation="说明")
    fill_sheet(sheet=sheet, by=filer, lines={NAMES.index(THREE_PUBLIC): line})
    settle(sheet, filer, adopted={THREE_PUBLIC: "19.76%"})
    stored = actual(sheet)
    assert (stored.text, stored.claimed, stored.deviation) == ("19.76%", Decimal("0.50"), "说明")


def test_a_reason_is_kept_with_the_figure_it_is_about_and_told(browser, sheet, address, filer):
    answer = send(browser, address, {f"reason-{key(sheet)}": "  按省里口径 "})
    assert answer.status_code == 302
    stored = actual(sheet)
    assert (stored.overrule_reason, stored.overruled) == ("按省里口径", "19.76%")
    assert (stored.text, stored.version, stored.by) == ("100", 2, filer)
    assert last_entry(sheet).changes == {"第 5 行 不采用系统数的原因": ["", "按省里口径"]}
    assert "填“按省里口径”" in last_entry(sheet).summary


def test_adopting_takes_the_reason_away(filer, sheet):
    settle(sheet, filer, overruled={THREE_PUBLIC: because()})
    settle(sheet, filer, adopted={THREE_PUBLIC: "19.76%"})
    assert (actual(sheet).overrule_reason, actual(sheet).overruled) == ("", "")


def test_a_blank_reason_takes_it_away(browser, sheet, address, filer):
    settle(sheet, filer, overruled={THREE_PUBLIC: because()})
    send(browser, address, {f"reason-{key(sheet)}": ""})
    assert actual(sheet).overrule_reason == ""


def test_saving_the_line_again_keeps_the_reason(filer, sheet):
    settle(sheet, filer, overruled={THREE_PUBLIC: because()})
    fill_sheet(sheet=sheet, by=filer, lines={NAMES.index(THREE_PUBLIC): LineEntry(text="99")})
    assert actual(sheet).overrule_reason == "按省里口径"


def test_the_same_reason_again_changes_nothing(filer, sheet):
    settle(sheet, filer, overruled={THREE_PUBLIC: because()})
    before = everything_of(sheet)
    settle(sheet, filer, overruled={THREE_PUBLIC: because()})
    assert everything_of(sheet) == before


def test_with_reasons_and_figures_no_gap_is_left(filer, sheet):
    assert len(overruled_without_reason(page_of(sheet).rows)) == 4
    settle(
        sheet,
        filer,
        adopted={"预算执行率": "145.71%", "结转结余率": "0.09%"},
        overruled={THREE_PUBLIC: because(), "预算调整率": because(figure="−0.76%")},
    )
    assert overruled_without_reason(page_of(sheet).rows) == []
    assert [one for one in page_of(sheet).findings if one.check == "management-rate"] == []


@pytest.mark.parametrize(
    "typed, said",
    [("长" * 301, "300"), ("坏\x00字", "")],
)
def test_a_bad_reason_is_refused_beside_its_field(browser, sheet, address, typed, said):
    before = everything_of(sheet)
    answer = send(
        browser, address, {f"reason-{key(sheet)}": typed, "adopt": key(sheet, "结转结余率")}
    )
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'href="#reason-{key(sheet)}"' in answer.content.decode()
    assert everything_of(sheet) == before


def test_a_reason_for_no_difference_is_refused(browser, sheet, address):
    answer = send(browser, address, {f"reason-{key(sheet, '绩效自评完成率')}": "口径"})
    assert answer.status_code == 422
    assert "没有不同" in answer.content.decode()


def test_there_is_nothing_to_adopt_where_a_figure_is_missing(browser, sheet, address):
    answer = send(browser, address, {"adopt": key(sheet, "政府釆购执行率")})
    assert answer.status_code == 422
    assert "系统中没有政府采购预算数" in answer.content.decode()


def test_what_a_colleague_changed_meanwhile_is_not_written_over(browser, sheet, address, filer):
    shown = marks(browser, address)
    fill_sheet(sheet=sheet, by=filer, lines={NAMES.index(THREE_PUBLIC): LineEntry(text="88")})
    for typed in ({"adopt": key(sheet)}, {f"reason-{key(sheet)}": "口径"}):
        answer = browser.post(address, shown | typed)
        assert answer.status_code == 422
        assert "实际完成值现在是“88”，原因是空白" in answer.content.decode()
    assert "您写的原因是“口径”，没有写入" in answer.content.decode()
    assert (actual(sheet).text, actual(sheet).overrule_reason) == ("88", "")


def test_a_reason_written_meanwhile_survives_a_form_that_did_not_touch_it(
    browser, sheet, address, filer
):
    shown = marks(browser, address)
    settle(sheet, filer, overruled={THREE_PUBLIC: because("同事写的")})
    other = key(sheet, "预算调整率")
    older = shown | {f"reason-{key(sheet)}": "", f"reason-{other}": "我写的"}
    assert browser.post(address, older).status_code == 302
    assert actual(sheet).overrule_reason == "同事写的"
    assert actual(sheet, "预算调整率").overrule_reason == "我写的"


def test_a_refused_form_shows_the_untouched_reason_as_it_stands_now(browser, sheet, address, filer):
    shown = marks(browser, address)
    settle(sheet, filer, overruled={THREE_PUBLIC: because("同事写的")})
    wrong = {f"reason-{key(sheet)}": "", f"reason-{key(sheet, '预算调整率')}": "长" * 301}
    answer = browser.post(address, shown | wrong)
    assert answer.status_code == 422
    rows = {row.key: row.reason for row in answer.context["form"].rows()}
    assert rows[key(sheet)] == "同事写的"
    assert rows[key(sheet, "预算调整率")] == "长" * 301


def test_two_reasons_for_one_row_are_told_and_the_second_look_counts(
    browser, sheet, address, filer
):
    shown = marks(browser, address)
    settle(sheet, filer, overruled={THREE_PUBLIC: because("同事写的")})
    mine = {f"reason-{key(sheet)}": "我写的"}
    answer = browser.post(address, shown | mine)
    assert answer.status_code == 422
    assert "原因是“同事写的”。您写的原因是“我写的”，没有写入" in answer.content.decode()
    assert actual(sheet).overrule_reason == "同事写的"
    assert send(browser, address, mine).status_code == 302
    assert actual(sheet).overrule_reason == "我写的"


@pytest.mark.parametrize("mark", [None, "", "1", ".x"])
def test_a_row_without_its_mark_is_refused(browser, sheet, address, filer, mark):
    settle(sheet, filer, overruled={THREE_PUBLIC: because("同事写的")})
    was = {} if mark is None else {f"was-{key(sheet)}": mark}
    for typed in ({f"reason-{key(sheet)}": ""}, {"adopt": key(sheet)}):
        answer = browser.post(address, was | typed)
        assert answer.status_code == 428
        assert "没有收到这一行的版本" in answer.content.decode()
    assert (actual(sheet).text, actual(sheet).overrule_reason) == ("100", "同事写的")


@pytest.mark.parametrize("seen", [None, 1])
def test_the_service_refuses_a_line_changed_since_or_without_its_version(filer, sheet, seen):
    settle(sheet, filer, overruled={THREE_PUBLIC: because("同事写的")})
    one = leaf(sheet).public_id
    versions = {} if seen is None else {one: seen}
    with pytest.raises(EntryRefused, match="第 5 行别人已改过"):
        settle_rates(
            sheet=sheet,
            adopted={},
            overruled={one: because("我写的")},
            versions=versions,
            by=filer,
            at=AT,
        )
    assert actual(sheet).overrule_reason == "同事写的"


def test_the_page_names_sources_missing_figures_and_buttons(browser, sheet, address):
    page = browser.get(address).content.decode()
    assert "19.76%（0.81 ÷ 4.10" in page
    assert "系统中没有政府采购预算数，请直接填写" in page
    assert page.count('name="adopt"') == 4
    assert "没有写明原因</dt><dd>4 行" in page


def test_sheet_and_entry_pages_lead_there(browser, sheet, address):
    for name in ("sheet", "sheet_entry"):
        page = browser.get(reverse(f"scoring:{name}", args=[sheet.public_id])).content.decode()
        assert "管理指标有 4 行与系统数不同，没有写明原因" in page
        assert f'href="{address}"' in page


def test_a_sheet_that_was_sent_is_locked(browser, sheet, address, filer):
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED")
    for answer in (browser.get(address), browser.post(address, {"adopt": key(sheet)})):
        assert answer.status_code == 409
    with pytest.raises(Locked):
        settle(sheet, filer, adopted={THREE_PUBLIC: "19.76%"})


@pytest.mark.parametrize("role", [User.Role.UNIT_HEAD, User.Role.FINANCE])
def test_only_the_filer_may(sheet, filer, role):
    with pytest.raises(PermissionDenied):
        settle(sheet, make_user(role=role, department=filer.department), adopted={})


def test_a_reason_without_a_value_is_refused(filer):
    sheet = empty_sheet(filer.department)
    with pytest.raises(EntryRefused, match="还没有填数"):
        settle(sheet, filer, overruled={THREE_PUBLIC: because()})


def test_a_line_of_another_sheet_is_refused(filer, sheet):
    other = empty_sheet(make_user().department)
    with pytest.raises(EntryRefused, match="没有这一行"):
        settle_rates(
            sheet=sheet,
            adopted={leaf(other).public_id: "1"},
            overruled={},
            versions={},
            by=filer,
            at=AT,
        )


def test_the_page_asks_no_more_than_the_entry_page(browser, sheet, address):
    counts = []
    for one in (address, reverse("scoring:sheet_entry", args=[sheet.public_id])):
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(one).status_code == 200
        counts.append(sum("SAVEPOINT" not in query["sql"] for query in captured.captured_queries))
    assert counts[0] <= counts[1]
