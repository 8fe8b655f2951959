"""What the rule book takes in: a line and an execution, checked and scaled once.

`line()` and `execution()` are the only doors. A blank (None), 0 and not applicable stay apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from scoring.rules.edition_terms import DEFAULT
from scoring.rules.numbers import (
    SCALES,
    SCORE_DIGITS,
    Figure,
    NumberRefused,
    decimals_of,
    exact,
    scaled,
    whole_at,
)
from scoring.rules.outcomes import OUTCOMES

MAX_POINTS = 1000
_MOST_POINTS = MAX_POINTS * 10**SCORE_DIGITS


class Sign(StrEnum):
    """How the actual value is compared with the target."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EQUAL = "="
    WITHIN = "within"  # between target and upper
    BY = "by"  # on the target's day or before; days are counted from 1 January of the year 1


WORDED = "worded"
NOT_APPLICABLE = "not_applicable"
"""What stands in the sign's place for a described indicator, and for one that does not apply."""


class LineRefused(ValueError):
    """A line that makes no sense, whatever its numbers."""


class Line(NamedTuple):
    """One indicator, ready for the kernel. `points` in hundredths, the rest x 10^`places`.

    `slot` names the kernel to use: all that was checked about the line, in one short text.
    """

    key: str
    block: str
    points: int
    sign: Sign | None
    target: int | None
    actual: int | None
    share: int | None
    upper: int | None
    applicable: bool
    unit: str
    places: int
    slot: str


class LineColumns(NamedTuple):
    """The lines of a sheet: a column for each argument of `line()` that a score depends on.

    `block` matters only where an edition moves the points of lines that do not apply.
    """

    points: Sequence[Figure]
    sign: Sequence[Sign | None]
    target: Sequence[Figure | None]
    actual: Sequence[Figure | None]
    share: Sequence[Figure | None]
    upper: Sequence[Figure | None]
    applicable: Sequence[bool]
    doubt: Sequence[str | None]
    way: Sequence[str]
    block: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """The funds row: executed and annual budget in one unit, x 10^`places`; None: not filled in.

    `points` in hundredths where the form has its own, None: those of the edition.
    """

    executed: int | None
    annual: int | None
    places: int
    points: int | None = None


def line(
    *,
    key: str,
    block: str,
    points: Figure,
    sign: Sign | None = None,
    target: Figure | None = None,
    actual: Figure | None = None,
    share: Figure | None = None,
    upper: Figure | None = None,
    applicable: bool = True,
    unit: str = "",
    doubt: str | None = None,
    way: str = DEFAULT,
) -> Line:
    """Check and scale one indicator.

    `sign` None: described in words, scored by `share` (0..1 of the points, given by a person).
    `target`, `actual` and `upper` (the upper end of an interval) in the same unit, which `unit`
    names for the words. `way`: as `Edition.way_of` gives it.
    `doubt`: a forced outcome of `OUTCOMES` ("unit_unclear"); the line then has no score.
    Raises NumberRefused for a number that cannot be kept exactly or is out of range, LineRefused
    for a doubt that cannot be forced.
    """
    slot, hundredths, due, done, part, top, places = in_whole_numbers(
        points, sign, target, actual, share, upper, applicable, doubt, way
    )
    # By position, in the order of the fields: naming all of them again takes a good part of this.
    return Line(key, block, hundredths, sign, due, done, part, top, applicable, unit, places, slot)


Whole = tuple[str, int, int | None, int | None, int | None, int | None, int]
"""A line as its kernel takes it: slot, points, target, actual, share, upper; and places."""


def in_whole_numbers(
    points: Figure,
    sign: Sign | None,
    target: Figure | None,
    actual: Figure | None,
    share: Figure | None,
    upper: Figure | None,
    applicable: bool,
    doubt: str | None,
    way: str,
) -> Whole:
    """Check and scale the figures of a line. Raises as `line` does.

    By position and without names in what it gives: a sheet of 300 lines comes by here 300 times
    for every line that is entered.
    """
    if doubt is not None and not (doubt in OUTCOMES and OUTCOMES[doubt].forced):
        raise LineRefused(f"“{doubt}”不是可以由录入方指定的结果")
    places = SCALES[0]
    due, done, part = whole_at(target, places), whole_at(actual, places), whole_at(share, places)
    top = None if upper is None else whole_at(upper, places)
    if (
        (due is None and target is not None)
        or (done is None and actual is not None)
        or (part is None and share is not None)
        or (top is None and upper is not None)
    ):
        places, (due, done, part, top) = _together(
            target=target, actual=actual, share=share, upper=upper
        )
    if part is not None and not 0 <= part <= 10**places:
        raise NumberRefused("share", share, "不在 0 到 1 之间")
    slot = _slot(sign, places, applicable, doubt, way)
    return slot, scaled_points(points), due, done, part, top, places


def execution(
    *, executed: Figure | None, annual: Figure | None, points: Figure | None = None
) -> Execution:
    """Check and scale the funds row. Raises NumberRefused as `line` does."""
    places, (done, due) = _together(executed=executed, annual=annual)
    own = None if points is None else scaled_points(points)
    return Execution(executed=done, annual=due, places=places, points=own)


def scaled_points(points: Figure) -> int:
    """Give points in hundredths. Raises NumberRefused: more than two decimals, not 0..1000."""
    return _printed_points(points) if isinstance(points, str) else _points(points)


@lru_cache(maxsize=4096)  # sheets name the same few points again and again
def _printed_points(points: str) -> int:
    return _points(points)


def _points(points: Figure) -> int:
    whole = whole_at(points, SCORE_DIGITS)
    if whole is None and decimals_of("points", exact("points", points)) > SCORE_DIGITS:
        raise NumberRefused("points", points, f"小数超过 {SCORE_DIGITS} 位，分值最多两位小数")
    if whole is None or not 0 <= whole <= _MOST_POINTS:
        raise NumberRefused("points", points, f"不在 0 到 {MAX_POINTS} 之间")
    return whole


@cache
def _slot(sign: Sign | None, places: int, applicable: bool, doubt: str | None, way: str) -> str:
    # Plain text, because it is looked up once for every line: "sign places way [doubt]".
    if not applicable:
        return f"{NOT_APPLICABLE} {places} {DEFAULT}"
    slot = f"{WORDED if sign is None else sign.value} {places} {way}"
    return slot if doubt is None else f"{slot} {doubt}"


def _together(**figures: Figure | None) -> tuple[int, list[int | None]]:
    """Bring named figures to one scale, the first that holds them all: (places, whole numbers)."""
    values = {
        name: None if figure is None else exact(name, figure) for name, figure in figures.items()
    }
    decimals = [decimals_of(name, value) for name, value in values.items() if value is not None]
    needed = max(decimals, default=0)
    places = next(places for places in SCALES if places >= needed)
    return places, [None if value is None else scaled(value, places) for value in values.values()]
