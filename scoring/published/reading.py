"""A sheet file, whatever it holds: one published sheet, or one refusal with all its faults."""

import os

from projects.values import Printed
from scoring.published.disclosure import is_disclosure, read_disclosure
from scoring.published.encoding import decode
from scoring.published.faults import Fault, Faults, SheetUnreadable, quoted
from scoring.published.fields import Fields
from scoring.published.figures import POINTS, SCORE
from scoring.published.files import read_bytes
from scoring.published.head import carried_over_of, money_unit_of, narrative_of, year_of
from scoring.published.rows import fund_of, fund_rows, indicator_rows, line_of
from scoring.published.sheet import PublishedSheet, SheetKind
from scoring.published.tree import Table, read_tree

__all__ = ["Fault", "SheetUnreadable", "read_sheet", "read_text"]

_KINDS: dict[str, SheetKind] = {"project": "project", "department": "department"}
_HEAD_KEYS = "title year department region published_at kind subject money_unit layout"
_BODY_KEYS = "funds block_points indicators goals narrative passages notes"
_TOTAL_KEYS = "total_points_printed total_printed narrative_total"
_READ = frozenset(f"year department region money_unit funds block_points {_TOTAL_KEYS}".split())
_KNOWN = frozenset(f"{_HEAD_KEYS} {_BODY_KEYS} {_TOTAL_KEYS}".split())


def read_sheet(path: str | os.PathLike[str]) -> PublishedSheet:
    """The published sheet that a file holds, YAML or JSON, one sheet or a whole disclosure.

    Reads at most 1 MiB of a regular file; nothing in it is executed, and nothing but the
    refusal is raised whatever the file holds.

    Raises:
        SheetUnreadable: the file cannot be read as a sheet; every fault with line and key.

    """
    return read_text(decode(read_bytes(path)))


def read_text(text: str) -> PublishedSheet:
    """The published sheet that a text holds. Raises SheetUnreadable as `read_sheet` does."""
    faults = Faults()
    tree = read_tree(text, faults)
    if not isinstance(tree, Table):
        what = "这个文件不是一张自评表的数据：最外层应为“名称: 内容”，有 kind、indicators 等各项。"
        faults.stop(tree.line, None, what + "请对照格式说明。")
    whole = Fields(tree, "", faults)
    sheet = read_disclosure(whole) if is_disclosure(tree) else _one_sheet(whole)
    faults.finish()
    return sheet


def _one_sheet(whole: Fields) -> PublishedSheet:
    whole.slips(_READ, _KNOWN)
    money_unit = money_unit_of(whole)
    narrative = narrative_of(_narrative(whole))
    return PublishedSheet(
        title=whole.text("title"),
        department=whole.text("department"),
        region=whole.text("region"),
        published_at=whole.text("published_at"),
        subject=whole.text("subject"),
        layout=whole.text("layout"),
        year=year_of(whole),
        kind=_kind(whole),
        money_unit=money_unit,
        funds=tuple(fund_of(row, money_unit) for row in fund_rows(whole)),
        lines=tuple(line_of(row) for row in indicator_rows(whole, _KNOWN)),
        block_points=_block_points(whole),
        total_points=whole.figure("total_points_printed", POINTS),
        total=whole.figure("total_printed", SCORE),
        narrative_total=whole.figure("narrative_total", SCORE),
        carried_over=carried_over_of(narrative, money_unit),
        narrative=narrative,
    )


def _kind(whole: Fields) -> SheetKind:
    """What the sheet is of; `project` stands in for a refused one."""
    written = whole.text("kind")
    if kind := _KINDS.get(written.strip()):
        return kind
    wanted = "请写 kind: project（项目支出）或 kind: department（部门整体）。"
    if written:
        whole.fault("kind", f"表的种类{quoted(written)}不能用。{wanted}")
    else:
        whole.missing("kind", f"缺少 kind（表的种类），不知道按哪种表核对。{wanted}", _KNOWN)
    return "project"


def _narrative(whole: Fields) -> Fields | None:
    """The figures of the explanatory text; whatever else stands there holds no figure by name."""
    node = whole.table.entries.get("narrative")
    return Fields(node, "narrative", whole.faults) if isinstance(node, Table) else None


def _block_points(whole: Fields) -> dict[str, Printed]:
    blocks = whole.below("block_points")
    if blocks is None:
        return {}
    return {name: blocks.figure(name, POINTS) for name in blocks.table.entries}
