"""Findings as lists show them: stored ones, and those of a page that were just worked out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from projects import show
from projects.access import visible
from projects.models import User
from scoring.blocking import keeps_back
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.finding import WORST_FIRST
from scoring.checks.located import Located, gap_of
from scoring.checks.names import same_key
from scoring.checks.places import Kind, without_rows
from scoring.checks.rounding import with_two
from scoring.models import Finding, Narrative, UnitCheck, Waiver
from scoring.queries.finding_address import OF_TEXTS, address_of, anchor_on

AnyPaper = TypeVar("AnyPaper", bound=Model)
_TOLD = JSONObject(
    code="code",
    place="place",
    level3="level3",
    digest="digest",
    reason="reason",
    name=F("by__name"),
    at="at",
    withdrawn_at="withdrawn_at",
)
_COLUMNS = {Kind.PLAN: "plan", Kind.SHEET: "sheet", Kind.DOCUMENT: "document"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One line of a list. `address`: of its cell; `page`: of its own page, "" before it is stored.

    `waiver`: the standing one, of exactly these figures; `before`: the last one of the same check
    and place whose figures were others, or that was withdrawn.
    """

    severity: str
    code: str
    words: str
    message: str
    printed: str
    expected: str
    gap: str
    address: str
    page: str
    blocks: bool
    waiver: Waiver | None
    before: Waiver | None
    paper: str = ""
    unit: str = ""
    year: int = 0

    @property
    def title(self) -> str:
        """What its check is called."""
        return title_of(self.code)


@dataclass(frozen=True, slots=True)
class PaperFindings:
    """What a page of a plan or sheet says of findings.

    `own` were worked out now; `across` were stored when the unit was checked last (`checked_at`,
    None: never).
    """

    own: list[FindingRow]
    across: list[FindingRow]
    checked_at: datetime | None

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.own) + len(self.across)

    @property
    def open_count(self) -> int:
        """Those that nobody set aside."""
        return sum(one.waiver is None for one in (*self.own, *self.across))


def title_of(code: str) -> str:
    """What a check is called; its code where this version has it no more."""
    about = CATALOGUE.get(code)
    return about.title if about else code


def with_papers(rows: "QuerySet[Finding]") -> "QuerySet[Finding]":
    """Load what a line of a list shows along with each finding."""
    return rows.select_related(
        "department", "plan__project", "sheet__plan__project", "document", "waiver__by"
    )


def stored_row(finding: Finding, before: Waiver | None = None) -> FindingRow:
    """A stored finding (of `with_papers`) as a line."""
    return FindingRow(
        severity=finding.severity,
        code=finding.code,
        words=finding.words,
        message=finding.message,
        printed=finding.printed,
        expected=finding.expected,
        gap=gap_shown(finding.gap),
        address=address_of(finding),
        page=reverse("scoring:finding", args=[finding.public_id]),
        blocks=finding.blocks,
        waiver=finding.waiver,
        before=before,
        paper=paper_of(finding),
        unit=finding.department.name,
        year=finding.year_id,
    )


def paper_of(finding: Finding) -> str:
    """What the paper of a finding is called in a list of many units."""
    if finding.plan is not None:
        return f"{finding.plan.title} 绩效目标表"
    if finding.sheet is not None:
        return f"{finding.sheet.plan.title} 自评表"
    if finding.document is not None:
        return str(finding.document.title)
    return "各表之间"


def gap_shown(gap: Any) -> str:
    """A difference with its sign, at least two decimals; — where there is none."""
    return show.NONE if gap is None else with_two(gap).replace("-", show.MINUS)


def with_said(rows: "QuerySet[AnyPaper]", kind: Kind) -> "QuerySet[AnyPaper]":
    """Load along what `paper_findings` needs of each plan or sheet; no query of its own.

    `checked_at`: when its unit was checked last; `waived`: what was set aside, the newest first.
    """
    # What was said of targets speaks for the sheet that prints them, and the other way round.
    plan = "plan_id" if kind is Kind.SHEET else "pk"
    own = Q(plan=OuterRef(plan)) | Q(sheet__plan=OuterRef(plan))
    if kind is Kind.DOCUMENT:
        own = Q(document=OuterRef("pk"))
    waivers = Waiver.objects.filter(own).order_by("-at", "-id")
    checks = UnitCheck.objects.filter(department=OuterRef("department"), year=OuterRef("year"))
    found = rows.annotate(
        checked_at=Subquery(checks.values("checked_at")[:1]),
        waived=ArraySubquery(waivers.values_list(_TOLD, flat=True)),
    )
    return cast("QuerySet[AnyPaper]", found)


