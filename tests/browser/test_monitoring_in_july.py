"""July in a browser: a report with one red lamp, the notice, the answer, the acceptance."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.pressing import press
from tests.browser.watch import Watch

PROJECT = "全民科学素质工作培训会"
# Row by row: 完成情况, 全年预计, 完成可能性. The first is far behind seven twelfths of 60.
SAID = [
    ("10人", "60人", "有可能"),
    ("70%", "70%", "确定能"),
    ("100%", "100%", "确定能"),
    ("有提升", "提升", "确定能"),
    ("95%", "95%", "确定能"),
]
RED_LIST = "/monitoring/red/?year=2023"


class Grid:
    """The entry grid of a report, used as a person does."""

    def __init__(self, page) -> None:
        self.page = page

    def row(self, number):
        """A row of indicators, from 1."""
        return self.page.locator("tr[id^=row-]").nth(number - 1)

    def say(self, number, text, forecast, chance):
        """Fill a row and wait until it says that it is saved."""
        row = self.row(number)
        row.get_by_label("完成情况").fill(text)
        row.get_by_label("全年预计").fill(forecast)
        row.get_by_label("完成可能性").select_option(label=chance)
        self.saved(number, "完成可能性", chance)

    def explain(self, number, cause, words):
        """Give class and words of a cause."""
        row = self.row(number)
        row.get_by_label("原因类别").select_option(label=cause)
        self.saved(number, "原因类别", cause)
        row.get_by_label("原因说明").fill(words)
        row.get_by_label("原因说明").press("Tab")
        self.row(number).get_by_text("已保存").wait_for()

    def saved(self, number, label, chosen):
        """Wait for the row that the server sent with this choice in it."""
        row = self.row(number)
        row.get_by_text("已保存").wait_for()
        option = row.get_by_label(label).locator("option[selected]")
        self.page.wait_for_function("([one, words]) => one && one.textContent === words",
                                    arg=[option.element_handle(), chosen])  # fmt: skip

    def lamp(self, number):
        """The character of a row's lamp."""
        return self.row(number).locator(".lamp").inner_text()[:1]


@pytest.fixture
def filer(open_window):
    return open_window("lijing").new_page()


@pytest.fixture
def supervisor(open_window):
    return open_window("chenjie").new_page()


def fill_and_hand_in(page):
    """Fill every row; the page says what is missing; mend it and hand the report in."""
    page.goto("/monitoring/?year=2023")
    row = page.get_by_role("row").filter(has_text=PROJECT)
    row.get_by_role("link", name="填报").click()
    grid = Grid(page)
    for number, said in enumerate(SAID, 1):
        grid.say(number, *said)
    assert [grid.lamp(number) for number in range(1, 6)] == ["红", "蓝", "蓝", "绿", "蓝"]
    assert page.get_by_text("10人 ÷（60人 × 7 ÷ 12）= 28.57%，低于 60%").is_visible()
    page.get_by_label("累计执行数").fill("0.40")
    assert press(page, "保存并提交").status == 422
    assert page.get_by_text("还有 2 处没有填").is_visible()
    assert page.get_by_label("累计执行数").input_value() == "0.40"
    grid.explain(1, "人员", "辅导员调整，培训改在九月")
    assert press(page, "保存并提交").status == 200
    assert page.get_by_text("监控表已提交").is_visible()


def notify(page):
    """Send a notice from the list of red lamps."""
    page.goto(RED_LIST)
    row = page.get_by_role("row").filter(has_text=PROJECT)
    row.get_by_role("link", name="发整改通知").click()
    page.get_by_label("整改要求").fill("请在九月底前完成培训")
    page.get_by_label("整改期限").fill(f"{timezone.localdate() + timedelta(days=30)}")
    press(page, "发出整改通知")
    assert page.get_by_text("整改通知已发出").is_visible()


def answer(page):
    """Answer the notice from the unit's own list."""
    page.goto(RED_LIST)
    row = page.get_by_role("table", name="我单位的整改").get_by_role("row")
    row.filter(has_text=PROJECT).get_by_role("link").click()
    page.get_by_label("整改情况").fill("九月十二日已办，62 人参加")
    press(page, "提交整改情况")
    assert page.locator("h1").get_by_text("待验收").is_visible()


def test_one_red_lamp_leads_to_notice_answer_and_acceptance(filer, supervisor):
    watch = Watch(filer, expected=(422,))
    fill_and_hand_in(filer)
    assert filer.locator(".figures .lamp-red").first.is_visible()
    notify(supervisor)
    answer(filer)
    supervisor.reload()
    press(supervisor, "验收通过")
    assert supervisor.locator("h1").get_by_text("已验收").is_visible()
    assert not watch.problems


def test_a_row_that_a_colleague_changed_meanwhile_is_not_overwritten(open_window, places):
    address = places["monitoring entry"]
    mine, theirs = (open_window("lijing").new_page() for _ in range(2))
    for page in (mine, theirs):
        page.goto(address)
    field = "完成情况"
    theirs_row, mine_row = Grid(theirs).row(3), Grid(mine).row(3)
    before = mine_row.get_by_label(field).input_value()
    for row, text in ((theirs_row, "1次"), (mine_row, "2次")):
        row.get_by_label(field).fill(text)
        row.get_by_label(field).press("Enter")
        if row is theirs_row:
            row.get_by_text("已保存").wait_for()
    mine_row.get_by_role("alert").wait_for()
    assert "现为：完成情况“1次”" in mine_row.inner_text()
    assert mine_row.get_by_label(field).input_value() == "2次"
    mine_row.get_by_label(field).fill(before)  # he knows of it now, and puts it back
    mine_row.get_by_label(field).press("Enter")
    mine_row.get_by_text("已保存").wait_for()
