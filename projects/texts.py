"""Cleaning of typed text at the edge: what cannot be stored is refused, nothing is cut."""

import re
import unicodedata

# Bidirectional overrides can make a printed figure read otherwise than it is stored.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_ALLOWED_CONTROLS = frozenset("\n\t")
_LINE_END = re.compile(r"\s*\n\s*")


class TextRefused(ValueError):
    """The typed text cannot be stored; the message says why and what to do."""


def clean_text(text: str, *, name: str, longest: int) -> str:
    """Return the text in NFC with plain line ends and without blanks around it.

    Raises TextRefused for control and bidirectional characters, lone surrogates,
    non-characters and texts over `longest` characters.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > longest:
        raise TextRefused(f"{name}最多 {longest} 字，现有 {len(text)} 字，请缩短。")
    for character in text:
        if _is_refused(character):
            code = f"U+{ord(character):04X}"
            raise TextRefused(f"{name}含有不可见的控制字符（{code}），请删去后重填。")
    return text


def one_line(text: str) -> str:
    """What was broken into lines to fit its cell, in one: nothing comes between Chinese words.

    >>> one_line("科普活动\n经费"), one_line("Science\nWeek")
    ('科普活动经费', 'Science Week')
    """
    return _LINE_END.sub(_joint, text.strip()).replace("\t", " ")


def _joint(end: re.Match[str]) -> str:
    before, after = end.string[end.start() - 1 : end.start()], end.string[end.end() : end.end() + 1]
    return " " if before.isascii() and after.isascii() else ""


def _is_refused(character: str) -> bool:
    if character in _BIDI:
        return True
    category = unicodedata.category(character)
    if category == "Cc":
        return character not in _ALLOWED_CONTROLS
    # Cs: a lone surrogate; Cn in the last two places of a plane: a non-character
    return category == "Cs" or (category == "Cn" and ord(character) & 0xFFFE == 0xFFFE)


# Windows opens a device under these, whatever ending follows.
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"]
)


def file_name(text: str, longest: int = 80) -> str:
    """A name that every file system takes: no separators, signs or devices' names of Windows."""
    kept = "".join("_" if sign in '\\/:*?"<>|' or not sign.isprintable() else sign for sign in text)
    kept = kept.strip(" .")[:longest].strip(" .") or "未命名"
    stem = kept.partition(".")[0].rstrip()
    return f"_{kept}"[:longest] if stem.upper() in _DEVICES else kept
