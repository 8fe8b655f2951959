"""The world that the tests of access ask about."""

import logging
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client, override_settings

from perf.assure.access.world import build


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world and the folder of its files, made once for all tests of a module."""
    files, whole = tmp_path_factory.mktemp("files"), transaction.atomic()
    with django_db_blocker.unblock():
        whole.__enter__()
        with override_settings(FILES_DIR=files):
            world = build(files)
    yield world, files
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def world(built, db, settings, caplog):
    """The world as it was made, whatever another test did to it; its browser is a new one."""
    made, settings.FILES_DIR = built
    caplog.set_level(logging.ERROR, logger="django.request")  # hundreds of answers are refusals
    browser = Client(raise_request_exception=False)
    return replace(made, sessions=dict(made.sessions), forms=dict(made.forms), browser=browser)
