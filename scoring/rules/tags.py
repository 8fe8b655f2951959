"""How sure the rule behind a score is: the tag of the figure or choice that it rests on.

What rests on general knowledge that was not verified (M) can never be called an error.
"""

from functools import cache

from scoring.rules.book import line_code
from scoring.rules.edition import Edition
from scoring.rules.edition_terms import DEFAULT, SHARE
from scoring.rules.outcomes import MET
from scoring.rules.terms import NOT_APPLICABLE, WORDED, Sign

_KEYS = {
    "over": "measured.at_most",
    "far_over": "measured.at_most",
    "negative": "measured.negative_actual",
    "over_target": "over_target.points",
    "over_target_all": "over_target.points",
    "late_nothing": "dates.late",
    "below_range_nothing": "ranges.outside",
    "above_range_nothing": "ranges.outside",
    "under_pass": "measured.pass_mark",
}


@cache
def line_tag(edition: Edition, *, sign: Sign | None, way: str, outcome: str) -> str:
    """Give the tag (S, R, P, M) of what decided a line's score; "" where nothing did.

    `way` as `Edition.way_of` gives it, `outcome` as the rule book gave it.
    """
    index, kind = way.removesuffix(SHARE), WORDED if sign is None else sign.value
    if index.isdecimal() and line_code(edition, kind, way) != line_code(edition, kind):
        return edition.tag(f"ways[{index}]")
    if outcome == NOT_APPLICABLE:
        return edition.tag("not_applicable.handling")
    if sign is None:
        return edition.tag("tiers[0]")
    if sign is Sign.AT_MOST and outcome == "zero_missed":
        return edition.tag("measured.at_most")
    return edition.tag("measured.met" if outcome in MET else _KEYS.get(outcome, "measured.missed"))


def execution_tag(edition: Edition) -> str:
    """Give the tag of the rule by which an edition scores the execution, the weaker one of two."""
    tags = [edition.tag("execution.points"), edition.tag("execution.scoring")]
    return max(tags, key="SRPM".index)


@cache
def rule_tag(edition: Edition, *, rule: str, sign: Sign | None, outcome: str) -> str:
    """Give the tag of a stored score, from its rule code."""
    kind = WORDED if sign is None else sign.value
    ways = [f"{index}{mark}" for index in range(len(edition.ways)) for mark in ("", SHARE)]
    way = next((way for way in ways if line_code(edition, kind, way) == rule), DEFAULT)
    return line_tag(edition, sign=sign, way=way, outcome=outcome)
