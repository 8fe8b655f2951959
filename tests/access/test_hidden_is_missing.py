"""Another department's row answers with the bytes of one that does not exist."""

from uuid import uuid4

from django.urls import reverse

from perf.assure.access.asking import all_of
from perf.assure.access.matrix import differences
from perf.assure.access.policy import ADMINISTRATORS, MISSING, POLICY, STRANGERS, answer
from projects import access
from tests.factories import leaves_of

# `assure access-matrix` asks as everybody.
ASKING = {
    *("filer beside", "filer of the branch", "moved"),
    *("supervisor of the other branch", "finance elsewhere"),
    *ADMINISTRATORS,
}
# Kept by the bureau for everybody below it: who is outside the unit may be inside the bureau.
OF_THE_BUREAU = {
    *("scoring:library_entry", "scoring:library_change", "scoring:library_retire"),
    *("scoring:template", "scoring:template_edit", "scoring:template_retire"),
}


def said(response):
    """All that the answer tells."""
    return all_of(response, response.getvalue())


def different(world, actor, *among):
    """Where a hidden row is told from a missing one, as (view, method); of all views or some."""
    found = differences(world, actor, among=among or None)
    return [(view, method) for view, method, is_told in found if is_told]


def test_hidden_and_missing_answer_alike(world):
    outside = [actor for actor, wanted in POLICY["scoring:sheet"][0].items() if wanted is MISSING]
    assert set(outside) == {*STRANGERS, *ADMINISTRATORS}
    found = {
        (actor, view, method)
        for actor in ASKING
        for view, method in different(world, actor)
        if view not in OF_THE_BUREAU or answer(view, method, actor) is MISSING
    }
    assert found == set()


def test_a_job_of_another_person_of_the_unit_is_missing_as_well(world):
    told = different(world, "head", "scoring:job", "scoring:job_file")
    assert not {"scoring:job", "scoring:job_file"} & {view for view, _ in told}


def test_a_difference_would_be_noticed(world, monkeypatch):
    """A look-only person is told 403 instead of 404: that is seen as a difference."""
    assert ("scoring:sheet", "GET") in different(world, "supervisor", "scoring:sheet")
    everything = (lambda user, model: model._default_manager.all()).__code__
    monkeypatch.setattr(access.visible, "__code__", everything)
    assert ("scoring:sheet_entry", "POST") in different(
        world, "filer beside", "scoring:sheet_entry"
    )


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
