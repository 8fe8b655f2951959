"""Open errors of the checks that an edition names: they keep a table from being submitted. Pure."""

import re
from collections.abc import Callable, Collection, Iterable

from scoring.checks.finding import Severity
from scoring.checks.located import Located
from scoring.gaps import Gap

_CELL = re.compile(r"(indicators|funds)\[(\d+)\](?:\.(\w+))?")
Anchor = Callable[[str, int, str], str]
"""Gives the id of a field on the entry page: of which part, row (from 0) and column; "" without."""


def blocking(
    located: Iterable[Located], *, codes: Collection[str], waived: Collection[str]
) -> list[Located]:
    """The errors of checks with these codes that nobody set aside (`waived`: digests)."""
    if not codes:
        return []
    return [
        one
        for one in located
        if one.finding.check in codes
        and one.finding.severity is Severity.ERROR
        and one.digest not in waived
    ]


def blocking_gap(one: Located, anchor: Anchor, *, otherwise: str) -> Gap:
    """What is to be mended before the table goes; `otherwise`: the anchor of the table's end."""
    return gap_told(one.place.words, one.finding.message, cell_anchor(one, anchor) or otherwise)


def cell_anchor(one: Located, anchor: Anchor) -> str:
    """The id of the finding's field on the entry page; "" where it stands in none."""
    found = _CELL.fullmatch(one.finding.place)
    return anchor(found[1], int(found[2]), found[3] or "") if found else ""


def gap_told(words: str, message: str, anchor: str, *, url: str = "") -> Gap:
    """The same as a gap: what is so, and what to do."""
    told = f"{message}。请更正；确有依据的，请上级部门在“检查问题”中说明。"
    return Gap(anchor=anchor, label=words, message=told, url=url)
