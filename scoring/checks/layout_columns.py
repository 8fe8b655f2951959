"""Headings of a printed table as a tree: which column is the sum of which others. Pure."""

from collections.abc import Iterator, Sequence


class _Node:
    """A heading with what stands under it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.column: int | None = None
        self.below: dict[str, _Node] = {}

    def own_total(self) -> "_Node | None":
        """The column under this heading that is the total of the others."""
        leaves = [one for one in self.below.values() if one.column is not None]
        totals = [one for one in leaves if _is_total_heading(one.name)]
        return totals[0] if totals else None

    def columns(self) -> list[int]:
        """The columns that make this heading's amount."""
        if self.column is not None:
            return [self.column]
        total = self.own_total()
        if total is not None and total.column is not None:
            return [total.column]
        return [column for one in self.below.values() if one.counts for column in one.columns()]

    @property
    def counts(self) -> bool:
        """Whether it is a part by itself, not one of another (其中)."""
        return not self.name.startswith("其中")


def _is_total_heading(name: str) -> bool:
    return name.replace(" ", "") in ("小计", "合计", "总计") or name.endswith("合计")


def splits_of(columns: Sequence[tuple[int, str]]) -> list[tuple[int, list[int]]]:
    """Every total column with the columns that make it; `columns`: position and heading path."""
    root = _Node("")
    for column, path in columns:
        node = root
        for name in path.split("/"):
            node = node.below.setdefault(name, _Node(name))
        node.column = column
    return list(_splits(root))


def _splits(node: _Node) -> Iterator[tuple[int, list[int]]]:
    """Every total column under a heading with the columns that make it.

    A heading that is called 合计 itself holds another split of the same total.
    """
    total = node.own_total()
    if total is not None and total.column is not None:
        others = [one for one in node.below.values() if one is not total and one.counts]
        plain = [one for one in others if not (one.below and _is_total_heading(one.name))]
        for split in (plain, *([one] for one in others if one not in plain)):
            if columns := [column for one in split for column in one.columns()]:
                yield total.column, columns
    for one in node.below.values():
        yield from _splits(one)
