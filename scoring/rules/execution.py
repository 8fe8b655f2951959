"""Budget execution: executed / annual budget x points, never above the points.

Rule book notes: sections 1 and 3. A budget of 0 has no rate, whatever is printed. Both amounts in
the same unit (万元 or 元); the rate in words is rounded for show, and used to score only where an
edition rounds rates first.
"""

from functools import cache

from scoring.rules.formula import Field, Formula, Style, half_up, leaf, when
from scoring.rules.policy import Rounding, points

executed = Field("executed", Style.MONEY)
annual = Field("annual", Style.MONEY)

RATE = half_up(executed * 100, annual, 2)


def judged(spent: Formula) -> Formula:
    """The cases that come before any rate: blanks, no budget, less than nothing spent."""
    return (
        when(executed.is_blank(), "execution_missing")
        .when(annual.is_blank(), "annual_missing")
        .when(annual <= 0, "execution_no_budget")
        .when(executed < 0, "execution_negative", 0)
        .otherwise(spent)
    )


@cache
def capped(rounding: Rounding) -> Formula:
    """The points in proportion to the rate, all of them from 100 % on."""
    rate = RATE if rounding.rate is None else rounding.percent(executed, annual)
    part = rounding.part(executed, annual)
    return judged(
        when(executed > annual, leaf("execution_over", points, rate=RATE))
        .when(executed.equals(annual), leaf("execution_full", points, rate=RATE))
        .otherwise(leaf("execution_part", part, rate=rate))
    )
