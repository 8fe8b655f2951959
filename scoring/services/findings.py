"""Keep the findings of units, and set single ones aside (已说明) or take that back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from projects.models import AccountDocument, AccountTable, Department, Plan
from scoring.adapter import EDITIONS, edition_for
from scoring.checks.finding import WORST_FIRST, Severity
from scoring.checks.located import Kind, Located, gap_of
from scoring.models import Finding, Sheet, UnitCheck, Waiver
from scoring.queries.findings_now import found_in
from scoring.queries.stale_units import rules_now, trail_mark

_SHOWN = ("words", "anchor", "position", "blocks", "paper", "waiver_id")
"""What may change while a finding stays the same one."""


@transaction.atomic
def recheck(*, department: Department, year: int, at: datetime) -> UnitCheck:
    """Check a unit's year anew and store what was found; rows that say the same stay as they are.

    Two at once take turns. What is written meanwhile stands in the trail after the entry that was
    seen here, so that the unit is checked again.
    """
    check = _held(department, year, at)
    seen = trail_mark(department, year)
    stored = {row.digest: row for row in Finding.objects.filter(department=department, year=year)}
    papers = _papers_of(department, year)
    waivers = _standing(department, year)
    found = {
        row.digest: row
        for row in (_row(one, papers, waivers, check, at) for one in found_in(department, year))
    }
    _replace(stored, found)
    check.checked_at, check.last_trail_id, check.rules = at, seen, rules_now()
    _count(check, found.values())
    check.version += 1
    check.save()
    return check


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
        blocks=paper is not None and finding.check in paper.blocking,
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


def _count(check: UnitCheck, rows: Iterable[Finding]) -> None:
    found = [row.severity for row in rows]
    check.errors = found.count(Severity.ERROR.value)
    check.doubts = found.count(Severity.DOUBT.value)
    check.roundings = found.count(Severity.ROUNDING.value)
