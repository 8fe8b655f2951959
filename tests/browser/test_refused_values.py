"""What cannot be an actual value or a score is refused beside its field, and nothing is stored."""

import pytest

from tests.browser.grid import LINE, SAVED, EntryPage
from tests.browser.pressing import press

pytestmark = pytest.mark.usefixtures("sheet_put_back")
ACTUAL, CLAIMED = "实际完成值", "自评分"
REFUSED = [
    *((ACTUAL, typed) for typed in ("abc", "1e999", "９" * 17, "-5", "NaN", "∞", "95 96")),
    *((CLAIMED, typed) for typed in ("9.01", "1e999", "９" * 17, "-1", "NaN", "八", "8.123")),
]


@pytest.fixture
def plain(open_window, places):
    """The entry page in a window without script."""
    window = open_window("lijing", java_script_enabled=False)
    page = window.new_page()
    page.goto(places["entry"])
    yield EntryPage(page)
    window.close()


@pytest.fixture
def grid(open_window, places):
    """The entry page in a window with script."""
    window = open_window("lijing")
    page = window.new_page()
    page.goto(places["entry"])
    yield EntryPage(page)
    window.close()


def message_beside(field):
    """The text that the field names as its description."""
    return field.page.locator(f"[id='{field.get_attribute('aria-describedby')}']").inner_text()


@pytest.mark.parametrize("column, typed", REFUSED)
def test_without_script_the_page_comes_back_with_what_was_typed(plain, places, column, typed):
    before = places.form("lijing", places["entry"])
    other = plain.field("偏差原因及改进措施")
    other.fill("写到一半的原因")
    plain.field(column).fill(typed)
    assert press(plain.page, "保存").status == 422
    field = plain.field(column)
    assert field.input_value() == typed
    assert field.get_attribute("aria-invalid") == "true"
    assert typed[:5] in message_beside(field)
    assert other.input_value() == "写到一半的原因"
    assert plain.page.get_by_role("alert").get_by_role("link", name=f"{LINE} {column}").is_visible()
    assert places.form("lijing", places["entry"]) == before


@pytest.mark.parametrize("column, typed", [(ACTUAL, "1e999"), (CLAIMED, "9.01")])
def test_with_script_the_row_alone_comes_back(grid, places, column, typed):
    before, totals = places.form("lijing", places["entry"]), grid.totals()
    grid.field(column).fill(typed)
    grid.page.keyboard.press("Enter")
    grid.row().locator("[aria-invalid]").wait_for()
    assert grid.field(column).input_value() == typed
    assert typed in message_beside(grid.field(column))
    assert grid.row().get_by_role("alert").count() == 1, "nobody reads the refusal out"
    assert SAVED not in grid.row().inner_text()
    assert grid.totals() == totals
    assert places.form("lijing", places["entry"]) == before


def test_all_errors_come_at_once_and_each_link_leads_to_its_field(plain):
    plain.field(ACTUAL).fill("abc")
    plain.field(CLAIMED).fill("100")
    press(plain.page, "保存")
    links = plain.page.get_by_role("alert").get_by_role("link").all()
    ids = {link.get_attribute("href").removeprefix("#") for link in links}
    assert ids == {plain.field(column).get_attribute("id") for column in (ACTUAL, CLAIMED)}


def test_a_value_that_is_fit_is_not_refused(plain):
    plain.field(ACTUAL).fill("９１")
    assert press(plain.page, "保存").status == 200
    assert not plain.page.get_by_role("alert").count()
