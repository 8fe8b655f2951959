"""The words of the value parser: kinds of value, and a value that cannot change."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What sort of value a text is. Blank, 0 and 不适用 are three different things."""

    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    WORDS = "words"
    NOT_APPLICABLE = "not_applicable"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value and what it means.

    `text` is untouched (a missing text is ""). `operator` is >= <= = > < or None when unsigned.
    `number` (the lower end of a range) and `upper` are exact, in the printed `unit` (万人);
    `base_number` and `base_upper` are in `base_unit`, the unit without its scale (人; 万元 is 元;
    万 alone is None; % and ‰ stay). `date_from` and `date_to` are ISO days, "--12-31" without a
    year; only `date_to` is set for a latest date (2023年12月底).
    """

    text: str
    kind: Kind
    operator: str | None = None
    number: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    base_number: Decimal | None = None
    base_upper: Decimal | None = None
    base_unit: str | None = None
    date_from: str | None = None
    date_to: str | None = None


def plain(number: Decimal | None) -> str | None:
    """A figure as people write it, never with an exponent; None stays None."""
    return None if number is None else format(number, "f")


def to_json(value: Value) -> dict[str, str | None]:
    """The keys other people's scripts rely on; figures are strings. Ranges and dates add two."""
    result: dict[str, str | None] = {
        "text": value.text,
        "kind": value.kind.value,
        "operator": value.operator,
        "number": plain(value.number),
        "unit": value.unit,
        "base_number": plain(value.base_number),
        "base_unit": value.base_unit,
    }
    if value.kind is Kind.RANGE:
        result |= {"upper": plain(value.upper), "base_upper": plain(value.base_upper)}
    if value.kind is Kind.DATE:
        result |= {"from": value.date_from, "to": value.date_to}
    return result
