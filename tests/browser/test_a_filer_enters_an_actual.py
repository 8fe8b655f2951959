"""The main job in a browser: from the sign-in page to the official form as a workbook."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perf.demo.accounts import PASSWORD
from tests.browser.grid import LINE, SAVED, EntryPage, claimed_scores
from tests.browser.pressing import press
from tests.browser.watch import Watch

pytestmark = pytest.mark.usefixtures("sheet_put_back")
TARGET, POINTS, LOW = Decimal(90), Decimal(9), Decimal(45)


def sign_in(page):
    page.goto("/")
    page.get_by_label("用户名").fill("lijing")
    page.get_by_label("密码").fill(PASSWORD)
    press(page, "登录")


def open_the_sheet(page):
    """Go from the home page to the year and to its sheet."""
    page.locator("summary").filter(has_text="年度").click()
    page.get_by_role("link", name="2021 年度", exact=True).click()
    page.get_by_role("table", name="自评表").get_by_role("link", name="部门整体").click()
    page.get_by_role("heading", name="（2021年度）").wait_for()


def after(entry, before, gained):
    """Whether line, subtotal and both totals show what they showed before and `gained` more."""
    computed, subtotal, totals = before
    assert entry.computed() == computed + gained
    assert entry.subtotal() == subtotal + gained
    assert entry.totals() == tuple(total + gained for total in totals)


def figures(entry):
    return entry.computed(), entry.subtotal(), entry.totals()


def workbook(download):
    """Every row of the workbook with its values as they stand in the file."""
    sheet = load_workbook(BytesIO(Path(download.path()).read_bytes()), data_only=True).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def line_of(rows):
    return next(row for row in rows if LINE in row)


def test_the_filer_sees_what_contradicts_changes_an_actual_and_takes_the_workbook(open_window):
    page = open_window().new_page()
    watch = Watch(page)
    sign_in(page)
    open_the_sheet(page)
    assert sum(claimed_scores(page)) == Decimal("97.90")
    assert page.get_by_text("= 97.90，表中印 97.7").first.is_visible()

    page.get_by_role("link", name="填报", exact=True).click()
    entry = EntryPage(page)
    before = figures(entry)
    page.evaluate("window.stayed = true")
    entry.field("实际完成值").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(str(LOW))
    page.keyboard.press("Enter")
    entry.row().get_by_text(SAVED).wait_for()
    lost = POINTS - LOW / TARGET * POINTS
    after(entry, before, -lost)
    assert page.evaluate("window.stayed"), "the page was loaded again"

    page.reload()
    assert entry.field("实际完成值").input_value() == str(LOW)
    after(entry, before, -lost)

    page.get_by_role("link", name="全表").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出 xlsx").click()
    name = "2021_焦作市科学技术协会_部门整体_自评表.xlsx"
    assert taken.value.suggested_filename == name
    assert str(LOW) in line_of(workbook(taken.value))
    assert not watch.problems


def test_the_workbook_before_the_change_does_not_have_the_new_value(open_window, places):
    page = open_window("lijing").new_page()
    page.goto(places["sheet"])
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出 xlsx").click()
    assert str(LOW) not in line_of(workbook(taken.value))


def test_without_script_the_same_change_is_one_post_and_a_new_page(open_window, places):
    page = open_window("lijing", java_script_enabled=False).new_page()
    answers = []
    page.on("response", lambda answer: answers.append((answer.request.method, answer.status)))
    page.goto(places["entry"])
    entry = EntryPage(page)
    before = figures(entry)
    entry.field("实际完成值").fill(str(LOW))
    assert press(page, "保存").status == 200
    assert ("POST", 302) in answers
    assert page.get_by_role("status").filter(has_text=SAVED).is_visible()
    assert entry.field("实际完成值").input_value() == str(LOW)
    after(entry, before, LOW / TARGET * POINTS - POINTS)
