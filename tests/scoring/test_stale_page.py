"""Two tabs: what a colleague saved after a page was made is not overwritten unknowingly."""

import html
import re

import pytest
from django.db import transaction

from projects.models import TrailEntry
from scoring.entries import LineEntry, SheetEntry
from scoring.models import Sheet
from scoring.services.actuals import save_entry
from tests.factories import AT, leaves_of, make_client, make_plan, make_sheet, make_user
from tests.projects.threads import PATIENCE, second_worker, wait_until_somebody_waits_for_a_lock
from tests.scoring.addresses import address
from tests.scoring.sheets import everything_of

FIELD = re.compile(r'<input[^>]*?name="([^"]+)"[^>]*?>')
AREA = re.compile(r'<textarea[^>]*?name="([^"]+)"[^>]*>\n(.*?)</textarea>', re.S)
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
    assert browser.post(page, form_of(browser.get(page)) | before).status_code == 302
    stale = form_of(browser.get(page))
    after = {f"text-{keys[2]}": "91%", f"executed-{fund}": "150", "printed_total": "88.5"}
    assert browser.post(page, stale | after).status_code == 302
    return stale


def stored(sheet):
    sheet = Sheet.objects.get(pk=sheet.pk)
    texts = sheet.actuals.order_by("indicator__position").values_list("text", flat=True)
    return sheet.printed_total_text, list(texts)


def test_a_stale_page_keeps_the_colleagues_line(browser, page, tab, sheet, keys):
    assert browser.post(page, tab | {f"claimed-{keys[0]}": "5"}).status_code == 302
    assert stored(sheet) == ("88.5", ["90", "90", "91%", "90"])


def test_it_is_the_comparing_that_keeps_it(browser, page, tab, sheet, monkeypatch):
    """The negative control: with every state taken for the opened one, the line is lost."""

    def blind(sheet, parts, versions):
        return {part.key: dict.fromkeys(part.cells, "") for part in parts}

    monkeypatch.setattr("scoring.forms.entry.bases_of", blind)
    monkeypatch.setattr("scoring.forms.merging.overtakes", lambda cell, was: False)
    assert browser.post(page, tab).status_code == 302
    assert stored(sheet) == ("90", ["90", "90", "90", "90"])


@pytest.mark.parametrize("how", ["missing", "blank", "a word", "negative"])
@pytest.mark.parametrize("by_row", [True, False])
def test_without_its_version_a_row_is_refused(browser, page, sheet, keys, how, by_row):
    leaf = leaves_of(sheet.plan)[0]
    typed = {
        f"text-{keys[0]}": "93",
        f"v-{keys[0]}": {"a word": "x", "negative": "-1"}.get(how, ""),
    }
    if how == "missing":
        del typed[f"v-{keys[0]}"]
    target = address("sheet_row", sheet.public_id, "lines", leaf.public_id) if by_row else page
    before = everything_of(sheet)
    answer = browser.post(target, typed, headers=HTMX if by_row else {})
    text = answer.content.decode()
    assert answer.status_code == 428
    assert "没有收到这一行的版本，没有写入。请刷新页面后重填。" in text
    assert form_of(answer)[f"text-{keys[0]}"] == "93"
    assert everything_of(sheet) == before


def test_an_untouched_stale_page_changes_nothing(browser, page, tab, sheet):
    before = everything_of(sheet)
    assert browser.post(page, tab).status_code == 302
    assert everything_of(sheet) == before


def test_a_touched_line_of_nobody_else_is_saved(browser, page, tab, sheet, keys):
    assert browser.post(page, tab | {f"text-{keys[0]}": "93"}).status_code == 302
    assert stored(sheet) == ("88.5", ["93", "90", "91%", "90"])


def test_another_cell_of_the_same_line_is_no_conflict(browser, page, tab, sheet, keys):
    assert browser.post(page, tab | {f"claimed-{keys[2]}": "20"}).status_code == 302
    assert stored(sheet) == ("88.5", ["90", "90", "91%", "90"])
    assert sheet.actuals.get(indicator=leaves_of(sheet.plan)[2]).claimed == 20


def cell_of(sheet, keys, what):
    """(name of the cell, key of its row, what the colleague saved)"""
    fund = sheet.plan.funds.get(is_total=True).public_id.hex
    return {
        "line": (f"text-{keys[2]}", keys[2], "91%"),
        "fund": (f"executed-{fund}", fund, "150"),
        "head": ("printed_total", "head", "88.5"),
    }[what]


