"""Rows of a printed table that codes put under each other, unit by unit. Pure.

A table of several units prints the classes of each under its name: what belongs to what is decided
within one unit, and the total is made of all of them.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scoring.checks.layout import Entry, Sum, added_up, is_aside


class Block(NamedTuple):
    """The rows of one unit: its sub-total (None where no unit heads them), and what stands below.

    `tops` belong to no other row; `below` are, by position in `rows`, the parts of a row.
    """

    head: Entry | None
    rows: tuple[Entry, ...]
    tops: tuple[Entry, ...]
    below: dict[int, list[Entry]]


class Blocks(NamedTuple):
    """All rows of a panel unit by unit; `is_whole`: together they are all, and each but once."""

    blocks: tuple[Block, ...]
    is_whole: bool


def blocks_of(entries: Sequence[Entry]) -> Blocks:
    """The rows of a panel unit by unit; one block where no unit heads all rows with a code.

    Codes that stand before the first unit and again under it may be a summary: no whole is known.
    """
    starts = [at for at, entry in enumerate(entries) if entry.is_unit]
    if not starts:
        return Blocks((_block(None, entries),), True)
    first = entries[: starts[0]]
    ends = [*starts[1:], len(entries)]
    units = [
        _block(entries[at], entries[at + 1 : end]) for at, end in zip(starts, ends, strict=True)
    ]
    summed = {entry.code for entry in first if entry.code}
    if not summed:
        return Blocks(tuple(units), bool(units[-1].tops))
    if summed & {entry.code for unit in units for entry in unit.rows}:
        return Blocks((_block(None, first), *units), False)
    return Blocks((_block(None, entries),), True)


def _block(head: Entry | None, rows: Sequence[Entry]) -> Block:
    """206 holds 20607, which holds 2060701: the nearest above, else the first below.

    A row without a code belongs where the row above it belongs; 其中 is no part beside the others,
    and a first row that says nothing is a total.
    """
    first: dict[str, int] = {}
    for at, entry in enumerate(rows):
        first.setdefault(entry.code, at)
    nearest: dict[str, int] = {}
    tops: list[Entry] = []
    below: dict[int, list[Entry]] = {}
    parent: int | None = None
    is_counted = True
    for at, entry in enumerate(rows):
        if entry.is_total or entry.is_unit:
            parent, is_counted = None, True
            continue
        if entry.code:
            nearest[entry.code] = at
            heads = (entry.code[:n] for n in range(len(entry.code) - 1, 1, -1))
            parent = next((nearest.get(code, first[code]) for code in heads if code in first), None)
        is_counted = bool(entry.code) or (is_counted and not is_aside(entry.label))
        if is_counted and (entry.label or nearest):
            (tops if parent is None else below.setdefault(parent, [])).append(entry)
    return Block(head, tuple(rows), tuple(tops), below)


def of_codes(entries: Sequence[Entry]) -> Iterator[Sum]:
    """Codes tell what belongs to what; a unit and the total are made of what belongs to no other.

    A unit without rows of its own may be the department over those that follow: it is left out.
    """
    blocks, is_whole = blocks_of(entries)
    for block in blocks:
        for at, parts in block.below.items():
            yield from added_up(block.rows[at], parts, f"{block.rows[at].code} 下各科目相加")
        if block.head is not None and is_whole:
            yield from added_up(block.head, block.tops, "各科目相加")
    tops = [entry for block in blocks for entry in block.tops]
    for entry in entries if is_whole else ():
        if entry.is_total:
            yield from added_up(entry, tops, "各科目相加")
