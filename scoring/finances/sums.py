"""The figures of a table that other cells add up to, computed again as the checks do it."""

from collections import defaultdict
from decimal import Decimal
from typing import NamedTuple

from scoring.checks.accounts_sums import Reckoned, Sums
from scoring.checks.finding import Severity
from scoring.checks.layout import Sum
from scoring.checks.papers import Table

Place = tuple[int, int]


class Recomputed(NamedTuple):
    """A sum with its value; `severity` is None where the printed figure agrees with its parts."""

    sum: Sum
    value: Decimal
    severity: Severity | None


def recomputed(table: Table) -> dict[Place, list[Recomputed]]:
    """Every sum of a table by the place of its printed figure.

    A blank part counts nothing; where no part holds a number or nothing is printed, there is
    nothing to compute.
    """
    found: dict[Place, list[Recomputed]] = defaultdict(list)
    sums = Sums(table)
    for one in sums.all:
        reckoned = Reckoned(sums, one)
        if reckoned.whole.number is not None and reckoned.parts:
            severity = reckoned.severity(is_whole=one.is_whole)
            found[one.row, one.column].append(Recomputed(one, reckoned.total, severity))
    return dict(found)
