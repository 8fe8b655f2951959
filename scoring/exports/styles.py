"""The looks of the official form's cells, and figures as cells. Pure."""

from decimal import Decimal

from scoring.exports.layout import Style, Value

TITLE = Style(align="center", bold=True, border=False, size=18)
YEAR = Style(align="center", border=False, size=12)
NOTE = Style(border=False)
NOTE_RIGHT = Style(align="right", border=False)
HEAD = Style(align="center", bold=True)
LABEL = Style(align="center")
TEXT = Style()
FIGURE = Style(align="right")
POINTS = Style(align="center", digits="General")
SCORE = Style(align="center", digits="0.00")
_GAP = "_ "  # the width of a blank between figure and border
RATE = Style(align="right", digits=f"0.00%{_GAP}")

NUMBER_DIGITS = 15  # what a spreadsheet number keeps; a longer one stays a text


def is_exact(value: Decimal | None) -> bool:
    """True where a worksheet's number gives the value back digit for digit."""
    if value is None:
        return False
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits) <= NUMBER_DIGITS


def money(value: Decimal | None, text: str) -> tuple[Value, Style]:
    """An amount with its decimals as filed, at least two; the text where there is no number."""
    if value is None or not is_exact(value):
        return text, FIGURE
    exponent = value.as_tuple().exponent
    digits = max(2, -exponent) if isinstance(exponent, int) else 2
    return value, Style(align="right", digits=f"#,##0.{'0' * digits}{_GAP}")
