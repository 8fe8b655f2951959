"""Which fund row is the total: all labels say it, whenever they come and however they change."""

from dataclasses import replace
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, transaction

from projects.drafts import FundDraft
from projects.funds import total_at
from projects.models import FundLine, Plan, TrailEntry
from projects.row_edits import PlanEdit, RowEdit, RowsEdit
from projects.services.plan_rows import save_rows
from projects.services.roll import roll_plans
from scoring.models import MonitoringReport
from tests.factories import AT, make_client, make_draft, make_plan, make_year
from tests.monitoring.rows import make_round
from tests.scoring.plan_pages import SCRIPT, address, changed, fields, words
from tests.scoring.steps import make_people, plan_of, take

pytestmark = pytest.mark.django_db
TO_FINANCE = (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance"))
FLAGGED_ELSEWHERE = [
    FundDraft(label="其中：财政拨款", annual="60", is_total=True),
    FundDraft(label="年度资金总额", annual="60"),
]


@pytest.fixture
def people():
    return make_people()


@pytest.fixture
def plan(people):
    """A draft plan that lacks nothing but funds."""
    return plan_of(people, draft=replace(make_draft(), funds=[]))


def save(plan, people, *rows, **more):
    plan = Plan.objects.select_related("department", "state_by").get(pk=plan.pk)
    with transaction.atomic():
        edit = PlanEdit(funds=RowsEdit(rows=rows, **more))
        return save_rows(plan=plan, edit=edit, by=people.filer, at=AT)


def new(**said):
    return RowEdit(public_id=uuid4(), version=0, fields=said)


def line_of(plan, label):
    return FundLine.objects.get(plan=plan, label=label)


def said(plan, called, **fields):
    """An edit of the stored row with this label."""
    line = line_of(plan, called)
    return RowEdit(public_id=line.public_id, version=line.version, fields=fields)


def total(plan):
    """The label of the total row."""
    return FundLine.objects.filter(plan=plan, is_total=True).values_list("label", flat=True).first()


def mark_by_hand(plan, label):
    """Mark another row as the total, as versions of before may have left it."""
    for is_total, lines in (
        (False, FundLine.objects.filter(plan=plan)),
        (True, FundLine.objects.filter(plan=plan, label=label)),
    ):
        lines.update(is_total=is_total)


@pytest.mark.parametrize(
    "labels, at",
    [
        (["年度资金总额", "其中：财政"], 0),
        (["财政拨款", "其他资金"], None),
        (["财政拨款"], 0),
        (["资金来源：财政性资金", "资金来源：其他资金"], None),
        (["其中：财政拨款", "其他资金", "小计"], 2),
        (["财政拨款小计", "其他资金", "合计"], 2),
        (["衔接资金", "其他资金"], 0),
        (["财政拨款", "其他资金", "合计"], 2),
        (["其中：总额内财政", "总计"], 1),
        (["总投资", "合计"], 0),
        (["财政拨款合计", "其他资金", "年度资金总额"], 2),
        (["财政拨款合计", "其他资金"], 0),
        ([], None),
    ],
)
def test_the_label_says_which_row_is_the_total(labels, at):
    assert total_at(labels) == at


def test_rows_that_are_begun_blank_have_a_total_once_they_are_named(plan, people):
    for label in ("财政拨款", "年度资金总额"):
        row = new(label="", initial="", annual="")
        save(plan, people, row)
        line = FundLine.objects.get(public_id=row.public_id)
        typed = {"label": label, "annual": "100"}
        save(plan, people, replace(row, version=line.version, fields=typed))
    assert total(plan) == "年度资金总额"
    take(plan, "submit", people.filer)


def test_a_row_that_is_named_anew_is_the_total_no_more(plan, people):
    save(plan, people, new(label="年度资金总额", annual="60"))
    one = said(plan, "年度资金总额", label="其中：财政拨款")
    save(plan, people, one, new(label="年度资金总额", annual="60"))
    assert total(plan) == "年度资金总额"
    other = said(plan, "年度资金总额", label="其他资金", annual="0")
    save(plan, people, other, said(plan, "其中：财政拨款", label="资金合计"))
    assert total(plan) == "资金合计"  # and back, the row before it in the table


def test_the_total_follows_rows_that_go_and_move(plan, people):
    save(plan, people, new(label="衔接资金", annual="1"), new(label="试点资金", annual="1"))
    first, second = (line_of(plan, label) for label in ("衔接资金", "试点资金"))
    assert total(plan) == first.label
    save(plan, people, order=(second.public_id, first.public_id))
    assert total(plan) == second.label
    save(plan, people, removed={second.public_id: second.version})
    assert total(plan) == first.label
    assert line_of(plan, first.label).version == first.version  # nobody wrote in that row


def test_two_sources_without_a_total_are_still_refused(plan, people):
    save(plan, people, new(label="财政拨款", annual="1"), new(label="其他资金", annual="1"))
    assert total(plan) is None
    page = make_client(people.filer).get(address(plan))
    assert "没有总额行，请加一行“年度资金总额”" in words(page)


def test_a_draft_is_stored_by_its_labels_whatever_it_says(people):
    assert total(plan_of(people, draft=replace(make_draft(), funds=FLAGGED_ELSEWHERE))) == (
        "年度资金总额"
    )


@pytest.mark.parametrize("with_amounts", [True, False])
def test_a_roll_over_marks_the_total_by_the_labels(people, with_amounts):
    plan = plan_of(people, draft=replace(make_draft(), funds=FLAGGED_ELSEWHERE))
    mark_by_hand(plan, "其中：财政拨款")
    other = make_plan(department=people.unit, is_approved=False)
    rolled = roll_plans(
        department=people.unit,
        year=make_year(2022),
        plans=[plan, other],
        with_amounts=with_amounts,
        by=people.filer,
        at=AT,
    )
    assert [total(copy) for copy in rolled.made] == ["年度资金总额", "资金总额"]


def test_what_was_frozen_with_the_wrong_total_is_set_right_when_it_comes_back(people):
    plan = plan_of(people, draft=replace(make_draft(), funds=FLAGGED_ELSEWHERE))
    mark_by_hand(plan, "其中：财政拨款")
    for step, who in TO_FINANCE:
        take(plan, step, getattr(people, who))
    assert total(plan) == "其中：财政拨款"  # what was approved stays
    take(plan, "adjust", people.filer, reason="追加")
    assert total(plan) == "年度资金总额"
    told = TrailEntry.objects.get(subject_id=plan.public_id, action="plan.total_settled")
    assert told.changes == {"总额行": ["其中：财政拨款", "年度资金总额"]}


def test_a_table_that_comes_back_as_it_was_tells_nothing(people):
    plan = take(plan_of(people), "submit", people.filer)
    take(plan, "withdraw", people.filer)
    assert not TrailEntry.objects.filter(action="plan.total_settled").exists()


def test_drafts_of_before_are_marked_anew_and_what_is_frozen_stays(people):
    draft, sent = (
        plan_of(people, draft=replace(make_draft(), funds=FLAGGED_ELSEWHERE)) for _ in range(2)
    )
    without = plan_of(people)
    mark_by_hand(without, "")
    for plan in (draft, sent):
        mark_by_hand(plan, "其中：财政拨款")
    take(sent, "submit", people.filer)
    migration = import_module("projects.migrations.0024_one_total_row_by_its_label")
    with connection.schema_editor() as editor:
        migration.mark_totals(apps, editor)
    found = [total(plan) for plan in (draft, sent, without)]
    assert found == ["年度资金总额", "其中：财政拨款", "资金总额"]


def test_monitoring_goes_by_the_total_that_a_draft_was_given(plan, people):
    save(plan, people, new(label="年度资金总额", annual="60"))
    one = said(plan, "年度资金总额", label="其中：财政拨款")
    save(plan, people, one, new(label="其他资金", annual="40"), new(label="合计", annual="100"))
    for step, who in TO_FINANCE:
        take(plan, step, getattr(people, who))
    make_round(department=people.unit.parent, by=people.supervisor)
    assert MonitoringReport.objects.get(plan=plan).annual_budget == 100


def test_monitoring_follows_a_total_that_was_named_in_an_adjustment(people):
    plan = plan_of(people)
    for step, who in TO_FINANCE:
        take(plan, step, getattr(people, who))
    make_round(department=people.unit.parent, by=people.supervisor)
    take(plan, "adjust", people.filer, reason="追加")
    one = said(plan, "资金总额", label="财政资金")
    other = said(plan, "财政拨款", label="资金总额", annual="240")
    save(plan, people, one, other, new(label="其他资金", annual="40"))
    for step, who in TO_FINANCE:
        take(plan, step, getattr(people, who))
    assert MonitoringReport.objects.get(plan=plan).annual_budget == 240


def test_the_script_learns_which_row_is_the_total(plan, people):
    browser, row = make_client(people.filer), uuid4().hex
    own = {"fund": row, f"was-{row}": "0.", f"fl-{row}": "合计", f"fi-{row}": "", f"fa-{row}": "1"}
    answer = browser.post(address(plan), own, **SCRIPT)
    assert answer.json()["total"] == row
    assert not_hidden(browser, plan) == 1


def not_hidden(browser, plan):
    """How many rows say that they are the total."""
    html = browser.get(address(plan)).content.decode().split("<template")[0]
    assert html.count("data-total hidden") + 1 >= html.count("data-total")
    return html.count("data-total>")


def test_without_script_a_row_is_added_named_and_is_the_total(plan, people):
    browser = make_client(people.filer)
    browser.post(address(plan), changed(fields(browser, plan), act="add:funds"))
    line = FundLine.objects.get(plan=plan)
    typed = {f"fl-{line.public_id.hex}": "年度资金总额", f"fa-{line.public_id.hex}": "100"}
    browser.post(address(plan), changed(fields(browser, plan), **typed))
    assert total(plan) == "年度资金总额"
    take(plan, "submit", people.filer)
