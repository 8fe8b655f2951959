"""The conditions under which the access check asks: the product as it is served, on plain HTTP."""

import contextlib
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.test import override_settings

_LOUD = ("django.request", "django.security", "axes", "scoring", "projects")


@contextlib.contextmanager
def staged() -> Iterator[Path]:
    """Give a folder for files; refusals, of which there are thousands, are not logged."""
    levels = {name: logging.getLogger(name).level for name in _LOUD}
    with (
        tempfile.TemporaryDirectory(prefix="perf-assure-") as folder,
        override_settings(
            ALLOWED_HOSTS=["testserver"],
            AXES_ENABLED=False,  # the door has checks of its own
            DEBUG=False,
            FILES_DIR=Path(folder),
            SECURE_SSL_REDIRECT=False,
            # The accounts of the check are thrown away with its database.
            PASSWORD_HASHERS=[
                "django.contrib.auth.hashers.MD5PasswordHasher",
                "perf.passwords.OneTimeHasher",
            ],
        ),
    ):
        try:
            for name in _LOUD:
                logging.getLogger(name).setLevel(logging.CRITICAL)
            yield Path(folder)
        finally:
            for name, level in levels.items():
                logging.getLogger(name).setLevel(level)
