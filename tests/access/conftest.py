"""The world that the tests of access ask about."""

import logging

import pytest

from perf.assure.access.world import build


@pytest.fixture
def world(db, settings, tmp_path, caplog):
    settings.FILES_DIR = tmp_path
    caplog.set_level(logging.ERROR, logger="django.request")  # hundreds of answers are refusals
    return build(tmp_path)
