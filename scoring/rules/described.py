"""Indicators described in words: a person gives a share of the points, the tiers name it.

Rule book notes: section 1 (three tiers, 100-80 %, 80-60 %, 60-0 %, each lower bound included) and
section 3 (a score below a bound belongs to the tier below; Shanxi: a standing row without a target
is worth no more than so many points).
"""

from functools import cache

from scoring.rules.formula import Field, Formula, Number, Style, leaf, minimum, when
from scoring.rules.formula import number as constant
from scoring.rules.policy import Rounding, points

share = Field("share", Style.PERCENT)


@cache
def tiers(reached: int, partly: int, rounding: Rounding, most: str = "") -> Formula:
    """Three tiers by their lower bounds in whole percent of the points, e.g. 80 and 60.

    `most`: the row is worth no more than that many points ("" for no such limit).
    """
    part = rounding.score(share * points)
    score = minimum(part, constant(most)) if most else part
    return (
        when(share.is_blank(), "not_judged")
        .when(share >= Number(reached, 2), "tier_reached", score)
        .when(share >= Number(partly, 2), "tier_partly", score)
        .otherwise(leaf("tier_poor", score, shown=share < Number(partly, 2)))
    )
