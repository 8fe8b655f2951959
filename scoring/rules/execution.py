"""Budget execution: executed / annual budget x points, never above the points.

Rule book notes: sections 1 and 3. A budget of 0 has no rate, whatever is printed. Both amounts in
the same unit (万元 or 元); the rate in words is rounded for show and never used to score.
"""

from scoring.rules.formula import Field, Style, half_up, leaf, when
from scoring.rules.measured import points
from scoring.rules.numbers import SCORE_DIGITS

executed = Field("executed", Style.MONEY)
annual = Field("annual", Style.MONEY)

RATE = half_up(executed * 100, annual, 2)

CAPPED = (
    when(executed.is_blank(), "execution_missing")
    .when(annual.is_blank(), "annual_missing")
    .when(annual <= 0, "execution_no_budget")
    .when(executed < 0, "execution_negative", 0)
    .when(executed > annual, leaf("execution_over", points, rate=RATE))
    .when(executed.equals(annual), leaf("execution_full", points, rate=RATE))
    .otherwise(leaf("execution_part", half_up(executed * points, annual, SCORE_DIGITS), rate=RATE))
)
