import pytest


@pytest.fixture
def unblocked(django_db_setup, django_db_blocker):
    """A long check commits to a database of its own, so no test transaction goes around it."""
    with django_db_blocker.unblock():
        yield
