"""Adjusted more than once: what came in an adjustment has no 年初数, for the year began without."""

from dataclasses import replace
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F

from projects.drafts import FundDraft
from projects.models import FundLine, Plan, TrailEntry
from projects.row_edits import PlanEdit, RowEdit, RowsEdit
from projects.services.initial_amounts import keep_initial_amounts
from projects.services.plan_rows import save_rows
from projects.trail import record
from tests.factories import AT, make_department, make_draft, make_plan, make_sheet, make_user
from tests.scoring.rates_2021 import plan_draft
from tests.scoring.sheets import page_of
from tests.scoring.steps import make_people, plan_of, take

pytestmark = pytest.mark.django_db
TO_FINANCE = (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance"))
STATED = [
    FundDraft(label="年度资金总额", initial="100", annual="100"),
    FundDraft(label="财政拨款", initial="100", annual="100"),
]


@pytest.fixture
def people():
    return make_people()


def approve(plan, people):
    for step, who in TO_FINANCE:
        take(plan, step, getattr(people, who))
    return plan


def approved(people, funds):
    return approve(plan_of(people, draft=replace(make_draft(), funds=funds)), people)


def adjust(plan, people):
    return take(plan, "adjust", people.filer, reason="年中追加")


def save(plan, people, *rows, **more):
    plan = Plan.objects.select_related("department", "state_by").get(pk=plan.pk)
    with transaction.atomic():
        edit = PlanEdit(funds=RowsEdit(rows=rows, **more))
        save_rows(plan=plan, edit=edit, by=people.filer, at=AT)


def said(plan, called, **fields):
    line = FundLine.objects.get(plan=plan, label=called)
    return RowEdit(public_id=line.public_id, version=line.version, fields=fields)


def add_grant(plan, people, total, grant):
    """In an adjustment: another source, and the total that it makes."""
    row = RowEdit(public_id=uuid4(), version=0, fields={"label": "上级补助", "annual": grant})
    save(plan, people, said(plan, "年度资金总额", annual=total), row)


def initial(plan):
    """年初数 by label."""
    lines = FundLine.objects.filter(plan=plan).order_by("position")
    return dict(lines.values_list("label", "initial_text"))


def invent(plan, by):
    """As versions of before began an adjustment: 全年数 into every blank 年初数."""
    lines = FundLine.objects.filter(plan=plan, initial_text="").exclude(annual_text="")
    told = {f"{line.label} 年初数": ["", line.annual_text] for line in lines}
    if told:
        lines.update(initial_text=F("annual_text"), initial_budget=F("annual_budget"))
        action = "plan.initial_kept"
        record(by=by, at=AT, action=action, on=plan, summary="年初数", changes=told)


def mend():
    """Run the migration that takes back what was written wrongly."""
    name = "0025_rows_of_an_adjustment_began_without_an_amount"
    with connection.schema_editor() as editor:
        import_module(f"projects.migrations.{name}").take_back(apps, editor)


@pytest.mark.parametrize("total, grant", [("300", "200"), ("100.01", "0.01")])
def test_a_source_of_the_first_adjustment_is_blank_in_the_second(people, total, grant):
    plan = adjust(approved(people, STATED), people)
    add_grant(plan, people, total, grant)
    adjust(approve(plan, people), people)
    assert initial(plan) == {"年度资金总额": "100", "财政拨款": "100", "上级补助": ""}
    approve(plan, people)
    adjust(plan, people)
    line = FundLine.objects.get(plan=plan, label="上级补助")
    gone = {line.public_id: line.version}
    save(plan, people, said(plan, "年度资金总额", annual="100"), removed=gone)
    approve(plan, people)


def test_a_table_without_initial_amounts_takes_those_of_its_first_approval(people):
    bare = [replace(row, initial=None) for row in STATED]
    plan = adjust(approved(people, bare), people)
    add_grant(plan, people, "300", "200")
    adjust(approve(plan, people), people)
    assert initial(plan) == {"年度资金总额": "100", "财政拨款": "100", "上级补助": ""}


def test_a_later_adjustment_writes_no_initial_amounts_into_a_table_that_has_none():
    bare = [replace(row, initial="") for row in STATED]
    draft = replace(make_draft(), funds=bare)
    plan = make_plan(department=make_department(), draft=draft, is_approved=False)
    told = {"revision": 3, "adjustments": 2, "adjustment_reason": "再次追加"}
    Plan.objects.filter(pk=plan.pk).update(**told)
    plan.refresh_from_db()
    keep_initial_amounts(plan=plan, by=make_user(), at=AT)
    assert set(initial(plan).values()) == {""}


def test_a_source_that_came_before_the_approval_stays_blank_in_the_first_adjustment(people):
    late = [*STATED, FundDraft(label="上级补助", annual="50")]
    late[0] = replace(late[0], annual="150")
    plan = adjust(approved(people, late), people)
    assert initial(plan)["上级补助"] == ""
    assert not TrailEntry.objects.filter(action="plan.initial_kept").exists()
    approve(plan, people)


def test_0_is_an_amount_of_its_own(people):
    none = [FundDraft(label="年度资金总额", initial="0", annual="10"), FundDraft(label="财政拨款")]
    none[1] = replace(none[1], annual="10")
    plan = adjust(approved(people, none), people)
    assert initial(plan) == {"年度资金总额": "0", "财政拨款": ""}


@pytest.mark.parametrize(
    "initial, told",
    [("200", "12.97%"), ("", "系统中没有年初预算数"), ("0", "不可计算（基数为 0")],
)
def test_the_rate_of_adjustment_reads_the_total_row_and_tells_blank_from_0(people, initial, told):
    draft = plan_draft()
    funds = [
        FundDraft(label="部门预算总额", initial=initial, annual="225.94"),
        FundDraft(label="上级补助", annual="25.94"),  # came later: no part of 年初数
    ]
    plan = make_plan(department=people.unit, draft=replace(draft, funds=funds))
    rows = page_of(make_sheet(plan=plan)).rows
    (rate,) = [row.rate for row in rows if row.name == "预算调整率"]
    assert told in (rate.told or rate.why_not)


def test_an_adjustment_that_was_cancelled_is_none(people):
    bare = [replace(row, initial=None) for row in STATED]
    plan = adjust(approved(people, bare), people)
    take(plan, "cancel", people.filer, reason="不调整了")
    assert set(initial(plan).values()) == {""}
    adjust(plan, people)
    assert set(initial(plan).values()) == {"100"}


def test_what_the_second_adjustment_invented_is_taken_back(people):
    plan = adjust(approved(people, STATED), people)
    add_grant(plan, people, "300", "200")
    adjust(approve(plan, people), people)
    invent(plan, people.filer)
    version = FundLine.objects.get(plan=plan, label="上级补助").version
    assert initial(plan)["上级补助"] == "200"
    mend()
    assert initial(plan) == {"年度资金总额": "100", "财政拨款": "100", "上级补助": ""}
    assert FundLine.objects.get(plan=plan, label="上级补助").version == version + 1
    plan.refresh_from_db()
    assert plan.adjustments == 2
    approve(plan, people)


def test_what_the_first_adjustment_invented_beside_stated_amounts_is_taken_back(people):
    plan = adjust(approved(people, [*STATED, FundDraft(label="上级补助", annual="0")]), people)
    invent(plan, people.filer)
    assert initial(plan)["上级补助"] == "0"
    mend()
    assert initial(plan)["上级补助"] == ""


def test_an_amount_that_was_approved_and_came_back_is_taken_back(people):
    plan = adjust(approved(people, STATED), people)
    add_grant(plan, people, "100.01", "0.01")
    adjust(approve(plan, people), people)
    invent(plan, people.filer)
    approve(plan, people)  # so small that nothing was said of it
    mend()
    assert initial(plan)["上级补助"] == "0.01"  # approved: frozen
    adjust(plan, people)
    take(plan, "cancel", people.filer, reason="不调整了")
    adjust(plan, people)
    mend()
    assert initial(plan)["上级补助"] == ""


def test_amounts_that_are_right_or_not_certain_stay(people):
    bare = [replace(row, initial=None) for row in STATED]
    right = adjust(approved(people, bare), people)
    plan = adjust(approved(people, STATED), people)
    add_grant(plan, people, "300", "200")
    adjust(approve(plan, people), people)
    invent(plan, people.filer)
    save(plan, people, said(plan, "上级补助", label="中央补助"))
    mend()
    assert initial(right) == {"年度资金总额": "100", "财政拨款": "100"}
    assert initial(plan)["中央补助"] == "200"
