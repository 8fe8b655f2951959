"""Store published budget and final-account tables, cell by cell."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from projects.access import Verb, require
from projects.drafts import TableDraft
from projects.models import (
    AccountCell,
    AccountDocument,
    AccountTable,
    Department,
    FiscalYear,
    User,
)
from projects.printed_tables import (
    MOST_CELLS,
    MOST_TABLES,
    cleaned,
    faults_of,
)
from projects.trail import record
from projects.values import printed_cell

KINDS = AccountDocument.Kind


class AccountsRefused(ValueError):
    """The tables cannot be stored so; the message says why and what to do."""


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
        cells += cells_of(make_table(document, position, draft), draft)
    AccountCell.objects.bulk_create(cells, batch_size=1000)
    summary = f"录入 {title}，{len(tables)} 张表 {len(cells)} 格"
    record(by=by, at=at, action="accounts.stored", on=document, summary=summary)
    return document


def add_document(
    *,
    department: Department,
    year: FiscalYear,
    kind: str,
    title: str,
    money_unit: str,
    tables: Sequence[TableDraft] = (),
    by: User,
    at: datetime,
) -> AccountDocument:
    """Add a document of the person's own unit, with tables or without.

    Raises PermissionDenied, or AccountsRefused: the year has such a document already, or a table
    cannot be stored as it is.
    """
    require(by, Verb.FILL, department)
    require_storable(tables, held=())
    try:
        return store_document(
            department=department,
            year=year,
            kind=kind,
            title=title,
            money_unit=money_unit,
            tables=[cleaned(draft) for draft in tables],
            by=by,
            at=at,
        )
    except IntegrityError as error:
        raise AccountsRefused(
            f"本单位 {year.year} 年度的{KINDS(kind).label}已经录入过，一年一份，没有写入。"
            "请打开那一份，在里面增加或更换表。"
        ) from error


def require_storable(tables: Sequence[TableDraft], *, held: Sequence[str], cells: int = 0) -> None:
    """Raise AccountsRefused unless the tables can join a document.

    It holds tables of the roles `held` with so many `cells`.
    """
    roles = [*held, *(draft.role for draft in tables)]
    if len(roles) > MOST_TABLES:
        raise AccountsRefused(f"共有 {len(roles)} 张表，一份文件最多 {MOST_TABLES} 张。")
    twice = next((role for role in roles if roles.count(role) > 1), None)
    if twice is not None:
        raise AccountsRefused(f"“{_titled(tables, twice)}”这张表已经有了，没有写入。请换成新的。")
    count = cells + sum(len(draft.rows) * len(draft.columns) for draft in tables)
    if count > MOST_CELLS:
        raise AccountsRefused(
            f"共有 {count} 格，一份文件最多 {MOST_CELLS} 格，没有写入。请只留公开的表。"
        )
    for draft in tables:
        if faults := faults_of(draft):
            raise AccountsRefused(f"{draft.title[:60]} {faults[0].place}：{faults[0].message}")


def _titled(tables: Sequence[TableDraft], role: str) -> str:
    return next((draft.title for draft in reversed(tables) if draft.role == role), role)


def make_table(document: AccountDocument, position: int, draft: TableDraft) -> AccountTable:
    """Store the head of a table."""
    table = AccountTable(
        document=document,
        department=document.department,
        year=document.year,
        position=position,
        form=draft.form,
        title=draft.title,
        role=draft.role,
        note=draft.note,
    )
    table.save(force_insert=True)
    return table


def cells_of(table: AccountTable, draft: TableDraft) -> list[AccountCell]:
    """The cells of a table, not stored yet.

    A table of headings alone (空表) has one blank row, or its headings would be lost.
    """
    cells = []
    for row_number, row in enumerate(draft.rows or [[None] * len(draft.columns)]):
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
