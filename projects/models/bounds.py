"""How early and how late a row may lie: at either end of the calendar a page cannot reckon."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from projects.moments import FIRST_YEAR_OF_A_DAY, FIRST_YEAR_OF_A_WINDOW, LAST_YEAR

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_FIRST = datetime(FIRST_YEAR_OF_A_WINDOW, 1, 1, tzinfo=_SHANGHAI)
_END = datetime(LAST_YEAR + 1, 1, 1, tzinfo=_SHANGHAI)


def moments_in_reach(*names: str) -> Q:
    """Every one of these columns lies from 2000 to the end of 2103."""
    within = Q()
    for name in names:
        within &= Q(**{f"{name}__gte": _FIRST, f"{name}__lte": _END})
    return within


def day_in_reach(name: str) -> Q:
    """A day from 1900 to the end of 2103; none is left to the column."""
    ends = date(FIRST_YEAR_OF_A_DAY, 1, 1), date(LAST_YEAR, 12, 31)
    return Q(**{f"{name}__gte": ends[0], f"{name}__lte": ends[1]})
