"""Deadlines as people count them: by dates, never by hours. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

SOON = 5  # days: from here on the deadline is said with weight
MILESTONES = (-15, -5, -1, 1, 3, 7)  # days from the last day on which people are reminded
FARTHEST_DAY = timedelta(days=366)  # a last day that a person sets
CATCH_UP = 2  # days after a milestone on which a reminder that was missed is still made


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a stage ends for one department, looked at from the moment `at`."""

    opens_at: datetime
    closes_at: datetime
    extended: bool
    at: datetime

    @property
    def has_begun(self) -> bool:
        """Whether the stage is open or was."""
        return self.at >= self.opens_at

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed."""
        return self.at >= self.closes_at

    @property
    def days_left(self) -> int:
        """Days from today to the last day; negative once that day is over."""
        return (last_day(self.closes_at) - timezone.localdate(self.at)).days

    @property
    def days_late(self) -> int:
        """Days since the last day; 0 before and on it."""
        return max(0, -self.days_left)

    @property
    def told(self) -> str:
        """The deadline itself: 3月15日 18:00, with its year where it is not this one."""
        return told_end(self.closes_at, seen_at=self.at)

    @property
    def words(self) -> str:
        """How far it is: 还剩 4 天, 今天截止, 今天已截止, 逾期 2 天; or when the stage begins."""
        if not self.has_begun:
            return f"{told_moment(self.opens_at, seen_at=self.at)} 开始"
        if self.days_left > 0:
            return f"还剩 {self.days_left} 天"
        if self.days_left == 0:
            return "今天已截止" if self.is_late else "今天截止"
        return f"逾期 {self.days_late} 天"

    @property
    def mark(self) -> str:
        """The class that gives it weight: late, soon, or none while it is far."""
        if self.is_late:
            return "late"
        return "soon" if self.has_begun and self.days_left <= SOON else ""

    @property
    def milestone(self) -> int | None:
        """The day of reminding that is due now, None on the days between."""
        if not self.has_begun:
            return None
        due = [day for day in MILESTONES if 0 <= -self.days_left - day <= CATCH_UP]
        return max(due, default=None)


def due_fault(due: date, today: date) -> str:
    """What is wrong with the last day that is to be set, empty for nothing."""
    if due < today:
        return f"{due} 已过，请填今天或以后的日期。"
    return f"{due} 超过一年，请填一年以内的日期。" if due > today + FARTHEST_DAY else ""


def last_day(closes_at: datetime) -> date:
    """The last day on which something can be handed in; an end at 0:00 ends the day before."""
    return timezone.localdate(closes_at - timedelta(microseconds=1))


def told_end(closes_at: datetime, *, seen_at: datetime) -> str:
    """An end in words; midnight is 24:00 of the day that ends."""
    local = timezone.localtime(closes_at)
    clock = "24:00" if (local.hour, local.minute, local.second) == (0, 0, 0) else f"{local:%H:%M}"
    return f"{_told_day(last_day(closes_at), seen_at)} {clock}"


def told_moment(at: datetime, *, seen_at: datetime) -> str:
    """A moment in words: 3月1日 09:00, with its year where it is not this one."""
    local = timezone.localtime(at)
    return f"{_told_day(local.date(), seen_at)} {local:%H:%M}"


def _told_day(day: date, seen_at: datetime) -> str:
    year = "" if day.year == timezone.localdate(seen_at).year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
