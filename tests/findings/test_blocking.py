"""Checks that an edition names keep a table from being submitted while their errors are open."""

import pytest

from scoring.checks.catalogue import CATALOGUE
from scoring.checks.finding import Severity
from scoring.rules.edition import load_all

EDITIONS = load_all()


@pytest.mark.parametrize("code", sorted(EDITIONS))
def test_a_shipped_edition_names_checks_that_there_are_and_that_can_be_errors(code):
    for check in EDITIONS[code].blocking:
        assert Severity.ERROR in CATALOGUE[check].severities
