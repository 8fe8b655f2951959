"""The library beside a draft plan: what fits the plan, and what of it the plan has already."""

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from projects.access import shared
from projects.models import Indicator, LibraryEntry, Plan, User
from scoring.queries.library import Asked, library_list


@dataclass(frozen=True, slots=True)
class Offered:
    """An entry of the library; `is_there` when it stands in the plan under its headings."""

    entry: LibraryEntry
    is_there: bool


def use_of(plan: Plan) -> str:
    """What the entries of a plan are for."""
    return "department" if plan.is_whole_department else "project"


def fitting(user: User, plan: Plan, words: str) -> "QuerySet[LibraryEntry]":
    """The entries in use that are meant for this kind of plan."""
    return library_list(user, Asked(words=words, use=use_of(plan)))


def offered(plan: Plan, entries: "list[LibraryEntry]") -> list[Offered]:
    """The entries with a mark on those that the plan has: one query."""
    rows = (
        Indicator.objects.filter(plan=plan, level=3)
        .annotate(
            level1=Coalesce(F("parent__parent__name"), F("parent__name")),
            over=F("parent__name"),
            over_level=F("parent__level"),
        )
        .values_list("level1", "over", "over_level", "name")
    )
    there = {(top, over if level == 2 else "", name) for top, over, level, name in rows}
    return [Offered(entry, (entry.level1, entry.level2, entry.name) in there) for entry in entries]


def in_use(user: User) -> "QuerySet[LibraryEntry]":
    """The entries that the person may take over."""
    return shared(user, LibraryEntry).filter(is_active=True)
