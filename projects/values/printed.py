"""A figure in print: its text and the number it is."""

from decimal import Decimal
from typing import NamedTuple


class Printed(NamedTuple):
    """A figure as printed. `number` is exact and keeps its printed decimals (1,020.00 -> 1020.00).

    It is without its unit or percent sign (145.71% -> 145.71, 10分 -> 10), and None for a blank
    ("") and for /, — or 不适用: no figure stands there.
    """

    text: str
    number: Decimal | None


BLANK = Printed("", None)
