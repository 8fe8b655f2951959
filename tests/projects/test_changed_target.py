"""Changing a target: while the plan is a draft, never afterwards."""

from decimal import Decimal

import pytest

from projects.locks import Locked
from projects.models import Indicator, Plan, TrailEntry
from projects.services.indicators import change_target
from projects.services.plans import approve_plan
from tests.factories import AT, leaves_of, make_plan, make_user


@pytest.fixture
def plan(unit):
    return make_plan(department=unit, is_approved=False)


@pytest.fixture
def leaf(plan):
    return leaves_of(plan)[0]  # ≥95%, 23 points


def change(leaf, filer, target="≥4万人", points="20"):
    points = None if points is None else Decimal(points)
    return change_target(indicator=leaf, target=target, points=points, by=filer, at=AT)


def trail_of(plan):
    return list(TrailEntry.objects.filter(subject_id=plan.public_id).order_by("sequence"))


def test_text_meaning_and_points_of_a_draft_change(leaf, filer):
    change(leaf, filer)
    leaf.refresh_from_db()
    assert (leaf.target_text, leaf.target_operator, leaf.target_number) == ("≥4万人", ">=", 4)
    assert (leaf.target_unit, leaf.target_base_number, leaf.points) == ("万人", 40000, 20)
    assert leaf.version == 2


def test_the_trail_says_who_changed_what_from_what_to_what(plan, leaf, filer):
    change(leaf, filer)
    entry = trail_of(plan)[-1]
    assert (entry.action, entry.by, entry.at) == ("plan.target_changed", filer, AT)
    assert entry.changes == {"target": ["≥95%", "≥4万人"], "points": ["23", "20"]}
    assert "指标值由“≥95%”改为“≥4万人”" in entry.summary


def test_nothing_is_written_into_the_trail_when_nothing_differs(plan, leaf, filer):
    change(leaf, filer, target="≥95%", points="23")
    assert len(trail_of(plan)) == 1


def test_points_written_otherwise_are_the_same_points(plan, leaf, filer):
    change(leaf, filer, target="≥95%", points="23")
    assert len(trail_of(plan)) == 1


def test_points_taken_away_are_blank_and_0_points_are_0(plan, leaf, filer):
    change(leaf, filer, target="≥95%", points=None)
    change(leaf, filer, target="≥95%", points="0")
    leaf.refresh_from_db()
    changes = [entry.changes["points"] for entry in trail_of(plan)[1:]]
    assert leaf.points == 0
    assert changes == [["23", ""], ["", "0"]]


def test_0_points_that_become_blank_are_told(plan, leaf, filer):
    change(leaf, filer, target="≥95%", points="0")
    change(leaf, filer, target="≥95%", points=None)
    old, new = trail_of(plan)[-1].changes["points"]
    assert (Decimal(old), new) == (0, "")


def test_two_long_targets_still_fit_the_trail(plan, leaf, filer):
    Indicator.objects.filter(pk=leaf.pk).update(name="名" * 200)
    change(leaf, filer, target="旧" * 200)
    change(leaf, filer, target="新" * 200)
    assert trail_of(plan)[-1].changes["target"] == ["旧" * 200, "新" * 200]


def test_approval_freezes_the_plan_and_says_by_whom_and_when(plan):
    finance = make_user(role="FINANCE", name="赵倩")
    approved = approve_plan(plan=plan, by=finance, at=AT)
    plan.refresh_from_db()
    assert (plan.state, plan.state_by, plan.state_at) == ("FINANCE_APPROVED", finance, AT)
    assert (approved.version, plan.version) == (2, 2)
    entry = trail_of(plan)[-1]
    assert (entry.action, entry.changes) == ("plan.approved", {"state": ["草稿", "已审定"]})


def test_an_approved_target_is_locked_with_cause_and_person(plan, leaf, filer):
    finance = make_user(role="FINANCE", name="赵倩")
    finance.phone = "0391-1234567"
    finance.save()
    approve_plan(plan=plan, by=finance, at=AT)
    with pytest.raises(Locked) as locked:
        change(leaf, filer)
    assert locked.value.title == "2021 年度绩效目标表已审定，不能修改"
    assert locked.value.cause == "2022年3月14日 09:00 由 赵倩 置为“已审定”。"
    assert locked.value.ask == "要修改，请联系 赵倩，电话 0391-1234567 退回。"


@pytest.mark.parametrize("state", [s for s in Plan.State.values if s != "DRAFT"])
def test_whatever_is_no_draft_is_not_changed(plan, leaf, filer, state):
    Plan.objects.filter(pk=plan.pk).update(state=state)
    before = list(Indicator.objects.filter(pk=leaf.pk).values())
    with pytest.raises(Locked, match=Plan.State(state).label):
        change(leaf, filer)
    assert list(Indicator.objects.filter(pk=leaf.pk).values()) == before
    assert len(trail_of(plan)) == 1
