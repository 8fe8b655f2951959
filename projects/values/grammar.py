"""The smallest pieces of a printed value: characters, signs, figures."""

import re
from decimal import Context, Decimal, Inexact

# Scores, amounts and targets fit in these; a longer row of digits is a code, not a quantity.
INTEGER_DIGITS = 15
DECIMAL_DIGITS = 18

# One character for one character, so that nothing shifts. NFKC would also turn ㎡ into m2 and ½
# into three characters, and a unit is kept as printed.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LOOKALIKES = {
    "\u3000": " ",  # ideographic space
    "\ufeff": " ",  # byte order mark
    "\u200b": " ",  # zero-width space
    "\u2212": "-",  # minus sign
    "﹣": "-",
    "﹪": "%",
    "﹤": "<",
    "﹥": ">",
    "﹦": "=",
    "═": "=",
    "≧": "≥",
    "≦": "≤",
    "⩾": "≥",
    "⩽": "≤",
    "〜": "~",
    "∼": "~",
}
_FOLDED = _FULL_WIDTH | {ord(sign): ord(plain) for sign, plain in _LOOKALIKES.items()}

FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
RANGE_MARK = r"(?:—{1,2}|–|-|~|至|到)"

# 以上, 以下, 以内 include the number itself; 超过 and its like do not (民法典 article 1259).
_BEFORE = {
    ">=": "大于或等于 大于等于 不低于 不少于 不小于 至少 >= => ≥ ≮",
    "<=": "小于或等于 小于等于 不超过 不高于 不多于 不大于 至多 最多 <= =< ≤ ≯",
    ">": "大于 高于 多于 超过 >",
    "<": "小于 低于 少于 <",
    "=": "等于 =",
}
_AFTER = {">=": "及以上 以上", "<=": "及以下 以下 以内 之内 内"}


def _longest_first(table: dict[str, str]) -> list[tuple[str, str]]:
    pairs = [(word, sign) for sign, words in table.items() for word in words.split()]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


_PREFIXES = _longest_first(_BEFORE)
_SUFFIXES = _longest_first(_AFTER)
# Room for the longest figure times the largest scale; Inexact proves that nothing was rounded.
_EXACT = Context(prec=64, traps=[Inexact])


def fold(text: str) -> str:
    """The text with full-width signs and digits made half-width; its length stays the same."""
    return text.translate(_FOLDED)


def take_prefix(text: str) -> tuple[str | None, str]:
    """Split a sign or its words off the front: '不低于95%' gives ('>=', '95%')."""
    for word, sign in _PREFIXES:
        if text.startswith(word):
            return sign, text[len(word) :].lstrip()
    return None, text


def take_suffix(text: str) -> tuple[str | None, str]:
    """Split the words of a sign off the end: '95%以上' gives ('>=', '95%')."""
    for word, sign in _SUFFIXES:
        if text.endswith(word):
            return sign, text[: -len(word)].rstrip()
    return None, text


def to_decimal(figure: str) -> Decimal | None:
    """The exact number of a text that FIGURE matches (a sign may lead), None if it is too long."""
    number = Decimal(figure.replace(",", ""))
    return without_minus_zero(number) if fits(number) else None


def scaled(number: Decimal, scale: int) -> Decimal | None:
    """`number` times `scale`, exactly; an unscaled number keeps its printed decimals."""
    if scale == 1:
        return number
    product = _EXACT.multiply(number, Decimal(scale))
    return without_spare_zeros(product) if fits(product) else None


def without_spare_zeros(number: Decimal) -> Decimal:
    """15000.00 as 15000, never as 1.5E+4."""
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def without_minus_zero(number: Decimal) -> Decimal:
    """The same number; -0 is 0."""
    return number if number else number.copy_abs()


def fits(number: Decimal) -> bool:
    """Whether a number keeps to the digits that the database and the rule book hold."""
    # copy_abs, since abs() rounds to the 28 digits of the context.
    whole, _, decimals = format(number.copy_abs(), "f").partition(".")
    return len(whole) <= INTEGER_DIGITS and len(decimals) <= DECIMAL_DIGITS


FIGURE_ONLY = re.compile(rf"[+-]?{FIGURE}")
