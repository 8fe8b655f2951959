"""Every address, every person, both methods: the answer is the one that the rules give."""

import pytest
from django.urls import get_resolver, path

from tests.access.matrix import failures, views
from tests.access.policy import ACTORS, POLICY


@pytest.mark.parametrize("actor", ACTORS)
def test_every_answer_goes_by_the_policy(world, actor):
    assert failures(world, [actor]) == []


def test_every_address_is_in_the_policy():
    assert sorted(views(get_resolver().url_patterns)) == sorted(POLICY)


def test_an_address_without_a_policy_is_noticed():
    doors = [path("door/", print, name="door"), path("hole/", print)]
    assert set(views(doors)) - set(POLICY) == {"door", "hole/"}
