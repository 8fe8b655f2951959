"""A file, whatever it holds: what was published, or one refusal with all its faults."""

import os
import re

from scoring.published.accounts import not_too_many, tables_of_keys, tables_of_lists
from scoring.published.disclosure import SHEET_KEY, is_beside_its_targets, read_sheet_of
from scoring.published.encoding import decode
from scoring.published.faults import Fault, Faults, SheetUnreadable, quoted
from scoring.published.fields import Fields, is_blank
from scoring.published.files import read_bytes
from scoring.published.head import FIRST_YEAR, LAST_YEAR
from scoring.published.narratives import tables_of_the_text
from scoring.published.one_sheet import one_sheet
from scoring.published.plans import (
    TARGET_TABLE,
    Head,
    PublishedPlan,
    head_of,
    project_plans,
    target_table,
    whole_plan,
)
from scoring.published.sheet import PublishedSheet
from scoring.published.tree import Table, Text, read_tree
from scoring.published.whole import AccountKind, Published

__all__ = ["Fault", "SheetUnreadable", "read_published", "read_sheet", "read_text", "read_whole"]

_OF_A_SHEET = frozenset({"kind", "indicators"})
_OF_A_DISCLOSURE = frozenset(
    ("document", "budget_tables", "tables", "projects", "whole_department", "forms")
    + ("narrative_figures", "narrative_amounts", "narrative_lists")
)
_READ = _OF_A_DISCLOSURE | {"goals", SHEET_KEY}
_ACCOUNTS: dict[str, AccountKind] = {
    "budget": "BUDGET",
    "预算": "BUDGET",
    "final": "FINAL",
    "决算": "FINAL",
}
_YEAR_IN_TITLE = re.compile("(?<![0-9])([0-9]{4})年")


def read_published(path: str | os.PathLike[str]) -> Published:
    """All that a file holds, YAML or JSON: a sheet, a target table or a whole disclosure.

    Reads at most 1 MiB of a regular file; nothing in it is executed, and nothing but the
    refusal is raised whatever the file holds.

    Raises:
        SheetUnreadable: the file cannot be read; every fault with line and key.

    """
    return read_whole(decode(read_bytes(path)))


def read_sheet(path: str | os.PathLike[str]) -> PublishedSheet:
    """The self-evaluation sheet in a file. Raises SheetUnreadable, also where there is none."""
    return read_text(decode(read_bytes(path)))


def read_text(text: str) -> PublishedSheet:
    """The self-evaluation sheet in a text. Raises SheetUnreadable, also where there is none."""
    published = read_whole(text)
    if published.sheet is None:
        raise SheetUnreadable(None, None, "这个文件里没有自评表。请换一个有自评表的文件。")
    return published.sheet


def read_whole(text: str) -> Published:
    """All that a text holds. Raises SheetUnreadable as `read_published` does."""
    faults = Faults()
    tree = read_tree(text, faults)
    if not isinstance(tree, Table):
        what = "这个文件不是自评表或公开材料的数据：最外层应为“名称: 内容”，如 kind、indicators。"
        faults.stop(tree.line, None, what + "请对照格式说明。")
    whole = Fields(tree, "", faults)
    if _is_disclosure(tree):
        published = _disclosure(whole)
    elif whole.text("kind").strip() == TARGET_TABLE:
        plan = target_table(whole)
        published = _alone(plan.sheet, sheet=None, plans=(plan,))
    else:
        sheet = one_sheet(whole)
        published = _alone(sheet, sheet=sheet, plans=())
    faults.finish()
    return published


def _is_disclosure(tree: Table) -> bool:
    names = tree.entries.keys()
    return SHEET_KEY in names or bool(names & _OF_A_DISCLOSURE and not names & _OF_A_SHEET)


def _alone(
    head: PublishedSheet, *, sheet: PublishedSheet | None, plans: tuple[PublishedPlan, ...]
) -> Published:
    return Published(
        title=head.title,
        department=head.department,
        year=head.year,
        money_unit=head.money_unit,
        account=None,
        tables=(),
        sheet=sheet,
        plans=plans,
    )


def _disclosure(whole: Fields) -> Published:
    whole.slips(_READ)
    document = whole.below("document") or Fields(Table(whole.table.line), "document", whole.faults)
    printed = [*tables_of_keys(whole), *tables_of_lists(whole)]
    tables = (*printed, *tables_of_the_text(whole, printed))
    not_too_many(tables, whole)
    head = head_of(document, {"department": "unit_name"})
    if tables and head.year is None:
        head = head._replace(year=_year_in_title(document, head.title))
    account = _account(document, head.title) if tables else None
    sheet_node = _sheet_fields(whole)
    plans = _plans(whole, head, sheet_node)
    sheet = read_sheet_of(whole, sheet_node, head, tables) if sheet_node else None
    if not (sheet or plans or tables):
        _nothing(whole)
    return Published(
        title=head.title,
        department=head.department,
        year=head.year,
        money_unit=head.money_unit,
        account=account,
        tables=tables,
        sheet=sheet,
        plans=plans,
        unread=tuple(
            (name, line) for name, line in whole.table.key_lines.items() if name not in _READ
        ),
    )


def _sheet_fields(whole: Fields) -> Fields | None:
    node = whole.table.entries.get(SHEET_KEY)
    if node is None or is_blank(node):
        return None
    if not isinstance(node, Table):
        what = f"这份公开材料的 {SHEET_KEY} 不是一张表。请换一份有自评表的材料。"
        whole.faults.stop(node.line, SHEET_KEY, what)
    return Fields(node, SHEET_KEY, whole.faults)


def _plans(whole: Fields, head: Head, sheet: Fields | None) -> tuple[PublishedPlan, ...]:
    """The declared targets; those that the sheet prints beside what was done are the sheet's."""
    goals = whole.table.entries.get("goals")
    places = [whole] if goals is None or isinstance(goals, Text) else [whole, whole.below("goals")]
    found: list[PublishedPlan] = []
    for place in filter(None, places):
        declared = whole_plan(place, head)
        if declared and not (sheet and place is whole and is_beside_its_targets(whole, sheet)):
            found.append(declared)
        found += project_plans(place, head)
    return tuple(found)


def _nothing(whole: Fields) -> None:
    node = whole.table.entries.get(SHEET_KEY)
    line = node.line if node else whole.table.line
    what = "这份公开材料没有自评表，也没有账表和绩效目标表，没有可核对的内容。"
    whole.faults.add(line, SHEET_KEY if node else None, what)


def _account(document: Fields, title: str) -> AccountKind | None:
    """Whether the tables are those of a budget or of final accounts; a fault where none says."""
    written = document.text("kind")
    if kind := _ACCOUNTS.get(written.strip()):
        return kind
    if written:
        document.fault("kind", f"材料的种类{quoted(written)}不能用，请写“预算”或“决算”。")
        return None
    said = {kind for word, kind in _ACCOUNTS.items() if word in title}
    if len(said) == 1:
        return said.pop()
    document.fault("kind", "缺少 kind，不知道各表是预算还是决算。请写 kind: 预算 或 kind: 决算。")
    return None


def _year_in_title(document: Fields, title: str) -> int | None:
    years = {int(year) for year in _YEAR_IN_TITLE.findall(title)}
    fitting = {year for year in years if FIRST_YEAR <= year <= LAST_YEAR}
    if len(fitting) == 1:
        return fitting.pop()
    document.fault("year", "缺少 year，不知道各表是哪一年的。请写四位数字，如 year: 2023。")
    return None
