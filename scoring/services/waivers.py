"""Set a finding aside (说明) with a reason, and take that back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from projects.access import Verb, may, require
from projects.marks import Overtaken, require_seen
from projects.models import AccountDocument, Plan, User
from projects.trail import record
from scoring.models import Finding, Sheet, UnitCheck, Waiver

_COPIED = (
    "department_id", "year_id", "plan_id", "sheet_id", "document_id", "code", "severity", "place",
    "words", "level3", "message", "printed", "expected", "digest",
)  # fmt: skip


def verb_for(finding: Finding) -> Verb:
    """What it takes to set a finding aside: an error, and what blocks, is for bodies above."""
    is_grave = finding.severity == "error" or finding.blocks
    return Verb.ALLOW if is_grave else Verb.EXPLAIN


def verb_to_withdraw(finding: Finding) -> Verb:
    """What it takes to take that back: what a body above said is not the unit's to withdraw."""
    waiver = finding.waiver
    is_from_above = waiver is not None and may(waiver.by, Verb.ALLOW, waiver)
    return Verb.ALLOW if is_from_above else verb_for(finding)


def waiver_mark(finding: Finding) -> str:
    """What a page showed: these figures, and whether they were set aside."""
    return f"{finding.digest[:16]}.{finding.waiver_id or 0}"


@transaction.atomic
def waive(*, finding: Finding, reason: str, seen: str, by: User, at: datetime) -> Waiver:
    """Set exactly these figures aside. Raises PermissionDenied, or Overtaken by another page."""
    finding, subject = _held(finding)
    require(by, verb_for(finding), finding)
    require_seen(seen, waiver_mark(finding), {})
    if finding.waiver_id is not None:
        raise Overtaken({}, waiver_mark(finding))
    waiver = Waiver(
        **{name: getattr(finding, name) for name in _COPIED}, reason=reason, by=by, at=at
    )
    waiver.save(force_insert=True)
    _mark(finding, waiver)
    told = f"说明检查发现“{finding.words} {finding.message}”"
    _record("finding.waived", subject, told, reason, by, at)
    return waiver


@transaction.atomic
def unwaive(*, finding: Finding, reason: str, seen: str, by: User, at: datetime) -> Waiver:
    """Take the standing waiver back: the finding is open again. Raises as `waive`."""
    finding, subject = _held(finding)
    require(by, verb_to_withdraw(finding), finding)
    require_seen(seen, waiver_mark(finding), {})
    waiver = finding.waiver
    if waiver is None:
        raise Overtaken({}, waiver_mark(finding))
    _mark(finding, None)
    waiver.withdrawn_by, waiver.withdrawn_at, waiver.withdrawn_why = by, at, reason
    waiver.version += 1
    waiver.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_why", "version"])
    told = f"撤回对检查发现“{finding.words} {finding.message}”的说明"
    _record("finding.unwaived", subject, told, reason, by, at)
    return waiver


def _held(finding: Finding) -> tuple[Finding, Any]:
    """The finding and what its trail is kept on, both locked: its paper, else the unit's check.

    Raises Overtaken where its figures have changed since, so that it is there no more.
    """
    subject = _subject(finding)
    heads = ("department", "year", "waiver__by__department", "waiver__department")
    rows = Finding.objects.select_for_update(of=("self",)).select_related(*heads)
    found = rows.filter(pk=finding.pk).first()
    if found is None:
        raise Overtaken
    return found, subject


def _subject(finding: Finding) -> Any:
    papers: tuple[tuple[Any, int | None], ...] = (
        (Plan, finding.plan_id), (Sheet, finding.sheet_id), (AccountDocument, finding.document_id),
    )  # fmt: skip
    for model, pk in papers:
        if pk is not None:
            rows = model.objects.select_for_update(of=("self",))
            found = rows.select_related("department", "year").filter(pk=pk).first()
            if found is None:  # removed, with what was found on it
                raise Overtaken
            return found
    checks = UnitCheck.objects.select_for_update(of=("self",)).select_related("department", "year")
    return checks.get(department=finding.department_id, year=finding.year_id)


def _mark(finding: Finding, waiver: Waiver | None) -> None:
    finding.waiver = waiver
    finding.version += 1
    finding.save(update_fields=["waiver", "version"])


def _record(action: str, on: Any, told: str, reason: str, by: User, at: datetime) -> None:
    changes = {"理由": ["", reason]}
    summary = f"{told[:300]}：{reason}"[:500]
    record(by=by, at=at, action=action, on=on, summary=summary, changes=changes)
