"""What was typed outlives a closed tab and a lost network, and overwrites nobody."""

import pytest

from tests.browser.grid import EntryPage

pytestmark = pytest.mark.usefixtures("sheet_put_back")
ALL_SAVED = "都已保存"
WITHOUT_STORE = "Storage.prototype.setItem = () => { throw new Error('full'); };"


@pytest.fixture
def window(open_window):
    window = open_window("lijing")
    yield window
    window.close()


def opened(window, places):
    page = window.new_page()
    page.goto(places["entry"])
    return EntryPage(page)


def stored(entry, places, column="实际完成值"):
    """What the server has of the line, read by other hands."""
    return places.form("lijing", places["entry"])[entry.field(column).get_attribute("id")]


def all_saved(entry, patience=20_000):
    entry.page.locator("#save-state").get_by_text(ALL_SAVED).wait_for(timeout=patience)


def kept(entry):
    return entry.page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('perf.keep/'))")


@pytest.mark.parametrize("column", ["实际完成值", "偏差原因及改进措施"])
def test_a_closed_tab(window, places, column):
    entry = opened(window, places)
    entry.field(column).fill("88")
    assert stored(entry, places, column) != "88"
    entry.page.close()  # no question is asked, the cell was never left
    again = opened(window, places)
    assert again.field(column).input_value() == "88"
    all_saved(again)
    assert stored(again, places, column) == "88"
    assert kept(again) == []


def test_a_machine_that_keeps_nothing_says_so(open_window, places):
    """The negative control: it is the keeping that brings the text back."""
    window = open_window("lijing")
    window.add_init_script(WITHOUT_STORE)
    entry = opened(window, places)
    entry.field("实际完成值").fill("88")
    entry.row().get_by_text("也没能存到本机").wait_for()
    entry.page.close()
    assert opened(window, places).field("实际完成值").input_value() != "88"
    window.close()


def test_a_lost_network(window, places):
    entry = opened(window, places)
    window.set_offline(True)
    entry.field("实际完成值").fill("87")
    entry.page.keyboard.press("Tab")
    entry.row().get_by_text("未保存，已存本机").wait_for()
    assert stored(entry, places) != "87"
    entry.field("实际完成值").fill("86")
    window.set_offline(False)
    entry.page.keyboard.press("Tab")
    all_saved(entry)
    assert stored(entry, places) == "86"


def test_a_tab_that_was_closed_without_network(window, places):
    entry = opened(window, places)
    window.set_offline(True)
    entry.field("实际完成值").fill("85")
    entry.page.keyboard.press("Tab")
    entry.row().get_by_text("未保存，已存本机").wait_for()
    entry.page.close()
    window.set_offline(False)
    again = opened(window, places)
    all_saved(again)
    again.page.get_by_text("1 格已从本机取回，都已保存").wait_for()  # it stays readable
    assert stored(again, places) == "85"


def test_what_another_person_left_is_neither_shown_nor_sent(window, places):
    entry = opened(window, places)
    before = stored(entry, places)
    entry.field("实际完成值").fill("84")
    entry.page.evaluate(
        """() => Object.keys(localStorage).forEach(name => {
            const [start, person, ...rest] = name.split('/');
            localStorage.setItem([start, 'somebody-else', ...rest].join('/'),
                                 localStorage.getItem(name));
            localStorage.removeItem(name);
        })"""
    )
    entry.page.close()
    again = opened(window, places)
    assert again.field("实际完成值").input_value() == before
    assert stored(again, places) == before
    assert len(kept(again)) == 1  # it is still there for whom it belongs to
    again.page.evaluate("localStorage.clear()")


def save(entry, text):
    entry.field("实际完成值").fill(text)
    entry.page.keyboard.press("Tab")


@pytest.mark.parametrize("pick, left", [("theirs", "81"), ("mine", "82")])
def test_two_browsers_meet_and_either_way_is_kept(window, open_window, places, pick, left):
    mine, other = opened(window, places), open_window("lijing")
    theirs = opened(other, places)
    was = stored(mine, places)
    save(theirs, "81")
    all_saved(theirs)
    save(mine, "82")
    section = mine.page.locator("section.conflict")
    section.get_by_role("heading", name="两人都改了").wait_for()
    assert stored(mine, places) == "81"
    cells = section.get_by_role("row", name="实际完成值").get_by_role("cell").all_inner_texts()
    assert [cell.strip() for cell in cells] == [was, "81", "82"]
    assert section.locator(":checked").count() == 0
    section.locator(f"[value={pick}]").check()
    section.get_by_role("button", name="按所选保存").click()
    section.wait_for(state="detached")
    assert mine.field("实际完成值").input_value() == left
    assert stored(mine, places) == left
    other.close()


def test_a_kept_text_against_a_row_that_was_changed_is_a_conflict(window, open_window, places):
    mine, other = opened(window, places), open_window("lijing")
    mine.field("实际完成值").fill("82")
    mine.page.close()
    theirs = opened(other, places)
    save(theirs, "81")
    all_saved(theirs)
    again = opened(window, places)
    again.page.locator("section.conflict").wait_for()
    assert stored(again, places) == "81"
    again.page.get_by_role("link", name="放弃我的修改").click()
    again.page.wait_for_load_state()
    assert opened(window, places).field("实际完成值").input_value() == "81"
    assert kept(again) == []
    other.close()


def test_other_rows_of_two_browsers_do_not_meet(window, open_window, places):
    mine, other = opened(window, places), open_window("lijing")
    theirs = opened(other, places)
    theirs.field("实际完成值", "经济效益").fill("93")
    theirs.page.keyboard.press("Tab")
    all_saved(theirs)
    save(mine, "82")
    all_saved(mine)
    assert mine.page.locator("section.conflict").count() == 0
    other.close()
