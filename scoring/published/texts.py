"""Goals and tasks of the year: read as far as they are texts, and never a reason to refuse a file.

No figure is taken from them, and files write them in many ways.
"""

import re
from collections.abc import Iterator

from projects.values.grammar import fold
from scoring.published.fields import MOST_TEXT, Fields
from scoring.published.sheet import PublishedText
from scoring.published.tree import Listing, Node, Table, Text

MOST_TEXTS = 200

_NAME = ("name", "n")
_HEADING = ("heading", "content", "expected", "goal")
_MORE = ("paraphrase",)
_RESULT = ("completion", "done", "result")
_NUMBERED = re.compile(r"\s*([0-9]{1,3}|[（(][一二三四五六七八九十]{1,3}[）)])[.．、]?\s*(?=\S)")


def texts_of(fields: Fields, *keys: str) -> tuple[PublishedText, ...]:
    """The texts under these keys, one after another; what is no text is passed over."""
    found = [text for key in keys for text in _texts(fields.table.entries.get(key))]
    return tuple(found[:MOST_TEXTS])


def results_of(fields: Fields, key: str) -> list[str]:
    """What became of each goal or task, where a plain list says it."""
    node = fields.table.entries.get(key)
    items = node.items if isinstance(node, Listing) else []
    return [_plain(item) for item in items[:MOST_TEXTS]]


def with_results(texts: tuple[PublishedText, ...], results: list[str]) -> tuple[PublishedText, ...]:
    """The texts with what became of them, in the same order."""
    padded = [*results, *[""] * len(texts)]
    return tuple(
        text._replace(result=result or text.result)
        for text, result in zip(texts, padded, strict=False)
    )


def _texts(node: Node | None) -> Iterator[PublishedText]:
    match node:
        case Text():
            yield from _numbered(_plain(node))
        case Listing():
            for item in node.items[:MOST_TEXTS]:
                if isinstance(item, Table):
                    yield _text(item)
                else:
                    yield from _numbered(_plain(item))


def _text(row: Table) -> PublishedText:
    said = [_first(row, _HEADING), _first(row, _MORE)]
    return PublishedText(_first(row, _NAME), "：".join(filter(None, said)), _first(row, _RESULT))


def _numbered(text: str) -> Iterator[PublishedText]:
    """A line of a list: 1.通过推广……"""
    if not text:
        return
    found = _NUMBERED.match(text)
    if found:
        yield PublishedText(found[1], text[found.end() :])
    else:
        yield PublishedText("", text)


def _first(row: Table, keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := _plain(row.entries.get(key)))), "")


def _plain(node: Node | None) -> str:
    text = node.value or "" if isinstance(node, Text) else ""
    return text[:MOST_TEXT] if fold(text).strip() else ""
