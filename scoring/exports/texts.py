"""Texts as workbook cells take them, and how many printed lines they need. Pure."""

import unicodedata

# A spreadsheet cell holds 32,767 UTF-16 units; the writer would cut what is longer without a word.
CELL_UNITS = 32_767
_REPLACEMENT = "\ufffd"
_KEPT_CONTROLS = frozenset("\n\t")
_BROAD_LATIN = frozenset("mwMW%@&")
_UNIT_BYTES = 2


def cell_text(text: str) -> str:
    """Return the text as a cell can hold it, unchanged in every ordinary case.

    What no XML file may hold (control characters, lone surrogates, non-characters) shows as
    U+FFFD; a text over the limit of a cell ends in a sentence that says so.
    """
    kept = "".join(_REPLACEMENT if _unwritable(sign) else sign for sign in text)
    coded = kept.encode("utf-16-le")
    units = len(coded) // _UNIT_BYTES
    if units <= CELL_UNITS:
        return kept
    notice = f"……（原文 {len(text)} 字，超出单元格上限，以上为开头部分，全文见系统）"
    room = (CELL_UNITS - len(notice)) * _UNIT_BYTES
    return coded[:room].decode("utf-16-le", "ignore") + notice


def _unwritable(sign: str) -> bool:
    category = unicodedata.category(sign)
    if category == "Cc":
        return sign not in _KEPT_CONTROLS
    return category == "Cs" or (category == "Cn" and ord(sign) & 0xFFFE == 0xFFFE)


def lines_needed(text: str, halves: int) -> int:
    """How many lines the text takes where a line has room for `halves` half-width characters.

    Estimated high rather than low: merged cells do not grow by themselves, so a line too few is a
    line cut off in print.
    """
    return sum(_wrapped(paragraph, halves) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, halves: int) -> int:
    lines, used = 1, 0
    for width in _pieces(paragraph):
        if used and used + width > halves:
            lines, used = lines + 1, 0
        over, rest = divmod(used + width - 1, halves)  # a word longer than a line is broken
        lines, used = lines + over, rest + 1
    return lines


def _pieces(paragraph: str) -> list[int]:
    """Widths of what a line break does not part: a Chinese character, or a Latin word."""
    pieces: list[int] = []
    in_word = False
    for sign in paragraph:
        width = _width(sign)
        joins = sign.isascii() and not sign.isspace()
        if in_word and joins:
            pieces[-1] += width
        else:
            pieces.append(width)
        in_word = joins
    return pieces


def _width(sign: str) -> int:
    if sign in _BROAD_LATIN:
        return 2
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
