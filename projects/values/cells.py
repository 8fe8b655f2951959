"""A cell of a printed account table: its text, and the amount where a plain number stands there."""

from functools import lru_cache

from projects.values.parsing import parse
from projects.values.printed import Printed


@lru_cache(maxsize=1024)  # the same few names and amounts stand in table after table
def printed_cell(text: str | None) -> Printed:
    """The cell that a text prints: an amount or a percent is a figure, 1辆 and words are none.

    Never raises; the text is kept as it was written.
    """
    value = parse(text)
    return Printed(value.text, value.number if value.unit in (None, "%") else None)
