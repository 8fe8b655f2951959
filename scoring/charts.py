"""Charts of rates: drawn on the server, no script. (Filled in by its own commit.)"""

from collections.abc import Sequence
from typing import Any


def rate_chart(title: str, rows: Sequence[Any]) -> str:
    """An inline SVG of the computable rates of a group; empty with fewer than two."""
    return ""
