"""Every address, every person, both methods: the answer is the one that the rules give."""

import pytest
from django.test import Client
from django.urls import get_resolver, path, reverse

from perf.assure.access.asking import fingerprint
from perf.assure.access.matrix import failures, views
from perf.assure.access.policy import ACTORS, POLICY


@pytest.mark.parametrize("actor", ACTORS)
def test_every_answer_goes_by_the_policy(world, actor):
    assert failures(world, [actor]) == []


def test_every_address_is_in_the_policy():
    assert sorted(views(get_resolver().url_patterns)) == sorted(POLICY)


def test_an_address_without_a_policy_is_noticed():
    doors = [path("door/", print, name="door"), path("hole/", print)]
    assert set(views(doors)) - set(POLICY) == {"door", "hole/"}


def test_a_form_without_its_token_changes_nothing(world):
    """Another site can make a browser send a form, but not the token of ours."""
    world.browser = Client(enforce_csrf_checks=True)
    before = fingerprint()
    forms = [
        (actor, view) for view, (_, row) in POLICY.items() for actor in row if row[actor].saves
    ]
    assert len(forms) > len(POLICY) / 4
    for actor, view in forms:
        address = world.addresses.get(view) or reverse(view)
        response = world.client(actor).post(address, world.forms.get(view))
        assert (view, response.status_code) == (view, 403)
    assert fingerprint() == before
