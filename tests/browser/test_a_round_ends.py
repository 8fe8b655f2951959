"""A round ends while a filer types: nothing typed is lost, and the supervisor gives more time."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.browser.axe import violations
from tests.browser.pressing import press
from tests.browser.watch import Watch

NOW = datetime.now(ZoneInfo("Asia/Shanghai"))
LIST = "/monitoring/?year=2023"
UNIT = "焦作市科学技术协会"
WORDS = "讲师费标准提高，余下场次改在十月"


def moment(at):
    return f"{at:%Y-%m-%dT%H:%M}"


@pytest.fixture
def end_round(open_window, places):
    """`end_round()` lets the round end an hour ago; afterwards it is as long as before."""
    page = open_window("caizheng").new_page()

    def move(until):
        page.goto(places["round"])
        end = page.get_by_label("截止填报")
        before = end.input_value()
        end.fill(until)
        assert press(page, "保存监控阶段").status == 200
        return before

    before = []
    yield lambda: before.append(move(moment(NOW - timedelta(hours=1))))
    for until in before:
        move(until)


def row_of(page):
    return page.locator("tr[id^=row-]").first


def typed_into(page):
    """Say something in the first row and leave it, as somebody does who does not know yet."""
    row_of(page).get_by_label("完成情况").fill("7300人次")
    row_of(page).get_by_label("原因说明").fill(WORDS)


def is_still_there(page):
    row = row_of(page)
    return (
        row.get_by_label("完成情况").input_value() == "7300人次"
        and row.get_by_label("原因说明").input_value() == WORDS
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_without_script_the_page_comes_back_with_everything(open_window, places, end_round, width):
    window = open_window("lijing", java_script_enabled=False)
    page = window.new_page()
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(places["monitoring entry"])
    page.get_by_label("累计执行数").fill("2.75")
    typed_into(page)
    end_round()
    assert press(page, "保存").status == 409
    lock = page.get_by_role("alert").filter(has_text="运行监控已经截止")
    assert "需要延期，请联系" in lock.inner_text()
    assert "没有写入任何内容" in lock.inner_text()
    assert is_still_there(page)
    assert page.get_by_label("累计执行数").input_value() == "2.75"
    page.goto(LIST)
    assert page.get_by_role("link", name="填报全民科学素质工作").count() == 0


def test_with_script_the_lock_is_told_and_the_row_keeps_its_text(open_window, places, end_round):
    page = open_window("lijing").new_page()
    watch = Watch(page, expected=(409,))
    page.goto(places["monitoring entry"])
    end_round()
    typed_into(page)
    row_of(page).get_by_label("原因说明").press("Tab")
    page.locator("#lock-note").get_by_text("运行监控已经截止").wait_for()
    row_of(page).get_by_text("未保存").wait_for()
    assert is_still_there(page)
    assert not violations(page)
    assert press(page, "保存").status == 409
    assert is_still_there(page)
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert not violations(page)
    assert not watch.problems


def test_the_supervisor_gives_one_unit_more_time_and_it_goes_on(open_window, places, end_round):
    filer, above = (open_window(name).new_page() for name in ("lijing", "chenjie"))
    filer.goto(places["monitoring entry"])
    before = row_of(filer).get_by_label("完成情况").input_value()
    address = filer.url
    end_round()
    assert filer.goto(address).status == 409
    watch = Watch(above)
    above.goto(LIST)
    above.get_by_label(f"选择 {UNIT}").check()
    press(above, "延期…")
    above.get_by_label("延至").fill(moment(NOW + timedelta(days=9)))
    above.get_by_label("理由").fill("防汛值守")
    assert press(above, "延期").status == 200
    assert above.get_by_role("row").filter(has_text=UNIT).get_by_text("已延期至").is_visible()
    above.goto(LIST)
    assert "至 20" in above.get_by_role("row").filter(has_text=UNIT).first.inner_text()
    assert not watch.problems

    assert filer.goto(address).status == 200
    assert filer.get_by_text("（已延期）").is_visible()
    for text in ("7301人次", before):
        row_of(filer).get_by_label("完成情况").fill(text)
        row_of(filer).get_by_label("完成情况").press("Enter")
        row_of(filer).locator(f"[value='{text}']").wait_for()
        row_of(filer).get_by_text("已保存").wait_for()
    filer.goto("/notices/")
    assert filer.get_by_text("理由：防汛值守").first.is_visible()
