"""From a text to a plain tree of texts, lists and tables with their lines, by YAML's events.

Nothing is loaded or composed: no object is made of what a file says, nothing refers to anything,
nothing recurses. Every figure stays the text that was written (9.90, 1_000, yes).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

import yaml

from scoring.published.encoding import UNSEEN, UNSEEN_IN_KEY, named
from scoring.published.faults import Faults, quoted
from scoring.published.syntax import json_as_yaml, meaning_of

MOST_DEPTH = 8
MOST_NODES = 40_000
MOST_CHARACTERS = 10_000
MOST_KEY_CHARACTERS = 200

# Packages built without the C library have the same events, more slowly.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_SHOWN_KEY = 60
_FIRST_DOCUMENT = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A text as written; None where nothing stands (null, ~ or empty, not in quotes)."""

    value: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    line: int
    items: "list[Node]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """Names and what stands under them, in the order of the file."""

    line: int
    entries: "dict[str, Node]" = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


Node = Text | Listing | Table


@dataclass(slots=True)
class _OpenListing:
    """A list that is not at its end yet; `path` leads to it."""

    node: Listing
    path: str


@dataclass(slots=True)
class _OpenTable:
    """A table that is not at its end yet, and the key that waits for its value."""

    node: Table
    path: str
    key: str | None = None
    plain_key: bool = False
    again: bool = False


def read_tree(text: str, faults: Faults) -> Node:
    """The one document that `text` holds, YAML or JSON.

    Faults that the rest does not depend on (a key twice, a tag, an anchor, too long a text) are
    added to `faults`.

    Raises:
        SheetUnreadable: no YAML, nothing in it, a second document, an alias, a key that is no
            text, deeper than 8, more than 40,000 nodes.

    """
    text = json_as_yaml(text)
    builder = _Builder(faults)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.YAMLError as error:
        line, message = meaning_of(error, text)
        faults.stop(line, None, message)
    if builder.root is None:
        wanted = "请给出自评表或公开材料的数据文件（YAML 或 JSON）。"
        faults.stop(None, None, f"文件里没有内容。{wanted}")
    return builder.root


def _events(text: str) -> Iterator[yaml.Event]:
    yield from yaml.parse(text, Loader=_LOADER)


class _Builder:
    """Takes the events of a document one by one; `root` is the finished tree."""

    def __init__(self, faults: Faults) -> None:
        self.root: Node | None = None
        self._faults = faults
        self._open: list[_OpenListing | _OpenTable] = []
        self._nodes = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Add what one event tells. Raises SheetUnreadable as `read_tree` says."""
        match event:
            case yaml.ScalarEvent():
                self._no_reference(event, event.tag, event.anchor)
                self._scalar(event)
            case yaml.MappingStartEvent():
                self._start(event, Table(_line(event)))
            case yaml.SequenceStartEvent():
                self._start(event, Listing(_line(event)))
            case yaml.CollectionEndEvent():
                self._open.pop()
            case yaml.AliasEvent():
                self._stop(event, f"引用（*{event.anchor}）不能用，请把内容写全。")
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > _FIRST_DOCUMENT:
                    self._stop(
                        event, "一个文件只能有一份材料，这里又开始了第二份（---）。请分成两个文件。"
                    )

    def _start(
        self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, node: Listing | Table
    ) -> None:
        self._no_reference(event, event.tag, event.anchor)
        if self._without_key():
            self._stop(event, "名称（冒号前的部分）应为文字，这里是一个列表或表。")
        if len(self._open) == MOST_DEPTH:
            self._stop(event, f"层次太深：最多 {MOST_DEPTH} 层。请对照格式说明核对文件。")
        path = self._path()
        self._attach(node)
        if isinstance(node, Listing):
            self._open.append(_OpenListing(node, path))
        else:
            self._open.append(_OpenTable(node, path))

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        plain = event.implicit[0]
        value = None if plain and event.value in _NULLS else event.value
        if table := self._without_key():
            self._key(event, table, value, plain)
        else:
            self._no_glued_key(event)
            self._attach(Text(self._checked(event, value), _line(event)))

    def _key(
        self, event: yaml.ScalarEvent, table: _OpenTable, value: str | None, plain: bool
    ) -> None:
        if value is None:
            self._stop(event, "名称（冒号前的部分）是空的，请写上名称。")
        if plain and value == "<<":
            self._stop(event, "合并写法（<<）不能用，请把内容写全。")
        table.key, table.plain_key = value[:MOST_KEY_CHARACTERS], plain
        self._checked(event, value, MOST_KEY_CHARACTERS, UNSEEN_IN_KEY)
        first = table.node.key_lines.setdefault(table.key, _line(event))
        table.again = table.key in table.node.entries
        if table.again:
            self._add(event, f"{quoted(value)}写了两次，第 {first} 行已经有了。请只留一个。")

    def _no_glued_key(self, event: yaml.ScalarEvent) -> None:
        """{points:10} is one name without a value to YAML: the figure would be lost unseen."""
        top = self._open[-1] if self._open else None
        if event.value or not event.implicit[0] or not isinstance(top, _OpenTable):
            return
        if top.plain_key and ":" in (top.key or ""):
            self._add(event, "冒号后要空一格，否则冒号后的内容会算作名称。")

    def _without_key(self) -> _OpenTable | None:
        """The table that a key is wanted for next, if that is so."""
        top = self._open[-1] if self._open else None
        return top if isinstance(top, _OpenTable) and top.key is None else None

    def _attach(self, node: Node) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            message = f"内容太多：超过 {MOST_NODES} 项。请分成几个文件。"
            self._faults.stop(node.line, self._path() or None, message)
        match self._open[-1] if self._open else None:
            case None:
                self.root = node
            case _OpenListing() as top:
                top.node.items.append(node)
            case _OpenTable() as top:
                if top.key is not None and not top.again:
                    top.node.entries[top.key] = node
                top.key = None

    def _checked(
        self,
        event: yaml.ScalarEvent,
        value: str | None,
        most: int = MOST_CHARACTERS,
        unseen: re.Pattern[str] = UNSEEN,
    ) -> str | None:
        """The text, cut if it is too long; what is wrong with it is added to the faults."""
        if value is None:
            return None
        if len(value) > most:
            self._add(event, f"文字太长：{len(value)} 字，最多 {most} 字。请缩短。")
        if found := unseen.search(value):
            self._add(event, f"文字{quoted(value)}里有{named(found[0])}，请删去。")
        return value[:most]

    def _no_reference(self, event: yaml.Event, tag: str | None, anchor: str | None) -> None:
        if tag is not None:
            self._add(event, f"类型标记{quoted(tag)}不能用，请删去，数字和文字照表上写即可。")
        if anchor is not None:
            self._add(event, f"引用记号（&{anchor[:_SHOWN_KEY]}）不能用，请删去。")

    def _add(self, event: yaml.Event, message: str) -> None:
        self._faults.add(_line(event), self._path() or None, message)

    def _stop(self, event: yaml.Event, message: str) -> NoReturn:
        self._faults.stop(_line(event), self._path() or None, message)

    def _path(self) -> str:
        """Where the builder stands: indicators[3].points; "" at the top."""
        match self._open[-1] if self._open else None:
            case _OpenListing() as top:
                return f"{top.path}[{len(top.node.items)}]"
            case _OpenTable(key=str(key)) as top:
                return f"{top.path}.{key[:_SHOWN_KEY]}".removeprefix(".")
            case _OpenTable() as top:
                return top.path
        return ""


def _line(event: yaml.Event) -> int:
    """Its line from 1; every event of a parsed text has a mark."""
    return event.start_mark.line + 1 if event.start_mark is not None else 1
