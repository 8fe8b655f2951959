"""What the sheet does to the sum of its lines: named rows, so that lines + rows = total.

Rule book notes: section 1 (inapplicable indicators are left out and the rest is rescaled to the
whole; grades, whose lower bound belongs to the better grade).
"""

from functools import cache

from scoring.rules.execution import annual, executed
from scoring.rules.formula import Field, Formula, Leaf, Number, half_up, leaf, when
from scoring.rules.numbers import SCORE_DIGITS

scored = Field("scored", places=SCORE_DIGITS)
applicable = Field("applicable", places=SCORE_DIGITS)
due = Field("due", places=SCORE_DIGITS)
lines_applicable = Field("lines_applicable", places=SCORE_DIGITS)
total = Field("total", places=SCORE_DIGITS)

RESCALE = when(lines_applicable <= 0, "nothing_left").otherwise(
    "rescaled", half_up(scored * due, applicable, SCORE_DIGITS) - scored
)
"""Points that move from inapplicable lines to what was scored. All in hundredths."""


@cache
def rounding(digits: int, *, cut: bool = False) -> Formula:
    """Give what rounding (or cutting) the total to `digits` decimals adds or takes."""
    return Leaf("rounded", half_up(total, 1, digits, cut=cut) - total)


@cache
def ceiling(below: int, most: int) -> Formula:
    """Give what a total loses that an execution rate under `below` percent does not allow.

    `most` in hundredths. Source: one city's manual of 2022 (rule book notes, section 10).
    """
    limit = Number(most, SCORE_DIGITS)
    return when(executed >= annual * Number(below, 2), "allowed", 0).otherwise(
        when(total <= limit, "within_ceiling", 0).otherwise(
            leaf("ceiling", limit - total, shown=executed < annual * Number(below, 2))
        )
    )


@cache
def grades(lower_bounds: tuple[tuple[str, int], ...]) -> Formula:
    """Grade by (name, lower bound in hundredths), best first: the outcome is the grade."""
    *better, (worst, _) = lower_bounds
    formula: Formula = Leaf(worst)
    for name, bound in reversed(better):
        formula = when(total >= Number(bound, SCORE_DIGITS), name).otherwise(formula)
    return formula
