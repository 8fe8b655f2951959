"""The demo sheet of 2021, read once: the tests of its workbook need no database."""

import pytest
from django.db import transaction

from perf.demo.seed import seed
from scoring.models import Sheet
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheets import with_heads


@pytest.fixture(scope="session")
def read_twice(django_db_setup, django_db_blocker):
    """Two readings of the sheet; the rows themselves are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        sheets = with_heads(Sheet.objects.filter(year_id=2021))
        readings = [sheet_page(sheets.get()), sheet_page(sheets.get(), with_trail=False)]
        transaction.set_rollback(True)
    return readings


@pytest.fixture(scope="session")
def shown(read_twice):
    return read_twice[0]
