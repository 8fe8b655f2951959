"""The constraints on rows that belong together can be taken back, twice as well, and set anew."""

import re
from importlib import import_module

import pytest
from django.db import connections, transaction

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

PROJECTS = import_module("projects.migrations.0004_parts_can_be_referred_to")
SCORING = import_module("scoring.migrations.0003_rows_stay_within_their_plan")
FORWARDS = (*PROJECTS.FORWARDS, *SCORING.FORWARDS)
NAMES = "SELECT conname FROM pg_constraint WHERE contype IN ('u', 'f')"


def test_they_are_taken_back_and_set_anew():
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:

        def names():
            cursor.execute(NAMES)
            return {name for (name,) in cursor.fetchall()}

        before = names()
        for statement in (*SCORING.BACKWARDS, *PROJECTS.BACKWARDS) * 2:
            cursor.execute(f"{statement} CASCADE")  # later tables refer to some of them
        gone = before - names()
        own = set(re.findall(r"ADD CONSTRAINT (\w+)", " ".join(FORWARDS)))
        assert len(own) == len(FORWARDS)
        assert own <= gone
        assert "actual_is_of_the_department_and_year_of_its_indicator" in own
        for statement in FORWARDS:
            cursor.execute(statement)
        assert names() == before - (gone - own)
        transaction.set_rollback(True, "owner")
