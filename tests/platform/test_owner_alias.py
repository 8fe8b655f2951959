"""The owner's connection is for migrations; the code of pages and jobs never names it."""

import re
from pathlib import Path

import pytest
from django.db import connections
from django.test.testcases import DatabaseOperationForbidden

CHECKOUT = Path(__file__).resolve().parents[2]
MAY_NAME_IT = {"perf/roles.py", "perf/settings.py"}
NAMES_IT = re.compile(r"""(using|connections|databases?|atomic|alias)\W{0,4}["']owner["']""")


def test_no_module_uses_the_owners_connection():
    found = {
        str(path.relative_to(CHECKOUT))
        for folder in ("perf", "projects", "scoring")
        for path in (CHECKOUT / folder).rglob("*.py")
        if NAMES_IT.search(path.read_text())
    }

    assert found - MAY_NAME_IT == set()


@pytest.mark.parametrize(
    "words", ['connections["owner"]', "using='owner'", 'atomic(using="owner")', "using( 'owner')"]
)
def test_such_a_use_would_be_found(words):
    assert NAMES_IT.search(words)


@pytest.mark.django_db
def test_a_test_of_a_page_would_fail_on_it():
    with pytest.raises(DatabaseOperationForbidden), connections["owner"].cursor():
        pass
