"""Under xdist all browser tests go to one worker: one server, one browser, each page opened once.

`--dist loadgroup` would do, but xdist 3.8 marks groups in a way that pytest 9.2 overlooks.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling


class BrowserTestsTogether(LoadScopeScheduling):
    """Like `--dist load`, with the tests of this folder as one piece."""

    def _split_scope(self, nodeid):
        folder = "tests/browser/"
        return folder if nodeid.startswith(folder) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Take part in `pytest -n`; a `--dist` that was asked for by name stays."""
    if config.getvalue("dist") == "load":
        return BrowserTestsTogether(config, log)
    return None
