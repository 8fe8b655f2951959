"""Store published budget and final-account tables, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from projects.models import (
    AccountCell,
    AccountDocument,
    AccountTable,
    Department,
    FiscalYear,
    User,
)
from projects.trail import record
from projects.values import printed_cell


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDraft:
    """A printed table: `columns` are heading paths, `rows` the printed texts (None is blank)."""

    role: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str | None]] = field(default_factory=list)
    form: str = ""
    note: str = ""


@transaction.atomic
def store_document(
    *,
    department: Department,
    year: FiscalYear,
    kind: str,
    title: str,
    money_unit: str,
    tables: Sequence[TableDraft],
    by: User | None,
    at: datetime,
) -> AccountDocument:
    """Store a document with all its tables and return it; raises IntegrityError if it is there."""
    document = AccountDocument(
        department=department, year=year, kind=kind, title=title, money_unit=money_unit
    )
    document.save(force_insert=True)
    cells: list[AccountCell] = []
    for position, draft in enumerate(tables, 1):
        table = AccountTable(
            document=document,
            department=department,
            year=year,
            position=position,
            form=draft.form,
            title=draft.title,
            role=draft.role,
            note=draft.note,
        )
        table.save(force_insert=True)
        cells += _cells(table, draft)
    AccountCell.objects.bulk_create(cells, batch_size=1000)
    summary = f"录入 {title}，{len(tables)} 张表 {len(cells)} 格"
    record(by=by, at=at, action="accounts.stored", on=document, summary=summary)
    return document


def _cells(table: AccountTable, draft: TableDraft) -> list[AccountCell]:
    cells = []
    for row_number, row in enumerate(draft.rows):
        for column, (path, text) in enumerate(zip(draft.columns, row, strict=True)):
            printed = printed_cell(text)
            cells.append(
                AccountCell(
                    table=table,
                    department=table.department,
                    year=table.year,
                    row=row_number,
                    column=column,
                    column_path=path,
                    text=printed.text,
                    amount=printed.number,
                )
            )
    return cells
