"""Checks of the items of a basic-expenditure table: their codes, their column, the text's list."""

import re
from collections.abc import Iterator

from scoring.checks.check import Subject, check
from scoring.checks.finding import Finding, Severity
from scoring.checks.layout import Entry, Panel, entries_of, panels_of
from scoring.checks.names import same_key
from scoring.checks.papers import Document, Table, cell_place

_BASIC = "basic_by_economic"
_OF_PUBLIC, _OF_PERSONNEL = ("302", "309", "310"), ("301", "303")
_MOST_NAMED = 6


def _items(document: Document) -> Iterator[tuple[Table, Panel, Entry]]:
    table = document.table(_BASIC)
    for panel in panels_of(table) if table else ():
        for entry in entries_of(table, panel) if table else ():
            if table is not None and not entry.is_total and not entry.is_unit and entry.label:
                yield table, panel, entry


@check(
    "account-class",
    "经济科目所在的列",
    of=Subject.DOCUMENT,
    compares="基本支出表中每个经济科目的编码，与它的金额印在人员经费列还是公用经费列。",
    why="商品和服务支出印在人员经费列，人员经费和公用经费的合计都会错。",
    source="政府收支分类科目：301、303 属人员经费，302、309、310 属公用经费。",
    severities=(Severity.DOUBT,),
)
def item_stands_in_its_column(document: Document) -> Iterator[Finding]:
    """Goods and services (302) are no personnel expenses, wages (301) no public ones.

    Rests on: the classification of budget items. A bureau may count otherwise: a doubt.
    """
    for table, panel, entry in _items(document):
        for column in panel.amounts:
            heading = table.columns[column]
            is_personnel, is_public = "人员经费" in heading, "公用经费" in heading
            wrong = (is_personnel and entry.code.startswith(_OF_PUBLIC)) or (
                is_public and entry.code.startswith(_OF_PERSONNEL)
            )
            cell = table.rows[entry.row][column]
            if wrong and cell.number:
                own = "公用经费" if is_personnel else "人员经费"
                here = "人员经费" if is_personnel else "公用经费"
                yield Finding(
                    check="account-class",
                    severity=Severity.DOUBT,
                    place=cell_place(table, entry.row, column),
                    message=f"{table.place}“{entry.label}”（{entry.code}）{cell.text} "
                    f"印在{here}列，按科目属{own}，请核对",
                    printed=cell.text,
                    expected=None,
                )


@check(
    "account-code",
    "没有印科目编码",
    of=Subject.DOCUMENT,
    compares="按科目编码列示的表中，有名称、有金额而没有编码的行。",
    why="没有编码，不知道这一行属于哪一类，也不能与其他表核对。",
    source="政府收支分类科目；预决算公开表表式。",
    severities=(Severity.DOUBT,),
)
def item_has_its_code(document: Document) -> Iterator[Finding]:
    """In a table of codes every item with an amount has one."""
    rows = [(table, panel, entry) for table, panel, entry in _items(document)]
    coded = [entry for _, _, entry in rows if entry.code]
    for table, panel, entry in rows if len(coded) > 1 else ():
        column = next((c for c in panel.amounts if table.rows[entry.row][c].number is not None), -1)
        if entry.code or column < 0:
            continue
        text = table.rows[entry.row][column].text
        yield Finding(
            check="account-code",
            severity=Severity.DOUBT,
            place=cell_place(table, entry.row, column),
            message=f"{table.place}“{entry.label}”{text} 没有印科目编码，请补印",
            printed=text,
            expected=None,
        )


@check(
    "account-listed",
    "正文所列科目与表",
    of=Subject.DOCUMENT,
    compares="正文“主要包括”所列的科目，与基本支出表中有金额的科目，按名称对照。",
    why="正文列了没有支出的科目，或漏列有支出的科目，常是照抄上年的文字。",
    source="部门预决算公开：情况说明依据公开表编写。",
    severities=(Severity.DOUBT,),
)
def text_lists_what_was_spent(document: Document) -> Iterator[Finding]:
    """What the text lists has an amount in the table, and what has one is listed."""
    lists = document.table("narrative_lists")
    spent = _spent(document)
    for topic in dict.fromkeys(row[0].text for row in lists.rows) if lists and spent else ():
        assert lists is not None
        rows = [at for at, row in enumerate(lists.rows) if row[0].text == topic]
        own = {name: has for (side, name), has in spent.items() if side in ("", topic)}
        if lists.rows[rows[0]][1].text != _place(document) or not own:
            continue
        empty = [at for at in rows if not _is_spent(lists.rows[at][3].text, own)]
        if empty:
            names = [lists.rows[at][3].text for at in empty]
            yield _told(lists, empty[0], f"正文{topic}列有{_named(names)}，表中没有金额")
        told = [same_key(lists.rows[at][3].text) for at in rows]
        left = [name for name, has in own.items() if has and not _is_told(name, told)]
        if left and len(left) < len(rows):
            yield _told(lists, rows[0], f"表中{_named(left)}有金额，正文{topic}没有列出")


def _place(document: Document) -> str:
    table = document.table(_BASIC)
    return "" if table is None else table.title


def _spent(document: Document) -> dict[tuple[str, str], bool]:
    """(side, item) -> whether it has an amount; the side is "" where a table does not tell."""
    found: dict[tuple[str, str], bool] = {}
    for table, panel, entry in _items(document):
        if len(entry.code) == 3:
            continue
        sides = {"人员经费": False, "公用经费": False}
        for column in panel.amounts:
            for side in sides:
                if side in table.columns[column] and table.rows[entry.row][column].number:
                    sides[side] = True
        for side, has in sides.items():
            is_of_side = has or any(side in table.columns[column] for column in panel.amounts)
            if is_of_side:
                key = (side, same_key(entry.label))
                found[key] = found.get(key, False) or has
    return found


def _is_spent(name: str, own: dict[str, bool]) -> bool:
    key = same_key(name)
    return any(has for item, has in own.items() if _alike(key, item))


def _is_told(item: str, told: list[str]) -> bool:
    return any(_alike(name, item) for name in told)


def _alike(one: str, other: str) -> bool:
    one, other = (re.sub(r"支出$|费用?$", "", name) for name in (one, other))
    return one in other or other in one


def _named(names: list[str]) -> str:
    shown = "、".join(names[:_MOST_NAMED])
    return shown if len(names) <= _MOST_NAMED else f"{shown}等 {len(names)} 项"


def _told(lists: Table, row: int, said: str) -> Finding:
    return Finding(
        check="account-listed",
        severity=Severity.DOUBT,
        place=cell_place(lists, row, 3),
        message=f"{said}，请核对",
        printed=lists.rows[row][3].text,
        expected=None,
    )
