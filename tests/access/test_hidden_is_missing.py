"""Another department's row answers with the bytes of one that does not exist."""

import re
from uuid import uuid4

from django.urls import reverse

from perf.assure.access.matrix import METHODS, ask
from perf.assure.access.policy import ADMINISTRATORS, MISSING, POLICY, STRANGERS
from projects import access
from tests.factories import leaves_of

# Django masks the token anew in every answer.
TOKEN = re.compile(
    rb'(?<="X-CSRFToken": ")[0-9A-Za-z]{64}|(?<=csrfmiddlewaretoken" value=")[0-9A-Za-z]{64}'
)
FLEETING = {"Date", "Set-Cookie"}
# Kept by the bureau for everybody below it: who is outside the unit may be inside the bureau.
OF_THE_BUREAU = {
    *("scoring:library_entry", "scoring:library_change", "scoring:library_retire"),
    *("scoring:template", "scoring:template_edit", "scoring:template_retire"),
}


def said(response):
    """All that the answer tells: status, headers, body."""
    headers = {name: value for name, value in response.headers.items() if name not in FLEETING}
    return response.status_code, headers, TOKEN.sub(b"", response.getvalue())


def differences(world, actor):
    """Where a hidden row is told from a missing one, as (view, method)."""
    return [
        (view, method)
        for view, missing in world.missing.items()
        for method in METHODS
        if said(ask(world, actor, view, method)) != said(ask(world, actor, view, method, missing))
    ]


def test_hidden_and_missing_answer_alike(world):
    outside = [actor for actor, answer in POLICY["scoring:sheet"][0].items() if answer is MISSING]
    assert set(outside) == {*STRANGERS, *ADMINISTRATORS}
    found = {
        (actor, view, method)
        for actor in outside
        for view, method in differences(world, actor)
        if view not in OF_THE_BUREAU or POLICY[view][METHODS.index(method)][actor] is MISSING
    }
    assert found == set()


def test_a_job_of_another_person_of_the_unit_is_missing_as_well(world):
    told = differences(world, "head")
    assert not {"scoring:job", "scoring:job_file"} & {view for view, _ in told}


def test_a_difference_would_be_noticed(world, monkeypatch):
    """A look-only person is told 403 instead of 404: that is seen as a difference."""
    assert ("scoring:sheet", "GET") in differences(world, "supervisor")
    everything = (lambda user, model: model._default_manager.all()).__code__
    monkeypatch.setattr(access.visible, "__code__", everything)
    assert ("scoring:sheet_entry", "POST") in differences(world, "filer beside")


def test_a_line_of_another_sheet_is_missing_in_ones_own(world):
    """The second id of an address is looked for under the first one only."""
    own = world.own_sheet("filer beside")
    foreign = leaves_of(world.own_sheet("filer").plan)[0].public_id
    form = world.forms["scoring:sheet_row"]
    client = world.client("filer beside")
    told = [
        said(client.post(reverse("scoring:sheet_row", args=[own.public_id, "lines", line]), form))
        for line in (foreign, uuid4())
    ]
    assert told[0] == told[1]
    assert told[0][0] == 404


def test_an_export_of_a_hidden_department_is_refused_like_one_of_no_department(world):
    hidden = world.forms["scoring:jobs_ask"]
    missing = hidden | {"department": str(uuid4())}
    client = world.client("filer beside")
    told = [said(client.post(reverse("scoring:jobs_ask"), form)) for form in (hidden, missing)]
    assert told[0] == told[1]
    assert told[0][0] == 422
