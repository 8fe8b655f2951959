"""Everything by keyboard alone, with the focus always in sight."""

import pytest

from tests.browser.grid import LINE, SAVED, EntryPage
from tests.browser.pressing import press

pytestmark = pytest.mark.usefixtures("sheet_put_back")
BEFORE, NEXT = "经济效益", "社会公众满意度"  # the lines around LINE
FOCUSED = "document.activeElement"
IN_ORDER = f"""() => {{
  const found = {FOCUSED};
  return [found.id || found.textContent.trim().slice(0, 20), found.closest('table') !== null];
}}"""
# Ring of the focus, and whether the middle of the focused element is what one sees there.
IN_SIGHT = f"""() => {{
  const found = {FOCUSED}, box = found.getBoundingClientRect(), style = getComputedStyle(found);
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {{ ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
            seen: there !== null && (found.contains(there) || there.contains(found)) }};
}}"""


@pytest.fixture
def grid(open_window, places):
    window = open_window("lijing")
    page = window.new_page()
    page.goto(places["entry"])
    yield EntryPage(page)
    window.close()


def has_focus(field):
    # By id: a saved row replaces the element itself.
    return field.get_attribute("id") == field.page.evaluate(f"{FOCUSED}.id")


def in_sight(page):
    look = page.evaluate(IN_SIGHT)
    return look["seen"] and look["ring"] >= 2


def slow_down_saving(page, seconds=0.6):
    """Let each saved row take its time, as over a poor line; returns how many were sent."""
    sent = []

    def hold(route):
        sent.append(route.request.url)
        page.wait_for_timeout(1000 * seconds)
        route.continue_()

    page.route("**/entry/*/*/", hold)
    return sent


def test_the_first_tab_offers_to_skip_to_the_text(grid):
    page = grid.page
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == "跳到正文"
    assert in_sight(page)
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "main"


def test_tab_leads_through_the_grid_in_reading_order_with_the_focus_in_sight(grid):
    page = grid.page
    fields = page.locator("main form").locator(
        "input:not([type=hidden]), textarea:not(#paste-block)"
    )
    wanted = [field.get_attribute("id") for field in fields.all()][:40]
    page.locator("main").get_by_role("link", name="全表").focus()
    seen = []
    for _ in range(2 * len(wanted)):  # links and buttons stand between them
        page.keyboard.press("Tab")
        name, _ = page.evaluate(IN_ORDER)
        assert in_sight(page), name
        seen.append(name)
    assert [name for name in seen if name in wanted] == wanted


def test_arrows_and_enter_move_in_the_column(grid):
    page, column = grid.page, "实际完成值"
    grid.field(column).focus()
    page.keyboard.press("ArrowUp")
    assert has_focus(grid.field(column, BEFORE))
    page.keyboard.press("ArrowDown")
    assert has_focus(grid.field(column))
    page.keyboard.press("Enter")
    assert has_focus(grid.field(column, NEXT))


def test_a_column_can_be_walked_down_to_its_end_with_the_focus_in_sight(grid):
    page = grid.page
    fields = page.get_by_label(" 自评分").locator("visible=true").all()
    column = [field for field in fields if field.get_attribute("name").startswith("claimed-")]
    column[0].focus()
    for field in column[1:]:
        page.keyboard.press("ArrowDown")
        assert has_focus(field)
        assert in_sight(page), field.get_attribute("aria-label")


def test_escape_gives_back_the_text_and_saves_nothing(grid):
    sent = slow_down_saving(grid.page, seconds=0)
    field = grid.field("实际完成值")
    before = field.input_value()
    field.focus()
    grid.page.keyboard.type("7")
    assert field.input_value() != before
    grid.page.keyboard.press("Escape")
    assert field.input_value() == before
    grid.page.keyboard.press("ArrowDown")
    assert has_focus(grid.field("实际完成值", NEXT))
    grid.field("实际完成值", NEXT).fill("94")
    grid.page.keyboard.press("Enter")
    grid.row(NEXT).get_by_text(SAVED).wait_for()
    assert len(sent) == 1, "the line that was given back was saved too"


@pytest.mark.parametrize(
    "key, column, name", [("Enter", "实际完成值", NEXT), ("Tab", "不适用", LINE)]
)
def test_the_focus_stays_where_it_went_while_the_row_is_saved(grid, key, column, name):
    grid.field("实际完成值").fill("91")
    grid.page.keyboard.press(key)
    assert has_focus(grid.field(column, name))
    grid.row().get_by_text(SAVED).wait_for()
    assert has_focus(grid.field(column, name))
    assert in_sight(grid.page)


@pytest.mark.parametrize("is_left_at_once", [False, True])
def test_what_is_typed_while_the_row_is_saved_is_kept_and_saved_too(grid, places, is_left_at_once):
    sent, claimed = slow_down_saving(grid.page), grid.field("自评分")
    grid.field("实际完成值").fill("91")
    claimed.focus()
    grid.page.keyboard.press("Control+A")
    grid.page.keyboard.type("7.5")
    if is_left_at_once:
        grid.page.keyboard.press("Tab")
    else:
        grid.row().get_by_text(SAVED).wait_for()
        assert claimed.input_value() == "7.5"
        assert has_focus(claimed)
        grid.page.keyboard.press("Enter")
    name = claimed.get_attribute("name")
    grid.page.locator(f"[name='{name}'][value='7.5']").wait_for()  # as the server wrote it
    assert len(sent) == 2
    assert claimed.input_value() == "7.5"
    assert grid.field("实际完成值").input_value() == "91"
    assert places.form("lijing", places["entry"])[name] == "7.5"


@pytest.mark.parametrize("has_script", [True, False], ids=["script", "no script"])
def test_after_a_refusal_the_focus_is_on_the_list_of_errors(open_window, places, has_script):
    window = open_window("lijing", java_script_enabled=has_script)
    page = window.new_page()
    page.goto(places["entry"])
    page.get_by_label("预算执行率自评分").fill("11")
    assert press(page, "保存").status == 422
    page.wait_for_load_state()
    alert = page.get_by_role("alert")
    assert alert.evaluate("found => found.contains(document.activeElement)")
    assert in_sight(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "claimed_execution"
    window.close()
