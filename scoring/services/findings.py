"""Keep the findings of units, and set single ones aside (已说明) or take that back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from projects.models import AccountDocument, AccountTable, Department, Plan
from scoring.adapter import EDITIONS, edition_for
from scoring.blocking import keeps_back
from scoring.checks.finding import WORST_FIRST, Severity
from scoring.checks.located import OF_BRANCH, Located, digest_of_trace, gap_of
from scoring.checks.places import Kind
from scoring.checks.traces import Trace
from scoring.models import Finding, Sheet, UnitCheck, Waiver
from scoring.queries.findings_now import read_unit, side_by_side
from scoring.queries.stale_units import rules_now, trail_mark

_SHOWN = (
    "plan_id", "sheet_id", "place", "words", "anchor", "position", "blocks", "paper", "waiver_id",
    "message", "expected", "gap",
)  # fmt: skip
"""What may change while a finding stays the same one."""


class Checked(NamedTuple):
    """A unit that was checked, and what is compared with others of its branch."""

    check: UnitCheck
    traces: tuple[Trace, ...]


@transaction.atomic
def recheck(*, department: Department, year: int, at: datetime) -> Checked:
    """Check a unit's year anew and store what was found; rows that say the same stay as they are.

    Two at once take turns. What is written meanwhile stands in the trail after the entry that was
    seen here, so that the unit is checked again. What was found beside other units stands as long
    as the unit's own side of it does.
    """
    check = _held(department, year, at)
    seen = trail_mark(department, year)
    stored = _stored(check)
    read = read_unit(department, year)
    found = _rows(read.found, check, at)
    for digest in map(digest_of_trace, read.traces):
        if digest in stored:
            found[digest] = stored[digest]
    _replace(stored, found)
    check.checked_at, check.last_trail_id, check.rules = at, seen, rules_now()
    _save(check, found.values())
    return Checked(check, read.traces)


def compare(*, year: int, units: Iterable[Checked], at: datetime) -> None:
    """Hold units of one bureau that were just checked side by side and store what is found.

    A unit that was checked once more since keeps what it had: its figures may be others now.
    """
    units = list(units)
    found = side_by_side(year, (one.traces for one in units))
    rows = Finding.objects.filter(year=year, code__in=OF_BRANCH).order_by()
    had = set(rows.values_list("department_id", flat=True))
    for one in units:
        if (key := one.check.department_id) in found or key in had:
            _store_compared(one.check, found.get(key, []), at)


@transaction.atomic
def _store_compared(seen: UnitCheck, located: Iterable[Located], at: datetime) -> None:
    check = UnitCheck.objects.select_for_update().get(pk=seen.pk)
    if check.version != seen.version:
        return
    rows = _stored(check)
    stored = {digest: row for digest, row in rows.items() if row.code in OF_BRANCH}
    found = _rows(located, check, at)
    _replace(stored, found)
    own = [row for row in rows.values() if row.code not in OF_BRANCH]
    _save(check, (*own, *found.values()))


@dataclass(frozen=True, slots=True)
class _Filed:
    """Where a finding on a paper is stored: column and key; `blocking`: codes of its edition.

    `tables`: positions of the tables of accounts by role.
    """

    column: str
    pk: int
    blocking: tuple[str, ...] = ()
    tables: Mapping[str, int] | None = None


def _held(department: Department, year: int, at: datetime) -> UnitCheck:
    """The unit's row, locked; a new one if need be."""
    first = {"checked_at": at, "rules": "0" * 64}
    UnitCheck.objects.get_or_create(department=department, year_id=year, defaults=first)
    return UnitCheck.objects.select_for_update().get(department=department, year_id=year)


def _stored(check: UnitCheck) -> dict[str, Finding]:
    """The unit's findings by digest, locked: whoever sets one aside meanwhile comes after."""
    rows = Finding.objects.filter(department=check.department_id, year=check.year_id)
    locked = rows.select_for_update(of=("self",)).order_by("pk")
    return {row.digest: row for row in locked}


