"""An import as an administrator makes it: errors by cell, the marked workbook, preview, confirm."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from projects.imports.template import list_workbook
from tests.browser.pressing import press
from tests.browser.uploading import LIBRARY, WINDOWS, upload

NEW = "/accounts/imports/departments/new/"
HEADINGS = ["单位编码", "单位名称", "类别", "行政区划代码"]
UNIT = ["731", "张家口市科学技术协会", "单位"]


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request, open_window):
    page = open_window("sysadmin", java_script_enabled=request.param).new_page()
    yield page
    page.close()


def send(page, rows):
    page.goto(NEW)
    return upload(page, list_workbook(HEADINGS, rows, title="单位"))


def test_errors_are_mended_in_the_workbook_that_is_given_back(page):
    send(page, [[*UNIT, "张家口"], ["x*y", "", "公司", "1"]])
    assert "没有写入任何内容" in page.locator("h1").inner_text()
    cells = page.locator("table[aria-labelledby=errors] tbody th").all_inner_texts()
    assert cells == ["D2", "A3", "B3", "C3", "D3"]
    assert page.get_by_role("button", name="确认导入").count() == 0

    with page.expect_download() as download:
        page.get_by_role("link", name="下载标出错误的工作簿").click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    sheet = book.active
    assert "行政区划代码" in sheet["F2"].value
    sheet["D2"] = "130701"
    sheet.delete_rows(3)
    target = BytesIO()
    book.save(target)
    page.goto(NEW)
    upload(page, target.getvalue())
    confirm_and_put_back(page)


def confirm_and_put_back(page):
    row = page.locator("table[aria-labelledby=rows] tbody tr").inner_text()
    assert "行政区划 130700 → 130701" in row
    press(page, "确认导入")
    assert "已导入" in page.locator("h1").inner_text()
    send(page, [[*UNIT, "130700"]])
    press(page, "确认导入")
    assert "已导入" in page.locator("h1").inner_text()


def test_the_template_is_filled_in_and_sent(page):
    page.goto(NEW)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载模板").click()
    assert Path(download.value.suggested_filename).name == "单位导入模板.xlsx"
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    book["单位"].append([*UNIT, "130700"])
    target = BytesIO()
    book.save(target)
    upload(page, target.getvalue())
    assert "相同，不改" in page.locator("table[aria-labelledby=rows]").inner_text()


def test_a_department_is_offered_while_its_name_is_typed(open_window):
    page = open_window("sysadmin").new_page()
    page.goto("/accounts/people/add/")
    field = page.get_by_label("单位")
    field.press_sequentially("张家口")
    offered = page.locator("datalist option")
    offered.first.wait_for(state="attached")
    assert offered.first.get_attribute("value") == "731"
    page.close()


def test_finance_imports_windows_and_indicators_from_their_lists(open_window):
    page = open_window("caizheng").new_page()
    for start, words, book, lists in (
        (
            "/windows/?year=2023",
            "导入时限",
            list_workbook(WINDOWS, [["2024", "254101", "绩效自评", "2025-01-01", "x"]], title="x"),
            "各环节时限",
        ),
        (
            "/library/",
            "导入指标库",
            list_workbook(LIBRARY, [["", "产出指标", "", "", "", ""]], title="x"),
            "指标库",
        ),
    ):
        page.goto(start)
        page.get_by_role("link", name=words).click()
        here = page.locator("nav.nav [aria-current=page]").inner_text()
        assert here in lists
        upload(page, book)
        assert "没有写入任何内容" in page.locator("h1").inner_text()
        assert page.locator("nav.nav [aria-current=page]").inner_text() == here
        page.locator("nav.crumbs").get_by_role("link", name=lists, exact=True).click()
        assert page.url.endswith(start.partition("?")[0])
    page.close()
