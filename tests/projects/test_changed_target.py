"""Targets of a plan change while it is a draft, never afterwards."""

import pytest
from django.db import transaction

from projects.locks import Locked
from projects.models import Indicator, Plan, TrailEntry
from projects.row_edits import PlanEdit, RowEdit, RowsEdit
from projects.services.plan_rows import save_rows
from projects.services.plans import approve_plan
from tests.factories import AT, leaves_of, make_plan, make_user


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, is_approved=False)


@pytest.fixture
def leaf(plan):
    return leaves_of(plan)[0]  # ≥95%, 23 points


def change(leaf, filer, **fields):
    """As the page does it; returns what the trail tells of it."""
    plan = Plan.objects.select_related("department", "state_by").get(pk=leaf.plan_id)
    now = plan.indicators.get(public_id=leaf.public_id).version
    edit = RowEdit(public_id=leaf.public_id, version=now, fields=fields)
    with transaction.atomic():
        saved = save_rows(plan=plan, edit=PlanEdit(lines=RowsEdit(rows=(edit,))), by=filer, at=AT)
    return saved.changes


def trail_of(plan):
    return list(TrailEntry.objects.filter(subject_id=plan.public_id).order_by("sequence"))


def test_points_written_otherwise_are_the_same_points(plan, leaf, filer):
    assert change(leaf, filer, target="≥95%", points="23.0") == {}
    assert len(trail_of(plan)) == 1


def test_points_taken_away_are_blank_and_0_points_are_0(leaf, filer):
    told = [change(leaf, filer, points=points)["第 1 行 分值"] for points in ("", "0", "")]
    assert told == [["23", ""], ["", "0"], ["0", ""]]
    leaf.refresh_from_db()
    assert leaf.points is None


def test_two_long_targets_still_fit_the_trail(plan, leaf, filer):
    Indicator.objects.filter(pk=leaf.pk).update(name="名" * 200)
    change(leaf, filer, target="旧" * 200)
    change(leaf, filer, target="新" * 200)
    assert trail_of(plan)[-1].changes["第 1 行 指标值"] == ["旧" * 200, "新" * 200]


def test_approval_freezes_the_plan_and_says_by_whom_and_when(plan):
    finance = make_user(role="FINANCE", name="赵倩")
    approved = approve_plan(plan=plan, by=finance, at=AT)
    plan.refresh_from_db()
    assert (plan.state, plan.state_by, plan.state_at) == ("FINANCE_APPROVED", finance, AT)
    assert (approved.version, plan.version) == (2, 2)
    entry = trail_of(plan)[-1]
    assert (entry.action, entry.changes) == ("plan.approved", {"state": ["草稿", "已审定"]})


def test_an_approved_target_is_locked_with_cause_and_person(plan, leaf, filer, unit):
    finance = make_user(role="FINANCE", department=unit, name="赵倩")
    finance.phone = "0391-1234567"
    finance.save()
    approve_plan(plan=plan, by=finance, at=AT)
    with pytest.raises(Locked) as locked:
        change(leaf, filer, target="≥4万人")
    assert locked.value.title == "2021 年度绩效目标表已审定，不能修改"
    assert locked.value.cause == "2022年3月14日 09:00 由 赵倩 置为“已审定”。"
    assert locked.value.ask == "要修改，请联系 赵倩，电话 0391-1234567 退回。"


@pytest.mark.parametrize("state", [s for s in Plan.State.values if s != "DRAFT"])
def test_whatever_is_no_draft_is_not_changed(plan, leaf, filer, state):
    Plan.objects.filter(pk=plan.pk).update(state=state)
    before = list(Indicator.objects.filter(pk=leaf.pk).values())
    with pytest.raises(Locked, match=Plan.State(state).label):
        change(leaf, filer, target="≥4万人")
    assert list(Indicator.objects.filter(pk=leaf.pk).values()) == before
    assert len(trail_of(plan)) == 1
