"""The smallest pieces of a printed value: characters and figures. Signs stand in `signs`."""

import re
from decimal import Context, Decimal, Inexact

# Scores, amounts and targets fit in these; a longer row of digits is a code, not a quantity.
INTEGER_DIGITS = 15
DECIMAL_DIGITS = 18

# One character for one character, so that nothing shifts. NFKC would also turn ㎡ into m2 and ½
# into three characters, and a unit is kept as printed.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LOOKALIKES = {
    " ": "\u3000\u00a0\ufeff\u200b",  # ideographic, no-break and zero-width space, byte order mark
    "-": "\u2212\u2010\u2011﹣",  # minus sign, two hyphens, small hyphen
    "—": "\u2015",  # horizontal bar
    "~": "〜∼∽",
    "·": "•∙⋅・‧",
    "/": "∕⁄",
    "%": "﹪",
    "<": "﹤",
    ">": "﹥",
    "=": "﹦═",
    "≥": "≧⩾",
    "≤": "≦⩽",
    ".": "﹒",
    ",": "﹐",
    "(": "﹙",
    ")": "﹚",
    "¥": "￥",
}
_FOLDED = _FULL_WIDTH | {
    ord(sign): ord(plain) for plain, signs in _LOOKALIKES.items() for sign in signs
}

FIGURE = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
RANGE_MARK = r"(?:—{1,2}|–|-{1,2}|~{1,2}|至|到)"

# Room for the longest figure times the largest scale; Inexact proves that nothing was rounded.
_EXACT = Context(prec=64, traps=[Inexact])


def fold(text: str) -> str:
    """The text with full-width signs and digits made half-width; its length stays the same."""
    return text if text.isascii() else text.translate(_FOLDED)


def to_decimal(figure: str) -> Decimal | None:
    """The exact number of a text that FIGURE matches (a sign may lead), None if it is too long."""
    if len(figure) <= INTEGER_DIGITS and figure[0] not in "+-":
        return Decimal(figure.replace(",", ""))  # too short to be too long, and no minus zero
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
