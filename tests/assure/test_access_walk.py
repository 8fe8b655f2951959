"""The walk of `assure access-matrix`: what it asks, and that it sees what is wrong."""

import logging
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import get_resolver

from perf.assure.access import turns
from perf.assure.access.guards import GUARDS, taken_away
from perf.assure.access.matrix import views
from perf.assure.access.policy import METHODS, POLICY
from perf.assure.access.tree import PLACES, grow
from perf.assure.access.turns import LOCKED, STATES, TURNS, column, is_from_outside, wanted
from perf.assure.access.walk import cases, walk
from projects import access
from projects.models import Plan, User
from scoring.models import MonitoringReport, Rectification, Sheet
from scoring.views import plans
from tests.lasting import lasting

WITHOUT_RELATION = {"system", "security", "audit", "visitor", "disabled", "moved away"}


@pytest.fixture(scope="module")
def grown(django_db_setup, django_db_blocker, tmp_path_factory):
    with lasting(django_db_blocker, tmp_path_factory.mktemp("files"), grow) as made:
        yield made


@pytest.fixture
def tree(grown, db, settings, caplog):
    made, settings.FILES_DIR = grown
    caplog.set_level(logging.CRITICAL, logger="django.request")
    return made


def some(tree, *, who, method, door, place, state="DRAFT"):
    """The one question that is meant."""
    found = [
        case
        for case in cases(tree)
        if (case.seat.name, case.method, case.place) == (who, method, place)
        and case.state == state
        and case.door.startswith(door)
    ]
    assert found
    return found[:1]


def test_every_role_stands_in_every_relation_to_every_row_in_every_state(tree):
    asked = {}
    for case in cases(tree):
        relation = case.seat.relation(case.place) if case.place else "none"
        asked.setdefault((case.seat.actor, relation), set()).add((case.kind, case.state))
    states = {(kind, state) for kind, states in STATES.items() for state in states}
    of_rows = {(kind, state) for kind, state in states if not is_from_outside(state)}
    for role in ("filer", "head", "supervisor", "reviewer", "arbiter", "finance", "auditor"):
        assert asked[role, "own"] == states
        for relation in ("subordinate", "sibling", "superior", "foreign", "none"):
            assert asked[role, relation] >= of_rows, (role, relation)
    for role in ("system", "security", "audit"):
        assert asked[role, "no department"] == of_rows, role
    assert {actor for actor, _ in asked} >= WITHOUT_RELATION


def test_the_states_are_those_of_the_models():
    known = {
        "plan": Plan.State,
        "sheet": Sheet.State,
        "report": MonitoringReport.State,
        "mending": Rectification.State,
    }
    for kind, model in known.items():
        assert {state.split(",")[0] for state in STATES[kind]} == set(model.values)


def test_every_door_is_asked_by_every_method_and_a_whole_run_has_20_000_questions(tree):
    whole = list(cases(tree))
    assert len(whole) > 20_000
    assert {(case.door, case.method) for case in whole} == {
        (door, method) for door in tree.places["unit"].doors for method in METHODS
    }
    assert {case.place for case in whole} == {"", *PLACES}


def test_every_step_and_every_turn_has_its_door(tree):
    doors = tree.places["unit"].doors.values()
    assert set(TURNS) <= {door.view for door in doors}
    assert {(door.view, door.step) for door in doors if door.step} == {
        (view, step) for view, steps in turns.STEPS.items() for step in steps
    }
    assert {door.view for door in doors} <= set(views(get_resolver().url_patterns))


def test_the_policy_in_words():
    def told(view, method, actor, state, step="", **more):
        return wanted(f"scoring:{view}", method, actor, state, step, **more).statuses

    assert told("plan_edit", "POST", "filer", "SUBMITTED") == LOCKED.statuses
    assert told("plan_edit", "POST", "head", "SUBMITTED") == (403,)
    assert told("plan_step", "POST", "finance", "SUBMITTED", "pass") == (403,)
    assert told("plan_step", "GET", "finance", "SUBMITTED", "pass", alone=True) == (200,)
    assert told("plan_step", "POST", "supervisor", "DRAFT", "return") == LOCKED.statuses
    assert told("sheet_step", "POST", "supervisor", "ACCEPTED", "return") == (403,)
    assert told("sheet_step", "POST", "supervisor", "SEALED", "return") == LOCKED.statuses
    assert told("sheet_step", "POST", "supervisor", "DEPARTMENT_PASSED", "return") == (403,)
    assert told("sheet_step", "PUT", "filer", "DRAFT", "submit") == (405,)
    assert told("window", "GET", "system", "") == (404,)
    assert told("window", "GET", "system", "", top=True) == (200,)
    assert column("finance", inside=False) == "finance elsewhere"
    assert column("visitor", inside=False) == "visitor"
    assert all(column(actor, inside=False) in POLICY["home"][0] for actor in POLICY["home"][0]
               if "elsewhere" not in actor and " " not in actor and actor != "moved")  # fmt: skip


