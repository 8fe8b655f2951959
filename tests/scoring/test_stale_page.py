"""Two tabs: what a colleague saved after a page was made is not overwritten unknowingly."""

import html
import re

import pytest
from django.db import transaction

from scoring.entries import LineEntry, SheetEntry
from scoring.models import Sheet
from scoring.services.actuals import save_entry
from tests.factories import AT, leaves_of, make_client, make_plan, make_sheet, make_user
from tests.projects.threads import PATIENCE, second_worker, wait_until_somebody_waits_for_a_lock
from tests.scoring.addresses import address
from tests.scoring.sheets import everything_of

FIELD = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*?>')
AREA = re.compile(r'<textarea[^>]*?name="([^"]+)"[^>]*>\n(.*?)</textarea>', re.S)
KEPT = "没有覆盖。核对后再按一次“保存”，将以您填的为准。"
HTMX = {"HX-Request": "true"}


def form_of(response):
    """What a browser would send of that page."""
    text, fields = response.content.decode(), {}
    for found in FIELD.finditer(text):
        is_off = 'type="checkbox"' in found[0] and " checked" not in found[0]
        if not is_off:
            fields[found[1]] = html.unescape(found[0].partition('value="')[2].partition('"')[0])
    return fields | {name: html.unescape(value) for name, value in AREA.findall(text)}


@pytest.fixture
def page(sheet):
    return address("sheet_entry", sheet.public_id)


@pytest.fixture
def keys(sheet):
    return [leaf.public_id.hex for leaf in leaves_of(sheet.plan)]


@pytest.fixture
def tab(browser, page, sheet, keys):
    """A page as it was before a colleague saved other figures: all of `after` instead of 90."""
    fund = sheet.plan.funds.get(is_total=True).public_id.hex
    before = {f"text-{key}": "90" for key in keys} | {"printed_total": "90", f"executed-{fund}": ""}
    assert browser.post(page, before).status_code == 302
    stale = form_of(browser.get(page))
    after = {f"text-{keys[2]}": "91%", f"executed-{fund}": "150", "printed_total": "88.5"}
    assert browser.post(page, after).status_code == 302
    return stale


def stored(sheet):
    sheet = Sheet.objects.get(pk=sheet.pk)
    texts = sheet.actuals.order_by("indicator__position").values_list("text", flat=True)
    return sheet.printed_total_text, list(texts)


def test_a_stale_page_keeps_the_colleagues_line(browser, page, tab, sheet, keys):
    tab.pop("was-head")  # the total is meant
    assert browser.post(page, tab | {"printed_total": "95.5"}).status_code == 302
    assert stored(sheet) == ("95.5", ["90", "90", "91%", "90"])


def test_without_fingerprints_the_post_is_taken_as_it_is(browser, page, tab, sheet):
    """The negative control: it is the fingerprints that keep the line."""
    bare = {name: value for name, value in tab.items() if not name.startswith("was-")}
    assert browser.post(page, bare).status_code == 302
    assert stored(sheet) == ("90", ["90", "90", "90", "90"])


def test_an_untouched_stale_page_changes_nothing(browser, page, tab, sheet):
    before = everything_of(sheet)
    assert browser.post(page, tab).status_code == 302
    assert everything_of(sheet) == before


def test_a_touched_line_of_nobody_else_is_saved(browser, page, tab, sheet, keys):
    assert browser.post(page, tab | {f"text-{keys[0]}": "93"}).status_code == 302
    assert stored(sheet) == ("88.5", ["93", "90", "91%", "90"])


STALE = {
    "line": "这一行已被改为“91%”，",
    "fund": "这一行已被改为“150”，",
    "head": "这里已被改为“88.5”，",
}


@pytest.mark.parametrize("what", STALE)
def test_what_both_changed_is_refused_once_and_then_taken(browser, page, tab, sheet, keys, what):
    fund = f"executed-{sheet.plan.funds.get(is_total=True).public_id.hex}"
    name = {"line": f"text-{keys[2]}", "fund": fund, "head": "printed_total"}[what]
    before = everything_of(sheet)
    refused = browser.post(page, tab | {name: "96"})
    text = html.unescape(refused.content.decode())
    assert refused.status_code == 422
    assert text.count(STALE[what] + KEPT) == 2  # in the list and beside the field
    assert f'id="{name}-wrong"' in text
    assert everything_of(sheet) == before
    again = form_of(refused)
    assert again[name] == "96"
    assert browser.post(page, again).status_code == 302
    kept = form_of(browser.get(page))
    assert kept[name] == "96"
    others = {f"text-{keys[2]}": "91%", fund: "150", "printed_total": "88.5"} | {name: "96"}
    assert {field: kept[field] for field in others} == others


