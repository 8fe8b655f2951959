"""Rows of a printed table that their numbering puts under each other: 一、 （一） 1、. Pure."""

import re
from collections.abc import Iterator

from scoring.checks.layout import Entry, Sum, added_up

_LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]+、")),
    (2, re.compile(r"[（(][一二三四五六七八九十]+[)）]")),
    (3, re.compile(r"\d{1,2}[、.．]")),
)
_BROUGHT_OVER = re.compile(r"结转|结余|弥补|专用基金|分配")


def outline_level(label: str) -> int:
    """1 for 一、, 2 for （一）, 3 for 1、; 0 without a number."""
    return next((level for level, mark in _LEVELS if mark.match(label)), 0)


def of_outline(entries: list[Entry]) -> Iterator[Sum]:
    """Numbering tells what belongs to what; a total holds what stands above it, or all below it."""
    levels = [outline_level(entry.label) for entry in entries]
    top = min(level for level in levels if level)
    for at, level in enumerate(levels):
        if level:
            yield from _of_one_number(entries, levels, at)
    totals = [at for at, entry in enumerate(entries) if entry.is_total or _heads_all(entries, at)]
    before: int | None = None
    for at in totals:
        if at == 0:
            tops = [one for one, level in zip(entries, levels, strict=True) if level == top]
            yield from added_up(entries[0], tops, "各项相加")
        elif before is None:
            above = [entries[n] for n in range(at) if levels[n] == top]
            yield from added_up(entries[at], above, "各项相加")
            before = at
        else:
            yield from _of_grand_total(entries, before, at)
            before = at


def _heads_all(entries: list[Entry], at: int) -> bool:
    return at == 0 and entries[0].label.endswith("总额")


def _of_one_number(entries: list[Entry], levels: list[int], at: int) -> Iterator[Sum]:
    """What stands under a numbered row: the next level, else 其中 with the rows that go on."""
    below: list[int] = []
    for n in range(at + 1, len(entries)):
        if entries[n].is_total or (levels[n] and levels[n] <= levels[at]):
            break
        below.append(n)
    deeper = [levels[n] for n in below if levels[n]]
    if deeper:
        parts = [entries[n] for n in below if levels[n] == min(deeper)]
        yield from added_up(entries[at], parts, "下列各项相加")
    elif len(below) > 1 and entries[below[0]].label.startswith("其中"):
        parts = [entries[n] for n in below]
        yield from added_up(entries[at], parts, "其中各项相加", is_whole=False)


def _of_grand_total(entries: list[Entry], before: int, at: int) -> Iterator[Sum]:
    """总计: the total before it, and what was brought over or set aside since."""
    between = entries[before + 1 : at]
    brought = [entry for entry in between if _BROUGHT_OVER.search(entry.label)]
    yield from added_up(entries[at], [entries[before], *brought], f"{entries[before].label}等相加")
    for entry, after in zip(brought, [*brought, entries[at]][1:], strict=True):
        own = [one for one in between if entry.row < one.row < after.row]
        yield from added_up(entry, own, "下列各项相加")
