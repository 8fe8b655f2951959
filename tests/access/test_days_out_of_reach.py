"""A mistyped year is refused by every form with a day in it: no page breaks, nothing is stored.

The forms are those of the world (`perf.assure.access.world`), with one day after the other at
either end of the calendar.
"""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest
from django import forms

import projects.forms
import scoring.forms
from perf.assure.access.asking import fingerprint, tell
from perf.assure.access.matrix import address_of
from perf.assure.access.policy import POLICY, SAVED
from projects.forms.fields import DayField
from projects.forms.moments import MomentField

DAY = re.compile(r"\d{4}-\d\d-\d\d")
FAR = ("0001-01-01", "0999-12-31", "2104-01-01", "9999-12-31")
BOUNDED = (DayField, MomentField)


@pytest.fixture
def dated(world):
    """(view, field) of every day that a form of the world carries."""
    return {
        (view, name)
        for view, form in world.forms.items()
        for name, text in form.items()
        if isinstance(text, str) and DAY.match(text)
    }


def test_no_answer_to_a_day_out_of_reach_is_anything_but_a_refusal(world, dated):
    before, wrong = fingerprint(), []
    for view, name in sorted(dated):
        actor = next(actor for actor, wanted in POLICY[view][1].items() if wanted == SAVED)
        form = world.forms[view]
        for day in FAR:
            said = form | {name: DAY.sub(day, form[name])}
            told = tell(world.client(actor), "POST", address_of(world, view), said, before)
            if told.response.status_code != 422 or told.changed:
                wrong.append(f"{view} {name} {day}: {told.response.status_code} {told.changed}")
    assert not wrong


def form_classes():
    for package in (projects.forms, scoring.forms):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            module = import_module(found.name)
            for kind in vars(module).values():
                if isinstance(kind, type) and issubclass(kind, forms.BaseForm):
                    yield kind


def test_every_day_of_a_form_is_asked_for_by_a_field_with_bounds():
    fields = [
        (kind.__name__, name, field)
        for kind in form_classes()
        for name, field in kind.base_fields.items()
        if isinstance(field, (forms.DateField, forms.DateTimeField, *BOUNDED))
    ]
    assert [told for *told, field in fields if not isinstance(field, BOUNDED)] == []
    assert len(fields) > 5


def test_every_form_with_a_day_is_among_those_that_are_tried(dated):
    """Those of windows are made with the form; they stand in the world all the same."""
    tried = {name for _, name in dated}
    named = {
        name
        for kind in form_classes()
        for name, field in kind.base_fields.items()
        if isinstance(field, BOUNDED)
    }
    assert named <= tried
    views = {view for view, _ in dated}
    assert {"scoring:window", "scoring:progress_extend", "projects:project_close"} <= views
