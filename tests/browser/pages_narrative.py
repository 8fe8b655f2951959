"""The pages of explanatory texts, as `every_page` walks them."""

from tests.browser.shown import Shown

PAGES: dict[str, Shown] = {}
