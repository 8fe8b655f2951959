"""What is pasted or uploaded, as blocks to look at; and what was put right about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.core.files.uploadedfile import UploadedFile

from projects.imports import limits
from projects.imports.gate import FileRefused
from projects.imports.reading import NOTES_SHEET, read_cells
from projects.pasted import PasteRefused, read_block
from projects.printed_tables import CellFault
from scoring.finances.disclosed import Disclosed, read_disclosed
from scoring.finances.roles import OTHER, free_role, is_role, role_name
from scoring.finances.staged import (
    MOST_BLOCKS,
    MOST_HEADS,
    MOST_SKIPPED,
    NO_RESULT,
    Block,
    Built,
    ContentBroken,
    Reading,
    built,
    from_json,
    guessed,
    to_json,
    unit_told,
)
from scoring.published.faults import SheetUnreadable

LONGEST_CONTENT = 2_000_000  # bytes that a page carries along; a request may have 2.5 MB
_TEXTS = ("role", "form", "title", "note")
NOTHING = "没有写入任何内容"


class StageRefused(ValueError):
    """What came in cannot be looked at; `messages` say all that is wrong."""

    def __init__(self, messages: Sequence[str]) -> None:
        super().__init__(messages[0])
        self.messages = list(messages)


@dataclass(slots=True)
class Stage:
    """Blocks with how each is read, which of them are taken, and what a file says of itself."""

    blocks: list[Block]
    readings: list[Reading]
    taken: list[bool]
    head: Disclosed | None = None
    tables: list[Built] = field(default_factory=list)

    @property
    def content(self) -> str:
        """The blocks as the page carries them along."""
        return to_json(self.blocks)

    @property
    def wrong(self) -> int:
        """How many faults there are in what is taken."""
        return sum(
            len(table.faults) for table, is_in in zip(self.tables, self.taken, strict=True) if is_in
        )

    @property
    def drafts(self) -> list[Built]:
        """The tables that are taken."""
        return [one for one, is_in in zip(self.tables, self.taken, strict=True) if is_in]

    @property
    def unit(self) -> str:
        """The money unit that the tables tell of themselves, "" without any."""
        return (self.head.money_unit if self.head else "") or unit_told(self.blocks)


def staged(data: Mapping[str, str], file: "UploadedFile[bytes] | None") -> Stage:
    """What was pasted or uploaded. Raises StageRefused with everything that is wrong."""
    if file is not None:
        return _of_file(file)
    try:
        block = Block("粘贴的内容", read_block(data.get("block", "")))
    except PasteRefused as refusal:
        raise StageRefused([str(refusal)]) from refusal
    return _guessed([block])


def staged_again(data: Mapping[str, str]) -> Stage:
    """What a page carried along, with what was put right on it. Raises StageRefused."""
    content = data.get("content", "")
    if len(content.encode(errors="replace")) > LONGEST_CONTENT:
        raise StageRefused([f"内容太多，{NOTHING}。请分几次录入。"])
    try:
        blocks = from_json(content)
    except ContentBroken as error:
        told = f"没有收到上一页读到的内容，{NOTHING}。请重新粘贴或上传。"
        raise StageRefused([str(error) or told]) from error
    numbers = range(len(blocks))
    return Stage(
        blocks,
        [_reading(data, number) for number in numbers],
        [len(blocks) == 1 or data.get(f"take-{number}") == "1" for number in numbers],
    )


def _reading(data: Mapping[str, str], number: int) -> Reading:
    said = {name: data.get(f"{name}-{number}", "").strip() for name in _TEXTS}
    return Reading(
        skip=_number(data.get(f"skip-{number}", ""), MOST_SKIPPED),
        heads=_number(data.get(f"heads-{number}", ""), MOST_HEADS),
        **said,
    )


def _number(text: str, most: int) -> int:
    text = text.strip()
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _guessed(blocks: list[Block]) -> Stage:
    return _checked(Stage(blocks, [guessed(block) for block in blocks], [True] * len(blocks)))


def _checked(stage: Stage) -> Stage:
    if len(stage.blocks) > MOST_BLOCKS:
        raise StageRefused([f"有 {len(stage.blocks)} 张表，一次最多 {MOST_BLOCKS} 张，{NOTHING}。"])
    if len(stage.content.encode(errors="replace")) > LONGEST_CONTENT:
        raise StageRefused([f"内容太多，{NOTHING}。请分几次录入。"])
    return stage


def _of_file(file: "UploadedFile[bytes]") -> Stage:
    if (file.size or 0) > limits.MOST_BYTES:
        most = limits.MOST_BYTES // 1024 // 1024
        raise StageRefused([f"文件超过 {most} MB，{NOTHING}。请只留要公开的表。"])
    data = file.read()
    try:
        if data.startswith(b"PK") or (file.name or "").lower().endswith((".xlsx", ".xls")):
            return _guessed(_worksheets(data))
        read = read_disclosed(data)
    except FileRefused as refusal:
        raise StageRefused([str(refusal)]) from refusal
    except SheetUnreadable as refusal:
        told = [
            "".join([f"第 {one.line} 行：" if one.line else "", one.message])
            for one in refusal.faults
        ]
        raise StageRefused(told) from refusal
    blocks, readings = [one for one, _ in read.tables], [one for _, one in read.tables]
    return _checked(Stage(blocks, readings, [True] * len(blocks), read))


def _worksheets(data: bytes) -> list[Block]:
    """The worksheets that hold anything. Raises FileRefused."""
    found = []
    for sheet in read_cells(data):
        rows = [[cell.strip(" \t\r\n\u3000") for cell in row] for row in sheet["rows"]]
        for row, column, text in sheet["odd"]:
            if row <= len(rows) and column <= len(rows[row - 1]):
                rows[row - 1][column - 1] = NO_RESULT if text.startswith("=") else text
        rows = [row for row in rows if any(row)]
        if rows and sheet["name"] != NOTES_SHEET:
            found.append(Block(sheet["name"], rows))
    if not found:
        raise FileRefused(f"各工作表都是空的，{NOTHING}。")
    return found


def leave_out(stage: Stage, held: Sequence[str]) -> None:
    """Of several tables take only those that the document has not got yet."""
    if len(stage.blocks) > 1:
        stage.taken = [reading.role not in held for reading in stage.readings]


def build(stage: Stage, *, kind: str, held: Sequence[str], fixed_role: str = "") -> Stage:
    """Read every block as its table; `held` are roles that the document has already.

    With `fixed_role` the one table takes the place of the one that has it.
    """
    roles = set(held)
    stage.tables = []
    for block, reading, is_in in zip(stage.blocks, stage.readings, stage.taken, strict=True):
        one = built(block, reading)
        role = fixed_role or reading.role
        if is_in and not fixed_role:
            role = free_role(OTHER if role.startswith(f"{OTHER}_") else role, roles)
        one.draft = replace(one.draft, role=role)
        if is_in and not fixed_role and (message := _role_fault(role, roles, kind)):
            one.faults.insert(0, CellFault(None, None, message))
        if is_in:
            roles.add(role)
        stage.tables.append(one)
    return stage


def _role_fault(role: str, taken: set[str], kind: str) -> str:
    if not is_role(role):
        return "没有选是哪张表，请从列表里选。"
    if role in taken:
        return f"“{role_name(role, kind)}”已经有一张了。请改选，或打开那张表“整张换成新的”。"
    return ""
