"""Reads of budgets and final accounts for their pages, each in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from projects.access import visible
from projects.models import AccountDocument, AccountTable, User
from scoring.checks.finding import WORST_FIRST, Finding, Severity
from scoring.checks.located import located_on
from scoring.checks.papers import Document, Table
from scoring.checks.places import Kind
from scoring.checks.run_unit import document_findings
from scoring.finances.roles import missing, role_name
from scoring.finances.view import (
    Counts,
    Said,
    TableView,
    anchor,
    counted,
    findings_by_role,
    speaking_of,
    table_view,
    where_of,
)
from scoring.models import Finding as StoredFinding
from scoring.models import UnitCheck, Waiver
from scoring.queries.units import document_of


def finance_list(user: User, year: int | None, kind: str) -> "QuerySet[AccountDocument]":
    """The documents of a year in the person's scope, in tree order, the budget first."""
    rows = with_heads(visible(user, AccountDocument)).filter(year_id=year)
    rows = rows.annotate(table_count=Count("tables"))
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("department__path", "kind")


def with_heads(rows: "QuerySet[AccountDocument]") -> "QuerySet[AccountDocument]":
    """The documents with what their heads say."""
    return rows.select_related("department", "year")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the list: what its unit's last check found in it, None before the first."""

    document: AccountDocument
    counts: Counts | None


def document_rows(documents: Sequence[AccountDocument]) -> list[DocumentRow]:
    """The documents of a page of the list with what is open and set aside in each: two queries."""
    is_open = {
        severity.value: Count("pk", filter=Q(severity=severity.value, waiver__isnull=True))
        for severity in WORST_FIRST
    }
    rows = StoredFinding.objects.filter(document__in=[one.pk for one in documents]).order_by()
    counts = rows.values_list("document").annotate(**is_open, aside=Count("waiver"))
    found = {document: Counts(*numbers) for document, *numbers in counts}
    units = {one.department_id for one in documents}
    checks = UnitCheck.objects.filter(department__in=units)
    checked = set(checks.values_list("department_id", "year_id"))
    return [
        DocumentRow(
            one,
            found.get(one.pk, Counts(0, 0, 0))
            if (one.department_id, one.year_id) in checked
            else None,
        )
        for one in documents
    ]


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a finding beside its words: its own page ("" before it is stored).

    `waiver`: the standing one. `before` is told on the finding's own page.
    """

    page: str
    waiver: Waiver | None
    before: None = None


Known = dict[Finding, About]


def findings_about(stored: AccountDocument, document: Document) -> Known:
    """Every finding that speaks of the document, in the order of the checks: two queries.

    By itself it is checked now; what it says against the unit's other papers is of the last check.
    What was said of exactly these figures holds before they are stored again.
    """
    kept = {one.digest: one for one in StoredFinding.objects.filter(document=stored)}
    waivers = Waiver.objects.filter(document=stored, withdrawn_at__isnull=True)
    standing = {one.digest: one for one in waivers.select_related("by")}

    def about(digest: str) -> About:
        page = reverse("scoring:finding", args=[kept[digest].public_id]) if digest in kept else ""
        return About(page, standing.get(digest))

    located = located_on(document, Kind.DOCUMENT, document_findings(document))
    known = {one.finding: about(one.digest) for one in located}
    return known | {_as_found(one): about(one.digest) for one in kept.values() if one.is_across}


def _aside(known: Known) -> frozenset[Finding]:
    """Those that somebody set aside."""
    return frozenset(finding for finding, about in known.items() if about.waiver is not None)


def _as_found(stored: StoredFinding) -> Finding:
    return Finding(
        check=stored.code,
        severity=Severity(stored.severity),
        place=stored.place,
        message=stored.message,
        printed=stored.printed or None,
        expected=stored.expected or None,
    )


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table of a document as its page lists it."""

    stored: AccountTable
    role: str
    filled: int
    counts: Counts
    elsewhere: int  # open findings of other tables that name it


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """All that the page of a document shows."""

    document: AccountDocument
    tables: list[TableRow]
    missing: list[str]
    counts: Counts
    others: list[tuple[Finding, About]]  # of no table

    @property
    def filled(self) -> int:
        """How many cells of all tables hold something."""
        return sum(table.filled for table in self.tables)


