"""What takes long to make is made once for all tests of a module."""

import contextlib

from django.db import transaction
from django.test import override_settings


@contextlib.contextmanager
def lasting(blocker, folder, make):
    """Give `make(folder)` and the folder of its files; one transaction around all, rolled back."""
    whole = transaction.atomic()
    with blocker.unblock():
        whole.__enter__()
        with override_settings(FILES_DIR=folder):
            made = make(folder)
    yield made, folder
    with blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)
