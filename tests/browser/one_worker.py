"""Under xdist what is dear to prepare goes to one worker: one server, one browser, one long way.

`--dist loadgroup` would do, but xdist 3.8 marks groups in a way that pytest 9.2 overlooks.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling

# The browser tests open each page once; the other walks through all single migrations.
PIECES = ("tests/browser/", "tests/platform/test_squashed_migrations.py")


class PiecesTogether(LoadScopeScheduling):
    """Like `--dist load`, with the tests of a folder or file above as one piece."""

    def _split_scope(self, nodeid):
        return next((piece for piece in PIECES if nodeid.startswith(piece)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Take part in `pytest -n`; a `--dist` that was asked for by name stays."""
    if config.getvalue("dist") == "load":
        return PiecesTogether(config, log)
    return None
