"""Figures as people read them: the one place that turns numbers into printed words. Pure.

Nothing is rounded here but scores to their two decimals, which they have already.
"""

from decimal import Decimal

NONE = "—"
MINUS = "\u2212"


def score(value: Decimal | None) -> str:
    """A score or total with two decimals; — when there is none."""
    return NONE if value is None else f"{value:.2f}".replace("-", MINUS)


def points(value: Decimal | None) -> str:
    """Points as set: 2, 8.5; empty when none are set."""
    return "" if value is None else plain(value)


def plain(value: Decimal) -> str:
    """A number without needless zeros: 95.00 -> 95, 0.50 -> 0.5."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal | None) -> str:
    """An amount with separators and its decimals as filed, at least two; empty for blank."""
    if value is None:
        return ""
    exponent = value.as_tuple().exponent
    digits = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{value:,.{digits}f}".replace("-", MINUS)


def percent(value: Decimal | None) -> str:
    """A rate in percent with two decimals; 不可计算 is for the caller to say."""
    return NONE if value is None else f"{value:.2f}%".replace("-", MINUS)


def difference(value: Decimal | None) -> str:
    """A difference with its sign (U+2212 for minus); — when one side is missing."""
    return NONE if value is None else f"{value:.2f}".replace("-", MINUS)


def size(count: int) -> str:
    """The size of a file: 812 字节, 3.4 KB, 20 MB; cut to one decimal, never rounded up."""
    for unit, step in (("MB", 1024 * 1024), ("KB", 1024)):
        if count >= step:
            return f"{plain(Decimal(count * 10 // step) / 10)} {unit}"
    return f"{count} 字节"
