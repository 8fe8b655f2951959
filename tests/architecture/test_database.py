"""Models and migrations agree; a test reaches the database only when it says so."""

from io import StringIO

import pytest
from django.core.management import call_command

from projects.models import Task


def check():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.django_db
def test_models_and_migrations_agree():
    check()


@pytest.mark.django_db
def test_a_change_without_a_migration_is_seen(monkeypatch):
    monkeypatch.setattr(Task._meta.get_field("name"), "max_length", 201)
    with pytest.raises(SystemExit):
        check()


@pytest.mark.usefixtures("django_db_setup")
def test_a_test_without_its_mark_is_kept_from_the_database():
    """Else it would leave rows behind for the tests after it."""
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Task.objects.exists()
