"""The session ends while a sheet is being filled: what was typed stays and is saved by itself."""

import pytest

from perf.demo.accounts import PASSWORD
from tests.browser.grid import EntryPage
from tests.browser.pressing import press

pytestmark = pytest.mark.usefixtures("sheet_put_back")


@pytest.fixture
def ended(open_window, places):
    """An entry page whose session has ended while a value was typed, and another tab."""
    window = open_window()
    page, other = window.new_page(), window.new_page()
    sign_in(other, "lijing")
    page.goto(places["entry"])
    entry = EntryPage(page)
    window.clear_cookies(name="sessionid")
    entry.field("实际完成值").fill("91")
    page.keyboard.press("Enter")
    entry.row().get_by_text("未保存，已存本机：登录已过期").wait_for()
    yield entry, other
    window.close()


def test_it_goes_on_by_itself_after_signing_in_elsewhere(ended, places):
    entry, other = ended
    assert entry.field("实际完成值").input_value() == "91"
    assert entry.page.locator("[name=password]").count() == 0
    assert entry.page.get_by_role("link", name="在新窗口登录").is_visible()
    sign_in(other, "lijing")  # and with it a new CSRF token
    entry.page.locator("#save-state").get_by_text("都已保存").wait_for(timeout=30_000)
    assert stored(entry, places) == "91"


def test_who_signs_in_instead_does_not_send_it(ended, places):
    """The negative control: it is the same person that goes on."""
    entry, other = ended
    before = stored(entry, places)
    sign_in(other, "chenjie")
    entry.row().get_by_text("登录的不是原来的账号").wait_for(timeout=30_000)
    assert entry.field("实际完成值").input_value() == "91"
    assert stored(entry, places) == before != "91"


def stored(entry, places):
    """What the server has of the line, read by other hands."""
    return places.form("lijing", places["entry"])[entry.field("实际完成值").get_attribute("id")]


def sign_in(page, username):
    page.goto("/signin/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    press(page, "登录")
