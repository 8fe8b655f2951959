"""The pages of explanatory texts, as `every_page` walks them."""

from tests.browser.filling import send_nothing
from tests.browser.pressing import press
from tests.browser.shown import Shown

LONG = "很长的一句话" * 60


def reading(page):
    """The first text of a list."""
    with page.expect_navigation() as answer:
        page.locator("th.name a").first.click()
    return answer.value


def editing(page):
    """Its edit page."""
    reading(page)
    with page.expect_navigation() as answer:
        page.get_by_role("link", name="修改正文").click()
    return answer.value


def refused(page):
    """A paragraph that breaks its figures, a long one, and a figure in words."""
    editing(page)
    page.locator("#p-2").fill(f"【甲】{LONG}【项目数量】9")
    page.get_by_label("部门评价项目数量（个）").fill("两个")
    return press(page, "保存并预览")


def overtaken(page):
    """The text that is sent bears an older version."""
    editing(page)
    page.evaluate("() => { document.querySelector('.beside [name=version]').value = '987654'; }")
    page.get_by_label("加一段").fill("我的一段。")
    return press(page, "保存并预览")


def withdrawn_without_a_reason(page):
    """A published text that is taken back without a word."""
    reading(page)
    return send_nothing(page, "撤回说明")


PAGES: dict[str, Shown] = {
    "explanatory texts": Shown("lijing", "/narratives/?year=2021"),
    "explanatory texts of a branch": Shown("chenjie", "/narratives/?year=2023"),
    "explanatory texts of a year without": Shown("lijing", "/narratives/?year=1999"),
    "published text": Shown("lijing", "/narratives/?year=2021", step=reading),
    "published text from above": Shown("chenjie", "/narratives/?year=2021", step=reading),
    "text withdrawn without a reason": Shown(
        "lijing", "/narratives/?year=2021", 422, step=withdrawn_without_a_reason
    ),
    "text being written": Shown("wuhao", "/narratives/?year=2023", step=reading),
    "editing a text": Shown("wuhao", "/narratives/?year=2023", step=editing),
    "text refused": Shown("wuhao", "/narratives/?year=2023", 422, step=refused),
    "text overtaken": Shown("wuhao", "/narratives/?year=2023", 409, step=overtaken),
}
