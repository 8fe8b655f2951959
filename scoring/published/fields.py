"""The cells of a table of the file: texts, figures, rows; what does not fit is a fault."""

import difflib
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache

from projects.values import BLANK, Printed
from projects.values.grammar import fold
from scoring.published.faults import Faults, quoted
from scoring.published.figures import NotAFigure, Quantity, read_figure
from scoring.published.tree import Listing, Node, Table, Text

MOST_TEXT = 2_000
_LONGEST_SLIP = 30  # no key that is read is nearly as long
_ALIKE = 8  # tenths: pionts, scores, level_3; not another word
_SHORTEST = 4  # total for total_printed, weight for weight_pct


@dataclass(frozen=True, slots=True)
class Fields:
    """A table of the file, the path to it ("" for the whole file) and where faults go."""

    table: Table
    path: str
    faults: Faults

    def text(self, key: str) -> str:
        """The text under `key`, as written; "" when it is absent or blank."""
        written = self._written(key)
        if len(written) > MOST_TEXT:
            message = f"文字太长：{len(written)} 字，最多 {MOST_TEXT} 字。请缩短。"
            self.fault(key, message)
            return ""
        return written if fold(written).strip() else ""

    def figure(self, key: str, quantity: Quantity) -> Printed:
        """The figure under `key`; BLANK when it is absent or blank, or refused."""
        try:
            return read_figure(self._written(key), quantity)
        except NotAFigure as refusal:
            self.fault(key, str(refusal))
            return BLANK

    def below(self, key: str) -> "Fields | None":
        """The table under `key`; None when it is absent or blank, or refused."""
        node = self.table.entries.get(key)
        if node is None or is_blank(node):
            return None
        if isinstance(node, Table):
            return Fields(node, self.path_to(key), self.faults)
        self.fault(key, f"{key} 应为一张小表（名称: 内容），这里是{_named(node)}。")
        return None

    def rows(self, key: str, most: int) -> "list[Fields]":
        """The rows of the list under `key`; none when it is absent, blank or refused."""
        node = self.table.entries.get(key)
        if node is None or is_blank(node):
            return []
        if not isinstance(node, Listing):
            self.fault(key, f"{key} 应为列表，每行以 - 开头，这里是{_named(node)}。")
            return []
        if len(node.items) > most:
            self.fault(key, f"{key} 有 {len(node.items)} 行，最多 {most} 行。请只留一张表的行。")
            return []
        return list(self._tables(key, node))

    def fault(self, key: str, message: str) -> None:
        """Note what is wrong under `key`, at the line of its value (of its table if absent)."""
        node = self.table.entries.get(key)
        self.faults.add((node or self.table).line, self.path_to(key), message)

    def missing(self, key: str, message: str, known: Set[str]) -> None:
        """Note that `key` is missing, and which unknown key may have been meant for it."""
        near = self._near(key, known)
        hint = f"第 {self.table.key_lines[near]} 行的{quoted(near)}是不是 {key}？" if near else ""
        self.fault(key, message + hint)

    def slips(self, read: Set[str], known: Set[str] = frozenset()) -> None:
        """Note every key that is a slip of the pen for one of `read`: its figure would be lost.

        `known` keys are none, though nothing is read of them.
        """
        absent = frozenset(key for key in read if key not in self.table.entries)
        for name in self.table.entries:
            if name in read or name in known or len(name) > _LONGEST_SLIP:
                continue
            if meant := _meant(name.lower(), absent):
                message = f"没有{quoted(name)}这个名称，是不是 {meant}？"
                self.faults.add(self.table.key_lines[name], self.path_to(name), message)

    def path_to(self, key: str) -> str:
        """The whole path of a key: indicators[3].points."""
        return f"{self.path}.{key}" if self.path else key

    def _near(self, key: str, known: Set[str]) -> str | None:
        """The unknown key that is one letter away; only those of like length are compared."""
        unknown = {
            name.lower(): name
            for name in self.table.entries
            if name not in known and abs(len(name) - len(key)) <= 1
        }
        found = difflib.get_close_matches(key, unknown, n=1)
        return unknown[found[0]] if found else None

    def _written(self, key: str) -> str:
        node = self.table.entries.get(key)
        if node is None:
            return ""
        if isinstance(node, Text):
            return node.value or ""
        self.fault(key, f"这里应为文字或数字，却是{_named(node)}。请写成“{key}: 内容”。")
        return ""

    def _tables(self, key: str, listing: Listing) -> Iterator["Fields"]:
        for index, item in enumerate(listing.items):
            path = f"{self.path_to(key)}[{index}]"
            if isinstance(item, Table):
                yield Fields(item, path, self.faults)
            else:
                message = f"{key} 的每一行应为一张小表（名称: 内容），这里是{_named(item)}。"
                self.faults.add(item.line, path, message)


@lru_cache(maxsize=1024)  # the rows of a sheet have the same few keys
def _meant(name: str, keys: frozenset[str]) -> str | None:
    near = difflib.get_close_matches(name, sorted(keys), n=1, cutoff=_ALIKE / 10)
    if near:
        return near[0]
    begun = [key for key in keys if len(name) >= _SHORTEST and key.startswith(name)]
    return min(begun, key=len, default=None)


def cells_in(listing: Listing, path: str, faults: Faults) -> list[str]:
    """The texts of a list, "" for a blank; what is no text, or too long a one, is a fault."""
    found = []
    for at, node in enumerate(listing.items):
        text = node.value or "" if isinstance(node, Text) else ""
        if not isinstance(node, Text):
            said = f"这一格应为文字或数字，却是{_named(node)}。"
            faults.add(node.line, f"{path}[{at}]", said)
        elif len(text) > MOST_TEXT:
            said = f"文字太长：{len(text)} 字，最多 {MOST_TEXT} 字。请缩短。"
            faults.add(node.line, f"{path}[{at}]", said)
            text = ""
        found.append(text if fold(text).strip() else "")
    return found


def is_blank(node: Node) -> bool:
    """Whether nothing stands there: null, "" or blanks."""
    return isinstance(node, Text) and not fold(node.value or "").strip()


def _named(node: Node) -> str:
    match node:
        case Text(value=None):
            return "空的"
        case Text():
            return "一段文字"
        case Listing():
            return "一个列表"
        case Table():
            return "一张小表"
