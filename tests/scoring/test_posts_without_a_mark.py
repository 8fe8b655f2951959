"""Targets and their projects: a post that does not say what its page showed is answered 428.

Every refusal has its counterpart: the same post with the mark is written.
"""

import pytest
from django.urls import reverse

from projects.models import Indicator, TaskProject, TrailEntry
from tests.factories import leaves_of, make_plan, make_project
from tests.scoring.plan_pages import SCRIPT, address, changed, fields, key, typed, words


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, is_approved=False)


@pytest.fixture
def leaf(plan):
    return leaves_of(plan)[0]


def without_marks(form):
    return {name: text for name, text in form.items() if not name.startswith("was")}


def stored(plan):
    rows = list(Indicator.objects.filter(plan=plan).order_by("pk").values())
    return rows, TrailEntry.objects.filter(subject_id=plan.public_id).count()


def test_a_row_of_targets_without_its_version_is_not_written(browser, plan, leaf):
    form, before = typed(browser, plan, t="≥12%"), stored(plan)
    for bare in (without_marks(form), form | {f"was-{key(leaf)}": [""]}):
        answer = browser.post(address(plan), bare)
        assert answer.status_code == 428
        assert "没有收到这一行的版本，没有写入" in words(answer)
        assert 'value="≥12%"' in answer.content.decode()
        assert stored(plan) == before
    assert browser.post(address(plan), form).status_code == 302
    assert leaves_of(plan)[0].target_text == "≥12%"


def test_the_script_is_told_so_at_the_field_of_the_row(browser, plan, leaf):
    form, before = typed(browser, plan, t="≥12%"), stored(plan)
    answer = browser.post(address(plan), without_marks(form), **SCRIPT)
    assert answer.status_code == 428
    ((place, _, message),) = answer.json()["errors"]
    assert place in form
    assert "没有收到这一行的版本" in message
    assert stored(plan) == before
    assert browser.post(address(plan), form, **SCRIPT).status_code == 200
    assert leaves_of(plan)[0].target_text == "≥12%"


def test_one_row_without_its_version_keeps_the_whole_page_from_being_written(browser, plan, leaf):
    """Without script all rows are sent: a version that lacks anywhere is told with its row."""
    second = leaves_of(plan)[1]
    form = changed(fields(browser, plan), **{f"t-{key(leaf)}": "≥12%"})
    bare, before = {**form}, stored(plan)
    del bare[f"was-{key(second)}"]
    answer = browser.post(address(plan), bare)
    assert answer.status_code == 428
    assert "第 2 行" in words(answer)
    assert 'value="≥12%"' in answer.content.decode()
    assert stored(plan) == before
    assert browser.post(address(plan), form).status_code == 302
    assert leaves_of(plan)[0].target_text == "≥12%"


def test_a_row_is_not_removed_without_its_version(browser, plan, leaf):
    before = stored(plan)
    answer = browser.post(address(plan), {"gone-lines": key(leaf)}, **SCRIPT)
    assert answer.status_code == 428
    assert stored(plan) == before
    marked = {"gone-lines": f"{key(leaf)}.{leaf.version}"}
    assert browser.post(address(plan), marked, **SCRIPT).status_code == 200
    assert leaf not in leaves_of(plan)


@pytest.mark.parametrize("kind", ["fund", "goal", "task"])
def test_funds_goals_and_tasks_are_not_written_without_their_versions(browser, plan, kind):
    letter = {"fund": "fl", "goal": "gc", "task": "kc"}[kind]
    row = getattr(plan, f"{kind}s").first()
    own = [name for name in fields(browser, plan) if name.endswith(key(row))]
    form = {name: fields(browser, plan)[name] for name in own}
    form |= {kind: [key(row)], f"{letter}-{key(row)}": ["别的话"]}
    answer = browser.post(address(plan), without_marks(form), **SCRIPT)
    assert answer.status_code == 428
    row.refresh_from_db()
    assert row.version == 1
    assert browser.post(address(plan), form, **SCRIPT).status_code == 200
    row.refresh_from_db()
    assert row.version == 2


def test_projects_of_tasks_are_not_written_without_the_mark_of_the_page(browser, plan, unit):
    project = make_project(department=unit, name="科普活动经费")
    place = reverse("scoring:plan_tasks", args=[plan.public_id])
    page = browser.get(place).content.decode()
    chosen = {f"task-{key(plan.tasks.get())}": project.public_id.hex}
    for bare in (chosen, chosen | {"was": ""}):
        answer = browser.post(place, bare)
        assert answer.status_code == 428
        assert "没有收到页面的版本，没有写入" in words(answer)
        assert "checked" in answer.content.decode()
        assert not TaskProject.objects.exists()
    marked = chosen | {"was": page.split('name="was" value="')[1].split('"')[0]}
    assert browser.post(place, marked).status_code == 302
    assert TaskProject.objects.get().project == project
