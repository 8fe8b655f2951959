"""A printed table of a budget or final account, laid out as it was printed."""

from typing import NamedTuple

from projects.values import Printed


class PublishedTable(NamedTuple):
    """`role` says which table it is, `form` its printed number ("" without one).

    `columns` are heading paths (支出/基本支出/小计), no two alike; every row has a cell for each.
    """

    role: str
    form: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Printed, ...], ...]


def unlike(headings: list[str]) -> tuple[str, ...]:
    """The headings with those told apart that are printed more than once: 金额, 金额（续）."""
    found: dict[str, None] = {}
    for heading in headings:
        name, times = heading, 1
        while name in found:
            times += 1
            name = f"{heading}（续{times - 1 if times > 2 else ''}）"
        found[name] = None
    return tuple(found)
