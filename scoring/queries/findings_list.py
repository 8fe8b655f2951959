"""Findings over all units of a person's scope: the list, the key figures, the tables beside it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Abs

from projects.access import visible
from projects.models import Department, Plan, User
from scoring.models import Finding, UnitCheck
from scoring.queries.finding_rows import title_of, with_papers
from scoring.queries.stale_units import count_stale

MOST_UNITS = 20
GRAVE, EVERY = "", "all"
SEVERITIES = {
    GRAVE: "错误和疑点",
    "error": "只看错误",
    "doubt": "只看疑点",
    "rounding": "只看舍入差",
    EVERY: "全部",
}
OPEN = ""
STATES = {OPEN: "未处理", "aside": "已说明", EVERY: "全部"}
_SET_ASIDE = Q(waiver__isnull=False)
_IS_OPEN = Q(waiver__isnull=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the list is asked for. `branch`: a department of the scope with all below it."""

    year: int | None = None
    severity: str = GRAVE
    branch: UUID | None = None
    check: str = ""
    state: str = OPEN
    words: str = ""

    @property
    def query(self) -> str:
        """The same as the end of an address, without the page."""
        said = {
            "year": self.year,
            "severity": self.severity,
            "branch": self.branch,
            "check": self.check,
            "state": self.state,
            "q": self.words,
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def is_narrowed(self) -> bool:
        """Whether more than the year is asked for."""
        return replace(self, year=None) != Asked()


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of the tables beside the list: how many are open, and on how many papers.

    `query`: the end of the address that lists them.
    """

    name: str
    errors: int
    doubts: int
    papers: int
    query: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """What is open and set aside; units with an open error or doubt, of all that were checked.

    `stale`: how many changed since they were checked.
    """

    errors: int
    doubts: int
    roundings: int
    aside: int
    units: int
    checked: int
    checked_at: datetime | None
    stale: int


def finding_list(user: User, asked: Asked) -> "QuerySet[Finding]":
    """The findings asked for: worst first, then by how far the figures lie apart."""
    rows = _narrowed(user, asked)
    if asked.severity == GRAVE:
        rows = rows.filter(rank__lt=2)
    elif asked.severity != EVERY:
        rows = rows.filter(severity=asked.severity)
    if asked.state != EVERY:
        rows = rows.filter(_SET_ASIDE if asked.state == "aside" else _IS_OPEN)
    order = Abs("gap").desc(nulls_last=True)
    return with_papers(rows).order_by("rank", order, "department__path", "-year_id", "pk")


def key_figures(user: User, asked: Asked) -> KeyFigures:
    """The key figures of what is asked for, whatever severity and state: five queries."""
    found = _narrowed(user, asked).aggregate(
        **_OPEN_COUNTS,
        aside=Count("pk", filter=_SET_ASIDE),
        units=Count("department", filter=_IS_OPEN & Q(rank__lt=2), distinct=True),
    )
    checks = _in_scope(visible(user, UnitCheck), asked)
    told = checks.aggregate(
        checked=Count("department", distinct=True), checked_at=Max("checked_at")
    )
    years = None if asked.year is None else [asked.year]
    return KeyFigures(**found, **told, stale=count_stale(user, years, branch=_of_branch(asked)))


_OPEN_COUNTS = {
    "errors": Count("pk", filter=_IS_OPEN & Q(rank=0)),
    "doubts": Count("pk", filter=_IS_OPEN & Q(rank=1)),
    "roundings": Count("pk", filter=_IS_OPEN & Q(rank=2)),
}
_PAPERS = {
    f"n_{name}": Count(name, filter=_IS_OPEN & Q(rank__lt=2), distinct=True)
    for name in ("plan", "sheet", "document")
}


def by_check(user: User, asked: Asked) -> list[Counted]:
    """Open errors and doubts of each check, most errors first: one query."""
    rows: Any = _narrowed(user, replace(asked, check="")).values("code")
    counted = rows.annotate(**_OPEN_COUNTS, **_PAPERS).order_by("-errors", "-doubts", "code")
    return [
        _counted(row, title_of(row["code"]), replace(asked, check=row["code"]))
        for row in counted
        if row["errors"] + row["doubts"]
    ]


def by_unit(user: User, asked: Asked, *, most: int | None = MOST_UNITS) -> list[Counted]:
    """Open errors and doubts of each unit, most errors first; of `most` units: one query."""
    keys = ("department__public_id", "department__name", "department__path")
    rows: Any = _narrowed(user, asked).filter(_IS_OPEN, rank__lt=2).values(*keys)
    counted = rows.annotate(**_OPEN_COUNTS, **_PAPERS)
    counted = counted.order_by("-errors", "-doubts", "department__path")[:most]
    return [
        _counted(row, row["department__name"], replace(asked, branch=row["department__public_id"]))
        for row in counted
    ]


def counts_of_checks(user: User) -> dict[str, tuple[int, int]]:
    """How many findings of each check there are in the scope, open and set aside: one query."""
    rows = visible(user, Finding).order_by().values("code")
    counted = rows.annotate(
        is_open=Count("pk", filter=_IS_OPEN), aside=Count("pk", filter=_SET_ASIDE)
    )
    return {row["code"]: (row["is_open"], row["aside"]) for row in counted}


def years_of(user: User) -> list[int]:
    """The years of the scope that were checked or have plans, the latest first: one query."""
    plans = visible(user, Plan).order_by().values_list("year_id", flat=True)
    checks = visible(user, UnitCheck).order_by().values_list("year_id", flat=True)
    return sorted(plans.union(checks), reverse=True)


def branches_of(user: User, asked: Asked) -> list[Department]:
    """The bodies over units that can be chosen, with the unit that is: one query."""
    wanted = ~Q(kind=Department.Kind.UNIT)
    if asked.branch is not None:
        wanted |= Q(public_id=asked.branch)
    return list(visible(user, Department).filter(wanted).order_by("path"))


def _counted(row: dict[str, Any], name: str, asked: Asked) -> Counted:
    papers = sum(row[key] for key in _PAPERS)
    return Counted(name, row["errors"], row["doubts"], papers, asked.query)


def _narrowed(user: User, asked: Asked) -> "QuerySet[Finding]":
    """What is asked for, whatever its severity and state."""
    rows: QuerySet[Finding] = _in_scope(visible(user, Finding), asked)
    if asked.check:
        rows = rows.filter(code=asked.check)
    for word in asked.words.split():
        rows = rows.filter(
            Q(department__name__icontains=word)
            | Q(department__code=word)
            | Q(paper__icontains=word)
            | Q(words__icontains=word)
            | Q(message__icontains=word)
        )
    return rows


def _in_scope(rows: Any, asked: Asked) -> Any:
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    return rows.filter(_of_branch(asked))


def _of_branch(asked: Asked) -> Q:
    if asked.branch is None:
        return Q()
    top = Department.objects.filter(public_id=asked.branch).values("path")[:1]
    return Q(department__path__startswith=top)
