"""Tables on their way in: blocks of cells, how each is to be read, and what comes of it.

Nothing of it is stored. A page shows what was read, carries the blocks along (`to_json`), and what
is confirmed is read again from them.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from projects.drafts import TableDraft
from projects.printed_tables import MOST_CELLS, CellFault, faults_of
from projects.values import printed_cell
from scoring.checks.papers import Table
from scoring.finances.columns import Holds, held
from scoring.finances.heads import Head, heading_rows, paths_of
from scoring.finances.roles import OTHER, role_of_title
from scoring.published.syntax import HALF_A_SIGN

MOST_SKIPPED, MOST_HEADS = 20, 8
MOST_BLOCKS = 60
NO_RESULT = "=（公式没有结果）"
LOST = "\0"  # before a number that lost digits in its workbook, see `imports.child`

_FORM = re.compile(
    r"(?:部门|单位)?(?:公开|预算|决算|附)?(?:表)?\s*[0-9]{1,2}\s*表|附?表[一二三四五六七八九十]{1,3}"
)
_UNIT = re.compile(r"单位[:：]\s*(?:人民币)?(万元|元)")
_NUMBERING = frozenset({"栏次", "行次"})
_LONGEST_TITLE = 120


class ContentBroken(ValueError):
    """What a page carried along is not what it was given; the message names a broken sign."""


@dataclass(frozen=True, slots=True)
class Block:
    """Cells as they came in. `columns` are heading paths where the file tells them, else None."""

    name: str
    rows: list[list[str]]
    columns: list[str] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a block is read: rows above the heading, rows of the heading, and what the table is."""

    skip: int = 0
    heads: int = 1
    role: str = OTHER
    form: str = ""
    title: str = ""
    note: str = ""


_LOOKS = {Holds.AMOUNTS: "n", Holds.BLANK: "n", Holds.CODES: "num", Holds.WORDS: "words"}


class StagedCell(NamedTuple):
    """A cell on its way in: its text, the look of its column, and what is wrong with it."""

    text: str
    look: str
    fault: str


