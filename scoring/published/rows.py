"""The rows of a sheet, by the key names of its file."""

from collections.abc import Mapping, Set
from types import MappingProxyType

from scoring.published.fields import Fields, is_blank
from scoring.published.figures import POINTS, RATE, SCORE, WEIGHT, amount_in
from scoring.published.sheet import PublishedFund, PublishedLine
from scoring.published.tree import Listing

MOST_LINES = 1_000
MOST_FUNDS = 500

_FUND_KEYS = frozenset(
    ("label", "initial_budget", "annual_budget", "arrived", "executed")
    + ("points", "rate", "score", "reason")
)
_LINE_KEYS = frozenset(
    ("level1", "level2", "level3", "target", "actual", "reason", "points", "score")
    + ("nature", "value", "unit", "weight_pct", "raw_score", "desc", "done")
)

SAME_NAMES: Mapping[str, str] = MappingProxyType({})


def fund_rows(sheet: Fields) -> list[Fields]:
    """The fund rows; a sheet may have none."""
    return sheet.rows("funds", MOST_FUNDS)


def indicator_rows(sheet: Fields, known: Set[str]) -> list[Fields]:
    """The indicator rows, at least one; `known` are the keys that are not taken for a slip."""
    node = sheet.table.entries.get("indicators")
    if node is None or is_blank(node):
        sheet.missing("indicators", "缺少 indicators（指标行），没有可核对的内容。", known)
    elif isinstance(node, Listing) and not node.items:
        sheet.fault("indicators", "indicators 里一行也没有，没有可核对的内容。请补上指标行。")
    return sheet.rows("indicators", MOST_LINES)


def fund_of(row: Fields, money_unit: str, called: Mapping[str, str] = SAME_NAMES) -> PublishedFund:
    """A fund row; `called` gives the key of each column that the file names otherwise."""
    amount = amount_in(money_unit)
    row.slips({called.get(key, key) for key in _FUND_KEYS})
    return PublishedFund(
        label=row.text(called.get("label", "label")),
        initial_budget=row.figure(called.get("initial_budget", "initial_budget"), amount),
        annual_budget=row.figure(called.get("annual_budget", "annual_budget"), amount),
        arrived=row.figure(called.get("arrived", "arrived"), amount),
        executed=row.figure(called.get("executed", "executed"), amount),
        points=row.figure("points", POINTS),
        rate=row.figure("rate", RATE),
        score=row.figure("score", SCORE),
        reason=row.text(called.get("reason", "reason")),
    )


def line_of(row: Fields) -> PublishedLine:
    """An indicator row; sheet files and disclosures name its columns alike."""
    row.slips(_LINE_KEYS)
    return PublishedLine(
        level1=row.text("level1"),
        level2=row.text("level2"),
        level3=row.text("level3"),
        target=row.text("target"),
        actual=row.text("actual"),
        reason=row.text("reason"),
        nature=row.text("nature"),
        value=row.text("value"),
        unit=row.text("unit"),
        desc=row.text("desc"),
        done=row.text("done"),
        points=row.figure("points", POINTS),
        score=row.figure("score", SCORE),
        weight_pct=row.figure("weight_pct", WEIGHT),
        raw_score=row.figure("raw_score", SCORE),
    )
