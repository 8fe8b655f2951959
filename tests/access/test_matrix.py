"""Every address, every person, both methods: the answer is the one that the rules give."""

import pytest
from django.test import Client
from django.urls import get_resolver, path, reverse

from perf.assure.access.asking import fingerprint
from perf.assure.access.closed import LATE, late_faults
from perf.assure.access.guards import taken_away
from perf.assure.access.matrix import failures, views
from perf.assure.access.policy import ACTORS, POLICY
from projects import access, locks


@pytest.mark.parametrize("actor", ACTORS)
def test_every_answer_goes_by_the_policy(world, actor):
    assert failures(world, [actor]) == []


def test_nothing_new_begins_after_the_deadline_of_its_stage(world):
    assert [told for told in late_faults(world, ACTORS) if told[1]] == []


@pytest.mark.parametrize("view", LATE)
def test_a_stage_without_its_lock_is_noticed(world, view):
    with taken_away(locks.stage_lock, lambda *, department, year, stage, at: None):
        found = [question for question, faults in late_faults(world, ["filer"]) if faults]
    assert f"filer, POST {view}, stage closed" in found


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


def _everything(user, model):
    return model._default_manager.all()


def _nothing_is_asked(user, verb):
    return None


AWAY = {
    "what bureaus keep": (access.shared, _everything, "finance elsewhere", "scoring:library_entry"),
    "the role": (access.require_role, _nothing_is_asked, "auditor", "scoring:library_add"),
}


@pytest.mark.parametrize("what", AWAY)
def test_a_right_that_is_not_asked_for_is_noticed(world, what):
    guard, stand_in, actor, view = AWAY[what]
    assert failures(world, [actor], [view]) == []
    with taken_away(guard, stand_in):
        assert failures(world, [actor], [view]) != []
