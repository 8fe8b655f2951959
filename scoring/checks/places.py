"""Where a finding stands: the words for its place, and the id of its row on the paper's page."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from scoring.checks.finding import Finding
from scoring.checks.papers import Document, Paper
from scoring.checks.sheet import Sheet

LONGEST_WORDS = 200
_ROW = re.compile(r"(indicators|funds|goals|tasks)\[(\d+)\](?:\.(\w+))?")
_ROWS = {"indicators": "lines", "funds": "funds", "goals": "goals", "tasks": "tasks"}
_NAMED = {"indicators": "name", "funds": "label", "goals": "name", "tasks": "name"}
_NUMBER = re.compile(r"\[\d+\]")
_CELL = re.compile(r"tables\.(\w+)(?:\[(\d+)\](?:\[(\d+)\])?)?")
# What is no cell: words for it, and the id of its row.
WHOLE = {
    "total_printed": ("总分", "line-total"),
    "narrative_total": ("说明文字中的总分", "line-total"),
    "total_points_printed": ("分值合计", "line-total"),
    "indicators": ("绩效指标", "lines"),
    "funds": ("预算资金", "funds"),
    "goals": ("年度目标", "goals"),
    "tasks": ("年度主要任务", "tasks"),
    "": ("全表", ""),
}
# The last step of a path to a cell.
COLUMNS = {
    "initial_budget": "年初数",
    "annual_budget": "全年数",
    "arrived": "到位数",
    "executed": "执行数",
    "points": "分值",
    "rate": "执行率",
    "score": "得分",
    "reason": "偏差原因",
    "actual": "实际完成值",
    "target": "指标值",
    "raw_score": "单项得分",
    "weight_pct": "权重",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "desc": "指标说明",
    "evidence": "佐证",
    "name": "名称",
    "content": "主要内容",
    "result": "完成情况",
}


class Kind(StrEnum):
    """On what kind of paper a finding stands; BETWEEN: on none by itself."""

    DOCUMENT = "document"
    PLAN = "plan"
    SHEET = "sheet"
    BETWEEN = ""


class Place(NamedTuple):
    """`words` name the place for people, `anchor` is the id of its row on the paper's page.

    `role`: of the table of accounts in which the row stands.
    """

    words: str
    anchor: str = ""
    role: str = ""


def place_of(finding: Finding, paper: Paper | Document) -> Place:
    """The place of a finding on its paper; rows are counted from 1, as people count."""
    place = (
        _in_accounts(finding.place, paper)
        if isinstance(paper, Document)
        else _in_sheet(finding.place, finding.level3 or "", paper.sheet)
    )
    return place._replace(words=short(place.words))


def _in_sheet(path: str, level3: str, sheet: Sheet) -> Place:
    if found := _ROW.fullmatch(path):
        part, row, column = found[1], int(found[2]), COLUMNS.get(found[3] or "", "")
        if part == "indicators":
            anchor, named = f"line-{row + 1}", (f"第 {row + 1} 行", level3)
        elif part == "funds":
            anchor, named = part, ("资金", _at(sheet.funds, row, "label"))
        else:
            texts = sheet.goals if part == "goals" else sheet.tasks
            anchor, named = part, (WHOLE[part][0], _at(texts, row, "name") or str(row + 1))
        return Place(" ".join(filter(None, (*named, column))), anchor)
    if path.startswith("block_points"):
        block = path.partition(".")[2]
        return Place(f"{block}分值" if block else "一级指标分值", "lines")
    return Place(*WHOLE.get(path, (level3 or "全表", "")))


def _at(rows: Sequence[object], row: int, name: str) -> str:
    return str(getattr(rows[row], name)).strip().rstrip("：:") if row < len(rows) else ""


def _in_accounts(path: str, document: Document) -> Place:
    found = _CELL.fullmatch(path)
    table = document.table(found[1]) if found else None
    if found is None or table is None:
        return Place("全部表格")
    row, column = found[2], found[3]
    words = table.place
    if row is not None:
        words += f" 第 {int(row) + 1} 行"
    if column is not None and int(column) < len(table.columns):
        words += f" {table.columns[int(column)].rpartition('/')[2]}"
    anchor = "" if row is None else f"r{row}" + ("" if column is None else f"-c{column}")
    return Place(words, anchor, table.role)


def spot_of(finding: Finding, paper: Paper | Document | None) -> str:
    """The path of a finding that stays when other rows come, go or move: rows by their names.

    `indicators[3].target` of the second row called 场次 is `indicators[场次 2].target`; cells of
    accounts keep their numbers.
    """
    found = _ROW.fullmatch(finding.place)
    if found is None or not isinstance(paper, Paper):
        return finding.place
    part, row, column = found[1], int(found[2]), found[3] or ""
    names = [str(getattr(one, _NAMED[part])) for one in getattr(paper.sheet, _ROWS[part])]
    if row >= len(names) or not names[row].strip():
        return finding.place
    return f"{part}[{names[row]} {names[: row + 1].count(names[row])}].{column}"


def without_rows(path: str) -> str:
    """A stored path without the numbers of its rows: what two places of one name share."""
    return _NUMBER.sub("[]", path)


def short(words: str) -> str:
    """The words of a place as long as they may be stored."""
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"
