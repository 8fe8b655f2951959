"""The page of `manage.py audit --format html` in a browser: read, pressed, printed, and by axe."""

import pytest
from django.core.management import call_command

from perf.demo.drafts import FOLDER
from tests.audit.files import published
from tests.browser.axe import violations
from tests.published.disclosures import BUDGET


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A page over a disclosure with findings, a sheet of the same unit, and a broken file."""
    folder = tmp_path_factory.mktemp("audit")
    (folder / "预算.yaml").write_text(BUDGET, encoding="utf-8")
    (folder / "broken.yaml").write_text("kind: 部门\n", encoding="utf-8")
    files = [next(FOLDER.glob("001*")), published("001"), *sorted(folder.glob("*.yaml"))]
    page = folder / "page.html"
    with pytest.raises(SystemExit):
        call_command("audit", "--format", "html", "-o", str(page), *map(str, files))
    return page.as_uri()


@pytest.fixture
def window(open_window, address):
    def opened(**options):
        window = open_window(**options).new_page()
        window.goto(address)
        return window

    return opened


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_at_any_width_in_light_and_dark(window, width, colours):
    page = window(viewport={"width": width, "height": 800}, color_scheme=colours)
    assert violations(page) == []
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_never_scrolls_sideways_itself(window, width):
    page = window(viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_needs_no_script_and_asks_for_nothing(open_window, address):
    window = open_window(java_script_enabled=False)
    asked = []
    page = window.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert asked == [address]
    assert page.get_by_role("heading", level=1).inner_text() == "公开材料核对结果"


def test_a_finding_leads_to_its_cell_and_the_cell_back(window):
    page = window()
    page.get_by_role("link", name="第 8 行“结转结余率”实际完成值").first.click()
    cell = page.locator(":target")
    assert cell.inner_text().startswith("3")
    assert cell.is_visible()
    number = cell.get_by_role("link").inner_text().strip()
    cell.get_by_role("link").click()
    assert page.locator(":target").get_by_text("结转结余率").count() > 0
    assert number.endswith(page.locator(":target").get_attribute("id").split("-")[1])


def test_a_cell_of_the_accounts_is_reached_from_its_finding(window):
    page = window()
    link = page.get_by_role("link", name="年初预算与决算 第 1 行“合计”年初预算数")
    link.click()
    assert page.locator(":target").inner_text().startswith("227.68")


def test_on_paper_the_page_is_as_wide_as_the_sheet(window):
    page = window()
    page.emulate_media(media="print")
    assert page.locator(".skip").is_hidden()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
