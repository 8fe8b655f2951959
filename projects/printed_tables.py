"""What a printed table may hold before it is stored: its limits, its figures, its faults. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from projects.drafts import TableDraft
from projects.pasted import value_fault
from projects.texts import TextRefused, clean_text, one_line
from projects.values import parse
from projects.values.grammar import DECIMAL_DIGITS, FIGURE, INTEGER_DIGITS, fold

MOST_TABLES = 60  # of a document
MOST_ROWS = 500
MOST_COLUMNS = 60
MOST_CELLS = 12_000  # of a document
LONGEST_TEXT = 300
LONGEST_PATH = 120
LONGEST = {"form": 40, "title": 120, "note": 300}
NAMES = {"form": "表号", "title": "表名", "note": "附注"}
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE]\+[0-9]{1,3}")
# A row of digits alone may be a code of any length; with a point or separators it is a figure.
_LONG_FIGURE = re.compile(rf"(?=.*[.,])[-+]?{FIGURE} *%?")


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell: row and column from 0, -1 for the row of the headings.

    Both None: the table as a whole.
    """

    row: int | None
    column: int | None
    message: str

    @property
    def place(self) -> str:
        """Where it is, in words: 第 3 行第 2 列."""
        if self.row is None:
            return "本表"
        if self.column is None:
            return f"第 {self.row + 1} 行"
        column = f"第 {self.column + 1} 列"
        return f"表头{column}" if self.row < 0 else f"第 {self.row + 1} 行{column}"


def text_fault(text: str) -> str:
    """Why a text cannot stand in a cell, "" when it can."""
    if fault := value_fault(text):
        return fault
    try:
        clean_text(text, name="这一格", longest=LONGEST_TEXT)
    except TextRefused as refusal:
        return str(refusal)
    body = fold(text).strip()
    if _SCIENTIFIC.fullmatch(body):
        return (
            f"“{text.strip()[:20]}”是科学计数法，末几位可能已经丢失。"
            "请在 Excel 中把这一列设为文本或加宽后再复制。"
        )
    figure = _LONG_FIGURE.fullmatch(body)
    if figure and parse(text).number is None:
        return (
            f"“{text.strip()[:20]}”位数太多，整数最多 {INTEGER_DIGITS} 位，"
            f"小数最多 {DECIMAL_DIGITS} 位。请核对单位和小数点。"
        )
    return ""


def faults_of(draft: TableDraft) -> list[CellFault]:
    """Everything that keeps a table from being stored, in printed order."""
    return [*_head_faults(draft), *_column_faults(draft.columns), *_row_faults(draft)]


def _head_faults(draft: TableDraft) -> Iterator[CellFault]:
    for name, longest in LONGEST.items():
        try:
            clean_text(getattr(draft, name), name=NAMES[name], longest=longest)
        except TextRefused as refusal:
            yield CellFault(None, None, str(refusal))
    if not draft.title.strip():
        yield CellFault(None, None, "没有表名，请填写。")
    rows, columns = len(draft.rows), len(draft.columns)
    if not columns:
        yield CellFault(None, None, "没有表头。请连同表头一起复制，并填表头有几行。")
    if columns > MOST_COLUMNS:
        message = f"有 {columns} 列，一张表最多 {MOST_COLUMNS} 列。请删去表格以外的列。"
        yield CellFault(None, None, message)
    if rows > MOST_ROWS:
        yield CellFault(None, None, f"有 {rows} 行，一张表最多 {MOST_ROWS} 行。请分成几张表。")


def _column_faults(columns: Sequence[str]) -> Iterator[CellFault]:
    for at, path in enumerate(columns):
        if not path.strip("/").strip():
            message = "没有表头。请核对表头的行数，或删去多余的列。"
            yield CellFault(-1, at, message)
            continue
        try:
            clean_text(path, name="表头", longest=LONGEST_PATH)
        except TextRefused as refusal:
            yield CellFault(-1, at, str(refusal))


def _row_faults(draft: TableDraft) -> Iterator[CellFault]:
    width = len(draft.columns)
    for row, cells in enumerate(draft.rows):
        if len(cells) != width:
            yield CellFault(row, None, f"有 {len(cells)} 格，表头有 {width} 列。请补齐或删去。")
        for column, text in enumerate(cells):
            if text and (fault := text_fault(text)):
                yield CellFault(row, column, fault)


def cleaned(draft: TableDraft) -> TableDraft:
    """The table with its texts as they are stored; call it when `faults_of` is empty."""
    return TableDraft(
        role=draft.role,
        title=_clean(draft.title, LONGEST["title"]),
        form=_clean(draft.form, LONGEST["form"]),
        note=_clean(draft.note, LONGEST["note"]),
        columns=[_clean(path, LONGEST_PATH) for path in draft.columns],
        rows=[[_clean(text, LONGEST_TEXT) if text else None for text in row] for row in draft.rows],
    )


def _clean(text: str, longest: int) -> str:
    return one_line(clean_text(text, name="", longest=longest))
