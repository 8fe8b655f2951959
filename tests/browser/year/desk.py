"""A person at a browser: goes by words and labels, looks at every page, hears every complaint."""

import contextlib

from tests.browser.axe import violations
from tests.browser.watch import Watch

WIDTHS = (390, 1280)  # the last one is that in which the person goes on
COPY = """kinds => navigator.clipboard.write([new ClipboardItem(Object.fromEntries(
    Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })])))])"""
# What the browser and htmx say of a lost network.
OFFLINE = ("net::ERR_INTERNET_DISCONNECTED", "htmx:sendError", "htmx:afterRequest")


class Desk:
    """One person's window with one page."""

    def __init__(self, window, name) -> None:
        window.grant_permissions(["clipboard-read", "clipboard-write"])
        self.window, self.name = window, name
        self.problems: list[str] = []  # of pages that were closed
        self.open_page()

    def open_page(self) -> None:
        """A new page in place of the one before, if there was one."""
        self.page = self.window.new_page()
        self._watch = Watch(self.page, expected=(409, 422))
        self.main = self.page.get_by_role("main")

    def close_page(self) -> None:
        """Close the page as one closes a tab: nothing is asked."""
        self.problems += self._watch.problems
        self.page.close()

    # ---- going ----------------------------------------------------------------------------

    def go(self, address) -> None:
        """Type an address."""
        self.page.goto(address)

    def go_home(self, year) -> None:
        """Open the home page and choose the year."""
        self.go("/")
        self.page.locator("summary").filter(has_text="年度").click()
        self.follow(f"{year} 年度", self.page.locator(".who"))

    def menu(self, words) -> None:
        """Follow a link of the main menu."""
        self.follow(words, self.page.get_by_role("navigation", name="主导航"), exact=False)

    def follow(self, words, within=None, *, exact=True) -> None:
        """Follow a link."""
        with self.page.expect_navigation():
            (within or self.main).get_by_role("link", name=words, exact=exact).first.click()

    def press(self, words, *, within=None, exact=True) -> int:
        """Press a button that leads on; returns the status of what comes."""
        with self.page.expect_navigation() as leaving:
            (within or self.main).get_by_role("button", name=words, exact=exact).first.click()
        return leaving.value.status

    # ---- reading --------------------------------------------------------------------------

    @property
    def heading(self) -> str:
        """The heading of the page with its state."""
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def told(self) -> str:
        """What the page says of what has just happened."""
        return self.main.locator(".note[role=status]").first.inner_text()

    @property
    def text(self) -> str:
        """All that the page says."""
        return self.main.inner_text()

    def row(self, words):
        """The row of a table in which these words stand."""
        return self.main.get_by_role("row").filter(has_text=words)

    def look(self) -> None:
        """See that the page is fit for everybody, at a desk and on a telephone."""
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            assert (width, violations(self.page)) == (width, []), self.page.url
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{self.page.url} is {wide} wide at {width}"

    # ---- keyboard, clipboard, network ------------------------------------------------------

    def keys(self, *names) -> None:
        """Press keys one after the other."""
        for name in names:
            self.page.keyboard.press(name)

    def type_over(self, field, text) -> None:
        """Type into a field in place of what stands there, and leave it by Tab."""
        field.focus()
        self.keys("Control+a", "Delete")
        self.page.keyboard.type(text)
        self.keys("Tab")

    def copy_block(self, rows) -> None:
        """Put cells on the system's clipboard as Excel does: as a text with tabs, and as HTML."""
        text = "".join("\t".join(row) + "\r\n" for row in rows)
        cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
        table = "".join(f"<tr>{row}</tr>" for row in cells)
        kinds = {"text/plain": text, "text/html": f"<table>{table}</table>"}
        other = self.window.new_page()  # a program beside ours: what it does is none of our page
        other.goto("/health/")
        other.evaluate(COPY, kinds)
        other.close()
        self.page.bring_to_front()

    def paste_at(self, field) -> None:
        """Ctrl+V in a field, as the system's clipboard has it."""
        field.focus()
        self.keys("Control+v")

    @contextlib.contextmanager
    def without_network(self):
        """Lose the network meanwhile; that the browser says so is no complaint."""
        self.window.set_offline(True)
        yield
        self.window.set_offline(False)
        heard = self.problems + self._watch.problems
        self.problems = [one for one in heard if not any(words in one for words in OFFLINE)]
        self._watch.problems.clear()

    def complaints(self) -> list[str]:
        """Everything that the browser complained of, of any page."""
        return self.problems + self._watch.problems
