"""Five wrong passwords lock an account for a while, and only that account."""

import pytest

from perf.demo.accounts import PASSWORD
from tests.browser.filling import send_password

LIMIT = 5


@pytest.fixture
def page(open_window):
    window = open_window()
    page = window.new_page()
    page.goto("/signin/")
    yield page
    window.close()


def test_the_fifth_wrong_password_locks_the_account_and_says_what_to_do(page):
    for _ in range(LIMIT - 1):
        assert send_password(page, "zhengmin", "wrong-password").status == 200
        assert page.get_by_role("alert").filter(has_text="没有登录成功").is_visible()
    assert send_password(page, "zhengmin", "wrong-password").status == 429
    told = page.get_by_role("alert").inner_text()
    assert "锁定" in told
    assert "15 分钟" in told
    assert "系统管理员" in told

    page.goto("/signin/")
    assert send_password(page, "zhengmin", PASSWORD).status == 429
    page.goto("/signin/")
    assert send_password(page, "shenji", PASSWORD).status == 200
    assert page.get_by_text("钱进").is_visible(), "another account of the same address is locked"


def test_one_time_less_does_not_lock_and_a_right_password_begins_the_count_anew(page):
    for wrong in (LIMIT - 1, 1):
        for _ in range(wrong):
            assert send_password(page, "logadmin", "wrong-password").status == 200
        assert send_password(page, "logadmin", PASSWORD).status == 200
        assert page.get_by_role("heading", name="工作台").is_visible()
        page.context.clear_cookies()
        page.goto("/signin/")