def _rows(located: Iterable[Located], check: UnitCheck, at: datetime) -> dict[str, Finding]:
    """What was found as rows to be stored, by digest: five queries."""
    department, year = check.department, check.year_id
    papers = _papers_of(department, year)
    waivers = _standing(department, year)
    return {row.digest: row for row in (_row(one, papers, waivers, check, at) for one in located)}


def _papers_of(department: Department, year: int) -> dict[str, _Filed]:
    """The unit's papers by their public ids: four queries."""
    found: dict[str, _Filed] = {}
    for plan in Plan.objects.filter(department=department, year_id=year):
        plan.department = department
        edition = edition_for(plan)
        found[str(plan.public_id)] = _Filed("plan_id", plan.pk, edition.blocking if edition else ())
    sheets = Sheet.objects.filter(department=department, year_id=year)
    for public_id, pk, code in sheets.values_list("public_id", "pk", "edition_code"):
        found[str(public_id)] = _Filed("sheet_id", pk, EDITIONS[code].blocking)
    tables: dict[int, dict[str, int]] = {}
    positions = AccountTable.objects.filter(department=department, year_id=year)
    for document, role, position in positions.values_list("document_id", "role", "position"):
        tables.setdefault(document, {})[role] = position
    documents = AccountDocument.objects.filter(department=department, year_id=year)
    for public_id, pk in documents.values_list("public_id", "pk"):
        found[str(public_id)] = _Filed("document_id", pk, tables=tables.get(pk))
    return found


def _standing(department: Department, year: int) -> dict[str, int]:
    rows = Waiver.objects.filter(department=department, year_id=year, withdrawn_at__isnull=True)
    return dict(rows.values_list("digest", "pk"))


def _row(
    one: Located,
    papers: Mapping[str, _Filed],
    waivers: Mapping[str, int],
    check: UnitCheck,
    at: datetime,
) -> Finding:
    finding, digest = one.finding, one.digest
    paper = papers.get(one.key) if one.kind is not Kind.BETWEEN else None
    on: dict[str, Any] = {} if paper is None else {paper.column: paper.pk}
    return Finding(
        department_id=check.department_id,
        year_id=check.year_id,
        public_id=UUID(hex=digest[:32]),  # so that the address of a finding stays with it
        digest=digest,
        code=finding.check,
        severity=finding.severity.value,
        rank=WORST_FIRST.index(finding.severity),
        place=finding.place[:300],
        words=one.place.words,
        level3=(finding.level3 or "")[:300],
        message=finding.message,
        printed=finding.printed or "",
        expected=finding.expected or "",
        gap=gap_of(finding),
        anchor=one.place.anchor,
        position=((paper.tables if paper else None) or {}).get(one.place.role),
        is_across=one.is_across or paper is None,
        blocks=paper is not None and keeps_back(finding, one.kind, paper.blocking),
        paper=finding.paper[:300],
        found_at=at,
        waiver_id=waivers.get(digest),
        **on,
    )


def _replace(stored: Mapping[str, Finding], found: Mapping[str, Finding]) -> None:
    """Write the difference: four statements at most."""
    gone = [row.pk for digest, row in stored.items() if digest not in found]
    if gone:
        Finding.objects.filter(pk__in=gone).delete()
    Finding.objects.bulk_create(
        (row for digest, row in found.items() if digest not in stored), batch_size=1000
    )
    changed = []
    for digest, row in found.items():
        if (old := stored.get(digest)) is not None and _shown(old) != _shown(row):
            for name in _SHOWN:
                setattr(old, name, getattr(row, name))
            old.version += 1
            changed.append(old)
    if changed:
        names = [name.removesuffix("_id") for name in _SHOWN]
        Finding.objects.bulk_update(changed, [*names, "version"], batch_size=500)


def _shown(row: Finding) -> list[Any]:
    return [getattr(row, name) for name in _SHOWN]


def _save(check: UnitCheck, rows: Iterable[Finding]) -> None:
    found = [row.severity for row in rows]
    check.errors = found.count(Severity.ERROR.value)
    check.doubts = found.count(Severity.DOUBT.value)
    check.roundings = found.count(Severity.ROUNDING.value)
    check.version += 1
    check.save()
