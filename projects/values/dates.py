"""Days and periods as printed: 2023年1月-12月, 2022.4-2022.12, 2023年12月底, 12月."""

import calendar
import re
from typing import NamedTuple

from projects.values.grammar import RANGE_MARK

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"

# A PDF prints spaces round the words of a date; anywhere else a space separates two figures.
_SPACED = re.compile(r"\s*([年月日至到~—–-])\s*")
_YEARS = re.compile(rf"({_YEAR})年?{RANGE_MARK}({_YEAR})年")
_END = rf"(?:({_YEAR})(?:年|\.))?(?:({_MONTH})(月)?)?(?:({_DAY})日)?"
_PERIOD = re.compile(_END + RANGE_MARK + _END)
_DOTTED = re.compile(rf"{_YEAR}\.{_MONTH}{RANGE_MARK}{_YEAR}\.{_MONTH}")
_NUMERIC = re.compile(rf"({_YEAR})([.\-/])({_MONTH})\2({_DAY})")
_POINT = re.compile(rf"(?:({_YEAR})(?:年|\.(?={_MONTH}月)))?(?:({_MONTH})月(?:({_DAY})日)?)?")
_EVERY_YEAR = "每年"
_UNTIL = ("截至", "截止")
_END_OF = ("底前", "末前", "底", "末")
_BEFORE = ("以前", "之前", "前")


class Point(NamedTuple):
    """A day, a month or a year as printed; the year may be missing."""

    year: int | None
    month: int | None
    day: int | None

    def first(self) -> str:
        """Its first day in ISO, --12-01 without a year."""
        return _iso(self.year, self.month or 1, self.day or 1)

    def last(self) -> str:
        """Its last day in ISO; a February without a year may have 29 days."""
        month = self.month or 12
        return _iso(self.year, month, self.day or _days(self.year, month))


def read_dates(text: str) -> tuple[str | None, str] | None:
    """First and last day of a folded text in ISO, or None when it is not certainly a date.

    The first is None for a latest date: 2023年12月底, 6月30日前, 截至2023年12月31日.
    """
    text = _SPACED.sub(r"\1", text)
    return _read_period(text) or _read_single(text)


def _read_period(text: str) -> tuple[str, str] | None:
    if years := _YEARS.fullmatch(text):
        ends = Point(int(years[1]), None, None), Point(int(years[2]), None, None)
    elif found := _PERIOD.fullmatch(text):
        if not (_DOTTED.fullmatch(text) or _marks_agree(found)):
            return None
        ends = _period_ends(found)
    else:
        return None
    start, end = ends
    if not (_exists(start) and _exists(end)) or (start.year is None) != (end.year is None):
        return None
    period = start.first(), end.last()
    return period if period[0] <= period[1] else None


def _marks_agree(found: re.Match[str]) -> bool:
    """Whether a word (not only a stroke between figures) shows that both ends are dates."""
    _, month, mark, day, _, end_month, end_mark, end_day = found.groups()
    if month is None or (day is None) != (end_day is None):
        return False
    if end_day:
        return bool(mark) and bool(end_mark) == bool(end_month)
    return bool(end_mark)


def _period_ends(found: re.Match[str]) -> tuple[Point, Point]:
    year, month, _, day, end_year, end_month, _, end_day = found.groups()
    start = _point(year, month, day)
    return start, _point(end_year or year, end_month or month, end_day)


def _read_single(text: str) -> tuple[str | None, str] | None:
    until = text.startswith(_UNTIL)
    body = text[2:] if until else text
    every_year = body.startswith(_EVERY_YEAR)
    body = body.removeprefix(_EVERY_YEAR)
    if body.endswith(("年内", "月内")):
        body = body[:-1]  # 2023年内 is the year itself; 1年内 is no date and fails below
    end_of = next((word for word in _END_OF if body.endswith(word)), "")
    before = "" if end_of else next((word for word in _BEFORE if body.endswith(word)), "")
    point = _read_point(body.removesuffix(end_of or before))
    if point is None or (every_year and point.year is not None):
        return None
    # '12月前' may mean before December or within it; '6月30日底' means nothing.
    if (before and point.day is None) or (end_of and point.day is not None):
        return None
    return (None if until or end_of or before else point.first()), point.last()


def _read_point(text: str) -> Point | None:
    if numeric := _NUMERIC.fullmatch(text):
        point = _point(numeric[1], numeric[3], numeric[4])
    elif (found := _POINT.fullmatch(text)) and text:
        point = _point(*found.groups())
    else:
        return None
    return point if _exists(point) else None


def _point(year: str | None, month: str | None, day: str | None) -> Point:
    return Point(*(int(part) if part else None for part in (year, month, day)))


def _exists(point: Point) -> bool:
    return point.day is None or point.day <= _days(point.year, point.month or 1)


def _days(year: int | None, month: int) -> int:
    return calendar.monthrange(year or 2000, month)[1]  # 2000 is a leap year


def _iso(year: int | None, month: int, day: int) -> str:
    return f"{'-' if year is None else year}-{month:02d}-{day:02d}"
