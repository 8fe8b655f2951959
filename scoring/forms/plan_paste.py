"""Lay a pasted block over the rows of the grid. Pure.

A column named in the block's head goes where its name says; without a head the columns follow the
one that the block was pasted into. Headings left blank, as merged cells are copied, are those of
the row above.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from projects.pasted import PasteRefused, read_block
from projects.row_edits import LEAF_FIELDS

COLUMNS = tuple(LEAF_FIELDS)
_OTHER_NAMES = {
    "年度指标值": "target",
    "目标值": "target",
    "指标名称": "level3",
    "权重": "points",
    "评分标准": "scoring_note",
    "评（扣）分标准": "scoring_note",
    "评(扣)分标准": "scoring_note",
    "指标解释": "explanation",
    "指标值确定依据": "basis",
}
_NAMES = {words: name for name, words in LEAF_FIELDS.items()} | _OTHER_NAMES


@dataclass(frozen=True, slots=True)
class Pasted:
    """The rows that a block changes or adds, with the cells it brings, and the new order."""

    cells: list[tuple[str, dict[str, str]]]
    order: list[str]


def paste(
    text: str, *, rows: Sequence[tuple[str, Mapping[str, str]]], at: str, column: str
) -> Pasted:
    """Lay the block over `rows` (key, fields) from row `at` on, behind the last row without one.

    Rows that the block has too many are added at the end. Raises PasteRefused.
    """
    block = read_block(text)
    columns = _columns(block[0])
    if columns:
        block = block[1:]
    else:
        columns = _following(column, max(map(len, block)))
    if not block:
        raise PasteRefused("粘贴的内容只有标题行，没有写入任何内容。请连同下面各行一起复制。")
    keys = [key for key, _ in rows]
    start = keys.index(at) if at in keys else len(keys)
    above: Mapping[str, str] = rows[start - 1][1] if start else {}
    cells, order = [], list(keys)
    for offset, row in enumerate(block):
        said = {name: cell for name, cell in zip(columns, row, strict=False) if name}
        _fill_down(said, above)
        if start + offset < len(keys):
            key, before = rows[start + offset]
        else:
            key, before = uuid4().hex, {}
            order.append(key)
        if not before:
            said = {name: above.get(name, "") for name in ("level1", "level2")} | said
        above = {**before, **said}
        cells.append((key, said))
    return Pasted(cells, order)


def _columns(first: Sequence[str]) -> list[str]:
    """The fields that the first row names, [] when it is no head."""
    bare = ["".join(cell.split()) for cell in first]
    if not any(bare) or any(cell and cell not in _NAMES for cell in bare):
        return []
    return [_NAMES.get(cell, "") for cell in bare]


def _following(column: str, count: int) -> list[str]:
    start = COLUMNS.index(column) if column in COLUMNS else 0
    if count > len(COLUMNS) - start:
        raise PasteRefused(
            f"粘贴的有 {count} 列，从“{LEAF_FIELDS[COLUMNS[start]]}”起只有 "
            f"{len(COLUMNS) - start} 列，没有写入任何内容。请只复制需要的列，或从更靠左的格粘贴。"
        )
    return list(COLUMNS[start : start + count])


def _fill_down(said: dict[str, str], above: Mapping[str, str]) -> None:
    """A merged heading is copied with its first row only; without a row above it stays as it is."""
    is_same = not said.get("level1") or said["level1"] == above.get("level1")
    for name in ("level1", "level2"):
        if name in said and not said[name] and is_same:
            if above:
                said[name] = above.get(name, "")
            else:
                del said[name]
