"""The numbers in the frame of every page are those of the lists, and cost one query."""

import pytest

from projects.queries.notices import unread
from scoring.queries.frame import frame_of
from scoring.queries.waits import todo_count
from tests.factories import make_client, make_user
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
        assert frame.unread == unread(person).count()
        assert frame.years == [2021]
    assert frame_of(people.supervisor).waiting == 1
    assert frame_of(people.filer).waiting == 1
    assert frame_of(people.reviewer).waiting == 0


def test_before_any_year_there_is_nothing_to_count():
    frame = frame_of(make_user())
    assert (frame.years, frame.waiting, frame.unread) == ([], 0, 0)


@pytest.mark.parametrize(
    "page, list_of_the_year",
    [("/plans/", "/plans/"), ("/sheets/", "/sheets/"), ("/", "/"), ("/library/", "/")],
)
def test_another_year_is_chosen_where_one_is(page, list_of_the_year):
    people = make_people()
    plan = plan_of(people)
    browser = make_client(people.filer)
    assert f'href="{list_of_the_year}?year=2021"' in browser.get(page).content.decode()
    of_one = browser.get(f"/plans/{plan.public_id}/").content.decode()
    assert of_one.count('href="/plans/?year=2021"') >= 2  # the menu's and the year's
