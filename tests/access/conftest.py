"""The world that the tests of access ask about."""

import pytest

from tests.access.world import build


@pytest.fixture
def world(db, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    return build(tmp_path)
