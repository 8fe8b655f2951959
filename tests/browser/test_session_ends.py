"""The session ends while a sheet is being filled: what was typed stays and can be saved."""

import pytest

from perf.demo.accounts import PASSWORD
from tests.browser.every_page import press
from tests.browser.grid import EntryPage

pytestmark = pytest.mark.usefixtures("sheet_put_back")


def test_the_row_says_so_keeps_its_text_and_is_saved_after_signing_in_elsewhere(
    open_window, places
):
    window = open_window()
    page, other = window.new_page(), window.new_page()
    sign_in(other)
    page.goto(places["entry"])
    entry = EntryPage(page)
    window.clear_cookies(name="sessionid")
    entry.field("实际完成值").fill("91")
    page.keyboard.press("Enter")
    entry.row().get_by_text("登录已过期，还没有保存：请在新窗口登录，再按“保存”").wait_for()
    assert entry.field("实际完成值").input_value() == "91"
    assert page.locator("[name=password]").count() == 0
    sign_in(other)  # and with it a new CSRF token
    assert press(page, "保存").status == 200
    assert page.get_by_role("status").filter(has_text="已保存").is_visible()
    assert entry.field("实际完成值").input_value() == "91"
    window.close()


def sign_in(page):
    page.goto("/signin/")
    page.get_by_label("用户名").fill("lijing")
    page.get_by_label("密码").fill(PASSWORD)
    press(page, "登录")
