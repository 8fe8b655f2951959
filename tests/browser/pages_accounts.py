"""The pages of budgets and final accounts, as `every_page` walks them."""

from tests.browser.shown import Shown

PAGES: dict[str, Shown] = {}
