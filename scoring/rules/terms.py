"""What the rule book takes in: a line and an execution, checked and scaled once.

`line()` and `execution()` are the only doors. A blank (None), 0 and not applicable stay apart.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from scoring.rules.numbers import (
    SCALES,
    SCORE_DIGITS,
    NumberRefused,
    decimals_of,
    scaled,
    whole_at,
)
from scoring.rules.outcomes import OUTCOMES

MAX_POINTS = 1000
_ONE = Decimal(1)


class Sign(StrEnum):
    """How the actual value is compared with the target."""

    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    EQUAL = "="


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
    applicable: bool
    unit: str
    places: int
    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """The funds row: executed and annual budget in one unit, x 10^`places`; None: not filled in."""

    executed: int | None
    annual: int | None
    places: int


def line(
    *,
    key: str,
    block: str,
    points: Decimal,
    sign: Sign | None = None,
    target: Decimal | None = None,
    actual: Decimal | None = None,
    share: Decimal | None = None,
    applicable: bool = True,
    unit: str = "",
    doubt: str | None = None,
) -> Line:
    """Check and scale one indicator.

    `sign` None: described in words, scored by `share` (0..1 of the points, given by a person).
    `target` and `actual` in the same unit, which `unit` names for the words.
    `doubt`: a forced outcome of `OUTCOMES` ("unit_unclear"); the line then has no score.
    Raises NumberRefused for a number that cannot be kept exactly or is out of range, LineRefused
    for a doubt that cannot be forced.
    """
    if doubt is not None and not (doubt in OUTCOMES and OUTCOMES[doubt].forced):
        raise LineRefused(f"“{doubt}”不是可以由录入方指定的结果")
    if share is not None:
        _check_range("share", share, _ONE)
    places, numbers = _together(("target", target), ("actual", actual), ("share", share))
    return Line(
        key=key,
        block=block,
        points=scaled_points(points),
        sign=sign,
        target=numbers[0],
        actual=numbers[1],
        share=numbers[2],
        applicable=applicable,
        unit=unit,
        places=places,
        slot=_slot(sign, places, applicable=applicable, doubt=doubt),
    )


def execution(*, executed: Decimal | None, annual: Decimal | None) -> Execution:
    """Check and scale the funds row. Raises NumberRefused as `line` does."""
    places, (done, due) = _together(("executed", executed), ("annual", annual))
    return Execution(executed=done, annual=due, places=places)


def scaled_points(points: Decimal) -> int:
    """Give points in hundredths. Raises NumberRefused: more than two decimals, not 0..1000."""
    whole = whole_at(points, SCORE_DIGITS)
    if whole is None and decimals_of("points", points) > SCORE_DIGITS:
        raise NumberRefused("points", points, f"小数超过 {SCORE_DIGITS} 位，分值最多两位小数")
    if whole is None or not 0 <= whole <= MAX_POINTS * 10**SCORE_DIGITS:
        raise NumberRefused("points", points, f"不在 0 到 {MAX_POINTS} 之间")
    return whole


@cache
def _slot(sign: Sign | None, places: int, *, applicable: bool, doubt: str | None) -> str:
    # Plain text, because it is looked up once for every line: "sign places [doubt]".
    if not applicable:
        return f"{NOT_APPLICABLE} {places}"
    slot = f"{WORDED if sign is None else sign.value} {places}"
    return slot if doubt is None else f"{slot} {doubt}"


def _check_range(field: str, value: Decimal, most: Decimal) -> None:
    decimals_of(field, value)  # refuses NaN before it is compared
    if not 0 <= value <= most:
        raise NumberRefused(field, value, f"不在 0 到 {most} 之间")


def _together(*values: tuple[str, Decimal | None]) -> tuple[int, list[int | None]]:
    """Bring named values to one scale, the first that holds them all: (places, whole numbers)."""
    quick: list[int | None] = []
    for _, value in values:
        whole = None if value is None else whole_at(value, SCALES[0])
        if whole is None and value is not None:
            break
        quick.append(whole)
    else:
        return SCALES[0], quick
    needed = max(decimals_of(name, value) for name, value in values if value is not None)
    places = next(places for places in SCALES if places >= needed)
    return places, [None if value is None else scaled(value, places) for _, value in values]
