"""What a unit began by mistake is given up with a reason: the trail stays, nothing blocks."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from projects.drafts import to_json
from projects.locks import Locked
from projects.models import Indicator, Plan, TrailEntry
from projects.queries.contents import plan_content
from projects.services.opening import open_plan
from projects.steps import StepRefused
from projects.trail import broken, last_change
from scoring.models import Sheet
from scoring.services.sheets import open_sheet
from tests.factories import (
    AT,
    DAY,
    leaves_of,
    make_client,
    make_evidence,
    make_plan,
    make_sheet,
    make_year,
)
from tests.scoring.steps import make_people, plan_of, sheet_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def approved(people):
    return approve(plan_of(people), people)


def approve(plan, people):
    for step, person in (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance")):
        plan = take(plan, step, getattr(people, person))
    return plan


def adjusted(plan, people):
    """An adjustment in which rows, funds and tasks were changed."""
    plan = take(plan, "adjust", people.filer, reason="追加预算")
    Indicator.objects.filter(pk=leaves_of(plan)[0].pk).update(target_text="≥1次")
    leaves_of(plan)[1].delete()
    plan.funds.all().update(annual_text="999")
    plan.tasks.all().update(content="改过")
    Plan.objects.filter(pk=plan.pk).update(points_note="改过")
    return plan


def open_blank(people, plan):
    return open_sheet(plan=plan, by=people.filer, at=AT)


def page(person, row, suffix=""):
    kind = type(row).__name__.lower()
    answer = make_client(person).get(reverse(f"scoring:{kind}", args=[row.public_id]) + suffix)
    return answer.content.decode()


# Drafts that were never approved.


def test_a_mistaken_draft_is_voided_and_the_same_targets_can_be_begun_again(people):
    plan = plan_of(people)
    project = plan.project
    take(plan, "void", people.filer, reason="项目选错")
    assert not Plan.objects.filter(pk=plan.pk).exists()
    assert not Indicator.objects.filter(plan_id=plan.pk).exists()
    year = make_year(2021)
    again = open_plan(
        department=people.unit, year=year, project=project, template=None, by=people.filer, at=AT
    )
    assert again.state == "DRAFT"


def test_the_trail_of_a_voided_draft_stays_and_is_shown_with_its_reason(people):
    plan = plan_of(people)
    take(plan, "void", people.filer, reason="项目选错")
    last = TrailEntry.objects.filter(subject_id=plan.public_id).order_by("-sequence").first()
    assert last.summary == f"作废 2021 年度“{plan.title}”绩效目标表：项目选错"
    assert (last.department_id, last.by) == (people.unit.pk, people.filer)
    assert broken(plan) == []
    for person in (people.filer, people.supervisor):
        shown = make_client(person).get(f"/departments/{people.unit.public_id}/?year=2021")
        assert "已作废的目标表 1 张" in shown.content.decode()
        assert last.summary in shown.content.decode()


def test_voiding_needs_a_reason_and_the_filer(people):
    plan = plan_of(people)
    with pytest.raises(StepRefused, match="须写明原因"):
        take(plan, "void", people.filer)
    for person in (people.head, people.supervisor, people.finance, people.stranger):
        with pytest.raises(PermissionDenied):
            take(plan, "void", person, reason="不要了")
    with pytest.raises(StepRefused, match="内容有变化"):
        take(plan, "void", people.filer, reason="不要了", version=last_change(plan) + 1)
    assert Plan.objects.filter(pk=plan.pk).exists()


def test_what_was_sent_is_not_voided_what_came_back_is(people):
    plan = take(plan_of(people), "submit", people.filer)
    with pytest.raises(StepRefused, match="不能作废"):
        take(plan, "void", people.filer, reason="不要了")
    take(plan, "return", people.supervisor, reason="重复申报")
    take(plan, "void", people.filer, reason="重复申报")
    assert TrailEntry.objects.filter(summary__contains="被退回过 1 次").count() == 1


def test_targets_that_were_approved_once_are_never_voided(people, approved):
    returned = take(approved, "return", people.finance, reason="口径有误")
    with pytest.raises(Locked, match="审定过的目标表不能作废"):
        take(returned, "void", people.filer, reason="不要了")
    assert "steps/void/" not in page(people.filer, returned)


def test_the_pages_ask_for_the_reason_and_lead_on_to_the_list(people):
    plan = plan_of(people)
    client, address = make_client(people.filer), f"/plans/{plan.public_id}/steps/void/"
    assert address in page(people.filer, plan)
    asked = client.get(address).content.decode()
    assert "作废以后这张草稿不再列出" in asked
    said = {"version": last_change(plan)}
    assert client.post(address, said).status_code == 422
    done = client.post(address, said | {"reason": "选错"}, follow=True)
    assert done.redirect_chain == [("/plans/?year=2021", 302)]
    assert "已作废。" in done.content.decode()
    assert client.get(address).status_code == 404


# An adjustment that is not wanted.


def test_a_cancelled_adjustment_leaves_exactly_what_was_approved(people):
    plan = make_plan(department=people.unit)
    before = to_json(plan_content(plan))
    approval = (plan.state_by, plan.state_at)
    take(adjusted(plan, people), "cancel", people.filer, reason="预算没有追加")
    plan.refresh_from_db()
    assert to_json(plan_content(plan)) == before
    told = (plan.state, plan.revision, plan.adjustments, plan.adjustment_reason)
    assert told == ("FINANCE_APPROVED", 1, 0, "")
    assert (plan.state_by, plan.state_at) == approval
    entry = TrailEntry.objects.filter(subject_id=plan.public_id).order_by("-sequence").first()
    assert entry.summary.startswith("取消第 2 版的调整，恢复为审定的第 1 版（")
    assert entry.summary.endswith("：预算没有追加")
    leaf = leaves_of(plan)[0]
    assert entry.changes[f"{leaf.name} 指标值"] == ["≥1次", leaf.target_text]
    assert broken(plan) == []


def test_after_a_cancelled_adjustment_another_one_is_the_second_revision(people, approved):
    take(adjusted(approved, people), "cancel", people.filer, reason="不调了")
    again = take(approved, "adjust", people.filer, reason="真的调")
    assert (again.revision, again.adjustments) == (2, 1)
    assert approve(again, people).revisions.count() == 2


def test_a_second_adjustment_is_cancelled_back_to_the_first(people, approved):
    plan = take(approved, "adjust", people.filer, reason="追加")
    plan.funds.create(
        department=people.unit, year=plan.year, position=9, label="新增", annual_text="5",
        annual_budget=5,
    )  # fmt: skip
    plan = approve(plan, people)
    before = to_json(plan_content(plan))
    take(adjusted(plan, people), "cancel", people.filer, reason="不再追加")
    plan.refresh_from_db()
    assert to_json(plan_content(plan)) == before
    assert (plan.revision, plan.adjustments, plan.adjustment_reason) == (2, 1, "追加")


def test_what_finance_returned_is_mended_and_not_cancelled(people, approved):
    returned = take(approved, "return", people.finance, reason="口径有误")
    with pytest.raises(Locked, match="没有可以取消的调整"):
        take(returned, "cancel", people.filer, reason="不改")
    with pytest.raises(Locked, match="没有可以取消的调整"):
        take(plan_of(people), "cancel", people.filer, reason="不改")


def test_an_adjustment_can_be_cancelled_after_its_deadline(people, approved):
    plan = take(approved, "adjust", people.filer, reason="追加")
    shown = page(people.filer, plan)
    assert "steps/cancel/" in shown
    assert "steps/void/" not in shown
    assert take(plan, "cancel", people.filer, reason="过期", at=AT + 300 * DAY).state == (
        "FINANCE_APPROVED"
    )


# A sheet in which nobody has said anything.


def test_an_empty_sheet_is_taken_back_and_the_targets_can_be_adjusted_again(people, approved):
    sheet = open_blank(people, approved)
    for person in (people.filer, people.finance):
        shown = page(person, approved)
        assert "steps/adjust/" not in shown
        assert "steps/return/" not in shown
        assert shown.count("已按这一版目标生成自评表，目标不能再改") == 1
        assert "请本单位填报人先在自评表页“收回自评表”" in shown
    assert "steps/discard/" in page(people.filer, sheet)
    assert "steps/discard/" not in page(people.head, sheet)
    take(sheet, "discard", people.filer, reason="先调整目标")
    assert not Sheet.objects.filter(plan=approved).exists()
    entry = TrailEntry.objects.filter(subject_id=approved.public_id).order_by("-sequence")[0]
    assert entry.summary == f"收回 2021 年度“{approved.title}”未填写的自评表：先调整目标"
    assert broken(approved) == []
    assert take(approved, "adjust", people.filer, reason="追加").state == "DRAFT"


def test_before_a_sheet_is_opened_the_page_says_what_follows(people, approved):
    told = "生成自评表以后目标不能再调整；自评表还没有填写时可以收回。"
    assert told in page(people.filer, approved)
    shown = make_client(people.filer).get("/sheets/?year=2021").content.decode()
    assert "生成以后目标不能再调整；自评表还没有填写时可以收回。" in shown


SAID = {
    "an actual": lambda sheet, by: sheet.actuals.update(text="9"),
    "a reason": lambda sheet, by: sheet.actuals.update(deviation="停工"),
    "a fund": lambda sheet, by: sheet.fund_results.update(executed_text="1"),
    "a goal": lambda sheet, by: sheet.goal_results.create(
        goal=sheet.plan.goals.get(), department=sheet.department, year=sheet.year, text="成"
    ),
    "a total": lambda sheet, by: Sheet.objects.filter(pk=sheet.pk).update(printed_total=1),
    "evidence": lambda sheet, by: make_evidence(sheet=sheet, by=by),
    "a return": lambda sheet, by: sheet.returns.create(
        department=sheet.department, year=sheet.year, from_state="SUBMITTED", reason="改", by=by,
        at=AT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID)
def test_a_sheet_in_which_something_was_said_stays(people, approved, what):
    sheet = open_blank(people, approved)
    for leaf in leaves_of(approved):
        sheet.actuals.create(
            indicator=leaf, department=sheet.department, year=sheet.year, by=people.filer, at=AT
        )
    SAID[what](sheet, people.filer)
    assert "steps/discard/" not in page(people.filer, sheet)
    with pytest.raises(Locked, match="不能收回"):
        take(sheet, "discard", people.filer, reason="先调整目标")
    assert Sheet.objects.filter(pk=sheet.pk).exists()


def test_rows_that_were_left_blank_again_do_not_hold_a_sheet(people, approved):
    sheet = open_blank(people, approved)
    sheet.actuals.create(
        indicator=leaves_of(approved)[0], department=sheet.department, year=sheet.year,
        by=people.filer, at=AT,
    )  # fmt: skip
    take(sheet, "discard", people.filer, reason="先调整目标")
    assert not Sheet.objects.exists()


def test_a_filled_sheet_tells_that_the_targets_stay(people):
    sheet = sheet_of(people)
    shown = page(people.filer, sheet.plan)
    assert "自评表草稿，已填 4/4 行" in shown
    assert "请按这一版目标自评" in shown
    asked = make_client(people.filer).get(f"/plans/{sheet.plan.public_id}/steps/adjust/")
    assert "已按这一版目标生成自评表" in asked.content.decode()
    assert 'name="reason"' not in asked.content.decode()


def test_only_the_filer_takes_an_empty_sheet_back(people, approved):
    sheet = make_sheet(plan=approved)
    for person in (people.head, people.supervisor, people.finance, people.stranger):
        with pytest.raises(PermissionDenied):
            take(sheet, "discard", person, reason="不要了")
    with pytest.raises(StepRefused, match="须写明原因"):
        take(sheet, "discard", people.filer)
