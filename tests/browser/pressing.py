"""Pressing a button that leads on; what a supervisor and finance do on their pages."""

from datetime import timedelta

from django.utils.timezone import localdate


def press(page, words):
    """Press a button that leads to another page; returns that page's answer."""
    with page.expect_navigation() as leaving:
        page.get_by_role("main").get_by_role("button", name=words, exact=True).click()
    return leaving.value


def urge(page):
    """Urge the first unit of the list."""
    page.get_by_role("checkbox").first.check()
    return press(page, "催报")


def urge_nobody(page):
    """Press the button with no unit chosen."""
    return press(page, "催报")


def extend(page):
    """Choose every unit on the page and ask for more time."""
    for box in page.get_by_role("checkbox").all():
        box.check()
    return press(page, "延期…")


def unlock(page):
    """Choose the first unit and ask why its documents go back."""
    page.get_by_role("checkbox").first.check()
    return press(page, "解锁…")


def extend_without_reason(page):
    """Give more time without saying why."""
    extend(page)
    page.evaluate("document.querySelector('main form').noValidate = true")
    return press(page, "延期")


def extend_nobody(page):
    """Ask for more time in a round with no unit chosen."""
    return press(page, "延期…")


def extend_in_vain(page):
    """Ask for less time than the demo's round has anyhow: every unit is refused."""
    extend(page)
    page.get_by_label("延至").fill(f"{localdate() + timedelta(days=9)}T18:00")
    page.get_by_label("理由").fill("防汛值守")
    return press(page, "延期")


def submit_nothing(page):
    """Submit with no plan chosen."""
    return press(page, "提交所选")


def submit_stale(page):
    """Submit what has changed since the list was shown: every plan stays as it is."""
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.evaluate("document.querySelectorAll('[name^=version-]').forEach(one => one.value = 0)")
    return press(page, "提交所选")


def wrong_window(page):
    """A window that ends before it begins, and one without an end."""
    page.get_by_label("目标申报开始").fill("2023-03-15T18:00")
    page.get_by_label("目标申报截止").fill("2023-03-01T09:00")
    page.get_by_label("绩效自评开始").fill("2024-01-02T09:00")
    return press(page, "保存时限")


def follow(page, words):
    """Follow a link by its words; the answer to it."""
    with page.expect_navigation() as answer:
        page.get_by_role("link", name=words, exact=True).click()
    return answer.value


def void_without_reason(page):
    """Give a draft up without saying why."""
    follow(page, "作废…")
    return press(page, "作废")
