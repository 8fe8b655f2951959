"""Budgets and final accounts out of a data file (YAML or JSON): `document` and `tables`."""

from dataclasses import dataclass

from scoring.finances.roles import OTHER, is_role, role_of_title
from scoring.finances.staged import MOST_BLOCKS, Block, Reading
from scoring.published.encoding import decode, other_format
from scoring.published.faults import Faults, SheetUnreadable
from scoring.published.fields import Fields, cells_in, is_blank
from scoring.published.tree import Listing, Node, Table, read_tree

MOST_BYTES = 1024 * 1024
_KINDS = {"budget": "BUDGET", "final": "FINAL"}


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What a file says: its head, "" and None for what it does not say, and its tables."""

    title: str
    year: int | None
    kind: str
    money_unit: str
    unit_name: str
    tables: list[tuple[Block, Reading]]


def read_disclosed(data: bytes) -> Disclosed:
    """The tables of a file's bytes, cells as written.

    Raises:
        SheetUnreadable: not YAML or JSON, or no tables; every fault with line and key.

    """
    if name := other_format(data[:4096]):
        raise SheetUnreadable(None, None, f"这个文件像是{name}，不是 YAML 或 JSON 数据文件。")
    if len(data) > MOST_BYTES:
        raise SheetUnreadable(None, None, "文件超过 1 MB。请只留 document 和 tables 两部分。")
    text = decode(data)
    if not text.strip():
        raise SheetUnreadable(None, None, "文件里没有内容。请给出有 tables 的数据文件。")
    faults = Faults()
    tree = read_tree(text, faults)
    whole = Fields(tree if isinstance(tree, Table) else Table(tree.line), "", faults)
    tables = whole.rows("tables", MOST_BLOCKS)
    if not tables:
        whole.fault("tables", "没有 tables（各张表的列表），没有可以读的表。")
    read = [_table(table) for table in tables]
    head = whole.below("document") or Fields(Table(tree.line), "document", faults)
    year = head.text("year").strip()
    faults.finish()
    return Disclosed(
        title=head.text("title").strip(),
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        kind=_KINDS.get(head.text("kind").strip().lower(), ""),
        money_unit=head.text("money_unit").strip(),
        unit_name=head.text("unit_name").strip(),
        tables=read,
    )


def _table(table: Fields) -> tuple[Block, Reading]:
    title = table.text("title").strip()
    role = table.text("role").strip()
    rows = _listing(table, "rows")
    block = Block(
        name=title or table.path,
        rows=[
            _cells(line, f"{table.path_to('rows')}[{at}]", table.faults)
            for at, line in enumerate(rows.items if rows else [])
        ],
        columns=_cells(_listing(table, "columns"), table.path_to("columns"), table.faults),
    )
    reading = Reading(
        heads=0,
        role=role if is_role(role) else OTHER if role else role_of_title(title),
        form=table.text("form").strip(),
        title=title,
        note=table.text("note").strip(),
    )
    return block, reading


def _listing(table: Fields, key: str) -> Listing | None:
    """The list under a key; None when it is absent, blank or refused."""
    node = table.table.entries.get(key)
    if node is None or is_blank(node) or isinstance(node, Listing):
        return node if isinstance(node, Listing) else None
    table.fault(key, f"{key} 应为列表，写成 [甲, 乙, ...]。")
    return None


def _cells(node: Node | None, path: str, faults: Faults) -> list[str]:
    """The texts of a list; a blank is ""."""
    if node is None or is_blank(node):
        return []
    if not isinstance(node, Listing):
        faults.add(node.line, path, "这一行应为列表，如 - [项目, '1.00']，各格依表头的顺序。")
        return []
    return [text.strip() for text in cells_in(node, path, faults)]
