"""HTML put together element by element: every text is escaped, only elements are not."""

import re
from html import escape

# Characters that HTML does not allow in a text (13.2.3.5 of the standard, and lone surrogates).
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_VOID = frozenset({"meta", "br", "hr"})
_NAME = re.compile("[^0-9A-Za-z_.-]")


class Markup(str):
    """HTML that is safe as it stands; any other text is escaped where it is put in."""

    __slots__ = ()


Child = str | None


def element(tag: str, /, *children: Child, **attributes: str | int | None) -> Markup:
    """An element with its children; None is left out.

    Attributes are named as in HTML, with an underline for a dash and one behind a word of Python:
    `class_="num"`, `aria_label="…"`.
    """
    pairs = "".join(
        f' {key.strip("_").replace("_", "-")}="{clean(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if tag in _VOID:
        return Markup(f"<{tag}{pairs}>")
    return Markup(f"<{tag}{pairs}>{joined(*children)}</{tag}>")


def joined(*children: Child) -> Markup:
    """Children one after another."""
    return Markup("".join(text_of(child) for child in children if child is not None))


def text_of(child: str) -> str:
    """A child as HTML."""
    return child if isinstance(child, Markup) else clean(child)


def clean(text: str) -> str:
    """A text escaped for the inside of an element and of a quoted attribute."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def name_of(*parts: object) -> str:
    """An id of ASCII letters, the same for the same parts; other signs by their numbers."""
    words = "-".join(map(str, parts))
    return _NAME.sub(lambda sign: f"_{ord(sign[0]):x}", words)
