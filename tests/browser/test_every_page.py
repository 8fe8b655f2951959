"""Every page: accessible, silent, at home on a narrow screen."""

import pytest

from tests.browser.axe import COLOURS, violations
from tests.browser.every_page import PAGES
from tests.browser.watch import Watch

WIDTHS = (1280, 390)
NARROW = 320  # WCAG 1.4.10: 1280 pixels at 400 %
# What still scrolls sideways by itself: wide tables, charts and the menu.
SCROLLERS = """() => [...document.querySelectorAll('main *')].filter(found =>
    ['auto', 'scroll'].includes(getComputedStyle(found).overflowX) &&
    found.scrollWidth > found.clientWidth && !found.querySelector('table, svg')
  ).map(found => found.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module", params=PAGES, ids=list(PAGES))
def shown(request, open_window, places):
    """A page as its reader has it before him, and what the browser complained of meanwhile."""
    wanted = PAGES[request.param]
    page = open_window(wanted.username).new_page()
    watch = Watch(page, expected=(wanted.status,))
    answer = page.goto(wanted.place if wanted.place.startswith("/") else places[wanted.place])
    if wanted.step:
        answer = wanted.step(page)
    assert answer.status == wanted.status
    yield page, watch
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(shown, width):
    page, _ = shown
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="light")
    assert not violations(page)
    page.emulate_media(color_scheme="dark")  # the dark scheme changes colours and nothing else
    assert not violations(page, COLOURS)


def test_the_browser_complains_of_nothing(shown):
    _, watch = shown
    assert not watch.problems


def test_a_narrow_screen_scrolls_only_inside_tables_and_charts(shown):
    page, _ = shown
    page.set_viewport_size({"width": NARROW, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert not page.evaluate(SCROLLERS)
