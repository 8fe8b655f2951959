"""Open errors of the checks that an edition names: they keep a table from being submitted. Pure."""

import re
from collections.abc import Callable, Collection, Iterable

from scoring.checks.finding import Finding, Severity
from scoring.checks.located import Located
from scoring.checks.places import Kind
from scoring.gaps import Gap

_ASKED_BY_ENTRY = frozenset({"fund-parts"})  # `plan_gaps`, whatever the edition names
_CELL = re.compile(r"(indicators|funds)\[(\d+)\](?:\.(\w+))?")
Anchor = Callable[[str, int, str], str]
"""Gives the id of a field on the entry page: of which part, row (from 0) and column; "" without."""


def blocking(
    located: Iterable[Located], *, codes: Collection[str], waived: Collection[str]
) -> list[Located]:
    """The errors of checks with these codes that nobody set aside (`waived`: digests)."""
    return [
        one
        for one in located
        if one.finding.check in codes
        and one.finding.severity is Severity.ERROR
        and one.digest not in waived
    ]


def keeps_back(finding: Finding, kind: Kind, codes: Collection[str]) -> bool:
    """Whether an open finding keeps its table from being submitted.

    An error of a check that the edition names (`codes`). Of a target table moreover whatever its
    entry page wants mended: funds that do not make their total, unless rounding explains it.
    """
    if kind is Kind.PLAN and finding.check in _ASKED_BY_ENTRY:
        return finding.severity is not Severity.ROUNDING
    return finding.severity is Severity.ERROR and finding.check in codes


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
