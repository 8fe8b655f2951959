"""Where a rate's bar begins and ends, in percent of the picture's width. Exact, never a float."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scoring.rules.numbers import fixed, half_up, scaled

HUNDRED = Decimal(100)

# A bar is broken only when it would crush the others: above this rate, and above so many medians.
_NEVER_BROKEN = Decimal(200)
_MEDIANS = 4
_BEYOND = Decimal("1.25")  # a broken bar is drawn a quarter longer than the longest whole one

_PLACES = 2  # a percent of the width to two places: 0.1 px on the widest page
_DATA_PLACES = 6


def position(hundredths: int) -> str:
    """Hundredths of a percent of the width as the SVG attribute writes them: 7250 is 72.50%."""
    return f"{fixed(hundredths, _PLACES)}%"


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale over `low`..`high` (both in percent, 0 between them) on `room` of the width.

    `broken_above` is the magnitude above which a bar is broken, None when every bar is whole.
    Positions are hundredths of a percent of the picture's width, from its left edge.
    """

    low: Decimal
    high: Decimal
    broken_above: Decimal | None
    room: int

    def is_broken(self, rate: Decimal) -> bool:
        """Whether the rate's bar stops short of its true length."""
        return self.broken_above is not None and abs(rate) > self.broken_above

    def at(self, rate: Decimal) -> int:
        """Where a rate lies; the place where a broken bar stops."""
        drawn = self.end(rate)
        whole = scaled(self.high, _DATA_PLACES) - scaled(self.low, _DATA_PLACES)
        part = scaled(drawn, _DATA_PLACES) - scaled(self.low, _DATA_PLACES)
        return half_up(part * self.room, whole)

    def end(self, rate: Decimal) -> Decimal:
        """The rate up to which the bar is drawn."""
        if not self.is_broken(rate):
            return rate
        return self.low if rate < 0 else self.high


def scale_for(rates: Sequence[Decimal], *, reference: bool, room: int) -> Scale:
    """The scale that shows all `rates` (in percent), and 100 % where it is the `reference`."""
    threshold = max(_NEVER_BROKEN, _MEDIANS * _median([abs(rate) for rate in rates if rate]))
    marks = [Decimal(0), *([HUNDRED] if reference else [])]
    length = _BEYOND * max(abs(rate) for rate in [*rates, *marks] if abs(rate) <= threshold)
    whole = [*marks, *(rate for rate in rates if abs(rate) <= length)]
    low = -length if min(rates) < -length else min(whole)
    high = length if max(rates) > length else max(whole)
    broken_above = length if length in (-low, high) else None
    return Scale(low, high if high > low else HUNDRED, broken_above, room)


def _median(magnitudes: Sequence[Decimal]) -> Decimal:
    """The middle one, of two the larger; 0 of none."""
    ordered = sorted(magnitudes)
    return ordered[len(ordered) // 2] if ordered else Decimal(0)
