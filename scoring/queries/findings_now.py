"""Findings worked out from the rows as they are now, unit by unit."""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from projects.models import AccountDocument, Department, FiscalYear, Plan
from scoring.checks.located import Located, located_findings
from scoring.queries.units import unit_of


class UnitYear(NamedTuple):
    """A department and one of the years in which it has papers."""

    department: Department
    year: int


def unit_key(department: Department, year: int) -> str:
    """What a unit's year is known by, where a finding stands on no paper by itself."""
    return f"{department.public_id}/{year}"


def found_in(department: Department, year: int) -> Iterator[Located]:
    """Every finding of a department and year: the queries of `unit_of`, whatever there is."""
    return located_findings(unit_of(department, year), key=unit_key(department, year))


def units_with_papers(
    *, department: Department | None = None, path: str = "", year: int | None = None
) -> Iterator[UnitYear]:
    """Departments with the years in which they have plans or accounts, in tree order.

    `department`: only that one; `path`: only the branch below it. One query a year; of the
    departments no more than a few hundred are held at a time.
    """
    rows = Department.objects.filter(path__startswith=path).order_by("path")
    if department is not None:
        rows = rows.filter(pk=department.pk)
    years = FiscalYear.objects.filter(**({} if year is None else {"pk": year})).order_by("pk")
    for one in years.values_list("pk", flat=True):
        found = rows.filter(_has_papers(one))
        for unit in found.iterator(chunk_size=500):
            yield UnitYear(unit, one)


def _has_papers(year: int) -> Q:
    own = {"department": OuterRef("pk"), "year": year}
    return Q(Exists(Plan.objects.filter(**own))) | Q(Exists(AccountDocument.objects.filter(**own)))
