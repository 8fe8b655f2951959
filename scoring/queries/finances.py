"""Reads of budgets and final accounts for their pages, each in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
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
    """The documents of a page of the list with what was found in each: two queries."""
    found: dict[int | None, dict[str, int]] = defaultdict(dict)
    rows = StoredFinding.objects.filter(document__in=[one.pk for one in documents])
    for document, severity, count in rows.values_list("document", "severity").annotate(
        count=Count("pk")
    ):
        found[document][severity] = count
    units = {one.department_id for one in documents}
    checks = UnitCheck.objects.filter(department__in=units)
    checked = set(checks.values_list("department_id", "year_id"))
    return [
        DocumentRow(
            one,
            Counts(*(found[one.pk].get(severity.value, 0) for severity in WORST_FIRST))
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
    """Every finding that speaks of the document, in the order of the checks: one query.

    By itself it is checked now; what it says against the unit's other papers is of the last check.
    """
    rows = StoredFinding.objects.filter(document=stored).select_related("waiver__by")
    kept = {one.digest: one for one in rows}
    located = located_on(document, Kind.DOCUMENT, document_findings(document))
    known = {one.finding: _about(kept.get(one.digest)) for one in located}
    return known | {_as_found(one): _about(one) for one in kept.values() if one.is_across}


def _about(stored: StoredFinding | None) -> About:
    if stored is None:
        return About("", None)
    return About(reverse("scoring:finding", args=[stored.public_id]), stored.waiver)


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
    elsewhere: int  # findings of other tables that name it


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """All that the page of a document shows."""

    document: AccountDocument
    tables: list[TableRow]
    missing: list[str]
    counts: Counts
    others: list[Finding]  # of no table

    @property
    def filled(self) -> int:
        """How many cells of all tables hold something."""
        return sum(table.filled for table in self.tables)


def document_page(stored: AccountDocument) -> DocumentPage:
    """Read a document with its tables and findings."""
    document = document_of(stored)
    found = list(findings_about(stored, document))
    by_role = findings_by_role(document, found)
    rows = [
        TableRow(
            stored=row,
            role=role_name(row.role, stored.kind),
            filled=sum(bool(cell.text) for line in table.rows for cell in line),
            counts=counted(by_role[table.role]),
            elsewhere=len(speaking_of(table, found)),
        )
        for row, table in zip(_tables(stored), document.tables, strict=True)
    ]
    return DocumentPage(
        document=stored,
        tables=rows,
        missing=missing(stored.kind, {row.stored.role for row in rows}),
        counts=counted(found),
        others=by_role.get("", []),
    )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A finding that names this table and lies in `table`, at `target`; None: in no table."""

    finding: Finding
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
    view = table_view(table, list(known), with_sums=with_sums)
    return TablePage(
        document=stored,
        stored=row,
        role=role_name(row.role, stored.kind),
        view=view,
        said=[(one, known[one.finding]) for one in view.said],
        elsewhere=[_elsewhere(one, rows) for one in view.elsewhere],
        before=rows[at - 1] if at else None,
        after=rows[at + 1] if at + 1 < len(rows) else None,
    )


@dataclass(frozen=True, slots=True)
class CellPage:
    """What stands around a cell that is corrected: its row, and what is said of it."""

    columns: list[tuple[str, str, bool]]  # heading, text, whether it is the one
    said: list[Said]


def cell_page(stored: AccountDocument, table: AccountTable, row: int, column: int) -> CellPage:
    """Read the row of a cell, and the findings of the cell."""
    document = document_of(stored)
    at, _ = find_table(_tables(stored), table.position)
    view = table_view(document.tables[at], list(findings_about(stored, document)))
    texts = [cell.text for cell in view.rows[row]] if row < len(view.rows) else []
    here = anchor(row, column)
    return CellPage(
        columns=[
            (path, text, number == column)
            for number, (path, text) in enumerate(zip(view.table.columns, texts, strict=False))
        ],
        said=[one for one in view.said if one.target == here],
    )


def _elsewhere(finding: Finding, rows: Sequence[AccountTable]) -> Elsewhere:
    where = where_of(finding.place)
    table = next((row for row in rows if where and row.role == where.role), None)
    if where is None or table is None or where.row is None:
        return Elsewhere(finding, table, "")
    return Elsewhere(finding, table, anchor(where.row, where.column or 0))


def find_table(rows: Sequence[Any], position: int) -> tuple[int, AccountTable]:
    """Index and row of the table at a position. Raises 404 where none stands there."""
    for at, row in enumerate(rows):
        if row.position == position:
            return at, row
    raise Http404


def _tables(document: AccountDocument) -> list[AccountTable]:
    return list(document.tables.order_by("position"))
