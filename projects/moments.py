"""Moments as people write them: a day, or a day and a time of day. Pure."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_TYPED = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]*(?P<hour>\d{1,2})\s*[:时点]\s*(?P<minute>\d{2})?(?::\d{2}(?:\.\d+)?)?分?)?"
)
_END_OF_DAY = time()

# Beyond these a year is a slip of the finger; the database holds the same. What was typed is looked
# at before anything is reckoned or told: a day beside either end of the calendar has no neighbour.
FIRST_YEAR_OF_A_WINDOW, FIRST_YEAR_OF_A_DAY, LAST_YEAR = 2000, 1900, 2103


def year_fault(year: int, *, first: int = FIRST_YEAR_OF_A_WINDOW) -> str:
    """What is wrong with a year that was typed, empty for nothing."""
    if first <= year <= LAST_YEAR:
        return ""
    return f"年份 {year:04d} 不在 {first} 到 {LAST_YEAR} 年之间，请核对。"


def read_moment(typed: str, *, is_end: bool = False) -> datetime | None:
    """The moment in the system's time zone, None for what is none.

    A day alone is its beginning, or with `is_end` its end: 24:00.
    """
    found = _TYPED.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    if found is None:
        return None
    hour, minute = found["hour"], int(found["minute"] or 0)
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        if (hour is None and is_end) or (hour == "24" and minute == 0):
            day, clock = day + timedelta(days=1), time()
        else:
            clock = time(int(hour or 0), minute)
        return timezone.make_aware(datetime.combine(day, clock))
    except (ValueError, OverflowError):
        return None


def written(moment: datetime, *, is_end: bool = False) -> str:
    """A moment so that `read_moment` reads it again; an end at midnight is 24:00 of its day."""
    local = timezone.localtime(moment)
    if is_end and local.time() == _END_OF_DAY:
        return f"{local - timedelta(days=1):%Y-%m-%d} 24:00"
    return f"{local:%Y-%m-%d %H:%M}"
