"""What keeps a plan or sheet from being submitted, its own rows and the unit's other papers."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse

from projects.models import Plan
from scoring.adapter import edition_for, edition_of
from scoring.blocking import blocking, blocking_gap, cell_anchor, gap_told, keeps_back
from scoring.checks.catalogue import looking_at
from scoring.checks.check import Subject
from scoring.checks.finding import Severity
from scoring.checks.located import Located
from scoring.gaps import Gap
from scoring.models import Finding, Sheet, Waiver
from scoring.queries.plan_rows import gaps_of
from scoring.queries.plans import plan_found
from scoring.queries.sheet_gaps import gaps_of_sheet
from scoring.queries.stale_units import is_stale
from scoring.services.findings import recheck

_BETWEEN_PAPERS = frozenset(one.about.code for one in looking_at(Subject.UNIT))


def sheet_submission_gaps(sheet: Sheet, *, at: datetime) -> list[Gap]:
    """Everything that keeps a sheet from being submitted."""
    return [
        *gaps_of_sheet(sheet),
        *_across(sheet, {"sheet": sheet}, edition_of(sheet).blocking, at),
    ]


def plan_submission_gaps(plan: Plan, *, at: datetime) -> list[Gap]:
    """Everything that keeps a plan from being submitted.

    What the entry page says of its funds is left out where a body above set just that aside.
    """
    edition = edition_for(plan)
    own = gaps_of(plan)
    located, field = plan_found(plan)
    codes = edition.blocking if edition else ()
    standing = Waiver.objects.filter(plan=plan, withdrawn_at__isnull=True)
    waived = frozenset(standing.values_list("digest", flat=True))
    set_aside = {cell_anchor(one, field) for one in located if _is_allowed(one, waived, codes)}
    kept = [gap for gap in own if gap.anchor not in set_aside]
    told = {gap.anchor for gap in kept}
    found = [
        blocking_gap(one, field, otherwise="balance")
        for one in blocking(located, codes=codes, waived=waived)
    ]
    kept += [gap for gap in found if gap.anchor not in told]
    return [*kept, *_across(plan, {"plan": plan}, codes, at)]


def _is_allowed(one: Located, waived: frozenset[str], codes: Collection[str]) -> bool:
    return keeps_back(one.finding, one.kind, codes) and one.digest in waived


def _across(row: Any, on: dict[str, Any], codes: Collection[str], at: datetime) -> list[Gap]:
    """What other papers of the unit say against it, where the edition names a check of these.

    Asked of what is stored; a unit that changed since is checked first.
    """
    if not _BETWEEN_PAPERS.intersection(codes):
        return []
    if is_stale(row.department, row.year_id):
        recheck(department=row.department, year=row.year_id, at=at)
    found = Finding.objects.filter(**on, is_across=True, blocks=True, waiver__isnull=True)
    return [
        gap_told(
            one.words, one.message, one.anchor, url=reverse("scoring:finding", args=[one.public_id])
        )
        for one in found.filter(severity=Severity.ERROR.value)
    ]
