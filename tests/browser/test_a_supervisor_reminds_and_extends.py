"""A supervisor urges two units and gives one more time; its filer reads both on his pages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.browser.pressing import press
from tests.browser.watch import Watch

NOW = datetime.now(ZoneInfo("Asia/Shanghai"))
ONCE_A_DAY = "今天已经催报过，没有重复"
UNITS = ("焦作市科学技术协会", "张家口市科学技术协会")


def typed(moment):
    return f"{moment:%Y-%m-%dT%H:%M}"


@pytest.fixture
def window(open_window, places):
    """Self-evaluation of 2023 is open until tomorrow; afterwards there is no window again."""
    page = open_window("caizheng").new_page()

    def put(opens, closes):
        page.goto(places["window"])
        page.get_by_label("绩效自评开始").fill(opens)
        page.get_by_label("绩效自评截止").fill(closes)
        assert press(page, "保存时限").status == 200

    put(typed(NOW - timedelta(days=30)), typed(NOW + timedelta(days=1)))
    yield
    put("", "")


@pytest.mark.usefixtures("window")
def test_two_units_are_urged_one_is_extended_and_its_filer_knows(open_window):
    page = open_window("chenjie").new_page()
    watch = Watch(page)
    page.goto("/?year=2023&stage=ACTUALS")
    assert page.get_by_text("还剩 1 天").is_visible()
    # Whoever was urged today already (by another test of this server) is not urged again; after
    # the first press that is every unit.
    told = urged(page)
    assert all("已通知" in words or words.endswith(ONCE_A_DAY) for words in told)
    press_link(page, "返回单位进度")
    assert all(words.endswith(ONCE_A_DAY) for words in urged(page))

    press_link(page, "返回单位进度")
    page.get_by_label(f"选择 {UNITS[0]}").check()
    press(page, "延期…")
    until = NOW + timedelta(days=9)
    page.get_by_label("延至").fill(typed(until))
    page.get_by_label("理由").fill("财务系统停机")
    press(page, "延期")
    assert page.get_by_role("row").filter(has_text=UNITS[0]).get_by_text("已延期至").is_visible()
    assert not watch.problems

    filer = open_window("lijing").new_page()
    watch = Watch(filer)
    filer.goto("/?year=2023")
    assert "还剩 9 天" in filer.get_by_role("table", name="等我处理").inner_text()
    filer.get_by_role("link", name="提醒").click()
    assert filer.get_by_text("请尽快提交 2023 年度绩效自评").first.is_visible()
    assert filer.get_by_text("理由：财务系统停机").first.is_visible()
    press(filer, "全部标为已读")
    assert filer.get_by_role("link", name="提醒").inner_text() == "提醒"
    assert not watch.problems


def urged(page):
    """Urge both units; what the page says of each."""
    for unit in UNITS:
        page.get_by_label(f"选择 {unit}").check()
    press(page, "催报")
    rows = page.get_by_role("row")
    return [rows.filter(has_text=unit).inner_text().strip() for unit in UNITS]


def press_link(page, words):
    with page.expect_navigation():
        page.get_by_role("link", name=words).click()
