"""A system of its own for the year of one unit: what is played there is never put back."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.server import Server
from tests.browser.year.before import begin_the_year
from tests.browser.year.desk import Desk
from tests.browser.year.record import Record

PEOPLE = {  # who plays: user name -> the name that pages and trail show
    "lijing": "李静",
    "liuyang": "刘洋",
    "chenjie": "陈洁",
    "caizheng": "赵倩",
}


@pytest.fixture(scope="session")
def server():
    """`serve --demo`, and on top of it the unit's year 2023 with what came of it."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    server = Server(Path(settings.RUN_FOLDER) / f"year-{worker}")
    try:
        server.wait_until_ready()
        begin_the_year(server.folder)
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def sessions():
    """The cookies of who has signed in to this server."""
    return {}


@pytest.fixture
def people(open_window):
    """The desks of all who take part, by user name."""
    return {name: Desk(open_window(name), spoken) for name, spoken in PEOPLE.items()}


@pytest.fixture
def record(server):
    """What is stored, read past the pages."""
    with Record(server.folder) as record:
        yield record