def paper_findings(
    kind: Kind, row: Any, found: Sequence[Located], *, blocking: Iterable[str]
) -> PaperFindings:
    """The findings of a plan or sheet (of `with_said`) with what was said of them: one query.

    `found` were worked out from the rows that the page shows, worst first here. What a plan shares
    with its sheet is stored with the sheet.
    """
    column = _COLUMNS[kind]
    waivers = [_waiver(told) for told in row.waived]
    own_paper = Q(**{column: row})
    on_sheet = Q(sheet__plan=row) if kind is Kind.PLAN else Q(pk__in=[])
    rows = list(with_papers(Finding.objects.filter(own_paper | on_sheet)))
    stored = {one.digest: one for one in rows}
    ordered = sorted(found, key=lambda one: WORST_FIRST.index(one.finding.severity))
    codes = frozenset(blocking)
    own = [_live_row(one, stored.get(one.digest), waivers, codes) for one in ordered]
    across = [
        stored_row(one, earlier(waivers, one))
        for one in rows
        if one.is_across and getattr(one, f"{column}_id")
    ]
    across.sort(key=lambda one: [s.value for s in WORST_FIRST].index(one.severity))
    return PaperFindings(own=own, across=across, checked_at=row.checked_at)


def with_said_of_texts(rows: "QuerySet[Narrative]") -> "QuerySet[Narrative]":
    """Load along what `text_findings` needs of each explanatory text; no query of its own.

    `waived`: what was set aside of its unit's texts, the newest first; `found`: what is stored.
    """
    of_texts = Q(department=OuterRef("department"), year=OuterRef("year"))
    of_texts &= Q(code__startswith=OF_TEXTS)
    waivers = Waiver.objects.filter(of_texts).order_by("-at", "-id")
    found = Finding.objects.filter(of_texts).order_by()
    stored = JSONObject(digest="digest", public_id="public_id")
    return rows.annotate(
        waived=ArraySubquery(waivers.values_list(_TOLD, flat=True)),
        found=ArraySubquery(found.values_list(stored, flat=True)),
    )


def text_findings(row: Any, found: Iterable[Located]) -> list[FindingRow]:
    """What was just found in a text (of `with_said_of_texts`) with what was said of it: no query.

    Such findings stand on no paper of their own: what was said is looked for by their digests.
    """
    waivers = [_waiver(dict(told)) for told in row.waived]
    stored = {one["digest"]: Finding(**one) for one in row.found}
    return [_live_row(one, stored.get(one.digest), waivers, frozenset()) for one in found]


def _waiver(told: dict[str, Any]) -> Waiver:
    """A waiver that came along with its paper: what a line shows of it, not to be saved."""
    moments = {name: told.pop(name) for name in ("at", "withdrawn_at")}
    at = {name: text and datetime.fromisoformat(text) for name, text in moments.items()}
    return Waiver(by=User(name=told.pop("name")), **told, **at)


def _live_row(
    one: Located,
    kept: Finding | None,
    waivers: Sequence[Waiver],
    blocking: frozenset[str],
) -> FindingRow:
    finding, digest = one.finding, one.digest
    standing = next((w for w in waivers if w.digest == digest and w.withdrawn_at is None), None)
    said = Waiver(
        code=finding.check, place=finding.place, level3=finding.level3 or "", digest=digest
    )
    return FindingRow(
        severity=finding.severity.value,
        code=finding.check,
        words=one.place.words,
        message=finding.message,
        printed=finding.printed or "",
        expected=finding.expected or "",
        gap=gap_shown(gap_of(finding)),
        address=f"#{anchor}" if (anchor := anchor_on(one.kind, one.place.anchor)) else "",
        page=reverse("scoring:finding", args=[kept.public_id]) if kept else "",
        blocks=keeps_back(finding, one.kind, blocking),
        waiver=standing,
        before=earlier(waivers, said),
    )


def earlier(waivers: Iterable[Waiver], said: Finding | Waiver) -> Waiver | None:
    """The last waiver of the same check and place that speaks for it no more; newest come first."""
    for waiver in waivers:
        is_over = waiver.digest != said.digest or waiver.withdrawn_at is not None
        if is_over and _spot(waiver) == _spot(said):
            return waiver
    return None


def _spot(said: Finding | Waiver) -> tuple[str, str, str]:
    """What is spoken of; a row with a name wherever it stands now."""
    place = without_rows(said.place) if said.level3 else said.place
    return said.code, place, said.level3


def earlier_of(finding: Finding) -> list[Waiver]:
    """Every waiver of the same paper, check and place that speaks for it no more: one query."""
    same = Q(code=finding.code, level3=finding.level3)
    same &= Q(plan=finding.plan_id, sheet=finding.sheet_id, document=finding.document_id)
    rows = Waiver.objects.filter(
        same, department=finding.department_id, year=finding.year_id
    ).select_related("by", "withdrawn_by")
    spot = _spot(finding)
    return [one for one in rows if one.pk != finding.waiver_id and _spot(one) == spot]


def same_text_elsewhere(user: User, finding: Finding) -> list[FindingRow]:
    """Where else a text stands that several units share, as far as the person may know: one query.

    The finding itself names nobody: a unit knows nothing of those beside it.
    """
    if finding.code != "same-text":
        return []
    rows = with_papers(visible(user, Finding).filter(code="same-text", year=finding.year_id))
    key = same_key(finding.printed)
    found = rows.exclude(pk=finding.pk).order_by("department__path", "pk")
    return [stored_row(one) for one in found if same_key(one.printed) == key]