def document_page(stored: AccountDocument) -> DocumentPage:
    """Read a document with its tables and findings."""
    document = document_of(stored)
    known = findings_about(stored, document)
    found, aside = list(known), _aside(known)
    is_open = [finding for finding in found if finding not in aside]
    by_role = findings_by_role(document, found)
    rows = [
        TableRow(
            stored=row,
            role=role_name(row.role, stored.kind),
            filled=sum(bool(cell.text) for line in table.rows for cell in line),
            counts=counted(by_role[table.role], aside),
            elsewhere=len(speaking_of(table, is_open)),
        )
        for row, table in zip(_tables(stored), document.tables, strict=True)
    ]
    return DocumentPage(
        document=stored,
        tables=rows,
        missing=missing(stored.kind, {row.stored.role for row in rows}),
        counts=counted(found, aside),
        others=[(finding, known[finding]) for finding in by_role.get("", [])],
    )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A finding that names this table and lies in `table`, at `target`; None: in no table."""

    finding: Finding
    about: About
    table: AccountTable | None
    target: str


@dataclass(frozen=True, slots=True)
class TablePage:
    """All that the page of a table shows; `before` and `after` are its neighbours."""

    document: AccountDocument
    stored: AccountTable
    role: str
    view: TableView
    said: list[tuple[Said, About]]
    elsewhere: list[Elsewhere]
    before: AccountTable | None
    after: AccountTable | None


def table_page(stored: AccountDocument, position: int, *, with_sums: bool) -> TablePage:
    """Read one table of a document with all that is found about it. Raises 404 without it."""
    document = document_of(stored)
    rows = _tables(stored)
    at, row = find_table(rows, position)
    table: Table = document.tables[at]
    known = findings_about(stored, document)
    view = table_view(table, list(known), aside=_aside(known), with_sums=with_sums)
    return TablePage(
        document=stored,
        stored=row,
        role=role_name(row.role, stored.kind),
        view=view,
        said=[(one, known[one.finding]) for one in view.said],
        elsewhere=[_elsewhere(one, known[one], rows) for one in view.elsewhere],
        before=rows[at - 1] if at else None,
        after=rows[at + 1] if at + 1 < len(rows) else None,
    )


@dataclass(frozen=True, slots=True)
class CellPage:
    """What stands around a cell that is corrected: its row, and what is said of it."""

    columns: list[tuple[str, str, bool]]  # heading, text, whether it is the one
    said: list[tuple[Said, About]]


def cell_page(stored: AccountDocument, table: AccountTable, row: int, column: int) -> CellPage:
    """Read the row of a cell, and the findings of the cell."""
    document = document_of(stored)
    at, _ = find_table(_tables(stored), table.position)
    known = findings_about(stored, document)
    view = table_view(document.tables[at], list(known), aside=_aside(known))
    texts = [cell.text for cell in view.rows[row]] if row < len(view.rows) else []
    here = anchor(row, column)
    return CellPage(
        columns=[
            (path, text, number == column)
            for number, (path, text) in enumerate(zip(view.table.columns, texts, strict=False))
        ],
        said=[(one, known[one.finding]) for one in view.said if one.target == here],
    )


def _elsewhere(finding: Finding, about: About, rows: Sequence[AccountTable]) -> Elsewhere:
    where = where_of(finding.place)
    table = next((row for row in rows if where and row.role == where.role), None)
    if where is None or table is None or where.row is None:
        return Elsewhere(finding, about, table, "")
    return Elsewhere(finding, about, table, anchor(where.row, where.column or 0))


def find_table(rows: Sequence[Any], position: int) -> tuple[int, AccountTable]:
    """Index and row of the table at a position. Raises 404 where none stands there."""
    for at, row in enumerate(rows):
        if row.position == position:
            return at, row
    raise Http404


def _tables(document: AccountDocument) -> list[AccountTable]:
    return list(document.tables.order_by("position"))