def test_a_refusal_for_another_reason_does_not_make_stale_texts_fresh(
    browser, page, tab, sheet, keys
):
    refused = browser.post(page, tab | {f"text-{keys[0]}": "很多"})
    again = form_of(refused)
    assert (refused.status_code, again[f"text-{keys[0]}"]) == (422, "很多")
    assert again[f"text-{keys[2]}"] == "91%"
    assert browser.post(page, again | {f"text-{keys[0]}": "93"}).status_code == 302
    assert stored(sheet) == ("88.5", ["93", "90", "91%", "90"])


def test_every_field_that_differs_is_named(browser, page, tab, sheet, keys):
    text = browser.post(page, tab | {f"text-{keys[2]}": "96", f"claimed-{keys[2]}": "20"})
    now = "这一行已被修改，现为：实际完成值“91%”、自评分空白，"
    assert now + KEPT in html.unescape(text.content.decode())


def test_two_who_typed_the_same_do_not_quarrel(browser, page, tab, keys):
    assert browser.post(page, tab | {f"text-{keys[2]}": "91%"}).status_code == 302


@pytest.mark.parametrize("is_touched", [True, False])
def test_a_stale_row_by_htmx(browser, tab, sheet, keys, is_touched):
    leaf, key = leaves_of(sheet.plan)[2], keys[2]
    row = {name: value for name, value in tab.items() if name.endswith(key)}
    row |= {f"text-{key}": "96"} if is_touched else {}
    target = address("sheet_line", sheet.public_id, leaf.public_id)
    answer = browser.post(target, row, headers=HTMX)
    assert answer.status_code == (422 if is_touched else 200)
    assert (STALE["line"] + KEPT in html.unescape(answer.content.decode())) == is_touched
    assert stored(sheet)[1][2] == "91%"
    again = form_of(answer)
    assert again[f"text-{key}"] == ("96" if is_touched else "91%")
    assert browser.post(target, again, headers=HTMX).status_code == 200
    assert stored(sheet)[1][2] == again[f"text-{key}"]


@pytest.mark.parametrize("deviation", ["一行", "两行\n因为", " 前后有空格 "])
def test_how_a_browser_writes_line_ends_is_no_change(browser, page, sheet, keys, deviation):
    first = f"deviation-{keys[0]}"
    browser.post(page, {f"text-{keys[0]}": "90", first: deviation})
    before, fields = everything_of(sheet), form_of(browser.get(page))
    fields[first] = fields[first].replace("\n", "\r\n")
    assert browser.post(page, fields).status_code == 302
    assert everything_of(sheet) == before


@pytest.mark.parametrize("by_row", [True, False])
def test_a_line_without_its_text_is_not_told_to_be_saved(browser, page, sheet, keys, by_row):
    leaf = leaves_of(sheet.plan)[0]
    target = address("sheet_line", sheet.public_id, leaf.public_id) if by_row else page
    before = everything_of(sheet)
    answer = browser.post(target, {f"claimed-{keys[0]}": "5"}, headers=HTMX if by_row else {})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "没有收到这一行的实际完成值。请刷新页面后重填。" in text
    assert "已保存" not in text
    assert everything_of(sheet) == before


def test_the_list_of_errors_says_a_name_once_and_points_as_set(browser, page, keys):
    text = browser.post(page, {f"text-{keys[0]}": "1", f"claimed-{keys[0]}": "31"})
    text = html.unescape(text.content.decode())
    assert "第 1 行 第0项 自评分</a>：“31” 超出范围，请填 0 到 23 之间的数字" in text
    assert "自评分 “31” 超出范围，请填 0 到 23 之间" in text
    assert "23.00" not in text.partition('id="errors"')[2].partition("</div>")[0]


@pytest.mark.django_db(transaction=True)
def test_who_comes_while_a_colleague_is_being_saved_is_compared_with_what_he_saved():
    filer = make_user()
    sheet = make_sheet(plan=make_plan(department=filer.department))
    leaf, browser = leaves_of(sheet.plan)[0], make_client(filer)
    page = address("sheet_entry", sheet.public_id)
    typed = form_of(browser.get(page)) | {f"text-{leaf.public_id.hex}": "96"}
    entry = SheetEntry(lines={leaf.public_id: LineEntry(text="91%")})
    with second_worker() as worker:
        with transaction.atomic():
            save_entry(sheet=sheet, entry=entry, by=filer, at=AT)
            other = worker.submit(browser.post, page, typed)
            wait_until_somebody_waits_for_a_lock()
        answer = other.result(PATIENCE)
    assert answer.status_code == 422
    assert STALE["line"] + KEPT in html.unescape(answer.content.decode())
    assert sheet.actuals.get().text == "91%"
