"""Reads of budgets and final accounts for their pages, each in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from projects.access import visible
from projects.models import AccountDocument, AccountTable, User
from scoring.checks.catalogue import looking_at
from scoring.checks.check import Subject
from scoring.checks.finding import Finding
from scoring.checks.papers import Document, Table
from scoring.checks.run_unit import across_findings, document_findings
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
from scoring.queries.units import document_of, documents_of, unit_of


def finance_list(user: User, year: int | None, kind: str) -> "QuerySet[AccountDocument]":
    """The documents of a year in the person's scope, in tree order, the budget first."""
    rows = with_heads(visible(user, AccountDocument)).filter(year_id=year)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.order_by("department__path", "kind")


def with_heads(rows: "QuerySet[AccountDocument]") -> "QuerySet[AccountDocument]":
    """The documents with what their heads say."""
    return rows.select_related("department", "year")


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document of the list: how many tables it has, what was found in it."""

    document: AccountDocument
    tables: int
    counts: Counts


def document_rows(documents: Sequence[AccountDocument]) -> list[DocumentRow]:
    """The documents of a page of the list with what is found in each by itself: two queries."""
    return [
        DocumentRow(stored, len(read.tables), counted(document_findings(read)))
        for stored, read in zip(documents, documents_of(documents), strict=True)
    ]


def findings_about(stored: AccountDocument, document: Document) -> list[Finding]:
    """Every finding that speaks of the document: by itself, and out of the unit's other papers."""
    found = list(document_findings(document))
    if looking_at(Subject.UNIT):
        unit = unit_of(stored.department, stored.year_id)
        found += [one for one in across_findings(unit) if one.paper == document.name]
    return found


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
    found = findings_about(stored, document)
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
    elsewhere: list[Elsewhere]
    before: AccountTable | None
    after: AccountTable | None


def table_page(stored: AccountDocument, position: int, *, with_sums: bool) -> TablePage:
    """Read one table of a document with all that is found about it. Raises 404 without it."""
    document = document_of(stored)
    rows = _tables(stored)
    at, row = find_table(rows, position)
    table: Table = document.tables[at]
    view = table_view(table, findings_about(stored, document), with_sums=with_sums)
    return TablePage(
        document=stored,
        stored=row,
        role=role_name(row.role, stored.kind),
        view=view,
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
    view = table_view(document.tables[at], findings_about(stored, document))
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
