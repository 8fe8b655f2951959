"""Sharing out points. Pure."""

from decimal import Decimal


def spread(total: Decimal, count: int, step: Decimal = Decimal(1)) -> list[Decimal]:
    """Share `total` over `count` rows as evenly as `step` allows; the first rows get the rest.

    The shares add up to the total exactly: spread(50, 8) is 7, 7, 6, 6, 6, 6, 6, 6. A total that
    is no multiple of `step`, or too small for one step a row, is shared in hundredths instead.

    >>> [str(share) for share in spread(Decimal(10), 4, Decimal("0.01"))]
    ['2.50', '2.50', '2.50', '2.50']
    """
    if count < 1:
        raise ValueError("points are shared over at least one row")
    if total % step or total < count * step:
        step = Decimal("0.01")
    steps, rest = divmod(int(total / step), count)
    return [step * (steps + (1 if row < rest else 0)) for row in range(count)]
