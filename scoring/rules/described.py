"""Indicators described in words: a person gives a share of the points, the tiers name it.

Rule book notes: section 1 (three tiers, 100-80 %, 80-60 %, 60-0 %, each lower bound included) and
section 3 (a score below a bound belongs to the tier below).
"""

from functools import cache

from scoring.rules.formula import Field, Formula, Number, Style, half_up, leaf, when
from scoring.rules.measured import points
from scoring.rules.numbers import SCORE_DIGITS

share = Field("share", Style.PERCENT)

SHARE_OF_POINTS = half_up(share * points, 1, SCORE_DIGITS)


@cache
def tiers(reached: int, partly: int) -> Formula:
    """Three tiers by their lower bounds in whole percent of the points, e.g. 80 and 60."""
    return (
        when(share.is_blank(), "not_judged")
        .when(share >= Number(reached, 2), "tier_reached", SHARE_OF_POINTS)
        .when(share >= Number(partly, 2), "tier_partly", SHARE_OF_POINTS)
        .otherwise(leaf("tier_poor", SHARE_OF_POINTS, shown=share < Number(partly, 2)))
    )
