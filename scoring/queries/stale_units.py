"""Which units' findings are older than what they are made of.

Whatever is written leaves an entry in the trail, with its department and year; a department renamed
or a project ended has no year and counts for all of them. Accounts and plans of a year count for
the next one too, whose rates are held against them. Waivers and background work leave entries too,
and accounts of people, and change no finding.
"""

import hashlib
from itertools import chain

from django.conf import settings
from django.db.models import Exists, Max, Model, OuterRef, Q, QuerySet

from projects.access import visible
from projects.models import AccountDocument, Department, Plan, TrailEntry, User
from scoring.adapter import EDITIONS
from scoring.checks.catalogue import CATALOGUE
from scoring.models import UnitCheck

Pair = tuple[int, int]
"""The keys of a department and a year."""

_NO_FIGURES = ("Job", "Notice", "Import", "User", "StageWindow", "Extension")
_OF_THE_NEXT = ("AccountDocument", "Plan")  # what rates of the year after are made of too
_PAPERS: tuple[type[Model], ...] = (Plan, AccountDocument)


def rules_now() -> str:
    """A digest of the checks and editions of this version: with others, findings are others."""
    told = [settings.VERSION, *(edition.digest for edition in EDITIONS.values())]
    told += [repr(about) for about in CATALOGUE.values()]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def trail_mark(department: Department, year: int) -> int:
    """The last entry of the trail that a unit's findings may depend on; 0 without one."""
    told = Q(year=year) | Q(year__isnull=True) | Q(year=year - 1, subject_kind__in=_OF_THE_NEXT)
    entries = _entries().filter(told, department=department)
    return entries.aggregate(last=Max("pk"))["last"] or 0


def is_stale(department: Department, year: int) -> bool:
    """Whether a unit changed since it was checked, or was never: two queries."""
    check = UnitCheck.objects.filter(department=department, year=year).first()
    if check is None or check.rules != rules_now():
        return True
    return trail_mark(department, year) > check.last_trail_id


def stale_units(*, most: int | None = None) -> list[Pair]:
    """Units and years that changed since they were checked, or were never: three queries.

    `most`: no more than so many.
    """
    found = chain(
        _outdated(UnitCheck.objects.all()).values_list("department_id", "year_id"),
        *(_never_checked(model._default_manager.all()) for model in _PAPERS),
    )
    pairs = dict.fromkeys((department, year) for department, year in found)
    return list(pairs)[:most]


def count_stale(user: User, years: "list[int] | None" = None, *, branch: Q | None = None) -> int:
    """How many units changed since, of those that the person may know of: three queries."""
    chosen = (branch or Q()) & (Q() if years is None else Q(year__in=years))
    changed = _outdated(visible(user, UnitCheck).filter(chosen)).count()
    pairs = chain(*(_never_checked(visible(user, model).filter(chosen)) for model in _PAPERS))
    return changed + len(set(pairs))


def _entries() -> "QuerySet[TrailEntry]":
    return TrailEntry.objects.exclude(
        Q(subject_kind__in=_NO_FIGURES) | Q(action__startswith="finding.")
    )


def _outdated(checks: "QuerySet[UnitCheck]") -> "QuerySet[UnitCheck]":
    own = _entries().filter(department=OuterRef("department"), pk__gt=OuterRef("last_trail_id"))
    newer = (
        Exists(own.filter(year=OuterRef("year")))
        | Exists(own.filter(year_id=OuterRef("year_id") - 1, subject_kind__in=_OF_THE_NEXT))
        | Exists(own.filter(year__isnull=True))
    )
    return checks.filter(Q(newer) | ~Q(rules=rules_now())).order_by("pk")


def _never_checked(papers: "QuerySet[Model]") -> "QuerySet[Model, tuple[int, int]]":
    checked = UnitCheck.objects.filter(department=OuterRef("department"), year=OuterRef("year"))
    rows = papers.filter(~Exists(checked)).order_by().values_list("department_id", "year_id")
    return rows.distinct()
