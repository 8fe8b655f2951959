"""Programs that some tests need, and what happens where they are missing."""

import os
import shutil

import pytest

from perf.environment import required_programs

# The first that is there is taken. Headless Chromium without its windows opens a page in a third of
# the time of the whole one, with the same engine.
PROGRAMS = {
    "browser": ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"),
    "office": ("soffice", "libreoffice"),
    "redis": ("redis-server",),
    "rabbitmq": ("rabbitmq-server",),
}


def require_program(name):
    """Skip the test without the program, or fail it where `PERF_REQUIRE` names the program."""
    if name not in PROGRAMS:
        pytest.fail(f"needs({name!r}): known are {', '.join(PROGRAMS)}.", pytrace=False)
    if any(map(shutil.which, PROGRAMS[name])):
        return
    if name in required_programs(os.environ):
        pytest.fail(f"PERF_REQUIRE names {name}, and it is not installed.", pytrace=False)
    pytest.skip(f"needs {name}")
