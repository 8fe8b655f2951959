"""The entry grid of a plan by keyboard: a block from Excel, undo, moved rows, conflicts."""

import pytest
from playwright.sync_api import expect

PATIENCE = 60_000  # ms; several requests one after the other on a busy machine
BLOCK = (
    "产出指标\t质量指标\t粘贴的一\t≥95%\t１\n"
    '\t\t"两行\n的名"\t100％\t1.5\n'
    "效益指标\t履职效益\t粘贴的三\t≤1,020.00\t2\n"
)


@pytest.fixture
def page(open_window, places):
    """The entry page of the draft plan; whatever a test does to its rows it takes back."""
    page = open_window("hejun").new_page()
    page.goto(places["plan entry"])
    before = rows(page)
    yield page
    page.reload()
    assert rows(page) == before
    page.close()


def rows(page):
    """The texts of every row of the grid."""
    return page.evaluate(
        "[...document.querySelectorAll('tbody[data-rows=row] tr')].map(row =>"
        " ['l1', 'l2', 'l3', 't', 'p'].map(start =>"
        " row.querySelector(`[name^='${start}-']`).value))"
    )


def cell(page, number, column):
    return page.get_by_label(f"第 {number} 行 {column}", exact=True).locator("visible=true")


def target(page, number):
    return cell(page, number, "指标值")


def saved(page):
    """Wait until everything is saved."""
    page.locator("#save-state.save-ok").wait_for(timeout=PATIENCE)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def paste(page, text):
    """Paste as the browser does when somebody presses Ctrl+V."""
    page.evaluate(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text);"
        " document.activeElement.dispatchEvent(new ClipboardEvent('paste',"
        " { clipboardData: data, bubbles: true, cancelable: true })); }",
        text,
    )


def stored(page):
    """The rows as they are stored, whatever this browser keeps."""
    return page.evaluate(
        "async () => { const html = await (await fetch(location.pathname)).text();"
        " const there = new DOMParser().parseFromString(html, 'text/html');"
        " return [...there.querySelectorAll('tbody[data-rows=row] tr')].map(row =>"
        " ['l1', 'l2', 'l3', 't', 'p'].map(start =>"
        " row.querySelector(`[name^='${start}-']`).value)); }"
    )


def shelve(page, person, other):
    """Let what the browser keeps for a person be another's."""
    moved = page.evaluate(
        "([person, other]) => Object.keys(localStorage)"
        ".filter(name => name.startsWith(`plan-rows:${person}:`)).map(name => {"
        " localStorage.setItem(name.replace(person, other), localStorage.getItem(name));"
        " localStorage.removeItem(name); })",
        [person, other],
    )
    assert len(moved) == 1


def wait_for_rows(page, count):
    """Wait until the grid has so many rows."""
    expect(page.locator("tbody[data-rows=row] tr")).to_have_count(count, timeout=PATIENCE)


def test_a_block_is_pasted_over_rows_and_undone(page):
    before = rows(page)
    cell(page, len(before), "一级指标").focus()
    paste(page, BLOCK)
    wait_for_rows(page, len(before) + 2)
    saved(page)
    assert rows(page)[-3:] == [
        ["产出指标", "质量指标", "粘贴的一", "≥95%", "1"],
        ["产出指标", "质量指标", "两行的名", "100％", "1.5"],
        ["效益指标", "履职效益", "粘贴的三", "≤1,020.00", "2"],
    ]
    assert stored(page) == rows(page)
    press(page, "Control+z")
    wait_for_rows(page, len(before))
    saved(page)
    assert rows(page) == before
    assert stored(page) == before


def test_cells_are_filled_and_rows_moved_by_keyboard_alone(page):
    before = rows(page)
    target(page, 1).focus()
    press(page, "Control+a")
    page.keyboard.type("不少于１２人")
    page.get_by_text("读作：不低于 12人").wait_for()
    press(page, "Enter")
    expect(target(page, 2)).to_be_focused(timeout=PATIENCE)
    saved(page)
    assert stored(page)[0][3] == "不少于１２人"
    press(page, "ArrowUp", "Alt+ArrowDown")
    saved(page)
    expect(target(page, 2)).to_be_focused(timeout=PATIENCE)
    assert stored(page)[1][3] == "不少于１２人"
    press(page, "Alt+ArrowUp")
    saved(page)
    press(page, "Control+z", "Control+z", "Control+z")
    expect(target(page, 1)).to_have_value(before[0][3], timeout=PATIENCE)
    saved(page)
    assert rows(page) == before


def test_what_is_done_while_an_answer_is_being_read_stands_on_that_answer(page):
    before = rows(page)
    page.evaluate(
        "() => { const read = Response.prototype.json;"
        " Response.prototype.json = async function () { document.title = 'reading';"
        " await new Promise(later => setTimeout(later, 1500));"
        " document.title = 'read'; return read.call(this); }; }"
    )
    target(page, 1).focus()
    press(page, "Alt+ArrowDown")
    expect(page).to_have_title("reading")  # saved, and this page does not know it yet
    press(page, "Alt+ArrowUp")
    assert page.title() == "reading"
    saved(page)
    assert rows(page) == before
    assert stored(page) == before


