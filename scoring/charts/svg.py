"""An inline SVG put together line by line: every text escaped, nothing but attributes and classes.

Across, places are percents of the width, so that the text keeps its size on a phone as on a wide
page; down, they are pixels.
"""

import re
from xml.sax.saxutils import escape, quoteattr

from django.utils.safestring import SafeString, mark_safe

from scoring.charts.scale import position

# Characters that XML 1.0 forbids (section 2.2): a picture with one of them would not be read.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Picture:
    """The parts of one SVG in drawing order, and how far down it has come (`height`, pixels)."""

    def __init__(self) -> None:
        self.height = 0
        self._parts: list[str] = []

    def text(self, text: str, *, x: int, y: int, css: str = "") -> None:
        """Write one line; `x` in hundredths of a percent of the width, `y` the base line."""
        shown = f" class={quoteattr(css)}" if css else ""
        self._parts.append(f'<text{shown} x="{position(x)}" y="{y}">{escape(_clean(text))}</text>')

    def bar(self, start: int, end: int, *, y: int, thick: int, css: str = "bar") -> None:
        """Draw a bar between two places, whichever is the left one."""
        left, wide = position(min(start, end)), position(abs(end - start))
        self._parts.append(
            f'<rect class="{css}" x="{left}" y="{y}" width="{wide}" height="{thick}"/>'
        )

    def line(self, css: str, x: int, *, top: int, bottom: int, lean: int = 0) -> None:
        """Draw a line down at `x`, its top further to the right by `lean`."""
        self._parts.append(
            f'<line class="{css}" x1="{position(x + lean)}" x2="{position(x)}"'
            f' y1="{top}" y2="{bottom}"/>'
        )

    def drawn(self, label: str) -> SafeString:
        """The whole SVG; `label` is what a screen reader says instead of it."""
        # Safe: every text and the label went through escape or quoteattr, the rest is ours.
        return mark_safe(
            f'<svg xmlns="http://www.w3.org/2000/svg" class="rates" width="100%"'
            f' height="{self.height}" role="img" aria-label={quoteattr(_clean(label))}>'
            f"{''.join(self._parts)}</svg>"
        )


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
