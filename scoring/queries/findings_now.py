"""Findings worked out from the rows as they are now, unit by unit."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from projects.models import AccountDocument, Department, FiscalYear, Plan
from scoring.checks.located import Located, located_findings, located_in_branch
from scoring.checks.traces import Branch, Trace, traces_of
from scoring.queries.units import unit_of


class UnitYear(NamedTuple):
    """A department and one of the years in which it has papers."""

    department: Department
    year: int


def unit_key(department: Department, year: int) -> str:
    """What a unit's year is known by, where a finding stands on no paper by itself."""
    return f"{department.public_id}/{year}"


class Read(NamedTuple):
    """A department and year as they were read: its own findings, and what a branch compares."""

    found: Iterator[Located]
    traces: tuple[Trace, ...]


def read_unit(department: Department, year: int) -> Read:
    """Read a department and year: the queries of `unit_of`, whatever there is."""
    unit = unit_of(department, year)
    found = located_findings(unit, key=unit_key(department, year))
    return Read(found, tuple(traces_of(unit)))


class Bureaus:
    """Under which finance bureau (财政部门) departments stand: one query."""

    def __init__(self) -> None:
        kind = Department.Kind.FINANCE
        self._keys = set(Department.objects.filter(kind=kind).values_list("pk", flat=True))

    def over(self, department: Department) -> int:
        """The nearest bureau above (or the department itself); the topmost one without any."""
        above = department.path_ids
        return next((key for key in reversed(above) if key in self._keys), above[0])

    def has_whole(self, top: Department, *, over: Department) -> bool:
        """Whether the branch of `top` has everything of the bureau over a department in it."""
        above = over.path_ids
        return top.pk in above[: above.index(self.over(over)) + 1]


def side_by_side(year: int, units: Iterable[Iterable[Trace]]) -> dict[int, list[Located]]:
    """What the units under one bureau say side by side, by the key of the department."""
    branch = Branch(year, tuple(trace for traces in units for trace in traces))
    return {int(key): found for key, found in located_in_branch(branch).items()}


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
