"""Models and migrations agree."""

from io import StringIO

import pytest
from django.core.management import call_command

from projects.models import Task

pytestmark = pytest.mark.django_db


def check():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_models_and_migrations_agree():
    check()


def test_a_change_without_a_migration_is_seen(monkeypatch):
    monkeypatch.setattr(Task._meta.get_field("name"), "max_length", 201)
    with pytest.raises(SystemExit):
        check()