def test_a_right_answer_is_a_case_without_a_fault(tree):
    asked = some(
        tree, who="filer of the branch", method="POST", door="scoring:plan_edit", place="branch"
    )
    tally = walk(tree, asked)
    assert (tally.cases, tally.wrong, tally.changed, tally.told_apart) == (1, [], [], [])


def test_a_wrong_policy_is_noticed(tree, monkeypatch):
    monkeypatch.setitem(
        TURNS, "scoring:plan_edit", replace(TURNS["scoring:plan_edit"], states=frozenset())
    )
    asked = some(
        tree, who="filer of the branch", method="POST", door="scoring:plan_edit", place="branch"
    )
    tally = walk(tree, asked)
    told = "filer of the branch, POST scoring:plan_edit, own (branch), plan DRAFT"
    assert tally.wrong == [f"{told}: 302 instead of locked (409,)"]
    assert tally.changed == [told]


def test_a_round_above_counts_for_those_below_and_nothing_else_of_that_body(tree, monkeypatch):
    """With the line of the policy the form of the bureau's round is right, without it it is not."""

    def walked(method):
        asked = some(
            tree, who="supervisor of the branch", method=method, place="bureau", state="",
            door="scoring:monitoring_round_extend",
        )  # fmt: skip
        tally = walk(tree, asked)
        return len(tally.wrong), len(tally.told_apart)

    assert [walked(method) for method in ("GET", "HEAD", "POST")] == [(0, 0)] * 3
    monkeypatch.setattr("perf.assure.access.walk.COUNTS_BELOW", frozenset())
    assert [walked(method) for method in ("GET", "HEAD", "POST")] == [(2, 1), (1, 1), (0, 0)]


def test_a_refusal_that_writes_is_noticed(tree, monkeypatch):
    def writes(user, verb, row):
        User.objects.filter(pk=user.pk).update(phone="1")
        raise PermissionDenied

    monkeypatch.setattr("scoring.views.plan_rows.require", writes)
    asked = some(
        tree, who="auditor of the branch", method="GET", door="scoring:plan_edit", place="unit"
    )
    tally = walk(tree, asked)
    assert (tally.wrong, len(tally.changed)) == ([], 1)


def test_a_hidden_row_that_answers_in_another_way_is_noticed(tree, monkeypatch):
    def chatty(rows, public_id):
        if not rows.model.objects.filter(public_id=public_id).exists():
            raise Http404
        raise PermissionDenied

    monkeypatch.setattr(plans, "get_visible", chatty)
    asked = some(tree, who="filer of the branch", method="GET", door="scoring:plan ", place="other")
    tally = walk(tree, asked)
    assert len(tally.wrong) == len(tally.told_apart) == tally.compared == 1


def test_a_sign_of_another_department_is_noticed(tree, monkeypatch):
    sign = f"数{tree.places['other'].department.name[1:]}"
    monkeypatch.setattr(Plan, "title", property(lambda plan: sign))
    asked = some(tree, who="head of the branch", method="GET", door="scoring:plan ", place="branch")
    (fault,) = walk(tree, asked).wrong
    assert fault.endswith(f"shows {sign}")


def test_a_guard_comes_back_as_it_was(tree):
    user = User(role=User.Role.AUDITOR)
    for guard in GUARDS:
        before = guard.guard.__code__
        with taken_away(guard.guard, guard.stand_in):
            assert guard.guard.__code__ is guard.stand_in.__code__
        assert guard.guard.__code__ is before
    assert not access.visible(user, Plan).exists()