@dataclass(slots=True)
class Built:
    """The table that a block holds, with everything that is wrong and what one should look at."""

    block: Block
    reading: Reading
    draft: TableDraft
    faults: list[CellFault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def heads(self) -> list[list[Head]]:
        """The heading as it will be printed."""
        return heading_rows(self.draft.columns)

    @property
    def shown(self) -> list[list[StagedCell]]:
        """The rows, each cell with what is wrong with it."""
        wrong = {(fault.row, fault.column): fault.message for fault in self.faults}
        looks = [_LOOKS[holds] for holds in held(self._table())]
        return [
            [
                StagedCell(
                    text or "",
                    looks[column] if column < len(looks) else "",
                    wrong.get((row, column), ""),
                )
                for column, text in enumerate(cells)
            ]
            for row, cells in enumerate(self.draft.rows)
        ]

    def _table(self) -> Table:
        width = len(self.draft.columns)
        rows = [
            [printed_cell(text) for text in row] for row in self.draft.rows if len(row) == width
        ]
        return Table("", "", tuple(self.draft.columns), tuple(map(tuple, rows)))


def to_json(blocks: Sequence[Block]) -> str:
    """The blocks as a page carries them along."""
    told = [[block.name, block.columns, block.rows] for block in blocks]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> list[Block]:
    """The blocks that a page carried along. Raises ContentBroken for anything else."""
    try:
        told = json.loads(text)
        blocks = [Block(name, rows, columns) for name, columns, rows in told]
    except (ValueError, TypeError, RecursionError) as error:
        raise ContentBroken from error
    if not blocks or len(blocks) > MOST_BLOCKS or not all(map(_is_sound, blocks)):
        raise ContentBroken
    try:
        to_json(blocks).encode()
    except UnicodeEncodeError as error:  # half of a pair (\ud800): no page can show it
        raise ContentBroken(HALF_A_SIGN) from error
    return blocks


def _is_sound(block: Any) -> bool:
    rows, columns = block.rows, block.columns
    return (
        isinstance(block.name, str)
        and isinstance(rows, list)
        and all(isinstance(row, list) and all(isinstance(c, str) for c in row) for row in rows)
        and (columns is None or isinstance(columns, list))
        and all(isinstance(path, str) for path in columns or [])
        and sum(map(len, rows)) <= MOST_CELLS * 2
    )


def guessed(block: Block) -> Reading:
    """How a block is probably to be read; whoever looks at it puts it right."""
    skip = _title_rows(block.rows)
    above = [cell for row in block.rows[:skip] for cell in row if cell]
    titles = [text for text in above if not _UNIT.search(text) and not _FORM.fullmatch(text)]
    title = max(titles, key=len, default=block.name)[:_LONGEST_TITLE]
    form = next((found[0] for text in above if (found := _FORM.search(text))), "")
    return Reading(
        skip=skip,
        heads=_heading_rows(block.rows[skip:]),
        role=role_of_title(title),
        form="".join(form.split()),
        title=title.removeprefix(form).strip(),
    )


def _title_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows at the top say only what the table is: a title, its number, its unit."""
    width = max((sum(map(bool, row)) for row in rows), default=0)
    skip = 0
    for row in rows[:MOST_SKIPPED]:
        filled = [cell for cell in row if cell]
        is_short = len(filled) < 2 or (len(filled) == 2 and any(map(_is_told, filled)))
        if not (is_short and len(filled) < width) and not all(map(_is_told, filled)):
            break
        skip += 1
    return skip if skip < len(rows) else 0


def _is_told(cell: str) -> bool:
    """Whether a cell tells of the table: 单位：万元, 部门：某局, 公开02表."""
    return "：" in cell or ":" in cell or _FORM.fullmatch(cell) is not None


def _heading_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows come before the first one with a number; one at least."""
    for at, row in enumerate(rows[: MOST_HEADS + 1]):
        if at and any(printed_cell(cell).number is not None for cell in row if cell):
            return at
    return 1


def built(block: Block, reading: Reading) -> Built:
    """Read a block as a table, with all its faults."""
    notes: list[str] = []
    columns, rows = _parts(block, reading, notes)
    draft = TableDraft(
        role=reading.role,
        title=reading.title,
        form=reading.form,
        note=reading.note,
        columns=columns,
        rows=[[cell.removeprefix(LOST) or None for cell in row] for row in rows],
    )
    made = Built(block, reading, draft, faults_of(draft), notes)
    made.faults += [
        CellFault(row, column, message)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if (message := _reader_fault(cell))
    ]
    wrong = {(fault.row, fault.column) for fault in made.faults}
    made.notes += _doubts(draft, wrong)
    return made


def _reader_fault(cell: str) -> str:
    if cell == NO_RESULT:
        return "公式没有结果。请在 Excel 中“选择性粘贴”为数值后再上传。"
    if cell.startswith(LOST):
        return "被存成了数字，超过 15 位的末几位已经丢失。请把这一列设为文本后重新填写。"
    return ""


def _parts(block: Block, reading: Reading, notes: list[str]) -> tuple[list[str], list[list[str]]]:
    """Heading paths and rows, all of one width."""
    if block.columns is not None:
        return list(block.columns), [list(row) for row in block.rows]
    heads = block.rows[reading.skip : reading.skip + reading.heads]
    rows = block.rows[reading.skip + reading.heads :]
    width = max((_used(row) for row in (*heads, *rows)), default=0)
    if rows and _is_numbering(rows[0]):
        notes.append("表头下的栏次行没有写入。")
        rows = rows[1:]
    columns = paths_of([_padded(row, width) for row in heads])
    if any("/" in cell for row in heads for cell in row):
        notes.append("表头文字里的“/”写作“／”，以便与上下级表头分开。")
    return columns, [_padded(row, width) for row in rows]


def _used(row: Sequence[str]) -> int:
    return max((at for at, cell in enumerate(row, 1) if cell), default=0)


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _is_numbering(row: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell), "")
    return "".join(first.split()) in _NUMBERING


def _doubts(draft: TableDraft, wrong: set[tuple[int | None, int | None]]) -> list[str]:
    """Cells that are no numbers among numbers: they are stored as they are, but look again."""
    found = []
    for column, path in enumerate(draft.columns):
        texts = [
            (row, text)
            for row, cells in enumerate(draft.rows)
            if column < len(cells) and (text := cells[column])
        ]
        words = [
            (row, text)
            for row, text in texts
            if printed_cell(text).number is None and (row, column) not in wrong
        ]
        if words and len(words) * 5 <= len(texts):
            found += [
                f"第 {row + 1} 行“{path}”是“{text[:20]}”，这一列别的都是数，请核对。"
                for row, text in words
            ]
    return found[:20]


def unit_told(blocks: Sequence[Block]) -> str:
    """The money unit that the blocks tell above their headings, "" without any."""
    for block in blocks:
        for row in block.rows[:MOST_SKIPPED]:
            for cell in row:
                if match := _UNIT.search(cell):
                    return match[1]
    return ""
