"""The cells of the entry form and the rows they stand in: names, what is stored, what was typed.

A row (line, fund, goal, task, head) has one version; it is posted beside its cells as `v-<key>`.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from projects import show
from projects.values import NotANumber, read_decimal
from scoring.queries.sheet_parts import FundRow, LineRow, SheetPage

LONGEST_QUOTE = 20
LINE_FIELDS = {
    "text": "实际完成值",
    "claimed": "自评分",
    "share": "得分比例",
    "na": "不适用",
    "deviation": "偏差原因",
}
HEAD_FIELDS = {"claimed_execution": "预算执行率自评分", "printed_total": "表中总分"}
TEXT_KINDS = {"goals": "goal", "tasks": "task"}
LARGEST = Decimal(10) ** 15
FIGURES = frozenset({"claimed", "share", "claimed_execution"})
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Cell:
    """One field: its name, where it stands (`at`), what it is called there, and both its texts.

    `typed` None: the field did not come with the post.
    """

    name: str
    at: str
    short: str
    stored: str
    typed: str | None = None
    is_figure: bool = False

    @property
    def label(self) -> str:
        """The full name, as the list of errors gives it."""
        return f"{self.at} {self.short}".strip()

    @property
    def is_tick(self) -> bool:
        """A check box has no place for a message of its own."""
        return self.name.startswith("na-")

    @property
    def is_long(self) -> bool:
        """A text that two people may want to merge."""
        return self.name.startswith(("deviation-", "goal-", "task-"))

    def same(self, one: str, other: str) -> bool:
        """Whether two texts of this cell mean the same to a reader: 3 and 3.00 as scores do."""
        one, other = self.sent(one), self.sent(other)
        if one == other or not (self.is_figure and one and other):
            return one == other
        try:
            return _figure(one) == _figure(other)
        except NotANumber:
            return False

    def sent(self, text: str) -> str:
        """The text as it would be stored; a browser takes line ends out of a field of one line."""
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
        return (text if self.is_long else text.replace("\n", "")).strip()

    def told(self, text: str) -> str:
        """A text of this cell as a person reads it."""
        if self.is_tick:
            return "是" if text else "否"
        return text


@dataclass(frozen=True, slots=True)
class Part:
    """A row of the form: what is saved together and has one version. `cells` as the page has them.

    `kind` is lines, funds, goals, tasks or head; `key` stands in the names of its fields.
    """

    kind: str
    row_id: UUID
    key: str
    at: str
    version: int
    row: Any
    cells: dict[str, Cell]

    def named(self, cell: Cell) -> str:
        """The name of a cell in the trail."""
        if self.kind == "lines":
            return f"第 {self.row.place.number} 行 {cell.short}"
        return cell.label

    def is_posted(self, data: Mapping[str, str]) -> bool:
        """Whether any field of the row came with the post."""
        return f"v-{self.key}" in data or any(cell.name in data for cell in self.cells.values())


def parts_of(page: SheetPage, data: Mapping[str, str] | None = None) -> Iterator[Part]:
    """Every row of the form in printed order, with what was typed in it."""
    typed = NOTHING if data is None else data
    for fund in page.funds:
        yield fund_part(fund, typed)
    for line in page.rows:
        yield line_part(line, typed)
    for kind, rows in (("goals", page.goals), ("tasks", page.tasks)):
        for number, row in enumerate(rows, 1):
            yield text_part(kind, number, row, typed)
    yield head_part(page, typed)


def line_texts(
    *, text: str, claimed: Decimal | None, share: Decimal | None, not_applicable: bool, reason: str
) -> dict[str, str]:
    """What the fields of a line show, under the keys of LINE_FIELDS."""
    return {
        "text": text,
        "claimed": "" if claimed is None else show.plain(claimed),
        "share": "" if share is None else show.plain(share * 100),
        "na": "on" if not_applicable else "",
        "deviation": reason,
    }


def line_part(row: LineRow, data: Mapping[str, str] = NOTHING) -> Part:
    """A line: a share is asked of targets in words alone; a box that is not ticked is not sent."""
    key, at = row.public_id.hex, f"第 {row.place.number} 行 {row.name}"
    stored = line_texts(
        text=row.text,
        claimed=row.claimed,
        share=row.share,
        not_applicable=row.not_applicable,
        reason=row.deviation,
    )
    typed = {field: data.get(f"{field}-{key}") for field in LINE_FIELDS}
    if typed["text"] is not None and typed["na"] is None:
        typed["na"] = ""
    cells = {
        field: Cell(f"{field}-{key}", at, short, stored[field], typed[field], field in FIGURES)
        for field, short in LINE_FIELDS.items()
        if field != "share" or row.worded
    }
    return Part("lines", row.public_id, key, at, row.version, row, cells)


def fund_part(row: FundRow, data: Mapping[str, str] = NOTHING) -> Part:
    """A row of the funds table: what was executed in the year."""
    name = f"executed-{row.public_id.hex}"
    cell = Cell(name, row.label, "全年执行数", row.executed_text, data.get(name))
    key = row.public_id.hex
    return Part("funds", row.public_id, key, row.label, row.version, row, {"executed": cell})


def text_part(kind: str, number: int, row: Any, data: Mapping[str, str] = NOTHING) -> Part:
    """A goal or a task: what became of it."""
    word = {"goals": "目标", "tasks": "任务"}[kind]
    name = f"{TEXT_KINDS[kind]}-{row.public_id.hex}"
    at = f"{word} {number} {row.name}".strip()
    cell = Cell(name, at, "完成情况", row.result_text or "", data.get(name))
    key = row.public_id.hex
    return Part(kind, row.public_id, key, at, row.result_version, row, {"text": cell})


def head_part(page: SheetPage, data: Mapping[str, str] = NOTHING) -> Part:
    """What stands beside the tables, under the keys of HEAD_FIELDS."""
    sheet = page.sheet
    stored = head_texts(claimed=sheet.claimed_execution, printed=sheet.printed_total_text)
    cells = {
        name: Cell(name, "", short, stored[name], data.get(name), name in FIGURES)
        for name, short in HEAD_FIELDS.items()
    }
    return Part("head", sheet.public_id, "head", "总分", sheet.head_version, sheet, cells)


def head_texts(*, claimed: Decimal | None, printed: str) -> dict[str, str]:
    """What the fields of the head show, under the keys of HEAD_FIELDS."""
    shown = "" if claimed is None else show.plain(claimed)
    return {"claimed_execution": shown, "printed_total": printed}


def _figure(text: str) -> Decimal | None:
    return read_decimal(text, name="", digits=6, largest=LARGEST)
