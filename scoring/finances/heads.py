"""Merged headings out of column paths, and column paths out of merged headings."""

from collections.abc import Sequence
from typing import NamedTuple

SEPARATOR = "/"


class Head(NamedTuple):
    """A heading cell: `row` and `column` from 0 where it begins, and over how many it reaches.

    `is_group` says that other headings stand below it.
    """

    text: str
    row: int
    column: int
    rows: int
    columns: int
    is_group: bool


def heading_rows(paths: Sequence[str]) -> list[list[Head]]:
    """The heading of a table as printed: its rows from top to bottom, cells from left to right.

    支出/基本支出/小计 beside 支出/项目支出: 支出 over both, 项目支出 down to the last row.
    """
    split = [path.split(SEPARATOR) for path in paths]
    depth = max(map(len, split), default=0)
    return [_row(split, row, depth) for row in range(depth)]


def _row(split: list[list[str]], row: int, depth: int) -> list[Head]:
    heads = []
    column = 0
    while column < len(split):
        own = split[column]
        if len(own) == row + 1:
            heads.append(Head(own[row], row, column, depth - row, 1, is_group=False))
        elif len(own) > row + 1:
            end = column + 1
            while end < len(split) and len(split[end]) > row + 1 and (
                split[end][: row + 1] == own[: row + 1]
            ):  # fmt: skip
                end += 1
            heads.append(Head(own[row], row, column, 1, end - column, is_group=True))
            column = end
            continue
        column += 1
    return heads


def paths_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """Column paths of heading rows as they are copied: a merged cell is followed by blanks.

    A blank to the right of a heading, below the same headings, is that heading's; a blank below
    one says that it reaches down. A column that nothing names comes out as "". A path that was
    there before is told apart by （续）, as a table printed in two halves has it.
    """
    width = max(map(len, rows), default=0)
    paths: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(rows):
        before = [tuple(path) for path in paths]
        for column in range(width):
            text = _bare(row[column]) if column < len(row) else ""
            is_beside = column > 0 and before[column] == before[column - 1]
            if not text and is_beside and number < len(rows) - 1:
                beside = paths[column - 1]
                text = beside[-1] if len(beside) > len(before[column]) else ""
            if text:
                paths[column].append(text)
    return _told_apart([SEPARATOR.join(path) for path in paths])


def _bare(text: str) -> str:
    """A heading in one line; a stroke within it would begin a level of its own."""
    return "".join(text.split("\n")).strip().replace(SEPARATOR, "／")


def _told_apart(paths: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    told = []
    for path in paths:
        count = seen[path] = seen.get(path, 0) + 1
        more = "" if count == 1 or not path else "（续）" if count == 2 else f"（续{count - 1}）"
        told.append(path + more)
    return told
