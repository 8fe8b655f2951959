"""Whether what is typed beside a figure makes another figure of it. Pure.

Decided by what each sign is in Unicode, so that no script, width or blank gets by: a number, a
sign, a letter or another scale right beside a figure is read as a part of it. Blanks and what does
not show are passed over, for a reader does not see them.
"""

import re
import unicodedata

from scoring.narrative.terms import AMOUNTS, SCORES, SHARES, WORDS

FIGURE = "\ufffc"
"""Stands for another figure of the same paragraph (the object replacement character)."""

_CLOSED = SHARES | WORDS  # they end with % or are a word: no digit can go on behind them
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # shown as nothing
_ENDS = frozenset("。；;！!？?…")  # a sentence is over: what follows is no part of the figure
_APOSTROPHES = frozenset("‘’")
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
_NUMERALS = frozenset("两俩")  # Unicode has no number for them
_OPERATIONS = ("乘以", "除以", "加上", "减去", "乘", "除", "加", "减", "点", "又")
_BURDENS = re.compile(r"[肩担背承自抱欺辜]负$")  # words that end as the sign does
_MINUS = re.compile(r"(?:负|零下|分之)$")
_LIST_NUMBER = re.compile(r"[0-9０-９一二三四五六七八九十]{1,3}、")
_RELATIONS = frozenset("=＝≈≠<>≤≥＜＞")  # before a figure they leave it as it is
_LISTS = frozenset("，,、：:")  # behind a percentage or a word they begin something new
_MONEY = "元圆块角毛厘"
_OTHER_UNITS = re.compile(
    rf"[{_MONEY}成折倍]|分之|个?百分点|(?:美|港|欧|日|韩|澳|加)(?:元|币|金)|英镑|卢布"
)
_COUNTED = re.compile(r"[个人户家次件项张份名条吨亩]")
_CENTS = re.compile(r"分(?![别为布配析])")
_ABOUT = re.compile(r"^[余多来几]+")
_MORE_MONEY = re.compile(rf"(?P<number>.+?)(?:[{_MONEY}]|(?<=.[十百千万亿拾佰仟萬億]))")


def glued(before: str, after: str, key: str) -> str:
    """What is typed beside the figure of `key` and is read as a part of it; "" where nothing is.

    `before` and `after`: the paragraph on both sides, with FIGURE for each other figure.
    """
    return _glued_before(before) or _glued_after(after, key)


def unseen_in(text: str) -> int:
    """Where the first sign stands that does not show (zero width, direction); -1 where none is."""
    return next((at for at, sign in enumerate(text) if _is_unseen(sign)), -1)


def without_unseen(text: str) -> str:
    """The text without signs that do not show."""
    return "".join(sign for sign in text if not _is_unseen(sign))


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf" or sign in _BLANK_LETTERS


def _seen(text: str) -> str:
    """The text without blanks, combining signs and what does not show."""
    return "".join(
        sign
        for sign in text
        if not (sign.isspace() or _is_unseen(sign) or unicodedata.category(sign)[0] in "MZC")
        or sign == FIGURE
    )


def _is_numeral(sign: str) -> bool:
    """Digits and numbers of any script, Chinese ones plain and financial, and fractions."""
    return sign in _NUMERALS or any(
        unicodedata.numeric(one, None) is not None
        for one in (sign, *unicodedata.normalize("NFKC", sign))
    )


def _is_letter(sign: str) -> bool:
    """Letters that run together with digits: with case, or written from right to left."""
    kind = unicodedata.category(sign)
    return kind in ("Lu", "Ll", "Lt", "Lm") or (
        kind == "Lo" and unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT
    )


def _is_symbol(sign: str) -> bool:
    """Plus, minus of any length, times, currencies: what changes the figure that it stands by."""
    return unicodedata.category(sign) in ("Sm", "Sc", "Sk", "Pd")


def _is_separator(sign: str) -> bool:
    """Points, commas and other marks that can stand within a number."""
    if sign in _ENDS or sign == FIGURE:
        return False
    kind = unicodedata.category(sign)
    return sign in _APOSTROPHES or kind[0] == "S" or kind in ("Po", "Pd", "Pc")


def _is_number(sign: str) -> bool:
    return sign == FIGURE or _is_numeral(sign)


def _glued_before(before: str) -> str:
    text = _seen(before)
    if not text or text.endswith("——"):
        return ""
    last = text[-1]
    if _is_number(last) or _is_letter(last) or (_is_symbol(last) and last not in _RELATIONS):
        return last
    if _MINUS.search(text) and not _BURDENS.search(text):
        return text[-2:]
    rest = _without_last(text)
    if rest == text or not rest or not _is_number(rest[-1]):
        return ""
    if _LIST_NUMBER.fullmatch(text) or text[len(rest) :] == "、" and rest[-1] == FIGURE:
        return ""
    return text[len(rest) - 1 :]


def _without_last(text: str) -> str:
    """Without the separators at the end, or without the word of an operation."""
    for word in _OPERATIONS:
        if text.endswith(word):
            return text.removesuffix(word)
    end = len(text)
    while end and _is_separator(text[end - 1]):
        end -= 1
    return text[:end]


def _glued_after(after: str, key: str) -> str:
    if after and unicodedata.category(after[0])[0] == "M":
        return after[0]  # it would be drawn over the last digit
    text = _seen(after)
    if not text or text.startswith("——"):
        return ""
    if key in _CLOSED:
        return _behind_closed(text)
    if key in AMOUNTS and text.startswith("万元"):
        return _more_money(text[2:])
    first = text[0]
    if _is_number(first) or _is_letter(first) or unicodedata.category(first)[0] == "S":
        return first
    if _is_percent(first) or _is_another_unit(_ABOUT.sub("", text), key):
        return text[:2]
    rest = _without_first(text)
    if rest == text or not rest or not _is_number(rest[0]):
        return ""
    between = text[: len(text) - len(rest)]
    return "" if between == "、" and rest[0] == FIGURE else f"{between}{rest[0]}"


def _is_another_unit(text: str, key: str) -> bool:
    """Whether a scale or unit follows that is not the figure's own (余万元 is an amount's)."""
    if key in AMOUNTS and text.startswith("万元"):
        return False
    if key in AMOUNTS and _CENTS.match(text) or key in AMOUNTS | SCORES and _COUNTED.match(text):
        return True
    return bool(_OTHER_UNITS.match(text)) or _is_numeral(text[:1] or " ")


def _behind_closed(text: str) -> str:
    """What changes a percentage or a word: digits and signs, not the beginning of a word."""
    first = text[0]
    if _is_digit(first) or _is_percent(first) or _is_symbol(first):
        return first
    rest = text if first in _LISTS else _without_first(text)
    return text[:2] if rest != text and rest and _is_digit(rest[0]) else ""


def _more_money(text: str) -> str:
    """Whether an amount goes on behind 万元 (5千元)."""
    text = text.lstrip("又零〇")
    if text and _is_digit(text[0]):
        return f"万元{text[0]}"
    found = _MORE_MONEY.match(text)
    return f"万元{found[0]}" if found and all(map(_is_numeral, found["number"])) else ""


def _is_digit(sign: str) -> bool:
    return sign == FIGURE or unicodedata.category(sign) in ("Nd", "No")


def _is_percent(sign: str) -> bool:
    return any(one in "%‰‱٪" for one in unicodedata.normalize("NFKC", sign))


def _without_first(text: str) -> str:
    for word in _OPERATIONS:
        if text.startswith(word):
            return text.removeprefix(word)
    start = 0
    while start < len(text) and _is_separator(text[start]):
        start += 1
    return text[start:]
