"""The tree as a printed table: blocks of rows with merged level-1 and level-2 cells. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(slots=True)
class Block(Generic[Row]):
    """A level-1 indicator: its rows, and how many table rows its merged cell spans."""

    id: int
    name: str
    printed_points: Decimal | None
    rows: list[Row] = field(default_factory=list)

    @property
    def span(self) -> int:
        """Rows of the merged cell: the lines and the subtotal."""
        return len(self.rows) + 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: its number from 1, and the level-2 cell that starts there, if any."""

    number: int
    first_in_block: bool
    level2: str
    level2_span: int  # 0: covered by the merged cell above


def placed(nodes: Iterable[Any]) -> list[tuple[Block[Any], list[tuple[Any, Place]]]]:
    """Group tree rows (id, parent_id, level, name, points, in printed order) into blocks.

    Gives each level-1 node with its leaves in printed order and each leaf's place. A leaf that
    hangs directly on level 1 has a level-2 cell of its own without words.
    """
    by_id: dict[int, Any] = {}
    blocks: dict[int, Block[Any]] = {}
    leaves: dict[int, list[tuple[int, Any]]] = {}
    for node in nodes:
        by_id[node.id] = node
        if node.level == 1:
            blocks[node.id] = Block(node.id, node.name, node.points)
            leaves[node.id] = []
        elif node.level == 3:
            parent = by_id[node.parent_id]
            root = parent.parent_id if parent.level == 2 else parent.id
            leaves[root].append((parent.id, node))
    result, number = [], 0
    for block_id, block in blocks.items():
        rows = []
        for index, (heading, leaf) in enumerate(leaves[block_id]):
            number += 1
            starts = index == 0 or leaves[block_id][index - 1][0] != heading
            span = _run(leaves[block_id], index) if starts else 0
            words = by_id[heading].name if by_id[heading].level == 2 else ""
            rows.append((leaf, Place(number, index == 0, words, span)))
        result.append((block, rows))
    return result


def _run(leaves: list[tuple[int, Any]], start: int) -> int:
    length = 0
    for heading, _ in leaves[start:]:
        if heading != leaves[start][0]:
            break
        length += 1
    return length
