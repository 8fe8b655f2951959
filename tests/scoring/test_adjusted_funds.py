"""Adjusted targets keep what the year began with; what finance returned is no adjustment."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from projects.drafts import FundDraft
from projects.locks import Locked, plan_lock
from projects.models import FundLine, Plan, PlanRevision, Stage, TrailEntry
from projects.row_edits import PlanEdit, RowEdit, RowsEdit
from projects.services.plan_rows import RowsRefused, save_rows
from projects.trail import broken
from scoring.queries.plans import first_targets
from scoring.queries.progress import stage_counts
from tests.factories import AT, DAY, leaves_of, make_draft, make_window
from tests.scoring.steps import make_people, plan_of, take

pytestmark = pytest.mark.django_db
TO_FINANCE = (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance"))


@pytest.fixture
def people(db):
    return make_people()


def approved(people, **more):
    plan = plan_of(people, **more)
    for step, who in TO_FINANCE:
        take(plan, step, getattr(people, who))
    return plan


def adjusting(people, **more):
    plan = approved(people, **more)
    return take(plan, "adjust", people.filer, reason="年中追加预算")


def save(plan, people, edit):
    plan = Plan.objects.select_related("department", "state_by").get(pk=plan.pk)
    with transaction.atomic():
        save_rows(plan=plan, edit=PlanEdit(funds=edit), by=people.filer, at=AT)


def change(plan, people, position=1, **fields):
    line = FundLine.objects.get(plan=plan, position=position)
    row = RowEdit(public_id=line.public_id, version=line.version, fields=fields)
    save(plan, people, RowsEdit(rows=(row,)))


def amounts(plan):
    lines = FundLine.objects.filter(plan=plan).order_by("position")
    return list(lines.values_list("initial_text", "annual_text"))


def test_an_adjustment_changes_the_annual_amount_and_keeps_the_initial_one(people):
    plan = adjusting(people)
    change(plan, people, annual="450.00")
    with pytest.raises(RowsRefused, match="资金第 1 行 年初数：目标调整只改全年数.*“100”"):
        change(plan, people, initial="450.00")
    assert amounts(plan) == [("100", "450.00"), ("100", "200.00")]


def test_before_any_approval_the_initial_amount_is_free(people):
    plan = plan_of(people)
    change(plan, people, initial="300")
    assert amounts(plan)[0] == ("300", "200.00")


def test_a_table_with_one_amount_begins_its_adjustment_with_that_as_the_initial_one(people):
    funds = [FundDraft(label="年度资金总额", annual="377.6", is_total=True)]
    plan = adjusting(people, draft=replace(make_draft(), funds=funds))
    assert amounts(plan) == [("377.6", "377.6")]
    told = TrailEntry.objects.get(subject_id=plan.public_id, action="plan.initial_kept")
    assert told.changes == {"年度资金总额 年初数": ["", "377.6"]}
    assert broken(plan) == []
    change(plan, people, annual="450")
    assert amounts(plan) == [("377.6", "450")]


def test_a_row_with_its_initial_amount_is_not_removed_by_an_adjustment(people):
    plan = adjusting(people)
    line = FundLine.objects.get(plan=plan, position=2)
    with pytest.raises(RowsRefused, match="全年数填 0"):
        save(plan, people, RowsEdit(removed={line.public_id: line.version}))
    draft = plan_of(people)
    line = FundLine.objects.get(plan=draft, position=2)
    save(draft, people, RowsEdit(removed={line.public_id: line.version}))
    assert len(amounts(draft)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE projects_fundline SET initial_text = '9', initial_budget = 9 WHERE plan_id = %s",
        "DELETE FROM projects_fundline WHERE plan_id = %s",
    ],
)
def test_the_database_keeps_initial_amounts_whoever_asks(people, statement):
    plan = adjusting(people)
    with pytest.raises(IntegrityError, match="the initial amount stays"), transaction.atomic():
        run(statement, plan)
    run(statement, plan_of(people))


def run(statement, plan):
    with connection.cursor() as cursor:
        cursor.execute(statement, [plan.pk])


def test_what_finance_returned_belongs_to_the_declaration(people):
    plan = approved(people)
    window = {"department": people.unit, "opens_at": AT - DAY, "closes_at": AT + DAY}
    make_window(stage=Stage.TARGETS, **window)
    late = window | {"opens_at": AT + 9 * DAY, "closes_at": AT + 10 * DAY}
    make_window(stage=Stage.ADJUSTMENT, **late)
    take(plan, "return", people.finance, reason="分值有误")
    plan.refresh_from_db()
    assert (plan.revision, plan.adjustments, plan.stage) == (2, 0, Stage.TARGETS)
    assert plan_lock(plan, at=AT) is None
    counts = stage_counts(
        Plan.objects.all(), people.unit.projects.all(), year=2021, stage=Stage.TARGETS
    )[people.unit.pk]
    assert (counts.due, counts.sent, counts.returned) == (1, 0, 1)
    for position in (1, 2):  # what was returned may be mended whole
        change(plan, people, position, initial="90")
    for step, who in TO_FINANCE:
        take(plan, step, getattr(people, who))
    with pytest.raises(Locked, match="目标调整还没有开始") as lock:
        take(plan, "adjust", people.filer, reason="追加")
    assert "赵倩" in lock.value.ask  # the department above gives more time, it opens nothing


def test_adjusted_targets_are_laid_beside_those_that_stood_before_any_adjustment(people):
    plan = approved(people)
    take(plan, "return", people.finance, reason="指标值有误")
    leaf = leaves_of(plan)[0]
    type(leaf).objects.filter(pk=leaf.pk).update(target_text="≥90%")
    for step, who in TO_FINANCE:
        take(plan, step, getattr(people, who))
    plan.refresh_from_db()
    assert first_targets(plan) == {}
    take(plan, "adjust", people.filer, reason="追加")
    plan.refresh_from_db()
    assert first_targets(plan)[leaf.lineage] == "≥90%"
    counted = PlanRevision.objects.filter(plan=plan).values_list("number", "adjustments")
    assert list(counted) == [(1, 0), (2, 0)]
