"""A real server and a real browser for the tests of this folder."""

import os
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from perf.demo.accounts import PASSWORD
from tests.browser.places import Places
from tests.browser.server import Server
from tests.programs import PROGRAMS

SWITCHES = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


def pytest_itemcollected(item):
    """All tests of this folder need a browser."""
    item.add_marker(pytest.mark.needs("browser"))


@pytest.fixture(scope="session")
def server():
    """The whole system with its demo data; what a test changes there it puts back."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    server = Server(Path(settings.RUN_FOLDER) / f"browser-{worker}")
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.stop()


@pytest.fixture(autouse=True)
def serving(server):
    """Every test finds the server running, or says why it is not."""
    server.refuse_ended()


# Not for the session: while Playwright runs, this thread has a running event loop, and Django
# refuses the database to other tests of the same process.
@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium, without its own windows where that is installed."""
    program = next(filter(None, map(shutil.which, PROGRAMS["browser"])))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sessions():
    """The cookies of who has signed in: user name -> Playwright's storage state."""
    return {}


@pytest.fixture(scope="module")
def open_window(browser, server, sessions):
    """Make a window: `open_window("lijing")` is signed in, `open_window()` is a visitor's."""
    windows = []

    def open_window(username=None, **options):
        state = _signed_in(browser, server, sessions, username) if username else None
        options = {"viewport": {"width": 1280, "height": 800}} | options
        window = browser.new_context(base_url=server.address, storage_state=state, **options)
        window.set_default_timeout(10_000)
        windows.append(window)
        return window

    yield open_window
    for window in windows:
        window.close()


@pytest.fixture(scope="module")
def places(open_window):
    """The addresses of what the tests look at, found through the pages themselves."""
    return Places(open_window)


@pytest.fixture
def sheet_put_back(places):
    """Write the 2021 sheet of the unit back as it was, whatever the test did to it."""
    entry = places["entry"]
    before = places.form("lijing", entry)
    yield
    places.post("lijing", entry, before)
    assert places.form("lijing", entry) == before


def _signed_in(browser, server, sessions, username):
    if username not in sessions:
        window = browser.new_context(base_url=server.address)
        page = window.request.get("/signin/").text()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        form = {"csrfmiddlewaretoken": token, "username": username, "password": PASSWORD}
        answer = window.request.post("/signin/", form=form, headers={"Referer": server.address})
        assert not answer.url.endswith("/signin/"), f"{username} was not let in"
        sessions[username] = window.storage_state()
        window.close()
    return sessions[username]
