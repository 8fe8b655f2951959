"""A year's sheets of a branch as a zip of workbooks, by the real background worker."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.browser.axe import violations
from tests.browser.pressing import press
from tests.browser.watch import Watch

ASKERS = [("lijing", 2021), ("chenjie", 2023)]


def ask(page, year):
    page.goto("/jobs/")
    page.get_by_label("年度", exact=True).select_option(str(year))
    assert press(page, "开始导出").status == 200


def due(page, year):
    """How many sheets the person's list of that year has."""
    page.goto(f"/sheets/?year={year}")
    return int(re.search(r"\d+", page.get_by_role("heading", name="自评表").inner_text())[0])


def take_zip(page):
    """Download the file; returns its members."""
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载").click()
    assert taken.value.suggested_filename.endswith(".zip")
    with ZipFile(Path(taken.value.path())) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("username, year", ASKERS)
def test_the_page_updates_by_itself_until_the_zip_is_there(open_window, server, username, year):
    page = open_window(username).new_page()
    watch = Watch(page)
    wanted = due(page, year)
    with server.background_work_halted():
        ask(page, year)
        assert page.get_by_role("status").filter(has_text="正在排队").is_visible()
        assert not violations(page)
        page.evaluate("window.stayed = true")
    page.get_by_role("link", name="下载").wait_for(timeout=60_000)
    assert page.evaluate("window.stayed"), "the page was loaded again"
    members = take_zip(page)
    assert len(members) == wanted > 0
    assert all(name.endswith(".xlsx") for name in members)
    assert all(load_workbook(BytesIO(body)).active.max_row > 5 for body in members.values())
    assert not watch.problems


def test_without_script_the_button_asks_again(open_window, server):
    page = open_window("lijing", java_script_enabled=False).new_page()
    with server.background_work_halted():
        ask(page, 2021)
        page.get_by_role("link", name="刷新").click()
        assert page.get_by_text("正在排队").is_visible()
    for _ in range(60):
        if page.get_by_role("link", name="下载").count():
            break
        page.get_by_role("link", name="刷新").click()
        page.wait_for_timeout(250)
    assert len(take_zip(page)) == 1


def test_a_cancelled_job_gives_no_file(open_window, server):
    page = open_window("lijing").new_page()
    with server.background_work_halted():
        ask(page, 2021)
        press(page, "取消导出")
        assert page.get_by_role("status").filter(has_text="已取消").is_visible()
    page.reload()
    assert not page.get_by_role("link", name="下载").count()


def test_the_file_is_its_askers_alone(open_window):
    page = open_window("lijing").new_page()
    ask(page, 2021)
    page.get_by_role("link", name="下载").wait_for(timeout=60_000)
    file = page.get_by_role("link", name="下载").get_attribute("href")
    assert open_window("lijing").request.get(file).status == 200
    assert open_window("chenjie").request.get(file).status == 404
