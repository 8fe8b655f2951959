"""Bring a target and an actual value to one unit, so that the rule book can compare them.

Plain Python: rows of the database and lines of a published sheet come by here alike.
"""

import calendar
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from projects.values import Kind
from scoring.rules.terms import Sign

_ONE = Decimal(1)
_MARKS, _MARK = Decimal(10), "分"
_SIGNS = {sign.value: sign for sign in Sign} | {"": Sign.EQUAL}  # an unsigned number is to be met
# Members cost more to look up than to compare.
_NUMBER, _RANGE, _DATE = Kind.NUMBER.value, Kind.RANGE.value, Kind.DATE.value


class Leaf(NamedTuple):
    """A line as it is compared: target, and what was typed as `a_*` (None: nothing yet).

    Figures and the id are texts as PostgreSQL prints them. Base numbers and units are there where
    target and actual value have different units. Last days are ISO, without a year "--12-31".
    """

    id: str
    points: str | None
    target_kind: str
    target_operator: str
    target_number: str | None
    target_upper: str | None
    target_unit: str
    target_base_number: str | None
    target_base_upper: str | None
    target_base_unit: str | None
    target_last_day: str
    a_is_filled: bool | None
    a_kind: str | None
    a_number: str | None
    a_unit: str | None
    a_base_number: str | None
    a_base_unit: str | None
    a_last_day: str | None
    a_share: str | None
    a_not_applicable: bool | None
    a_claimed: str | None


class Comparable(NamedTuple):
    """Target and actual value brought to one unit, or the outcome that says why they cannot be.

    Where the target is in words (`sign` None) the share that a person gave. Days are counted from
    1 January of the year 1.
    """

    sign: Sign | None
    target: str | None
    actual: str | None
    unit: str
    doubt: str | None = None
    share: str | None = None
    upper: str | None = None

    @property
    def way_unit(self) -> str:
        """The unit by which an edition's ways tell percentages ("" for a bare one) from others.

        A bare target up to 10 is a mark on a scale of five or ten, no percentage.
        """
        is_mark = not self.unit and self.target is not None and Decimal(self.target) <= _MARKS
        return _MARK if is_mark else self.unit


def comparable(row: Leaf, year: int | None) -> Comparable:
    """Bring a line's target and actual value to one unit; `year` is that of the sheet.

    A side without a unit takes the other's, except where that one is scaled (4万人): then nobody
    can say whether 40000 means persons or ten thousands of them. Money in 万元 is the form's own
    unit and reads as such. A last day and an interval are judged by a person's share where one was
    given.
    """
    kind = row.target_kind
    if kind != _NUMBER and (row.a_share is not None or kind not in (_DATE, _RANGE)):
        return Comparable(None, None, None, "", None, row.a_share)
    if kind == _DATE:
        return _dated(row, year)
    sign = _SIGNS[row.target_operator] if kind == _NUMBER else Sign.WITHIN
    target, upper, target_unit = row.target_number, row.target_upper, row.target_unit
    if not row.a_is_filled:
        return Comparable(sign, target, None, target_unit, None, None, upper)
    if row.a_kind != _NUMBER:
        return Comparable(sign, target, None, target_unit, "actual_unclear", None, upper)
    actual_unit = row.a_unit or ""
    if target_unit == actual_unit or _reads_in(row, target_unit, actual_unit):
        unit = target_unit or actual_unit
        return Comparable(sign, target, row.a_number, unit, None, None, upper)
    base_unit = row.target_base_unit or ""
    if target_unit and actual_unit and base_unit == (row.a_base_unit or ""):
        target, upper = row.target_base_number, row.target_base_upper
        return Comparable(sign, target, row.a_base_number, base_unit, None, None, upper)
    return Comparable(sign, target, None, target_unit, "unit_unclear", None, upper)


def _dated(row: Leaf, year: int | None) -> Comparable:
    """Compare last days; a day without a year is one of the sheet's year."""
    last = _day_number(row.target_last_day, year)
    if last is None:
        doubt = "date_not_judged" if row.a_is_filled else "unfilled"
        return Comparable(Sign.BY, None, None, "", doubt)
    if not row.a_is_filled:
        return Comparable(Sign.BY, last, None, "")
    done = _day_number(row.a_last_day or "", year)
    if row.a_kind != _DATE or done is None:
        return Comparable(Sign.BY, last, None, "", "day_unclear")
    return Comparable(Sign.BY, last, done, "")


def _day_number(iso: str, year: int | None) -> str | None:
    if not iso:
        return None
    own, month, day = iso.rsplit("-", 2)
    in_year = year if own == "-" else int(own)
    if in_year is None:
        return None
    last = calendar.monthrange(in_year, int(month))[1]  # February 29 of a year without one
    return str(date(in_year, int(month), min(int(day), last)).toordinal())


def _reads_in(row: Leaf, target_unit: str, actual_unit: str) -> bool:
    """Whether the side without a unit may be read in the unit of the other."""
    if target_unit and actual_unit:
        return False
    if row.target_number is None or row.a_number is None:
        return False
    target, actual = Decimal(row.target_number), Decimal(row.a_number)
    if target_unit == "%" and 0 < actual <= _ONE < target:
        return False  # 0.97 beside ≥95%: a share, or a hundredth of a percent?
    if target_unit == "万元":
        return True
    number, base = (target, row.target_base_number) if target_unit else (actual, row.a_base_number)
    return base is not None and number == Decimal(base)
