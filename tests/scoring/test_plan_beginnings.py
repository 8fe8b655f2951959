"""How a plan begins on the web: rolled over, from a template, out of the library, as a template."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from projects.drafts import from_json
from projects.models import Plan, PlanTemplate, Project, User
from scoring.forms.opening import fits
from scoring.queries.last_year import last_year
from tests.factories import (
    leaves_of,
    make_client,
    make_department,
    make_draft,
    make_entry,
    make_plan,
    make_project,
    make_template,
    make_user,
    make_window,
    make_year,
)

pytestmark = pytest.mark.django_db
ROLL = "/plans/roll/?year=2022"


@pytest.fixture
def bureau():
    return make_department(kind="FINANCE")


@pytest.fixture
def finance(bureau):
    return make_user(role=User.Role.FINANCE, department=bureau)


@pytest.fixture
def unit(bureau):
    return make_department(parent=bureau)


@pytest.fixture
def browser(filer):
    make_year(2022)
    return make_client(filer)


def text(response):
    return response.content.decode()


def closed(unit):
    now = timezone.now()
    make_window(
        department=unit,
        year=2022,
        stage="TARGETS",
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=1),
    )


def test_the_unit_sees_what_it_can_take_over_and_what_was_never_approved(browser, unit):
    make_plan(department=unit)
    make_plan(department=unit, project=make_project(department=unit), is_approved=False)
    make_plan(department=make_department(), project=None)
    page = browser.get(ROLL)
    assert [offer.doubt for offer in page.context["page"].offers] == ["", "从未审定"]
    assert text(page).count('name="plan"') == text(page).count(" checked") == 2


def test_ticked_plans_are_copied_and_the_page_links_to_them(browser, unit):
    plans = [make_plan(department=unit, project=make_project(department=unit)) for _ in range(3)]
    ids = [str(plan.public_id) for plan in plans[:2]]
    page = browser.post(ROLL, {"plan": ids}, follow=True)
    assert "已复制 2 张目标表，都是草稿。请逐张核对" in text(page)
    assert page.redirect_chain == [("/plans/?year=2022", 302)]
    copies = list(Plan.objects.filter(year=2022))
    assert {copy.project for copy in copies} == {plan.project for plan in plans[:2]}
    for copy in copies:
        assert reverse("scoring:plan", args=[copy.public_id]) in text(page)
        assert len(last_year(copy)) == len(leaves_of(copy))
    again = browser.post(ROLL, {"plan": [*ids, str(plans[2].public_id)]}, follow=True)
    assert "已复制 1 张目标表，都是草稿。2 张本年已有，没有改动：" in text(again)
    assert Plan.objects.filter(year=2022).count() == 3
    nothing = browser.post(ROLL, {"plan": ids}, follow=True)
    assert nothing.redirect_chain == [(ROLL, 302)]
    assert "没有复制。2 张本年已有" in text(nothing)


@pytest.mark.parametrize("ticked", [[], ["x"], [str(uuid4())]])
def test_what_cannot_be_copied_is_refused(browser, unit, ticked):
    make_plan(department=unit)
    response = browser.post(ROLL, {"plan": ticked})
    assert response.status_code == 422
    assert "没有写入任何内容" in text(response)
    assert not Plan.objects.filter(year=2022).exists()


def test_a_closed_stage_is_said_before_and_after(browser, unit):
    plan = make_plan(department=unit)
    closed(unit)
    page = browser.get(ROLL)
    assert "2022 年度目标申报已经截止" in text(page)
    assert "复制所选目标表" not in text(page)
    assert browser.post(ROLL, {"plan": str(plan.public_id)}).status_code == 409


@pytest.mark.parametrize("year, status", [("1999", 200), ("22", 404), ("二〇二二", 404)])
def test_odd_years(browser, unit, year, status):
    make_plan(department=unit)
    assert browser.get("/plans/roll/", {"year": year}).status_code == status


def test_the_page_asks_the_same_number_of_queries(browser, unit):
    counts = []
    for _ in range(2):
        for _ in range(4):
            make_plan(department=unit, project=make_project(department=unit))
        with CaptureQueriesContext(connection) as asked:
            browser.get(ROLL)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_plan_from_a_template(browser, unit, finance):
    template = make_template(by=finance, lines=5)
    form = {"year": "2022", "subject": "whole", "template": str(template.public_id)}
    page = browser.post("/plans/new/", form, follow=True)
    assert len(leaves_of(Plan.objects.get(department=unit))) == 5
    assert "已新建“部门整体”2022 年度目标表" in text(page)
    again = browser.post("/plans/new/", form)
    assert again.status_code == 422
    assert "这一年度已有目标表" in text(again)


def test_a_stage_that_is_closed_is_told_before_a_form_is_filled_in(browser, unit):
    make_year(2023)
    closed(unit)
    shown = text(browser.get("/plans/new/?year=2022"))
    assert "2022 年度目标申报已经截止" in shown
    assert "note-lock" not in text(browser.get("/plans/new/?year=2023"))
    form = {"year": "2022", "subject": "whole", "template": ""}
    assert browser.post("/plans/new/?year=2022", form).status_code == 409
    assert not Plan.objects.exists()


def test_templates_of_another_bureau_cannot_be_chosen(browser):
    elsewhere = make_user(role=User.Role.FINANCE, department=make_department(kind="FINANCE"))
    template = make_template(by=elsewhere, name="别处")
    assert "别处" not in text(browser.get("/plans/new/"))
    form = {"year": "2022", "subject": "whole", "template": str(template.public_id)}
    assert browser.post("/plans/new/", form).status_code == 422
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    "kind, project_kind, is_fit",
    [
        ("DEPARTMENT", None, True),
        ("PROJECT", None, False),
        ("DEPARTMENT", "", False),
        ("PROJECT", "SPECIFIC_TARGET", True),
        ("SPECIFIC_TARGET", "SPECIFIC_TARGET", True),
        ("SPECIFIC_TARGET", "OTHER_OPERATING", False),
        ("OTHER_OPERATING", "", True),
    ],
)
def test_what_a_template_is_for(kind, project_kind, is_fit):
    project = None if project_kind is None else Project(kind=project_kind)
    assert fits(PlanTemplate(kind=kind), project) is is_fit


def test_ticked_entries_become_rows(browser, unit, finance):
    plan = make_plan(department=unit, year=2022, draft=make_draft(lines=1), is_approved=False)
    entries = [make_entry(by=finance, name=f"甲{n}", for_departments=True) for n in range(2)]
    make_entry(by=finance, name="只用于项目")
    address = reverse("scoring:plan_pick", args=[plan.public_id])
    assert "只用于项目" not in text(browser.get(address))
    ids = [str(entry.public_id) for entry in entries]
    page = browser.post(address, {"entry": ids[:1]}, follow=True)
    assert "已加入 1 行指标。" in text(page)
    page = browser.post(address, {"entry": ids}, follow=True)
    assert "已加入 1 行指标。1 条原来就有，没有重复加入：甲0。" in text(page)
    assert "已有" in text(browser.get(address))


@pytest.mark.parametrize("ticked", [[], ["x"], [str(uuid4())]])
def test_nothing_ticked_is_refused(browser, unit, ticked):
    plan = make_plan(department=unit, year=2022, is_approved=False)
    address = reverse("scoring:plan_pick", args=[plan.public_id])
    response = browser.post(address, {"entry": ticked})
    assert response.status_code == 422
    assert "请至少勾选一条指标" in text(response)


def test_an_approved_plan_takes_nothing(browser, unit, finance):
    plan = make_plan(department=unit)
    entry = make_entry(by=finance)
    address = reverse("scoring:plan_pick", args=[plan.public_id])
    assert browser.get(address).status_code == 409
    assert browser.post(address, {"entry": str(entry.public_id)}).status_code == 409


def test_a_plan_becomes_a_template_without_its_amounts(unit, finance):
    plan = make_plan(department=unit, draft=make_draft(mark="密"))
    address = reverse("scoring:plan_template", args=[plan.public_id])
    make_client(finance).post(address, {"name": "甲", "kind": "DEPARTMENT"})
    draft = from_json(PlanTemplate.objects.get().content)
    assert (draft.goals, draft.tasks) == ([], [])
    assert {row.annual for row in draft.funds} == {None}
    assert len(draft.indicators) == 4
    again = make_client(finance).post(address, {"name": "甲", "kind": "DEPARTMENT"})
    assert again.status_code == 422


def rows_of(draft):
    return {
        f"{name}-{number}": str(getattr(row, name) or "")
        for number, row in enumerate(draft.indicators, 1)
        for name in ("level1", "level2", "level3", "target", "points", "explanation")
    }


def test_rows_of_a_template_are_changed_added_and_taken_out(finance):
    template = make_template(by=finance, lines=3)
    draft = from_json(template.content)
    form = rows_of(draft) | {
        "name": "乙", "kind": "PROJECT", "seen": "1",
        "target-1": "≥99%", "level1-4": "满意度指标", "level3-4": "满意度", "points-4": "10",
    }  # fmt: skip
    form |= {name: "" for name in form if name.endswith("-2")}
    address = reverse("scoring:template_edit", args=[template.public_id])
    assert make_client(finance).post(address, form).status_code == 302
    template.refresh_from_db()
    after = from_json(template.content).indicators
    assert [row.level3 for row in after] == ["第0项", "第2项", "满意度"]
    assert (after[0].target, str(after[2].points), after[2].level2) == ("≥99%", "10", None)
    stale = make_client(finance).post(address, form | {"target-1": "≥97%"})
    assert stale.status_code == 409
    assert "别人改过这里的内容，没有写入" in text(stale)
    assert "第 1 行现在是“≥99%”，您填的是“≥97%”。" in text(stale)
    assert "≥97%</textarea>" in text(stale) or 'value="≥97%"' in text(stale)
    template.refresh_from_db()
    assert from_json(template.content).indicators == after


def test_wrong_rows_are_told_all_at_once(finance):
    template = make_template(by=finance, lines=3)
    form = rows_of(from_json(template.content)) | {
        "name": "乙", "kind": "PROJECT", "seen": "1",
        "points-1": "101", "level3-2": "", "target-3": "a\x07",
    }  # fmt: skip
    address = reverse("scoring:template_edit", args=[template.public_id])
    response = make_client(finance).post(address, form)
    assert response.status_code == 422
    found = [anchor for anchor, _ in response.context["rows"].errors]
    assert found == ["points-1", "level3-2", "target-3"]
    template.refresh_from_db()
    assert template.version == 1
