"""Leaving the entry page: asked while something typed is not stored, and only then."""

import pytest

from tests.browser.grid import SAVED, EntryPage

pytestmark = pytest.mark.usefixtures("sheet_put_back")


@pytest.fixture
def page(open_window, places):
    window = open_window("lijing")
    page = window.new_page()
    page.goto(places["entry"])
    yield page
    window.close()


def asked_on_leaving(page):
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="工作台").click()
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_url(lambda url: "/entry/" not in url)
    return asked


def test_an_amount_is_saved_when_its_cell_is_left(page):
    amount = page.locator("[name^=executed-]").first
    amount.fill("300")
    page.keyboard.press("Tab")
    page.locator("#save-state").get_by_text("都已保存").wait_for()
    assert asked_on_leaving(page) == []


def test_an_amount_that_was_refused(page):
    page.locator("[name^=executed-]").first.fill("很多")
    page.keyboard.press("Tab")
    page.locator("#save-state").get_by_text("1 格未保存").wait_for()
    assert asked_on_leaving(page) == ["beforeunload"]


def test_a_value_that_was_refused(page):
    entry = EntryPage(page)
    entry.field("实际完成值").fill("多次")
    page.keyboard.press("Enter")
    entry.row().get_by_text("不是数字").wait_for()
    assert "按原来的值：" in entry.row().inner_text()
    assert asked_on_leaving(page) == ["beforeunload"]


def test_a_value_that_is_still_being_typed(page):
    EntryPage(page).field("实际完成值").fill("91")
    assert asked_on_leaving(page) == ["beforeunload"]


def test_a_value_that_was_typed_back(page):
    entry = EntryPage(page)
    field = entry.field("实际完成值")
    before = field.input_value()
    field.fill("91")
    foot = page.locator("#save-state")
    foot.get_by_text("正在填写，离开这一格即保存").wait_for()
    field.fill(before)
    page.keyboard.press("Tab")
    foot.get_by_text("都已保存").wait_for()
    assert asked_on_leaving(page) == []


def test_nothing_is_asked_when_all_is_saved(page):
    entry = EntryPage(page)
    entry.field("实际完成值").fill("91")
    page.keyboard.press("Enter")
    entry.row().get_by_text(SAVED).wait_for()
    assert "按原来的值：" not in entry.row().inner_text()
    assert asked_on_leaving(page) == []
