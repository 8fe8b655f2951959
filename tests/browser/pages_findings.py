"""The pages of findings, as `every_page` walks them."""

from tests.browser.filling import send_nothing
from tests.browser.pressing import press
from tests.browser.shown import Shown


def set_aside(page):
    """Say why a doubt is none."""
    page.get_by_label("理由").fill("当年没有这项开支，指标值就是 0。")
    return press(page, "写入说明")


def gone(page):
    """Say why of a finding that is no more."""
    elsewhere = "/findings/00000000-0000-4000-8000-000000000000/"
    page.locator("form.form").evaluate("(found, to) => { found.action = to }", elsewhere)
    page.get_by_label("理由").fill("当年没有这项开支，指标值就是 0。")
    return press(page, "写入说明")


PAGES: dict[str, Shown] = {
    "findings of the finance bureau": Shown("caizheng", "/findings/"),
    "findings of a unit": Shown("lijing", "/findings/?year=2021&severity=all"),
    "findings of every state": Shown("chenjie", "/findings/?severity=all&state=all&q=科学"),
    "findings searched in vain": Shown("caizheng", "/findings/?q=zzzz"),
    "findings of a year without": Shown("lijing", "/findings/?year=1999"),
    "findings that were set aside": Shown("chenjie", "/findings/?state=aside"),
    "findings checked again": Shown(
        "caizheng", "/findings/?year=2021", step=lambda page: press(page, "重新检查")
    ),
    "checks in words": Shown("shenji", "/findings/checks/"),
    "finding that blocks": Shown("caizheng", "finding"),
    "finding that others set aside": Shown("lijing", "finding"),
    "finding without a reason": Shown(
        "caizheng", "finding", 422, step=lambda page: send_nothing(page, "写入说明")
    ),
    "finding that is gone": Shown("caizheng", "finding", 404, step=gone),
    "finding set aside": Shown("lijing", "doubt", step=set_aside),
}
