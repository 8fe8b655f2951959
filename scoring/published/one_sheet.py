"""One self-evaluation sheet that is a file by itself."""

from projects.values import Printed
from scoring.published.faults import quoted
from scoring.published.fields import Fields
from scoring.published.figures import POINTS, SCORE
from scoring.published.head import carried_over_of, money_unit_of, narrative_of, year_of
from scoring.published.rows import fund_of, fund_rows, indicator_rows, line_of
from scoring.published.sheet import PublishedSheet, SheetKind
from scoring.published.texts import texts_of
from scoring.published.tree import Listing, Table

_KINDS: dict[str, SheetKind] = {"project": "project", "department": "department"}
_HEAD_KEYS = "title year department region published_at kind subject money_unit layout"
_BODY_KEYS = "funds block_points indicators goals tasks narrative passages notes"
_TOTAL_KEYS = "total_points_printed total_printed narrative_total"
_READ = frozenset(f"year department region money_unit funds block_points {_TOTAL_KEYS}".split())
KNOWN = frozenset(f"{_HEAD_KEYS} {_BODY_KEYS} {_TOTAL_KEYS}".split())
"""The keys of a sheet file."""


def one_sheet(whole: Fields) -> PublishedSheet:
    """The sheet that the file is; what cannot be read is a fault."""
    whole.slips(_READ, KNOWN)
    _refuse_unknown_rows(whole)
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
        lines=tuple(line_of(row) for row in indicator_rows(whole, KNOWN)),
        block_points=_block_points(whole),
        total_points=whole.figure("total_points_printed", POINTS),
        total=whole.figure("total_printed", SCORE),
        narrative_total=whole.figure("narrative_total", SCORE),
        carried_over=carried_over_of(narrative, money_unit),
        narrative=narrative,
        goals=texts_of(whole, "goals"),
        tasks=texts_of(whole, "tasks"),
    )


def _kind(whole: Fields) -> SheetKind:
    """What the sheet is of; `project` stands in for a refused one."""
    written = whole.text("kind")
    if kind := _KINDS.get(written.strip()):
        return kind
    wanted = "请写 kind: project（项目支出）、department（部门整体）或 target_table（绩效目标表）。"
    if written:
        whole.fault("kind", f"表的种类{quoted(written)}不能用。{wanted}")
    else:
        whole.missing("kind", f"缺少 kind（表的种类），不知道按哪种表核对。{wanted}", KNOWN)
    return "project"


def _refuse_unknown_rows(whole: Fields) -> None:
    """Rows under a name that nobody reads would pass for rows that are not there."""
    for key, node in whole.table.entries.items():
        if key not in KNOWN and isinstance(node, Listing):
            message = f"没有{quoted(key)}这个名称，下面的行没有核对。"
            whole.fault(key, f"{message}资金请写 funds，指标请写 indicators，其他名称见说明。")


def _narrative(whole: Fields) -> Fields | None:
    """The figures of the explanatory text; whatever else stands there holds no figure by name."""
    node = whole.table.entries.get("narrative")
    return Fields(node, "narrative", whole.faults) if isinstance(node, Table) else None


def _block_points(whole: Fields) -> dict[str, Printed]:
    blocks = whole.below("block_points")
    if blocks is None:
        return {}
    return {name: blocks.figure(name, POINTS) for name in blocks.table.entries}
