"""A block is pasted into the lines of a sheet, taken back, and refused as a whole."""

import pytest

from tests.browser.grid import LINE, EntryPage
from tests.browser.pressing import press

pytestmark = pytest.mark.usefixtures("sheet_put_back")
NEXT = "社会公众满意度"
PASTE = """(field, text) => {
    field.focus();
    const data = new DataTransfer();
    data.setData('text/plain', text);
    field.dispatchEvent(new ClipboardEvent('paste',
        { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def entry(open_window, places):
    window = open_window("lijing")
    page = window.new_page()
    page.goto(places["entry"])
    yield EntryPage(page)
    window.close()


def paste(entry, text):
    with entry.page.expect_response("**/entry/paste/") as answered:
        entry.field("实际完成值").evaluate(PASTE, text)
    return answered.value


def cells(entry, places):
    """What the server has of two rows in two columns, read by other hands."""
    form = places.form("lijing", places["entry"])
    return [
        form[entry.field(column, name).get_attribute("id")]
        for name in (LINE, NEXT)
        for column in ("实际完成值", "自评分")
    ]


def test_a_block_is_saved_at_once_and_taken_back_at_once(entry, places):
    before = cells(entry, places)
    assert paste(entry, "71\t3\r\n72\t4\r\n").status == 200
    entry.page.locator("#save-state").get_by_text("都已保存").wait_for()
    assert cells(entry, places) == ["71", "3", "72", "4"]
    assert entry.field("自评分", NEXT).input_value() == "4"
    entry.field("实际完成值").focus()
    with entry.page.expect_response("**/entry/paste/"):
        entry.page.keyboard.press("Control+z")
    entry.page.locator("#save-state").get_by_text("都已保存").wait_for()
    assert cells(entry, places) == before


def test_a_block_with_a_wrong_cell_changes_nothing_and_says_where(entry, places):
    before = cells(entry, places)
    assert paste(entry, "71\t3\r\n很多\t4").status == 422
    entry.row(NEXT).get_by_text("不是数字").wait_for()
    assert entry.field("实际完成值").input_value() == "71"  # it stays to be mended
    assert cells(entry, places) == before


def test_without_script_a_block_is_pasted_into_a_box(open_window, places):
    window = open_window("lijing", java_script_enabled=False)
    entry = EntryPage(window.new_page())
    entry.page.goto(places["entry"])
    entry.page.locator("#paste summary").click()
    name = entry.field("实际完成值").get_attribute("name")
    entry.page.get_by_label("从这一格起").select_option(name)
    entry.page.get_by_label("复制的单元格").fill("71\t3\n72\t4")
    assert press(entry.page, "粘贴并保存").status == 200
    assert cells(entry, places) == ["71", "3", "72", "4"]
    window.close()
