"""Days and periods as printed: 2023年1月-12月, 2022.4-2022.12, 2023年12月底, 四季度末, 12月."""

import calendar
import re
from typing import NamedTuple

from projects.values.grammar import RANGE_MARK
from projects.values.numerals import date_in_figures

_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])"

# Cheap: whatever lacks all of these is no date, and most printed values do.
_HINT = re.compile(rf"[年月日季]|{_YEAR}[.\-/]|{_YEAR}[0-9]{{4}}")
# A PDF prints spaces round the words of a date; anywhere else a space separates two figures.
_SPACED = re.compile(r"\s*([年月日至到~—–-])\s*")
# 12月份, 12月31号 and 2022年年底 are 12月, 12月31日 and 2022年底; of a day 完成 says nothing more.
_SAID_OTHERWISE = re.compile(
    r"(?<=[0-9]月)份|(?<=月[0-9])号|(?<=月[0-9]{2})号|(?<=[0-9])年(?=年[底末内])|(?<=日)完成$"
)
_MARK = re.compile(RANGE_MARK)
_FROM = re.compile(r"(?:自|从)(?=.*(?:至|到))")
_BEGINNING = re.compile(rf"起(?={RANGE_MARK})")
_YEARS = re.compile(rf"({_YEAR})年?{RANGE_MARK}({_YEAR})年")
_END = rf"(?:({_YEAR})(?:年|\.))?(?:({_MONTH})(月)?)?(?:({_DAY})日)?"
_PERIOD = re.compile(_END + RANGE_MARK + _END + "(?:(?<=月)[底末])?")
_DOTTED = re.compile(rf"{_YEAR}\.{_MONTH}{RANGE_MARK}{_YEAR}\.{_MONTH}")
_DAY_TO_DAY = re.compile(
    rf"({_YEAR})([.\-/])({_MONTH})\2({_DAY})日?{RANGE_MARK}(?:({_YEAR})\2)?({_MONTH})\2({_DAY})日?"
)
_NUMERIC = re.compile(rf"({_YEAR})([.\-/])({_MONTH})\2({_DAY})日?")
_COMPACT = re.compile(rf"({_YEAR})(1[0-2]|0[1-9])(3[01]|[12][0-9]|0[1-9])")
_POINT = re.compile(rf"(?:({_YEAR})(?:年度?|\.(?={_MONTH}月)))?(?:({_MONTH})月(?:({_DAY})日)?)?")
_PART = re.compile(
    rf"(?:({_YEAR})(?:年度?)?)?(?:(全年|上半年|下半年|前三季度)|第?([一二三四1-4])季度)"
)
_TEN_DAY_TO_DAY = re.compile(rf"(?:({_YEAR})年)?({_MONTH})月([上中下])旬")
_SINGLE = re.compile(
    r"(?P<until>截至到?|截止到?|至|到)?[于在]?(?P<which>每年|本年度|本年|当年)?(?P<point>.*?)"
    r"(?P<ending>[底末](?:以前|之前|前)?|以前|之前|前|以内|之内|内|止)?"
)
_PARTS = {"全年": (1, 12), "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9)}
_QUARTERS = {sign: number // 2 for number, sign in enumerate("一1二2三3四4")}
_TENS = {"上": (1, 10), "中": (11, 20), "下": (21, None)}


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
    if not _HINT.search(text):
        return None
    if len(text.split(maxsplit=1)) > 1:
        text = _SPACED.sub(r"\1", text)
    text = _SAID_OTHERWISE.sub(_as_printed, date_in_figures(text))
    return (_MARK.search(text) and _read_period(text)) or _read_single(text)


def _as_printed(found: re.Match[str]) -> str:
    return "日" if found[0] == "号" else ""


def is_compact_day(text: str) -> bool:
    """Whether eight digits could be a day: 20231231."""
    found = _COMPACT.fullmatch(text)
    return found is not None and _exists(_point(*found.groups()))


def _read_period(text: str) -> tuple[str, str] | None:
    text = _BEGINNING.sub("", _FROM.sub("", text, count=1)).removesuffix("止")
    if years := _YEARS.fullmatch(text):
        ends = Point(int(years[1]), None, None), Point(int(years[2]), None, None)
    elif days := _DAY_TO_DAY.fullmatch(text):
        ends = _point(days[1], days[3], days[4]), _point(days[5] or days[1], days[6], days[7])
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
    found = _SINGLE.fullmatch(text)
    if found is None:
        return None
    ending, until = found["ending"] or "", found["until"] is not None
    ends = _read_ends(found["point"], found["which"], ending, until=until)
    if ends is None or not _exists(ends[1]):
        return None
    start, end = ends
    if found["which"] and start.year is not None:
        return None
    latest = until or (ending != "" and not ending.endswith("内"))
    return (None if latest else start.first()), end.last()


def _read_ends(
    text: str, which: str | None, ending: str, *, until: bool
) -> tuple[Point, Point] | None:
    """First and last point of what stands before an ending, None where the two do not fit."""
    if text in ("", "年"):
        # 年底, 年内, 当年底前; each of the two words alone says no time.
        named = text == "年" or which in ("当年", "本年", "本年度")
        whole = Point(None, None, None)
        return (whole, whole) if named and ending[:1] in ("底", "末", "内") and ending else None
    if part := _read_part(text):
        return None if _is_before(ending) else part
    if days := _TEN_DAY_TO_DAY.fullmatch(text):
        return _ten_days(*days.groups()) if ending in ("", "内") else None
    if (_is_before(ending) or until) and (compact := _COMPACT.fullmatch(text)):
        day = _point(*compact.groups())
        return day, day
    point = _read_point(text)
    return (point, point) if point and _fits(point, ending) else None


def _is_before(ending: str) -> bool:
    return ending in ("以前", "之前", "前")


def _fits(point: Point, ending: str) -> bool:
    """'12月前' may mean before December or within it, '3月内' three months; '30日底' nothing."""
    if _is_before(ending):
        return point.day is not None
    if ending.endswith("内"):
        return point.year is not None and point.day is None
    return ending in ("", "止") or point.day is None


def _read_part(text: str) -> tuple[Point, Point] | None:
    found = _PART.fullmatch(text)
    if found is None:
        return None
    if found[2]:
        first, last = _PARTS[found[2]]
    else:
        first = _QUARTERS[found[3]] * 3 + 1
        last = first + 2
    year = int(found[1]) if found[1] else None
    return Point(year, first, None), Point(year, last, None)


def _ten_days(year: str | None, month: str, ten: str) -> tuple[Point, Point]:
    whole = _point(year, month, None)
    first, last = _TENS[ten]
    return whole._replace(day=first), whole._replace(day=last)


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
