"""Templates: what they keep of a plan, and plans that start from them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from projects.drafts import PlanDraft, from_json
from projects.locks import Locked
from projects.marks import Overtaken
from projects.models import Plan, PlanTemplate, TrailEntry, User
from projects.queries.contents import plan_content
from projects.services.opening import AlreadyThere, open_plan
from projects.services.templates import bare, change_template, retire_template, save_template
from projects.trail import broken
from tests.factories import (
    AT,
    leaves_of,
    make_department,
    make_draft,
    make_plan,
    make_project,
    make_template,
    make_user,
    make_window,
    make_year,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make_department(kind="FINANCE")


@pytest.fixture
def finance(bureau):
    return make_user(role=User.Role.FINANCE, department=bureau)


@pytest.fixture
def unit(bureau):
    return make_department(parent=bureau)


def opened(unit, filer, template=None, project=None, year=2022):
    return open_plan(
        department=unit,
        year=make_year(year),
        project=project,
        template=template,
        by=filer,
        at=AT,
    )


@pytest.mark.parametrize("with_texts", [False, True])
def test_a_template_keeps_no_amount_and_no_lineage(unit, with_texts):
    draft = plan_content(make_plan(department=unit, draft=make_draft(mark="某单位")))
    kept = bare(draft, with_texts=with_texts)
    assert [(row.label, row.initial, row.annual) for row in kept.funds] == [
        ("资金总额某单位", None, None), ("财政拨款某单位", None, None),
    ]  # fmt: skip
    tasks = [replace(row, projects=None) for row in draft.tasks]
    assert (kept.goals, kept.tasks) == ((draft.goals, tasks) if with_texts else ([], []))
    assert {row.lineage for row in kept.indicators} == {None}
    assert [row.level3 for row in kept.indicators] == [row.level3 for row in draft.indicators]


def test_it_comes_out_of_the_table_as_it_went_in(finance):
    draft = bare(make_draft(), with_texts=True)
    template = save_template(
        department=finance.department,
        name="甲",
        kind="PROJECT",
        note="",
        draft=draft,
        by=finance,
        at=AT,
    )
    assert from_json(PlanTemplate.objects.get(pk=template.pk).content) == draft
    entry = TrailEntry.objects.get(subject_id=template.public_id)
    assert (entry.action, entry.summary) == ("template.added", "新增模板 甲，4 行指标")


def test_two_plans_from_one_template_have_lineages_of_their_own(unit, filer, finance):
    template = make_template(by=finance, name="通用")
    one = opened(unit, filer, template)
    other = opened(unit, filer, template, project=make_project(department=unit))
    lineages = [{row.lineage for row in leaves_of(plan)} for plan in (one, other)]
    assert len(lineages[0]) == len(lineages[1]) == 4
    assert not lineages[0] & lineages[1]
    assert one.state == Plan.State.DRAFT
    told = TrailEntry.objects.filter(subject_id=one.public_id).order_by("sequence")
    assert [row.summary for row in told][1:] == ["由模板“通用”新建"]
    assert broken(one) == []


def test_a_blank_plan(unit, filer):
    plan = opened(unit, filer)
    assert plan_content(plan) == PlanDraft()


def test_a_second_plan_of_the_year_is_refused(unit, filer):
    opened(unit, filer)
    with pytest.raises(AlreadyThere):
        opened(unit, filer)
    assert Plan.objects.count() == 1


def test_a_closed_window_locks_the_opening(unit, filer):
    opens = AT - timedelta(days=9)
    make_window(department=unit, year=2022, stage="TARGETS", opens_at=opens, closes_at=AT)
    with pytest.raises(Locked):
        opened(unit, filer)


def test_only_the_units_filer_opens_plans_and_only_on_its_projects(unit, filer, finance):
    foreign = make_project(department=make_department())
    for person, project in ((finance, None), (make_user(), None), (filer, foreign)):
        with pytest.raises(PermissionDenied):
            opened(unit, person, project=project)
    assert Plan.objects.count() == 0


def change(template, finance, **said):
    draft = from_json(template.content)
    told = {"name": template.name, "kind": template.kind, "note": "", "draft": draft, "seen": 1}
    return change_template(template=template, by=finance, at=AT, **told | said)


def test_a_change_and_a_stale_page(finance):
    template = make_template(by=finance)
    change(template, finance, name="乙")
    with pytest.raises(Overtaken):
        change(template, finance, name="丙")
    template.refresh_from_db()
    assert (template.name, template.version) == ("乙", 2)
    assert change(template, finance, seen=2).version == 2  # the same again is no change


def test_a_name_stands_once(finance):
    make_template(by=finance, name="甲")
    with pytest.raises(IntegrityError, match="template_name_once"), transaction.atomic():
        make_template(by=finance, name="甲")


def test_retired_and_restored(finance):
    template = make_template(by=finance)
    assert not retire_template(template=template, is_active=False, by=finance, at=AT).is_active
    assert retire_template(template=template, is_active=True, by=finance, at=AT).is_active


def test_nobody_else_keeps_templates(unit, filer, finance):
    template = make_template(by=finance)
    for attempt in (
        lambda: change(template, filer),
        lambda: retire_template(template=template, is_active=False, by=filer, at=AT),
        lambda: make_template(by=filer),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
