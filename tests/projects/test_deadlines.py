"""Deadlines are counted by dates in the system's time zone, never by hours."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from projects.deadlines import MILESTONES, Deadline
from projects.forms.moments import MomentField

SHANGHAI = ZoneInfo("Asia/Shanghai")


def moment(day, hour=0, minute=0, month=3):
    return datetime(2022, month, day, hour, minute, tzinfo=SHANGHAI)


def deadline(at, closes_at=None):
    return Deadline(moment(1, month=1), closes_at or moment(15, 18), False, at)


@pytest.mark.parametrize(
    "at, words, mark",
    [
        (moment(1), "还剩 14 天", ""),
        (moment(10, 23, 59), "还剩 5 天", "soon"),
        (moment(14, 18, 1), "还剩 1 天", "soon"),  # less than a day by the clock, and still a day
        (moment(15, 17, 59), "今天截止", "soon"),
        (moment(15, 18), "今天已截止", "late"),
        (moment(16, 0, 1), "逾期 1 天", "late"),  # six hours by the clock
        (moment(17, 23), "逾期 2 天", "late"),
    ],
)
def test_days_go_by_the_calendar(at, words, mark):
    found = deadline(at)
    assert (found.words, found.mark) == (words, mark)


def test_the_day_is_that_of_the_time_zone_not_of_greenwich():
    just_past_midnight = moment(16, 0, 30).astimezone(ZoneInfo("UTC"))
    assert just_past_midnight.day == 15
    assert deadline(just_past_midnight).days_late == 1


def test_midnight_ends_the_day_before():
    found = deadline(moment(15, 23), closes_at=moment(16))
    assert (found.told, found.words) == ("3月15日 24:00", "今天截止")
    assert deadline(moment(16, 9), closes_at=moment(16)).days_late == 1


def test_another_year_is_named():
    assert deadline(moment(1), closes_at=datetime(2023, 1, 5, 18, tzinfo=SHANGHAI)).told == (
        "2023年1月5日 18:00"
    )


def test_before_the_beginning_the_beginning_is_told():
    found = Deadline(moment(1, 9), moment(15), False, moment(27, month=2))
    assert (found.words, found.mark, found.milestone) == ("3月1日 09:00 开始", "", None)


def test_each_milestone_is_due_on_its_day_and_made_up_within_two():
    last = moment(15, 9)
    due = [deadline(last + timedelta(days=offset)).milestone for offset in range(-17, 12)]
    by_day = dict(zip(range(-17, 12), due, strict=True))
    for day in MILESTONES:
        assert by_day[day] == day
    assert by_day[-16] is by_day[-12] is by_day[-2] is by_day[10] is None
    assert (by_day[-14], by_day[0], by_day[9]) == (-15, -1, 7)


@pytest.mark.parametrize(
    "typed", ["2022-03-15T18:00", "2022-3-15 18:00", "2022年3月15日 18:00", "２０２２-03-15 18：00"]
)
def test_a_moment_is_read_as_people_write_it(typed):
    assert MomentField(label="截止").clean(typed) == moment(15, 18)


def test_a_day_alone_is_its_beginning_or_its_end():
    assert MomentField(label="开始").clean("2022-03-15") == moment(15)
    assert MomentField(label="截止", is_end=True).clean("2022-03-15") == moment(16)
    assert MomentField(label="截止", is_end=True).clean("2022-03-15 24:00") == moment(16)


@pytest.mark.parametrize(
    "typed", ["soon", "2022-02-30 18:00", "2022-03-15 25:00", "12022-03-15T18:00", "9999-12-31"]
)
def test_what_is_no_moment_is_refused_with_what_was_typed(typed):
    with pytest.raises(ValidationError, match=typed.split()[0]):
        MomentField(label="截止", is_end=True).clean(typed)
