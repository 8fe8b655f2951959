"""A target table begun blank: its rows are typed in the browser, and it goes on its way."""

import pytest
from playwright.sync_api import expect

PATIENCE = 60_000  # ms; several requests one after the other on a busy machine
HINT = "总额行，等于其他各行之和"
BLOCK = (
    "产出指标\t数量指标\t科普活动\t≥20场\t50\n"
    "效益指标\t社会效益\t公众知晓率\t≥90%\t30\n"
    "满意度指标\t满意度\t参加者满意度\t≥95%\t10\n"
)


@pytest.fixture
def page(open_window):
    """The entry page of a new table of a project, without anything; it is voided in the end."""
    page = open_window("lijing").new_page()
    page.goto("/plans/new/?year=2024")
    page.get_by_label("项目").select_option(index=1)
    page.get_by_role("button", name="新建目标表").click()
    page.wait_for_url("**/edit/")
    address = page.url.removesuffix("edit/")
    yield page
    page.goto(address)
    if page.get_by_role("button", name="撤回").count():
        page.get_by_role("button", name="撤回").click()
        page.wait_for_load_state()
    page.goto(f"{address}steps/void/")
    page.get_by_label("原因").fill("测试用的表")
    page.get_by_role("button", name="作废").click()
    page.wait_for_load_state()
    assert page.goto(address).status == 404
    page.close()


def row(page, number):
    """A row of the funds."""
    return page.locator("tbody[data-rows=fund] tr").nth(number - 1)


def write(page, number, **texts):
    """Type into the cells of a row of the funds, one after the other, and wait."""
    for start, text in texts.items():
        row(page, number).locator(f"[name^={start}-]").fill(text)
        page.keyboard.press("Tab")
    page.locator("#save-state.save-ok").wait_for(timeout=PATIENCE)


def add(page, number):
    """A row of the funds, stored blank as soon as it is asked for."""
    page.get_by_role("button", name="加一行资金").click()
    expect(row(page, number)).to_be_visible()
    page.locator("#save-state.save-ok").wait_for(timeout=PATIENCE)


def totals(page):
    """Which rows say that they are the total."""
    return [at for at in (1, 2, 3) if row(page, at).get_by_text(HINT).is_visible()]


def paste(page):
    """Paste the indicators below the funds."""
    page.get_by_role("button", name="在末尾加一行").click()
    page.locator("tbody[data-rows=row] [name^=l1-]").first.focus()
    page.evaluate(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " document.activeElement.dispatchEvent(new ClipboardEvent('paste',"
        " { clipboardData: data, bubbles: true, cancelable: true })); }",
        BLOCK,
    )
    expect(page.locator("tbody[data-rows=row] tr")).to_have_count(3, timeout=PATIENCE)
    page.locator("#save-state.save-ok").wait_for(timeout=PATIENCE)


def test_a_table_begun_blank_is_filled_and_submitted(page):
    paste(page)
    add(page, 1)
    write(page, 1, fl="财政拨款", fa="60")
    add(page, 2)
    write(page, 2, fl="其他资金", fa="40")
    expect(page.get_by_text("没有总额行，请加一行")).to_be_visible()
    assert totals(page) == []
    add(page, 3)
    write(page, 3, fl="年度资金总额", fa="100")
    assert totals(page) == [3]
    page.get_by_text("没有缺漏，可以提交审核").wait_for()
    write(page, 3, fl="其中：上级补助")  # called so by mistake, and taken back
    assert totals(page) == []
    write(page, 3, fl="合计")
    assert totals(page) == [3]
    page.get_by_role("link", name="查看全表").click()
    page.get_by_role("button", name="提交审核").click()
    page.get_by_text("已提交").first.wait_for()
    assert page.get_by_role("button", name="撤回").count() == 1