def test_a_row_is_added_filled_and_removed_by_keyboard(page):
    before = rows(page)
    page.get_by_role("button", name="在末尾加一行").focus()
    press(page, "Enter")
    number = len(before) + 1
    expect(cell(page, number, "三级指标")).to_be_focused(timeout=PATIENCE)
    page.keyboard.type("新加的一行")
    press(page, "Tab")
    saved(page)
    added = stored(page)[-1]
    assert added[:3] == [before[-1][0], before[-1][1], "新加的一行"]
    row = page.locator("tbody[data-rows=row] tr").last
    row.locator("details.menu summary").focus()
    press(page, "Enter")
    row.get_by_role("button", name="删除本行").focus()
    press(page, "Enter")
    wait_for_rows(page, len(before))
    assert stored(page) == before


def test_what_a_colleague_saved_is_not_overwritten(page):
    before = target(page, 1).input_value()
    other = page.context.new_page()
    other.goto(page.url)
    target(other, 1).fill("≥1%")
    press(other, "Tab")
    saved(other)
    target(page, 1).fill("≥2%")
    press(page, "Tab")
    page.get_by_text("有 1 行已被他人修改").wait_for()
    assert stored(page)[0][3] == "≥1%"
    page.get_by_label("用我的").check()
    with page.expect_navigation():
        page.get_by_role("button", name="按所选保存").click()
    assert rows(page)[0][3] == "≥2%"
    target(page, 1).fill(before)
    press(page, "Tab")
    saved(page)


def test_what_is_typed_without_a_network_is_saved_later(page):
    before = target(page, 1).input_value()
    page.context.set_offline(True)
    target(page, 1).fill("≥3%")
    press(page, "Tab")
    page.get_by_text("未保存，已存本机").first.wait_for()
    page.context.set_offline(False)
    saved(page)
    assert stored(page)[0][3] == "≥3%"
    target(page, 1).fill(before)
    press(page, "Tab")
    saved(page)


def test_what_was_typed_in_a_tab_that_was_closed_is_found_again(page):
    before = target(page, 1).input_value()
    other = page.context.new_page()
    other.goto(page.url)
    target(other, 1).focus()
    press(other, "Control+a")
    other.keyboard.type("≥4%")  # the cell was never left
    other.close(run_before_unload=False)
    page.reload()
    saved(page)
    assert stored(page)[0][3] == "≥4%"
    target(page, 1).fill(before)
    press(page, "Tab")
    saved(page)


def test_a_row_that_was_on_its_way_when_the_tab_closed_is_found_again(page):
    before = target(page, 1).input_value()
    other = page.context.new_page()
    other.goto(page.url)
    other.route("**/*", lambda route: None)  # sent, and it never arrives
    target(other, 1).fill("≥5%")
    with other.expect_request(lambda request: request.method == "POST"):
        press(other, "Tab")
    other.close(run_before_unload=False)
    page.reload()
    saved(page)
    assert stored(page)[0][3] == "≥5%"
    target(page, 1).fill(before)
    press(page, "Tab")
    saved(page)


def test_rows_that_another_person_left_in_this_browser_are_not_sent_as_ones_own(page):
    before, person = rows(page), page.locator("form[data-plan-grid]").get_attribute("data-person")
    other = page.context.new_page()
    other.goto(page.url)
    page.context.set_offline(True)
    target(other, 1).fill("≥6%")
    press(other, "Tab")
    other.get_by_text("未保存，已存本机").first.wait_for()
    other.close(run_before_unload=False)
    shelve(page, person, "somebody-else")
    page.context.set_offline(False)
    page.reload()
    assert (rows(page), stored(page)) == (before, before)
    shelve(page, "somebody-else", person)  # the control: it was the name that kept them apart
    page.reload()
    saved(page)
    assert stored(page)[0][3] == "≥6%"
    target(page, 1).fill(before[0][3])
    press(page, "Tab")
    saved(page)


def move(page, number, key):
    target(page, number).focus()
    press(page, key)
    page.locator("#save-state:not(.save-busy)", has_text="次序没有移动").or_(
        page.locator("#save-state.save-ok")
    ).wait_for(timeout=PATIENCE)


def test_a_row_moved_on_an_older_page_leaves_a_colleagues_move_alone(page):
    before = rows(page)
    other = page.context.new_page()
    other.goto(page.url)
    move(other, 2, "Alt+ArrowUp")
    last = len(before)
    move(page, last, "Alt+ArrowUp")  # this page still shows the old order at its top
    assert rows(page)[:2] == before[:2]
    assert stored(page) == [before[1], before[0], *before[2 : last - 2], before[-1], before[-2]]
    page.reload()
    move(page, 2, "Alt+ArrowUp")
    move(page, last, "Alt+ArrowUp")
    assert stored(page) == before


def test_moves_that_cross_are_told_and_what_was_typed_is_saved(page):
    before = rows(page)
    other = page.context.new_page()
    other.goto(page.url)
    move(other, 2, "Alt+ArrowUp")
    page.context.set_offline(True)  # typed and moved, and only then sent, in one go
    target(page, 3).fill("≥7%")
    move_later = target(page, 2)
    move_later.focus()
    press(page, "Alt+ArrowDown")
    page.get_by_text("未保存，已存本机").first.wait_for()
    page.context.set_offline(False)
    page.get_by_text("绩效指标的次序没有移动").wait_for(timeout=PATIENCE)
    saved(page)  # the text goes by itself
    assert [row[2] for row in rows(page)] == [
        before[at][2] for at in (1, 0, *range(2, len(before)))
    ]
    assert stored(page) == rows(page)
    assert stored(page)[2][3] == "≥7%"
    target(page, 3).fill(before[2][3])
    press(page, "Tab")
    saved(page)
    move(page, 2, "Alt+ArrowUp")
    assert stored(page) == before
