"""The cells of the entry form: their names, what is stored and what was typed in each."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from projects import show
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
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Cell:
    """One field: its name, where it stands (`at`), what it is called there, and both its texts."""

    name: str
    at: str
    short: str
    stored: str
    typed: str

    @property
    def label(self) -> str:
        """The full name, as the list of errors gives it."""
        return f"{self.at} {self.short}".strip()

    @property
    def is_tick(self) -> bool:
        """A check box has no place for a message of its own."""
        return self.name.startswith("na-")

    @property
    def told(self) -> str:
        """What is stored, as a message says it."""
        if self.is_tick:
            return "“是”" if self.stored else "“否”"
        text = self.stored
        quoted = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
        return f"“{quoted}”" if text else "空白"


def fingerprint(cells: Iterable[tuple[str, str]]) -> str:
    """16 hexadecimal digits of SHA-256 over (field name, text) pairs, as a browser sends them."""
    return sha256(json.dumps([sent(*cell) for cell in cells]).encode()).hexdigest()[:16]


def sent(name: str, text: str) -> str:
    """The text as it would be stored; a browser takes line ends out of a field of one line."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return (text if name.startswith("deviation-") else text.replace("\n", "")).strip()


def stored_mark(cells: Iterable[Cell]) -> str:
    """The fingerprint of what is stored in these cells."""
    return fingerprint((cell.name, cell.stored) for cell in cells)


def typed_mark(cells: Iterable[Cell]) -> str:
    """The fingerprint of what was typed in them."""
    return fingerprint((cell.name, cell.typed) for cell in cells)


def is_posted(row: LineRow, data: Mapping[str, str]) -> bool:
    """Whether any field of the line came with the post."""
    key = row.public_id.hex
    return any(f"{field}-{key}" in data for field in (*LINE_FIELDS, "was"))


def line_cells(row: LineRow, data: Mapping[str, str] = NOTHING) -> dict[str, Cell]:
    """The cells of a line under the keys of LINE_FIELDS."""
    key, at = row.public_id.hex, f"第 {row.place.number} 行 {row.name}"
    stored = {
        "text": row.text,
        "claimed": "" if row.claimed is None else show.plain(row.claimed),
        "share": row.share_shown,
        "na": "on" if row.not_applicable else "",
        "deviation": row.deviation,
    }
    typed = {field: data.get(f"{field}-{key}", "") for field in LINE_FIELDS}
    return {
        field: Cell(f"{field}-{key}", at, short, stored[field], typed[field])
        for field, short in LINE_FIELDS.items()
    }


def asked_cells(row: LineRow, cells: Mapping[str, Cell]) -> list[Cell]:
    """The cells that the page has: a share is asked of targets in words alone."""
    return [cell for field, cell in cells.items() if field != "share" or row.worded]


def fund_cell(row: FundRow, data: Mapping[str, str] = NOTHING) -> Cell:
    """The cell of a funds row: what was executed in the year."""
    name = f"executed-{row.public_id.hex}"
    return Cell(name, row.label, "全年执行数", row.executed_text, data.get(name, ""))


def head_cells(page: SheetPage, data: Mapping[str, str] = NOTHING) -> dict[str, Cell]:
    """The cells beside the table under the keys of HEAD_FIELDS."""
    claimed = page.sheet.claimed_execution
    stored = {
        "claimed_execution": "" if claimed is None else show.plain(claimed),
        "printed_total": page.sheet.printed_total_text,
    }
    return {
        name: Cell(name, "", short, stored[name], data.get(name, ""))
        for name, short in HEAD_FIELDS.items()
    }
