"""Rows of a printed table that their numbering puts under each other: 一、 （一） 1、. Pure."""

import re
from collections.abc import Iterator

from scoring.checks.layout import Entry, Sum, added_up, is_aside, is_taken_off

_LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]+、")),
    (2, re.compile(r"[（(][一二三四五六七八九十]+[)）]")),
    (3, re.compile(r"\d{1,2}[、.．]")),
)
_BROUGHT_OVER = re.compile(r"结转|结余|弥补|专用基金|分配")


def outline_level(label: str) -> int:
    """1 for 一、, 2 for （一）, 3 for 1、; 0 without a number."""
    return next((level for level, mark in _LEVELS if mark.match(label)), 0)


def without_number(label: str) -> str:
    """A label without its number."""
    for _, mark in _LEVELS:
        label = mark.sub("", label, count=1) if mark.match(label) else label
    return label


def of_outline(entries: list[Entry]) -> Iterator[Sum]:
    """Numbering tells what belongs to what; a total holds what stands above it, or all below it.

    A numbered row that is called a total may hold those above it or be one of them: then nothing is
    said of the totals.
    """
    levels = [outline_level(entry.label) for entry in entries]
    for at, level in enumerate(levels):
        if level:
            yield from _of_one_number(entries, levels, at)
    top = min(level for level in levels if level)
    after = [*levels[1:], 0]
    numbered = [at for at, level in enumerate(levels) if level == top and entries[at].is_total]
    if any(at and after[at] <= top for at in numbered):
        return
    before: int | None = None
    for at, entry in enumerate(entries):
        if levels[at] or not (entry.is_total or _heads_all(entry, at)):
            continue
        if at == 0:
            tops = [one for one, level in zip(entries, levels, strict=True) if level == top]
            yield from _summed(entry, tops, "各项相加")
            continue
        if before is None:
            yield from _summed(entry, _above(entries[:at], top), "各项相加")
        else:
            yield from _of_grand_total(entries, before, at)
        before = at


def _heads_all(entry: Entry, at: int) -> bool:
    return at == 0 and entry.label.endswith("总额")


def _summed(total: Entry, parts: list[Entry], what: str, is_whole: bool = True) -> list[Sum]:
    """A sum for every amount; nothing where a part is taken off or stands for others (净值)."""
    if any(is_taken_off(part.label) for part in parts):
        return []
    return added_up(total, parts, what, is_whole)


def _above(entries: list[Entry], top: int) -> list[Entry]:
    """What makes the first total: the numbered rows, and what was brought over below them.

    Nothing where numbered rows follow what was brought over: they may be of either.
    """
    levels = [outline_level(entry.label) for entry in entries]
    carried = [at for at, one in enumerate(entries) if not levels[at] and _is_head(one.label)]
    if any(levels[carried[0] :] if carried else ()):
        return []
    own = [one for one, level in zip(entries, levels, strict=True) if level == top]
    return [*own, *(entries[at] for at in carried)]


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
        yield from _summed(entries[at], parts, "下列各项相加")
    elif len(below) > 1 and is_aside(entries[below[0]].label):
        parts = [entries[n] for n in below]
        yield from _summed(entries[at], parts, "其中各项相加", is_whole=False)


_HEADS = re.compile(
    r"加?(?:年初|年末|年终|上年|上期|期初|期末|本年|累计|历年|以前年度|使用|动用|用|弥补"
    r"|收支|事业基金|专用基金|结余分配|结转下年)"
)
_SPENT_AGAIN = re.compile(r"加?(?:使用|动用|用|弥补)")
_OF_A_HEAD = re.compile(
    r"基本支出|项目支出|经营|一般公共预算|政府性基金|国有资本|财政|非财政|单位资金|提取|转入|交纳|缴纳"
)


def _is_head(label: str) -> bool:
    """Whether a row is an amount brought over or set aside, by its first words."""
    name = without_number(label)
    return bool(_HEADS.match(name) and _BROUGHT_OVER.search(name))


def _of_grand_total(entries: list[Entry], before: int, at: int) -> Iterator[Sum]:
    """总计: the total before it, and what was brought over or set aside since, each once."""
    groups = _groups(entries[before + 1 : at])
    if groups is None:
        return
    heads = [head for head, _ in groups]
    yield from _summed(entries[at], [entries[before], *heads], f"{entries[before].label}等相加")
    for head, own in groups:
        some = [is_aside(one.label) for one in own]
        if len(own) > 1 and not any(some[1:]):
            yield from _summed(head, own, "下列各项相加", is_whole=not some[0])


def _groups(rows: list[Entry]) -> list[tuple[Entry, list[Entry]]] | None:
    """What was brought over or set aside, each with the rows it is told in; None if not certain.

    基本支出结转 below 年初结转和结余 is a part of it, and so is 其中 with what goes on below it.
    """
    groups: list[tuple[Entry, list[Entry]]] = []
    for row in rows:
        name = without_number(row.label)
        is_brought = bool(_BROUGHT_OVER.search(name))
        if _is_head(name) or (is_brought and not groups and not is_aside(name)):
            groups.append((row, []))
        elif not groups:
            continue
        elif not is_brought or is_aside(name) or any(is_aside(one.label) for one in groups[-1][1]):
            groups[-1][1].append(row)
        elif not _is_head(groups[-1][0].label):
            groups.append((row, []))
        elif _OF_A_HEAD.match(name) and not _SPENT_AGAIN.match(groups[-1][0].label):
            groups[-1][1].append(row)
        else:
            return None
    return groups
