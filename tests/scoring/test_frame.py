"""The numbers in the frame of every page are those of the lists, and cost one query."""

import pytest

from projects.queries.notices import unread_count
from scoring.queries.frame import frame_of
from scoring.queries.waits import todo_count
from tests.factories import make_user
from tests.scoring.steps import make_people, plan_of, sheet_of, take

pytestmark = pytest.mark.django_db


def test_the_frame_counts_as_the_lists_do_in_one_query(django_assert_num_queries):
    people = make_people()
    plan, _ = plan_of(people), sheet_of(people)
    take(plan, "submit", people.filer)
    for person in (people.filer, people.head, people.supervisor, people.finance, people.reviewer):
        with django_assert_num_queries(1):
            frame = frame_of(person)
        assert frame.waiting == todo_count(person)
        assert frame.unread == unread_count(person)
        assert frame.years == [2021]
    assert frame_of(people.supervisor).waiting == 1
    assert frame_of(people.filer).waiting == 1
    assert frame_of(people.reviewer).waiting == 0


def test_before_any_year_there_is_nothing_to_count():
    frame = frame_of(make_user())
    assert (frame.years, frame.waiting, frame.unread) == ([], 0, 0)
