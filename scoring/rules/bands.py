"""Scores by bands: a percentage reached, and the share of the points that goes with it.

Rule book notes, section 2: (d) satisfaction, from 90 % all points, from 80 % 8 of 10, from 60 % 5
of 10, below nothing; (b) execution, within the budget 10, from 80 % 7, from 60 % 5, below nothing.
"""

from functools import cache

from scoring.rules.execution import RATE, annual, executed, judged
from scoring.rules.formula import Compare, Formula, Number, leaf, when
from scoring.rules.measured import actual
from scoring.rules.policy import Rounding, points

Bands = tuple[tuple[int, int], ...]
"""Lower bound in percent and share of the points in percent, best first."""


@cache
def by_bands(bands: Bands, rounding: Rounding) -> Formula:
    """Score an actual percentage by the band that it lies in, whatever the target says."""
    formula = when(actual.is_blank(), "not_reported")
    for index, (bound, share) in enumerate(bands, start=1):
        formula.when(actual >= bound, _band("band", index, share, actual >= bound, rounding))
    lowest = bands[-1][0]
    return formula.otherwise(leaf("band_none", 0, shown=actual < lowest))


@cache
def execution_by_bands(bands: Bands, rounding: Rounding) -> Formula:
    """Score the execution by bands of its rate. More than the budget is in none of them."""
    within: Formula = leaf("execution_band_none", 0, rate=RATE)
    for index, (bound, share) in reversed(list(enumerate(bands, start=1))):
        reached = executed * 100 >= annual * bound
        part = rounding.score(points * Number(share, 2))
        within = when(reached, leaf(f"execution_band_{index}", part, rate=RATE)).otherwise(within)
    spent = when(executed > annual, leaf("execution_over_bands", rate=RATE)).when(
        executed.equals(annual), leaf("execution_full", points, rate=RATE)
    )
    return judged(spent.otherwise(within))


def _band(name: str, index: int, share: int, shown: Compare, rounding: Rounding) -> Formula:
    if share == 100:
        return leaf(f"{name}_full", points, shown=shown)
    part = rounding.score(points * Number(share, 2))
    return leaf(f"{name}_{index}", part, shown=shown)
