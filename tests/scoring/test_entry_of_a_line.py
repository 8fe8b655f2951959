"""One line by htmx: the answer is the row, its block's subtotal, and the totals."""

import re
from decimal import Decimal

import pytest

from scoring.models import Actual, Sheet
from tests.factories import AT, leaves_of
from tests.scoring.addresses import address
from tests.scoring.sheets import everything_of, versions_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def leaf(sheet):
    return leaves_of(sheet.plan)[0]


@pytest.fixture
def post(browser, sheet, leaf):
    def send(**fields):
        typed = {f"{name}-{leaf.public_id.hex}": value for name, value in fields.items()}
        typed |= versions_of(sheet)
        target = address("sheet_row", sheet.public_id, "lines", leaf.public_id)
        return browser.post(target, typed, headers=HTMX)

    return send


def test_the_answer_has_the_row_its_subtotal_and_the_total(post, leaf):
    response = post(text="93%", claimed="22", deviation="场地关闭")
    text = response.content.decode()
    assert response.status_code == 200
    assert text.count(f'id="row-{leaf.public_id.hex}"') == 1
    assert "93 ÷ 95 × 23 = 22.52" in text
    assert "已保存" in text
    subtotal = re.search(r'<tr class="sub" id="sub-\d+" hx-swap-oob="true">.*?</tr>', text, re.S)
    assert "22.52" in subtotal.group()
    bar = re.search(r'<div class="gridbar".*?</div>', text, re.S).group()
    assert '<strong id="running-total">22.52</strong>' in bar
    assert "已填 1/4 行" in bar
    assert 'id="figures" hx-swap-oob="true"' in text
    assert "<html" not in text


def total_findings(text):
    return re.search(r'<div id="total-findings".*?</div>', text, re.S).group()


def test_what_the_checks_say_of_the_total_follows_every_answer(browser, post, sheet):
    page = browser.get(address("sheet_entry", sheet.public_id)).content.decode()
    assert "表中印 99" not in total_findings(page)
    target = address("sheet_row", sheet.public_id, "head", sheet.public_id)
    typed = {"printed_total": "99", "claimed_execution": "1"} | versions_of(sheet)
    answer = browser.post(target, typed, headers=HTMX).content.decode()
    assert "表中印 99" in total_findings(answer)
    again = post(text="93%", claimed="22", deviation="场地关闭").content.decode()
    assert "各行相加 1.00 + 22.00 = 23.00，表中印 99" in total_findings(again)


def test_just_this_line_is_saved(post, sheet, leaf):
    post(text="93%", claimed="22")
    actual = Actual.objects.get(sheet=sheet)
    assert (actual.indicator, actual.text, actual.claimed) == (leaf, "93%", 22)
    assert Sheet.objects.get(pk=sheet.pk).computed_total == Decimal("22.52")


def test_fields_of_other_lines_in_the_same_post_are_left_alone(browser, sheet, leaf):
    other = leaves_of(sheet.plan)[1]
    typed = {f"text-{row.public_id.hex}": "97" for row in (leaf, other)}
    typed |= {"printed_total": "1", "claimed_execution": "1"} | versions_of(sheet)
    target = address("sheet_row", sheet.public_id, "lines", leaf.public_id)
    browser.post(target, typed, headers=HTMX)
    assert list(Actual.objects.values_list("indicator_id", flat=True)) == [leaf.pk]
    assert Sheet.objects.get(pk=sheet.pk).printed_total is None


def test_a_bad_line_comes_back_alone_with_its_message_and_nothing_changed(post, sheet, leaf):
    before = everything_of(sheet)
    response = post(text="很多", claimed="22")
    text = response.content.decode()
    assert response.status_code == 422
    assert 'class="is-error"' in text
    assert "“很多”不是数字" in text
    assert 'value="很多"' in text
    assert 'value="22"' in text
    assert "已保存" not in text
    assert "hx-swap-oob" not in text
    assert everything_of(sheet) == before


def test_a_locked_sheet_answers_409_with_the_cause_and_nothing_changed(post, sheet, filer):
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED", state_by=filer, state_at=AT)
    before = everything_of(sheet)
    response = post(text="93%")
    assert response.status_code == 409
    assert "由 李静 置为“已提交”" in response.content.decode()
    assert everything_of(sheet) == before


def test_what_htmx_puts_in_place_of_a_row_is_never_a_whole_page(post, sheet, filer):
    """409 is swapped like any answer: a page inside a table would show two page heads."""
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED", state_by=filer, state_at=AT)
    response = post(text="93%")
    retargeted = {"HX-Retarget", "HX-Redirect", "HX-Refresh", "HX-Location"} & set(response.headers)
    assert retargeted or b"<html" not in response.content


def test_a_line_is_only_posted(browser, sheet, leaf):
    target = address("sheet_row", sheet.public_id, "lines", leaf.public_id)
    assert browser.get(target).status_code == 405