def three_values(response, name):
    """What the section of conflicts shows of a cell: was, theirs, mine."""
    page = html.unescape(response.content.decode())
    at = page.index(f'name="pick-{name}"')
    row = page[page.rfind("<tr>", 0, at) : page.index("</tr>", at)]
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]


@pytest.mark.parametrize("what", ["line", "fund", "head"])
def test_what_both_changed_is_refused_with_three_values(browser, page, tab, sheet, keys, what):
    name, key, theirs = cell_of(sheet, keys, what)
    before = everything_of(sheet)
    refused = browser.post(page, tab | {name: "96"})
    was = "—" if what == "fund" else "90"
    assert refused.status_code == 409
    assert three_values(refused, name) == [was, theirs, "96"]
    text = refused.content.decode()
    assert "李静保存" in text
    assert " checked" not in text.partition('id="conflicts"')[2].partition("<details")[0]
    assert everything_of(sheet) == before
    again = form_of(refused)
    assert again[name] == "96"
    assert browser.post(page, again | unpicked(again)).status_code == 409  # not chosen
    assert everything_of(sheet) == before


def unpicked(fields):
    """Radios are sent when chosen only; `form_of` takes them for text fields."""
    return {name: "" for name in fields if name.startswith("pick-")}


@pytest.mark.parametrize("what", ["line", "fund", "head"])
@pytest.mark.parametrize("pick", ["mine", "theirs"])
def test_either_may_be_chosen(browser, page, tab, sheet, keys, what, pick):
    name, key, theirs = cell_of(sheet, keys, what)
    again = form_of(browser.post(page, tab | {name: "96"}))
    assert browser.post(page, again | {f"pick-{name}": pick}).status_code == 302
    kept = form_of(browser.get(page))
    others = {cell_of(sheet, keys, one)[0]: cell_of(sheet, keys, one)[2] for one in
              ("line", "fund", "head")}  # fmt: skip
    others[name] = "96" if pick == "mine" else theirs
    assert {field: kept[field] for field in others} == others


def test_what_was_not_chosen_can_be_found_in_the_trail(browser, page, tab, sheet, keys):
    name = f"text-{keys[2]}"
    again = form_of(browser.post(page, tab | {name: "96"}))
    browser.post(page, again | {f"pick-{name}": "theirs"})
    last = TrailEntry.objects.filter(subject_id=sheet.public_id).latest("sequence")
    assert last.changes == {"第 3 行 实际完成值（未采用）": ["96", "91%"]}


def test_two_reasons_may_be_merged_into_a_third(browser, page, sheet, keys):
    name = f"deviation-{keys[0]}"
    stale = form_of(browser.get(page))
    browser.post(page, stale | {name: "场地关闭"})
    again = form_of(browser.post(page, stale | {name: "人员不足"}))
    merged = {f"merged-{name}": "场地关闭，人员不足", f"pick-{name}": "mine"}
    assert browser.post(page, again | merged).status_code == 302
    assert form_of(browser.get(page))[name] == "场地关闭，人员不足"


def test_a_choice_counts_for_what_was_shown_alone(browser, page, tab, sheet, keys):
    """A third change comes between the choice and its sending: it is asked anew."""
    name = f"text-{keys[2]}"
    again = form_of(browser.post(page, tab | {name: "96"}))
    browser.post(page, form_of(browser.get(page)) | {name: "99"})
    asked = browser.post(page, again | {f"pick-{name}": "mine"})
    assert asked.status_code == 409
    assert three_values(asked, name) == ["90", "99", "96"]


def test_a_version_that_never_was_overwrites_nothing(browser, page, tab, sheet, keys):
    before = everything_of(sheet)
    typed = tab | {f"v-{keys[2]}": "99", f"text-{keys[2]}": "96"}
    refused = browser.post(page, typed)
    assert refused.status_code == 409
    assert three_values(refused, f"text-{keys[2]}") == ["查不到", "91%", "96"]
    assert everything_of(sheet) == before


