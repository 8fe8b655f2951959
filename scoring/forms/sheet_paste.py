"""A block copied from Excel or WPS, put over the cells of a sheet as if it had been typed there."""

from collections.abc import Mapping

from projects.pasted import PasteRefused, read_block
from scoring.forms.cells import LINE_FIELDS
from scoring.queries.sheet_parts import SheetPage

COLUMNS = ("text", "claimed", "deviation")  # as they stand side by side on the page


def with_pasted(page: SheetPage, data: Mapping[str, str]) -> dict[str, str]:
    """What was posted, with the block (`block`) laid over it from the cell `at` on.

    A blank cell of the block leaves what is there. Raises PasteRefused: the block is no block, or
    reaches beyond the last row or the last column.
    """
    posted = dict(data.items())
    text = data.get("block", "")
    if not text.strip():
        return posted
    block = read_block(text, keep_blank=True)
    column, first = _start(page, data.get("at", ""))
    columns, rows = COLUMNS[column:], page.rows[first:]
    if len(block) > len(rows):
        raise PasteRefused(
            f"粘贴的有 {len(block)} 行，从第 {first + 1} 行起只有 {len(rows)} 行，"
            "没有写入任何内容。请核对起始行，或少复制几行。"
        )
    width = max(map(len, block))
    if width > len(columns):
        names = "、".join(LINE_FIELDS[name] for name in columns)
        raise PasteRefused(
            f"粘贴的有 {width} 列，从这一列起只有 {len(columns)} 列（{names}），没有写入任何内容。"
            "请只复制这几列。"
        )
    for row, cells in zip(rows, block, strict=False):
        for name, cell in zip(columns, cells, strict=False):
            if cell:
                posted[f"{name}-{row.public_id.hex}"] = cell
    return posted


def _start(page: SheetPage, at: str) -> tuple[int, int]:
    """Column and row (from 0) of the cell with that name."""
    name, _, key = at.partition("-")
    keys = [row.public_id.hex for row in page.rows]
    if name not in COLUMNS or key not in keys:
        raise PasteRefused("没有找到粘贴的起始格，没有写入任何内容。请先点一下要粘贴的第一格。")
    return COLUMNS.index(name), keys.index(key)
