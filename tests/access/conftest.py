"""The world that the tests of access ask about."""

import logging
from dataclasses import replace

import pytest
from django.test import Client

from perf.assure.access.world import build
from tests.lasting import lasting


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world and the folder of its files, made once for all tests of a module."""
    with lasting(django_db_blocker, tmp_path_factory.mktemp("files"), build) as made:
        yield made


@pytest.fixture
def world(built, db, settings, caplog):
    """The world as it was made, whatever another test did to it; its browser is a new one."""
    made, settings.FILES_DIR = built
    caplog.set_level(logging.ERROR, logger="django.request")  # hundreds of answers are refusals
    browser = Client(raise_request_exception=False)
    return replace(made, sessions=dict(made.sessions), forms=dict(made.forms), browser=browser)
