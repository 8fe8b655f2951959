"""Several target tables are sent at once: who lacks nothing goes, the others say what they lack."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.drafts import PlanDraft
from projects.models import Plan, TrailEntry
from projects.trail import last_change
from tests.factories import AT, DAY, make_client, make_draft, make_plan, make_project, make_window
from tests.scoring.steps import make_people, plan_of, take

pytestmark = pytest.mark.django_db
WHERE = reverse("scoring:plans_submit")


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def plans(people):
    return [plan_of(people) for _ in range(3)]


@pytest.fixture
def bare(people):
    """A plan without anything."""
    project = make_project(department=people.unit, name="空表")
    return make_plan(department=people.unit, project=project, is_approved=False, draft=PlanDraft())


def form(*plans):
    said = {f"version-{plan.public_id.hex}": str(last_change(plan)) for plan in plans}
    return said | {"plan": [str(plan.public_id) for plan in plans]}


def states(*plans):
    return [Plan.objects.get(pk=plan.pk).state for plan in plans]


def text_of(answer):
    return answer.content.decode()


def test_the_list_offers_drafts_of_the_own_unit_and_nothing_else(people, plans):
    take(plans[0], "submit", people.filer)
    page = f"{reverse('scoring:plans')}?year=2021"
    for person, offered in ((people.filer, 2), (people.head, 2), (people.supervisor, 0)):
        text = text_of(make_client(person).get(page))
        assert text.count('<input type="checkbox" name="plan"') == offered
        assert ("提交所选" in text) == bool(offered)


def test_the_page_as_it_stands_is_sent_and_all_go(people, plans):
    page = text_of(make_client(people.filer).get(f"{reverse('scoring:plans')}?year=2021"))
    for plan in plans:
        mark = f'name="version-{plan.public_id.hex}" value="{last_change(plan)}"'
        assert mark in page
    answer = make_client(people.filer).post(WHERE, form(*plans))
    assert (answer.status_code, states(*plans)) == (200, ["SUBMITTED"] * 3)
    assert "已提交 3 张，共选 3 张" in text_of(answer)
    assert TrailEntry.objects.filter(action="plan.submit").count() == 3


def test_what_lacks_something_stays_and_says_all_of_it_with_the_way_there(people, plans, bare):
    alone = make_client(people.filer).post(
        reverse("scoring:plan_step", args=[bare.public_id, "submit"]),
        {"version": last_change(bare)},
    )
    answer = make_client(people.filer).post(WHERE, form(plans[0], bare, plans[1]))
    assert states(plans[0], bare, plans[1]) == ["SUBMITTED", "DRAFT", "SUBMITTED"]
    text = text_of(answer)
    assert "已提交 2 张，共选 3 张" in text
    gaps = alone.context["gaps"]
    assert len(gaps) > 1
    entry = reverse("scoring:plan_edit", args=[bare.public_id])
    for gap in gaps:
        assert f'<a href="{entry}#{gap.anchor}">{gap.label}</a>：{gap.message}' in text


def test_a_closed_stage_is_told_at_each_with_the_person_to_ask(people, plans):
    make_window(department=people.unit, stage="TARGETS", opens_at=AT - DAY, closes_at=AT)
    answer = make_client(people.filer).post(WHERE, form(*plans))
    assert states(*plans) == ["DRAFT"] * 3
    assert text_of(answer).count("目标申报已经截止") == 3
    assert "需要延期，请联系" in text_of(answer)


def test_what_changed_since_the_list_was_shown_or_was_sent_stays(people, plans):
    said = form(*plans)
    take(plans[0], "submit", people.head)
    said[f"version-{plans[1].public_id.hex}"] = "0"
    del said[f"version-{plans[2].public_id.hex}"]
    text = text_of(make_client(people.filer).post(WHERE, said))
    assert states(*plans) == ["SUBMITTED", "DRAFT", "DRAFT"]
    assert "现在的状态是“已提交”" in text
    assert text.count("您打开页面以后内容有变化，没有处理") == 1
    assert text.count("没有收到页面的版本，没有处理") == 1


def test_who_may_not_is_refused_and_nothing_goes(people, plans):
    elsewhere = plan_of(make_people())
    filer = make_client(people.filer)
    assert filer.post(WHERE, form(plans[0], elsewhere)).status_code == 404
    assert filer.post(WHERE, {"plan": "x"}).status_code == 404
    assert make_client(people.supervisor).post(WHERE, form(*plans)).status_code == 403
    assert make_client(people.stranger).post(WHERE, form(*plans)).status_code == 404
    assert states(*plans, elsewhere) == ["DRAFT"] * 4


def test_nobody_chosen_is_told(people):
    answer = make_client(people.filer).post(WHERE, {})
    assert answer.status_code == 422
    assert "没有选择目标表，没有提交" in text_of(answer)


def test_the_list_asks_a_fixed_number(people):
    told = []
    for count in (1, 9):
        for _ in range(count):
            plan_of(people)
        with CaptureQueriesContext(connection) as asked:
            make_client(people.filer).get(f"{reverse('scoring:plans')}?year=2021")
        told.append(len(asked))
    assert told[0] == told[1]


# ---- the next one ------------------------------------------------------------------------------


def decide(person, plan, step, **said):
    where = reverse("scoring:plan_step", args=[plan.public_id, step])
    said = {"version": last_change(plan)} | said
    return text_of(make_client(person).post(where, said, follow=True))


def test_who_decided_one_is_led_to_the_next_that_waits_for_him(people, plans):
    for day, plan in enumerate(plans):
        take(plan, "submit", people.filer)
        Plan.objects.filter(pk=plan.pk).update(state_at=AT + (2 - day) * DAY)
    first, second, third = plans
    page = decide(people.supervisor, first, "pass")
    link = f'<a href="{reverse("scoring:plan", args=[third.public_id])}">下一张待审'
    assert link in page  # the oldest that still waits
    page = decide(people.supervisor, third, "return", reason="口径有误")
    assert f'{reverse("scoring:plan", args=[second.public_id])}">下一张待审' in page
    assert "下一张待审" not in decide(people.supervisor, second, "pass")
    assert "下一张待审" in decide(people.finance, first, "approve")


def test_the_title_of_the_next_one_is_text_and_never_markup(people, plans):
    project = make_project(department=people.unit, name="<b>科普</b>")
    odd = make_plan(department=people.unit, project=project, is_approved=False, draft=make_draft())
    for plan in (plans[0], odd):
        take(plan, "submit", people.filer)
    page = decide(people.supervisor, plans[0], "pass")
    assert "下一张待审：&lt;b&gt;科普&lt;/b&gt;" in page


def test_a_filer_is_led_nowhere(people, plans):
    assert "下一张待审" not in decide(people.filer, plans[0], "submit")
