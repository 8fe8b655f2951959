"""Whatever is posted says what its page showed: without that 428, outdated 409, nothing written.

The forms are those of the world (`perf.assure.access.world`). An address that saves and whose form
carries no mark stands below with the reason.
"""

import pytest

from perf.assure.access.asking import fingerprint, send, tell
from perf.assure.access.matrix import address_of, form_of
from perf.assure.access.policy import POLICY

NAMES = ("seen", "version", "was")
STARTS = ("v-", "was-", "from-", "version-")

NEW = "It makes something new; what is there stays as it is."
ONCE = "It is done once: asked for again it is refused in words, or changes nothing."
OWN = "It concerns the person's own account or notices alone."
FILE = "Files are added, none is replaced."
WANTED = "It says which of two states is wanted: asked for again it is the same."
EVENT = (
    "An event with its day and its reason is added; the service judges it by the state it finds."
)
MANY = "Many rows at once, chosen on a list; the service judges each by the state it finds."
LATER = "The newest counts, and the answer says which end it was and which it is."
UNMARKED = {
    "password": OWN,
    "projects:years": NEW,
    "projects:department_add": NEW,
    "projects:department_rename": EVENT,
    "projects:department_merge": EVENT,
    "projects:department_close": EVENT,
    "projects:department_reopen": EVENT,
    "projects:account_add": NEW,
    "projects:account_disable": ONCE,
    "projects:account_enable": ONCE,
    "projects:account_reset": "A new first password is drawn whatever the old one was.",
    "projects:account_unlock": ONCE,
    "projects:project_add": NEW,
    "projects:project_close": EVENT,
    "projects:project_reopen": EVENT,
    "projects:import_new": FILE,
    "projects:import": "What changed since the preview is shown anew, and nothing is written.",
    "scoring:sheet_open": ONCE,
    "scoring:sheets_open": ONCE,
    "scoring:finance_add": NEW,
    "scoring:finance_table_add": "A table more; one that the document has already is refused.",
    "scoring:plan_new": NEW,
    "scoring:plan_roll": NEW,
    "scoring:plan_pick": "Rows are added behind those that stand; what is there already is not.",
    "scoring:plan_template": NEW,
    "scoring:library_add": NEW,
    "scoring:library_retire": WANTED,
    "scoring:template_retire": WANTED,
    "scoring:evidence_row": FILE,
    "scoring:evidence_remove": ONCE,
    "scoring:evidence_zip": "What is taken along is kept on record; nothing is changed.",
    "scoring:progress_remind": MANY,
    "scoring:progress_extend": LATER,
    "scoring:progress_unlock": MANY,
    "scoring:monitoring_round_extend": LATER,
    "scoring:notices_read": OWN,
    "scoring:notice_read": OWN,
    "scoring:jobs_ask": NEW,
    "scoring:job": ONCE,
    "scoring:narrative_begin": ONCE,
    "scoring:findings_check": NEW,
    "scoring:monitoring_round_add": NEW,
    "scoring:monitoring_round_fill": "Reports that lack are made; those that are there stay.",
}
# These tell a conflict as one of the faults of the page, with both values at the field.
OWN_ANSWER = {
    "scoring:plan_tasks": 422,
    "scoring:sheet_rates": 422,
    "scoring:monitoring_entry": 422,
    "scoring:monitoring_line": 422,
}
TOLD = ("别人", "他人", "已被", "两人都改了", "有变化")


def marks(form):
    return [name for name in form if name in NAMES or name.startswith(STARTS)]


def saving(policy):
    """view -> a person whose post to it is saved."""
    return {
        view: next(actor for actor in row if row[actor].saves)
        for view, (_, row) in policy.items()
        if any(answer.saves for answer in row.values())
    }


def unexplained(policy, forms):
    """Addresses that save, without a mark and without a reason."""
    return {view for view in saving(policy) if not marks(forms.get(view, {}))} - set(UNMARKED)


MARKED = sorted(set(saving(POLICY)) - set(UNMARKED))


@pytest.fixture(scope="module")
def before(built, django_db_blocker):
    with django_db_blocker.unblock():
        return fingerprint()


def ask(world, view, form, before):
    return tell(world.client(saving(POLICY)[view]), "POST", address_of(world, view), form, before)


def outdated(mark):
    """The mark of another state: of another version, or the fingerprint of other words."""
    version, point, rest = mark.partition(".")
    if version.isdecimal():
        return f"{int(version) + 1}{point}{rest}"
    return f"{'1' if mark[0] == '0' else '0'}{mark[1:]}"


def test_every_form_that_saves_carries_a_mark_or_a_reason(world):
    assert unexplained(POLICY, world.forms) == set()
    assert set(UNMARKED) <= set(saving(POLICY))
    assert not [view for view in UNMARKED if marks(world.forms.get(view, {}))]
    assert set(OWN_ANSWER) <= set(MARKED)
    assert len(MARKED) > 20


def test_a_new_address_without_mark_or_reason_is_noticed(world):
    policy = POLICY | {"scoring:new": POLICY["scoring:plan_edit"]}
    assert unexplained(policy, world.forms) == {"scoring:new"}
    assert unexplained(policy, world.forms | {"scoring:new": {"seen": "1"}}) == set()


@pytest.mark.parametrize("view", MARKED)
def test_without_its_mark_a_form_is_not_written_and_with_it_it_is(world, before, view):
    form = form_of(world, view)
    bare = {name: said for name, said in form.items() if name not in marks(form)}
    blank = form | dict.fromkeys(marks(form), "")
    for unmarked in (bare, blank):
        told = ask(world, view, unmarked, before)
        assert (told.response.status_code, told.changed) == (428, False)
    assert ask(world, view, form, before).changed


@pytest.mark.parametrize("view", MARKED)
def test_with_an_outdated_mark_a_form_is_not_written(world, before, view):
    form = form_of(world, view)
    if any(name.startswith("v-") for name in form):
        # A sheet knows every version that its rows had: a colleague makes one.
        text = next(name for name in form if name.startswith("text-"))
        colleagues = {name: form[name] for name in (text, *marks(form))} | {text: "92%"}
        send(world.client("filer"), "POST", address_of(world, "scoring:sheet_entry"), colleagues)
        stale, before = form, fingerprint()
    else:
        stale = form | {name: outdated(form[name]) for name in marks(form)}
    told = ask(world, view, stale, before)
    assert (told.response.status_code, told.changed) == (OWN_ANSWER.get(view, 409), False)
    assert any(words in told.body.decode() for words in TOLD)
