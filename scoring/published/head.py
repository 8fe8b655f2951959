"""The head of a sheet and the figures of its explanatory text."""

import re

from projects.values import BLANK, Printed
from projects.values.grammar import fold
from scoring.published.faults import quoted
from scoring.published.fields import Fields
from scoring.published.figures import NotAFigure, amount_in, read_figure
from scoring.published.tree import Table, Text

FIRST_YEAR, LAST_YEAR = 1990, 2100
MONEY_UNITS = ("万元", "元")

_YEAR = re.compile("([0-9]{4})(?:年度?)?")
_CARRIED_OVER = ("年初结转", "上年结转")
# 年初结转和结余增加 and 上年结转占比 are other figures than the balance itself.
_NOT_THE_BALANCE = re.compile("增|减|率|比")


def year_of(head: Fields) -> int | None:
    """The year (2022, 2022年度); None when it is blank or refused."""
    written = head.text("year")
    if not written:
        return None
    found = _YEAR.fullmatch(fold(written).strip())
    if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return int(found[1])
    span = f"{FIRST_YEAR} 到 {LAST_YEAR}"
    head.fault("year", f"年度{quoted(written)}不是 {span} 之间的年份，请写四位数字；没有就留空。")
    return None


def money_unit_of(head: Fields) -> str:
    """The unit of the amounts; 万元 when it is blank or refused."""
    written = head.text("money_unit")
    unit = fold(written).strip() or MONEY_UNITS[0]
    if unit in MONEY_UNITS:
        return unit
    head.fault("money_unit", f"金额单位{quoted(written)}不能用，请写“万元”或“元”，并换算金额。")
    return MONEY_UNITS[0]


def narrative_of(narrative: Fields | None) -> dict[str, str]:
    """The printed figures by name, blank ones left out.

    A figure may be a table of its own with a `value` (and the sentence around it), as disclosures
    have it. What is nested otherwise is no figure of this sheet and is left out.
    """
    found: dict[str, str] = {}
    if narrative is None:
        return found
    for key, node in narrative.table.entries.items():
        if isinstance(node, Table):
            inner = Fields(node, narrative.path_to(key), narrative.faults)
            text = inner.text("value")
        else:
            text = narrative.text(key) if isinstance(node, Text) else ""
        if text:
            found[key] = text
    return found


def is_carried_over(name: str) -> bool:
    """Whether a figure of this name is 年初结转和结余 (上年结转结余)."""
    return any(word in name for word in _CARRIED_OVER) and not _NOT_THE_BALANCE.search(name)


def carried_over_of(narrative: dict[str, str], money_unit: str) -> Printed:
    """年初结转和结余 as the explanatory text prints it; BLANK when no figure of it stands there."""
    for name, text in narrative.items():
        if not is_carried_over(name):
            continue
        try:
            printed = read_figure(text, amount_in(money_unit))
        except NotAFigure:  # words around it: no figure, and none is guessed
            continue
        if printed.number is not None:
            return printed
    return BLANK
