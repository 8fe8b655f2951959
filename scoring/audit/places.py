"""What a clerk calls the place of a finding: 第 6 行 “预算执行率” 得分."""

import re
from typing import NamedTuple

from scoring.audit.files import FileAudit, plan_title
from scoring.checks.finding import Finding
from scoring.checks.papers import Table
from scoring.checks.places import COLUMNS, WHOLE
from scoring.published.sheet import PublishedSheet

_CELL = re.compile(r"(funds|indicators|goals|tasks)\[([0-9]{1,6})\](?:\.(\w+))?")
_TABLE = re.compile(r"tables\.(.+?)(?:\[([0-9]{1,6})\](?:\[([0-9]{1,6})\])?)?")
_SHORT = 24


class Place(NamedTuple):
    """A place taken apart: the paper's path in the file, the part of it, row and column."""

    path: str
    part: str
    row: int | None = None
    column: str = ""


def place_of_finding(finding: Finding, audit: FileAudit) -> Place:
    """Take the place of a finding apart; what is not known is a part by its own name."""
    place = finding.place
    if found := _TABLE.fullmatch(place):
        row = int(found[2]) if found[2] else None
        return Place("tables", found[1], row, found[3] or "")
    path = next(
        (plan.plan.path for plan in audit.plans if place.startswith(f"{plan.plan.path}.")), ""
    )
    rest = place.removeprefix(f"{path}.") if path else place
    if found := _CELL.fullmatch(rest):
        return Place(path, found[1], int(found[2]), found[3] or "")
    return Place(path, rest)


def place_words(finding: Finding, audit: FileAudit) -> str:
    """Name the place of a finding; rows are counted from 1, as people count."""
    place = place_of_finding(finding, audit)
    if place.path == "tables":
        table = audit.document.table(place.part) if audit.document else None
        return finding.place if table is None else _cell_words(place, table)
    plan = next((one.plan for one in audit.plans if one.plan.path == place.path), None)
    if place.path and plan is not None:
        return f"{plan_title(plan)} {_words(place, plan.sheet, finding)}"
    sheet = audit.published.sheet or (plan.sheet if plan else None)
    return finding.place if sheet is None else _words(place, sheet, finding)


def row_label(table: Table, row: int, column: int | None = None) -> str:
    """What a row of a table is called: the words nearest to the left of a cell."""
    cells = table.rows[row]
    before = cells[: len(cells) if column is None else column]
    for cell in reversed(before):
        if cell.text and cell.number is None:
            return shortened(cell.text)
    return next((shortened(cell.text) for cell in cells if cell.text and cell.number is None), "")


def shortened(text: str) -> str:
    """A name of at most 24 characters, without the colon at its end."""
    text = " ".join(text.split()).rstrip("：:")
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _cell_words(place: Place, table: Table) -> str:
    if place.row is None or place.row >= len(table.rows):
        return table.place
    at = int(place.column) if place.column else None
    if at is not None and at >= len(table.columns):
        at = None
    label = row_label(table, place.row, at)
    words = f"{table.place} 第 {place.row + 1} 行" + (f"“{label}”" if label else "")
    return words if at is None else f"{words}{table.columns[at]}"


def _words(place: Place, sheet: PublishedSheet, finding: Finding) -> str:
    if place.row is not None:
        return _row_words(place, sheet) or finding.place
    if place.part.startswith("block_points"):
        name = place.part.removeprefix("block_points").strip("[].'\"")
        return f"一级指标“{name}”分值" if name else "一级指标分值"
    return WHOLE[place.part][0] if place.part in WHOLE else place.part


def _row_words(place: Place, sheet: PublishedSheet) -> str | None:
    """The words for a row; None where the sheet has no such row."""
    names = {
        "funds": [fund.label for fund in sheet.funds],
        "indicators": [line.level3 for line in sheet.lines],
        "goals": [goal.name or goal.content for goal in sheet.goals],
        "tasks": [task.name or task.content for task in sheet.tasks],
    }[place.part]
    if place.row is None or place.row >= len(names):
        return None
    words, name = COLUMNS.get(place.column, ""), shortened(names[place.row])
    if place.part == "indicators":
        return f"第 {place.row + 1} 行“{name}”{words}"
    kind = "资金" if place.part == "funds" else WHOLE[place.part][0]
    return f"{kind}“{name}”{words}"
