"""From lists of named cells to a table as it was printed: which heading a name stands under, and
which rows of two lists stand on one line. Pure.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from projects.values.grammar import fold
from scoring.published.key_words import SIDES, heading_of

Row = Mapping[str, str]
Lines = list[list[Row]]

_HINTS = {
    "name": re.compile("名称"),
    "code": re.compile("编码|代码"),
    "row": re.compile("行次|序号"),
}
_NUMBERED = ("row",)
_WHOLE = re.compile("合计|总计|本年")
_SIDE_WORDS = re.compile("收入|支出|人员经费|公用经费|[:：\\s]")
_NOTHING: Row = {}


class Part(NamedTuple):
    """A list of rows under its name in the file; `keys` as the rows have them, in order."""

    name: str
    keys: tuple[str, ...]
    rows: Sequence[Row]


class Laid(NamedTuple):
    """A table of texts: every row has as many cells as there are headings."""

    headings: list[str]
    rows: list[list[str]]


def lay_out(parts: Sequence[Part], headings: Sequence[str]) -> Laid:
    """Put the lists of a table where they stand in print; no headings: the keys' own words."""
    if len(parts) > 1 and all(part.name in SIDES for part in parts):
        return _side_by_side(parts, headings)
    return _one_below_another(parts, headings)


def _one_below_another(parts: Sequence[Part], headings: Sequence[str]) -> Laid:
    keys = list(dict.fromkeys(key for part in parts for key in part.keys))
    rows = [row for part in parts for row in part.rows]
    if not headings:
        words = list(dict.fromkeys(map(heading_of, keys)))
        return Laid(words, [_by_word(row, words) for row in rows])
    if not rows:
        return Laid(list(headings), [])
    if _is_in_groups(rows, keys, headings):
        return Laid(list(headings), [[row.get(key, "") for row in rows for key in keys[1:]]])
    return Laid(_headings_of(keys, headings), [[row.get(key, "") for key in keys] for row in rows])


def _by_word(row: Row, words: Sequence[str]) -> list[str]:
    found = dict.fromkeys(words, "")
    for key, text in row.items():
        found[heading_of(key)] = found.get(heading_of(key)) or text
    return [found[word] for word in words]


def _is_in_groups(rows: Sequence[Row], keys: Sequence[str], headings: Sequence[str]) -> bool:
    """Whether each row is a group of columns of one printed row: its first cell is their head."""
    wide = len(keys) - 1
    if wide < 1 or len(rows) * wide != len(headings):
        return False
    return all(
        heading.startswith(f"{row.get(keys[0]) or '?'}/")
        for at, row in enumerate(rows)
        for heading in headings[at * wide : (at + 1) * wide]
    )


def _headings_of(keys: Sequence[str], headings: Sequence[str]) -> list[str]:
    """The printed heading of each key, in printed order.

    A table may print more columns than it has figures in: then names and codes find theirs by the
    word in it, and the rest follows from there. Keys beyond the last heading stand for themselves.
    """
    found, at = [], 0
    for index, key in enumerate(keys):
        last = len(headings) - (len(keys) - index)  # what follows needs columns, too
        hint = _HINTS.get(key)
        if hint is not None:
            places = (place for place in range(at, last + 1) if hint.search(headings[place]))
            at = next(places, at)
        found.append(headings[at] if at < len(headings) else heading_of(key))
        at += 1
    return found


def _side_by_side(parts: Sequence[Part], headings: Sequence[str]) -> Laid:
    needed = sum(len(part.keys) for part in parts)
    share = len(headings) == needed - len(parts) + 1 and all(
        part.keys[:1] == _NUMBERED for part in parts
    )
    words = list(headings)
    if not share and len(headings) != needed:
        words = [f"{SIDES[part.name]}/{heading_of(key)}" for part in parts for key in part.keys]
    lines = _by_number(parts, share=share) or _by_totals(parts)
    return Laid(words, [_line(line, parts, share=share) for line in lines])


def _line(line: Sequence[Row], parts: Sequence[Part], *, share: bool) -> list[str]:
    """The cells of one printed line; a shared number is printed once, in front."""
    skip = 1 if share else 0
    front = [next((row["row"] for row in line if row.get("row")), "")] if share else []
    return front + [
        row.get(key, "") for row, part in zip(line, parts, strict=True) for key in part.keys[skip:]
    ]


def _by_number(parts: Sequence[Part], *, share: bool) -> Lines:
    """The lines by the printed line numbers (行次); none where a row has no number.

    Each side counts on from its own first number, unless all share one column of numbers.
    """
    found: dict[int, list[Row]] = {}
    for side, part in enumerate(parts):
        numbers = [_number(row.get("row", "")) for row in part.rows]
        if not numbers or None in numbers:
            return []
        first = 0 if share else numbers[0] or 0
        for number, row in zip(numbers, part.rows, strict=True):
            line = found.setdefault((number or 0) - first, [_NOTHING] * len(parts))
            if line[side]:
                return []
            line[side] = row
    return [found[number] for number in sorted(found)]


def _number(text: str) -> int | None:
    folded = fold(text).strip()
    return int(folded) if folded.isdecimal() and len(folded) < 6 else None


def _by_totals(parts: Sequence[Part]) -> Lines:
    """The lines from top to bottom, totals of one name (收入合计, 支出合计) on one line."""
    lines = [[row] for row in parts[0].rows]
    for wide, part in enumerate(parts[1:], start=1):
        lines = _joined(lines, part.rows, wide)
    return lines


def _joined(lines: Lines, rows: Sequence[Row], wide: int) -> Lines:
    joined: Lines = []
    left = right = 0
    for at, other in [*_totals(lines, rows), (len(lines), len(rows))]:
        for line, row in zip_longest(lines[left:at], rows[right:other]):
            joined.append([*(line or [_NOTHING] * wide), row or _NOTHING])
        left, right = at, other
    return joined


def _totals(lines: Lines, rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Where a total of the lines meets one of the rows, both in order."""
    names = [{name for row in line if (name := _total_name(row))} for line in lines]
    found, start = [], 0
    for other, row in enumerate(rows):
        name = _total_name(row)
        later = range(start, len(lines)) if name else ()
        at = next((at for at in later if name in names[at]), None)
        if at is not None:
            found.append((at, other))
            start = at + 1
    return found


def _total_name(row: Row) -> str:
    """The name of a total without the word for its side; "" of any other row."""
    name = fold(row.get("item") or row.get("name") or "")
    return _SIDE_WORDS.sub("", name) if _WHOLE.search(name) else ""