def test_a_refusal_for_another_reason_does_not_make_stale_texts_fresh(
    browser, page, tab, sheet, keys
):
    refused = browser.post(page, tab | {f"text-{keys[0]}": "很多"})
    again = form_of(refused)
    assert (refused.status_code, again[f"text-{keys[0]}"]) == (422, "很多")
    assert again[f"text-{keys[2]}"] == "91%"
    assert browser.post(page, again | {f"text-{keys[0]}": "93"}).status_code == 302
    assert stored(sheet) == ("88.5", ["93", "90", "91%", "90"])


def test_two_who_typed_the_same_do_not_quarrel(browser, page, tab, keys):
    assert browser.post(page, tab | {f"text-{keys[2]}": "91%"}).status_code == 302


@pytest.mark.parametrize("typed", ["20", "20.00", "２０"])
def test_the_same_score_written_otherwise_is_the_same(browser, page, sheet, keys, typed):
    stale = form_of(browser.get(page))
    browser.post(page, stale | {f"claimed-{keys[0]}": "20.0"})
    before = everything_of(sheet)
    assert browser.post(page, stale | {f"claimed-{keys[0]}": typed}).status_code == 302
    assert everything_of(sheet) == before


@pytest.mark.parametrize("is_touched", [True, False])
def test_a_stale_row_by_htmx(browser, tab, sheet, keys, is_touched):
    leaf, key = leaves_of(sheet.plan)[2], keys[2]
    name = f"text-{key}"
    row = {field: value for field, value in tab.items() if field.endswith(key)}
    row |= {name: "96"} if is_touched else {}
    target = address("sheet_row", sheet.public_id, "lines", leaf.public_id)
    answer = browser.post(target, row, headers=HTMX)
    assert answer.status_code == (409 if is_touched else 200)
    assert ('hx-swap-oob="beforeend:#conflicts"' in answer.content.decode()) == is_touched
    assert stored(sheet)[1][2] == "91%"
    again = form_of(answer)
    assert again[name] == ("96" if is_touched else "91%")
    picked = {f"pick-{name}": "mine"} if is_touched else {}
    assert browser.post(target, again | picked, headers=HTMX).status_code == 200
    assert stored(sheet)[1][2] == again[name]


def test_what_another_person_signed_in_beside_it_cannot_be_sent(browser, page, tab, sheet, filer):
    """A page of one account in a browser where another has signed in since."""
    before = everything_of(sheet)
    refused = browser.post(page, tab | {"person": str(make_user().public_id)})
    assert refused.status_code == 403
    assert "现在登录的是 李静" in html.unescape(refused.content.decode())
    assert everything_of(sheet) == before
    assert browser.post(page, tab | {"person": str(filer.public_id)}).status_code == 302


@pytest.mark.parametrize("deviation", ["一行", "两行\n因为", " 前后有空格 "])
def test_how_a_browser_writes_line_ends_is_no_change(browser, page, sheet, keys, deviation):
    first = f"deviation-{keys[0]}"
    browser.post(page, form_of(browser.get(page)) | {f"text-{keys[0]}": "90", first: deviation})
    before, fields = everything_of(sheet), form_of(browser.get(page))
    fields[first] = fields[first].replace("\n", "\r\n")
    assert browser.post(page, fields).status_code == 302
    assert everything_of(sheet) == before


@pytest.mark.parametrize("by_row", [True, False])
def test_a_cell_by_itself_is_saved_and_the_others_of_its_row_stay(
    browser, page, sheet, keys, by_row
):
    leaf = leaves_of(sheet.plan)[0]
    browser.post(page, form_of(browser.get(page)) | {f"text-{keys[0]}": "90"})
    target = address("sheet_row", sheet.public_id, "lines", leaf.public_id) if by_row else page
    typed = {f"claimed-{keys[0]}": "5", f"v-{keys[0]}": "1"}
    answer = browser.post(target, typed, headers=HTMX if by_row else {})
    assert answer.status_code == (200 if by_row else 302)
    saved = sheet.actuals.get(indicator=leaf)
    assert (saved.text, saved.claimed, saved.version) == ("90", 5, 2)


def test_the_list_of_errors_says_a_name_once_and_points_as_set(browser, page, keys):
    typed = {f"text-{keys[0]}": "1", f"claimed-{keys[0]}": "31", f"v-{keys[0]}": "0"}
    text = browser.post(page, typed)
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
    assert answer.status_code == 409
    assert three_values(answer, f"text-{leaf.public_id.hex}") == ["—", "91%", "96"]
    assert sheet.actuals.get().text == "91%"
