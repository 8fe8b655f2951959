"""Names that mean the same though they are not written alike. Pure."""

import re
import unicodedata
from difflib import SequenceMatcher
from fractions import Fraction

_NOT_A_NAME = re.compile(r"[\W_]+")
_SHARED = 4


def same_key(name: str) -> str:
    """A name without brackets, spaces and signs, full-width letters as plain ones."""
    return _NOT_A_NAME.sub("", unicodedata.normalize("NFKC", name))


def shared_part(one: str, other: str) -> str:
    """The longest run of signs that two names share; "" where it is shorter than four.

    Looks at the shorter name only, so the cost grows with its length.
    """
    short, long = sorted((same_key(one), same_key(other)), key=len)
    best = ""
    for start in range(len(short)):
        while start + len(best) < len(short) and short[start : start + len(best) + 1] in long:
            best = short[start : start + len(best) + 1]
    return best if len(best) >= _SHARED else ""


def likeness(one: str, other: str) -> Fraction:
    """How much of two names is the same, from 0 to 1, left-out words in the middle allowed."""
    keys = same_key(one), same_key(other)
    length = sum(map(len, keys))
    found = SequenceMatcher(None, *keys, autojunk=False).get_matching_blocks()
    same = sum(block.size for block in found)
    return Fraction(2 * same, length) if length else Fraction(0)
