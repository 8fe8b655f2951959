"""Change stored budgets and final accounts: a table more, another one, none, one cell.

Everything is told in the trail of the document, with the old text and the new one; whoever writes
holds the document's row. A sheet that is sealed keeps its scores whatever happens here: they are
stored with it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from projects.access import Verb, require
from projects.drafts import TableDraft
from projects.marks import Overtaken, mark_of, require_seen
from projects.models import AccountCell, AccountDocument, AccountTable, User
from projects.printed_tables import cleaned, text_fault
from projects.services.accounts import (
    AccountsRefused,
    cells_of,
    make_table,
    require_storable,
)
from projects.texts import clean_text, one_line
from projects.trail import record, told_change
from projects.values import printed_cell

Changes = dict[str, list[str]]


class Removed(Overtaken):
    """What the page showed stands there no more: its table was removed, or is shorter now."""


def table_mark(table: AccountTable) -> str:
    """The mark of a table as a page shows it: another one at its place has another mark."""
    return mark_of({"table": table.public_id, "version": table.version})


def cell_mark(cell: AccountCell) -> str:
    """The mark of a cell; that of a table that was replaced is not found again."""
    return mark_of({"cell": cell.public_id, "version": cell.version})


@transaction.atomic
def change_head(
    *, document: AccountDocument, title: str, money_unit: str, seen: int, by: User, at: datetime
) -> AccountDocument:
    """Change title and money unit of a document.

    Raises Overtaken for a stale page.
    """
    document = _held(document, by)
    now = {"title": document.title, "money_unit": document.money_unit}
    new = {"title": title, "money_unit": money_unit}
    if now == new:
        return document
    if document.version != seen:
        raise Overtaken(now, str(document.version))
    labels = {"title": "标题", "money_unit": "金额单位"}
    changes = {labels[key]: [now[key], new[key]] for key in now if now[key] != new[key]}
    document.title, document.money_unit = title, money_unit
    _tell(document, "accounts.head", "", changes, by, at)
    return document


@transaction.atomic
def add_tables(
    *, document: AccountDocument, tables: Sequence[TableDraft], by: User, at: datetime
) -> list[AccountTable]:
    """Add tables behind those that a document has.

    Raises AccountsRefused where one is there already or cannot be stored as it is.
    """
    document = _held(document, by)
    held = list(document.tables.values_list("role", "position"))
    count = AccountCell.objects.filter(table__document=document).count()
    require_storable(tables, held=[role for role, _ in held], cells=count)
    first = max((position for _, position in held), default=0) + 1
    made, cells = [], []
    for position, draft in enumerate(map(cleaned, tables), first):
        made.append(make_table(document, position, draft))
        cells += cells_of(made[-1], draft)
    AccountCell.objects.bulk_create(cells, batch_size=1000)
    names = "、".join(str(table)[:60] for table in made[:3])
    summary = f"增加 {len(made)} 张表 {len(cells)} 格：{names}"
    _tell(document, "accounts.tables_added", summary, {}, by, at)
    return made


@transaction.atomic
def replace_table(
    *, table: AccountTable, draft: TableDraft, seen: str, by: User, at: datetime
) -> AccountTable:
    """Put another table in the place of one; role and position stay.

    Raises Overtaken for a stale page (Removed where no table stands there any more),
    AccountsRefused for what cannot be stored.
    """
    document = _held(table.document, by)
    table = _current(table, document, seen)
    before, head = _texts(table), _head(table)
    others = AccountCell.objects.filter(table__document=document).exclude(table=table).count()
    require_storable([draft], held=(), cells=others)
    draft = cleaned(draft)
    table.cells.all().delete()
    table.form, table.title, table.note = draft.form, draft.title, draft.note
    table.version += 1
    table.save()
    cells = AccountCell.objects.bulk_create(cells_of(table, draft), batch_size=1000)
    after = {(cell.row, cell.column): cell for cell in cells}
    changes = _differences(head, _head(table)) | _cell_changes(before, after)
    summary = f"{str(table)[:80]} 整张换成新的，{len(cells)} 格，与原来不同的 {len(changes)} 处"
    _tell(document, "accounts.table_replaced", summary, changes, by, at)
    return table


@transaction.atomic
def remove_table(*, table: AccountTable, seen: str, by: User, at: datetime) -> None:
    """Take a table out of its document; what it said stays in the trail. Raises Overtaken."""
    document = _held(table.document, by)
    table = _current(table, document, seen)
    changes = _differences(_head(table), {}) | _cell_changes(_texts(table), {})
    name = str(table)[:80]
    table.delete()
    summary = f"删去 {name}，{len(changes)} 处内容记入留痕"
    _tell(document, "accounts.table_removed", summary, changes, by, at)


@transaction.atomic
def correct_cell(*, cell: AccountCell, text: str, seen: str, by: User, at: datetime) -> AccountCell:
    """Write another text into a cell, read as all cells are.

    Raises Overtaken with the text that stands there for a stale page (`cell_mark`), also where the
    table was replaced; Removed where it has no such cell any more, or is gone itself; and
    AccountsRefused for a text that no cell can hold.
    """
    document = _held(cell.table.document, by)
    place = {"row": cell.row, "column": cell.column}
    found = AccountCell.objects.filter(
        table__document=document, table__position=cell.table.position, **place
    )
    now = found.select_related("table").first()
    if now is None:
        raise Removed
    cell = now
    if fault := text_fault(text):
        raise AccountsRefused(fault)
    text = one_line(clean_text(text, name="这一格", longest=300))
    if text == cell.text:
        return cell
    require_seen(seen, cell_mark(cell), {"text": cell.text})
    before, printed = cell.text, printed_cell(text)
    cell.text, cell.amount = printed.text, printed.number
    cell.version += 1
    cell.save(update_fields=["text", "amount", "version"])
    table = cell.table
    table.version += 1
    table.save(update_fields=["version"])
    name = _place(cell)
    words = f"{str(table)[:80]} {told_change(name, before, text, most=60)}"
    _tell(document, "accounts.cell", words, {f"{table} {name}": [before, text]}, by, at)
    return cell


def _held(document: AccountDocument, by: User) -> AccountDocument:
    """The document with its row locked; PermissionDenied for whoever does not fill it in."""
    require(by, Verb.FILL, document)
    rows = AccountDocument.objects.select_for_update(of=("self",))
    return rows.select_related("department", "year").get(pk=document.pk)


def _current(table: AccountTable, document: AccountDocument, seen: str) -> AccountTable:
    """The table that stands there now; raises Overtaken unless it is the one that was seen."""
    found = document.tables.filter(position=table.position).first()
    if found is None:
        raise Removed
    found.document = document
    require_seen(seen, table_mark(found), {})
    return found


def _tell(
    document: AccountDocument, action: str, summary: str, changes: Changes, by: User, at: datetime
) -> None:
    """Count the document's version and tell the trail."""
    document.version += 1
    document.save()
    told = summary or "；".join(told_change(what, *texts) for what, texts in changes.items())
    record(by=by, at=at, action=action, on=document, summary=told[:400], changes=dict(changes))


def _head(table: AccountTable) -> dict[str, str]:
    return {"表号": table.form, "表名": table.title, "附注": table.note}


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    keys = [*before, *(key for key in after if key not in before)]
    pairs = {key: [before.get(key, ""), after.get(key, "")] for key in keys}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


Cells = Mapping[tuple[int, int], AccountCell]


def _texts(table: AccountTable) -> Cells:
    return {(cell.row, cell.column): cell for cell in table.cells.all()}


def _cell_changes(before: Cells, after: Cells) -> Changes:
    """What differs cell by cell; a heading that changed is told with its column."""
    changes: Changes = {}
    for place in sorted({*before, *after}):
        old, new = before.get(place), after.get(place)
        if place[0] == 0:
            paths = [one.column_path if one else "" for one in (old, new)]
            if paths[0] != paths[1]:
                changes[f"表头第 {place[1] + 1} 列"] = paths
        texts = [one.text if one else "" for one in (old, new)]
        if texts[0] != texts[1]:
            changes[f"第 {place[0] + 1} 行第 {place[1] + 1} 列"] = texts
    return changes


def _place(cell: AccountCell) -> str:
    return f"第 {cell.row + 1} 行“{cell.column_path}”"
