"""A last day is compared in the sheet's year where it names none of its own."""

from datetime import date

import pytest

from scoring.comparing import Leaf, comparable
from scoring.rules.terms import Sign

BLANK = Leaf(**dict.fromkeys(Leaf._fields))


def compared(last_day, done, year, **more):
    typed = {"a_is_filled": done is not None, "a_kind": "date", "a_last_day": done}
    row = BLANK._replace(target_kind="date", target_last_day=last_day, **(typed | more))
    return comparable(row, year)


def number(*day):
    return str(date(*day).toordinal())


@pytest.mark.parametrize(
    "last_day, done, year, target, actual",
    [
        ("2021-12-31", "2021-11-30", 2021, (2021, 12, 31), (2021, 11, 30)),
        ("2021-12-31", "2022-01-31", 2021, (2021, 12, 31), (2022, 1, 31)),
        ("--12-31", "2021-11-30", 2021, (2021, 12, 31), (2021, 11, 30)),
        ("--12-31", "--11-30", 2022, (2022, 12, 31), (2022, 11, 30)),
        ("2021-12-31", "--11-30", 2022, (2021, 12, 31), (2022, 11, 30)),
        ("--02-29", "--02-28", 2023, (2023, 2, 28), (2023, 2, 28)),  # no leap year
        ("--02-29", "--02-29", 2024, (2024, 2, 29), (2024, 2, 29)),
        ("2021-12-31", "2021-11-30", None, (2021, 12, 31), (2021, 11, 30)),
    ],
)
def test_last_days_are_compared_as_numbers_of_days(last_day, done, year, target, actual):
    one = compared(last_day, done, year)
    assert (one.sign, one.doubt) == (Sign.BY, None)
    assert (one.target, one.actual) == (number(*target), number(*actual))


@pytest.mark.parametrize(
    "last_day, done, year, doubt",
    [
        ("--12-31", "2021-11-30", None, "date_not_judged"),
        ("--12-31", None, None, "unfilled"),
        ("", "2021-11-30", 2021, "date_not_judged"),
        ("2021-12-31", "--11-30", None, "day_unclear"),
        ("2021-12-31", "", 2021, "day_unclear"),
    ],
)
def test_a_day_of_no_known_year_is_not_judged(last_day, done, year, doubt):
    one = compared(last_day, done, year)
    assert (one.sign, one.doubt, one.actual) == (Sign.BY, doubt, None)


def test_a_number_is_no_day():
    one = compared("2021-12-31", "", 2021, a_kind="number", a_number="280")
    assert (one.doubt, one.actual) == ("day_unclear", None)


def test_a_day_not_yet_filled_in_is_not_reported():
    one = compared("2021-12-31", None, 2021)
    assert (one.doubt, one.target, one.actual) == (None, number(2021, 12, 31), None)


def test_a_share_that_a_person_gave_judges_a_last_day_and_an_interval():
    for kind in ("date", "range"):
        row = BLANK._replace(target_kind=kind, target_last_day="2021-12-31", a_share="0.9")
        one = comparable(row, 2021)
        assert (one.sign, one.share, one.target) == (None, "0.9", None)
