"""Indicators to be done by a day, and indicators to lie between two values.

A day arrives as the number of days since the beginning of the calendar. What a late day or a value
outside the interval costs stands in no national rule (rule book notes, section 11): unless an
edition says that it gives nothing, it is left to a person.
"""

from functools import cache

from scoring.rules.formula import Field, Formula, Style, leaf, when
from scoring.rules.measured import actual, target
from scoring.rules.policy import points

last_day = Field("target", Style.DAY)
done = Field("actual", Style.DAY)
upper = Field("upper", Style.MEASURE)


@cache
def by_day(*, late_is_nothing: bool) -> Formula:
    """Done on the last day or before it."""
    late = leaf("late_nothing", 0, shown=done > last_day) if late_is_nothing else leaf("late")
    return (
        when(done.is_blank(), "not_reported")
        .when(last_day.is_blank(), "no_target")
        .when(done <= last_day, "on_time", points)
        .otherwise(late)
    )


@cache
def within(*, outside_is_nothing: bool) -> Formula:
    """Between two values, both included."""
    below, above = leaf("below_range"), leaf("above_range")
    if outside_is_nothing:
        below = leaf("below_range_nothing", 0, shown=actual < target)
        above = leaf("above_range_nothing", 0, shown=actual > upper)
    return (
        when(actual.is_blank(), "not_reported")
        .when(target.is_blank(), "no_target")
        .when(upper.is_blank(), "no_upper")
        .when(actual < target, below)
        .when(actual > upper, above)
        .otherwise("within", points)
    )
