"""Plans and sheets go from hand to hand: who may, from where, with which reason."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from projects.access import get_visible, visible
from projects.locks import Locked
from projects.models import Plan, PlanReturn, PlanRevision, Stage, TrailEntry
from projects.row_edits import PlanEdit, RowEdit, RowsEdit
from projects.services.pick import pick_entries
from projects.services.plan_rows import save_rows
from projects.steps import STEPS, Document, StepRefused, open_steps
from projects.trail import broken, last_change
from scoring.models import Sheet, SheetReturn
from scoring.queries.returns import open_return
from scoring.services.evidence import record_taken
from scoring.services.plan_steps import take_plan_step
from scoring.services.sheet_steps import take_sheet_step
from scoring.services.steps import Incomplete, Unmarked
from tests.factories import (
    AT,
    DAY,
    leaves_of,
    make_draft,
    make_entry,
    make_evidence,
    make_sheet,
    make_window,
)
from tests.scoring.steps import make_people, plan_of, sheet_of, take

pytestmark = pytest.mark.django_db

# What the rules say: (state, step) -> (who may take it, the next state). All else is refused.
UNIT = {"filer", "head"}
COMMON = {
    ("DRAFT", "submit"): (UNIT, "SUBMITTED"),
    ("SUBMITTED", "withdraw"): (UNIT, "DRAFT"),
    ("SUBMITTED", "pass"): ({"supervisor"}, "DEPARTMENT_PASSED"),
    ("SUBMITTED", "return"): ({"supervisor"}, "DRAFT"),
    ("DEPARTMENT_PASSED", "recall"): ({"supervisor"}, "SUBMITTED"),
    ("DEPARTMENT_PASSED", "return"): ({"finance"}, "DRAFT"),
}
RULES = {
    "plan": COMMON
    | {
        ("DEPARTMENT_PASSED", "approve"): ({"finance"}, "FINANCE_APPROVED"),
        ("FINANCE_APPROVED", "return"): ({"finance"}, "DRAFT"),
        ("FINANCE_APPROVED", "adjust"): ({"filer"}, "DRAFT"),
    },
    "sheet": COMMON
    | {
        ("DEPARTMENT_PASSED", "accept"): ({"finance"}, "ACCEPTED"),
        ("ACCEPTED", "return"): ({"finance"}, "DRAFT"),
    },
}
ACTORS = ("filer", "head", "supervisor", "finance", "reviewer", "stranger")
MADE = {"plan": plan_of, "sheet": sheet_of}
STATES = {"plan": list(Plan.State), "sheet": list(Sheet.State)}
# What is given up has tests of its own (test_giving_up).
GIVEN_UP = {"void", "cancel", "discard"}
NAMES = sorted({step.name for step in STEPS} - GIVEN_UP)


@pytest.fixture
def people():
    return make_people()


def put(document, state):
    """Bring a document into a state past the services."""
    type(document).objects.filter(pk=document.pk).update(state=state)
    document.refresh_from_db()


@pytest.mark.parametrize("kind", RULES)
def test_every_person_takes_from_every_state_just_the_steps_of_the_rules(people, kind):
    document = MADE[kind](people)
    for state in STATES[kind]:
        for name in NAMES:
            allowed, target = RULES[kind].get((state, name), (set(), None))
            for actor in ACTORS:
                put(document, state)
                person = getattr(people, actor)
                told = f"{actor} {name} {state}"
                if actor in allowed:
                    if kind == "plan" and state == "FINANCE_APPROVED":
                        continue  # has tests of its own: it makes a revision
                    assert take(document, name, person, reason="因为").state == target, told
                else:
                    with pytest.raises((PermissionDenied, StepRefused)):
                        take_known(kind, document, name, person)
                    document.refresh_from_db()
                    assert document.state == state, told
                if document.state == "FINANCE_APPROVED":
                    Plan.objects.filter(pk=document.pk).update(
                        revision=document.revision + 1, adjustment_reason="下一版"
                    )


def take_known(kind, document, name, person):
    if not [step for step in STEPS if (step.document, step.name) == (kind, name)]:
        raise StepRefused(name)
    take(document, name, person, reason="因为")


@pytest.mark.parametrize("kind", RULES)
def test_the_buttons_are_the_steps_that_would_be_taken(people, kind):
    document = MADE[kind](people)
    for state in STATES[kind]:
        put(document, state)
        for actor in ACTORS:
            shown = {
                step.name for step in open_steps(getattr(people, actor), Document(kind), document)
            } - GIVEN_UP
            wanted = {
                name
                for (source, name), (allowed, _) in RULES[kind].items()
                if source == state and actor in allowed
            }
            assert shown == wanted, (state, actor)


@pytest.mark.parametrize("kind", RULES)
def test_a_whole_way_leaves_a_sound_trail_and_keeps_the_authors(people, kind):
    document = MADE[kind](people)
    for step, person, reason in (
        ("submit", people.filer, ""),
        ("return", people.supervisor, "分值与上年不一致"),
        ("submit", people.head, ""),
        ("pass", people.supervisor, ""),
        ("approve" if kind == "plan" else "accept", people.finance, ""),
    ):
        document = take(document, step, person, reason=reason)
    entries = TrailEntry.objects.filter(subject_id=document.public_id).order_by("sequence")
    assert [entry.by_name for entry in entries][-5:] == ["李静", "陈洁", "周浩", "陈洁", "赵倩"]
    assert "退回：分值与上年不一致" in [entry.summary for entry in entries]
    assert broken(document) == []
    if kind == "sheet":
        assert {actual.by for actual in document.actuals.all()} == {people.filer}


@pytest.mark.parametrize("kind", RULES)
@pytest.mark.parametrize("name", ["return", "recall"])
def test_what_goes_back_needs_its_reason(people, kind, name):
    document = MADE[kind](people)
    put(document, "SUBMITTED" if name == "return" else "DEPARTMENT_PASSED")
    with pytest.raises(StepRefused, match="须写明原因"):
        take(document, name, people.supervisor)
    assert take(document, name, people.supervisor, reason="缺附件").state != document.state


@pytest.mark.parametrize("kind", RULES)
def test_a_step_is_refused_when_the_document_changed_since_it_was_looked_at(people, kind):
    document = MADE[kind](people)
    for version in (last_change(document) - 1, last_change(document) + 1):
        with pytest.raises(StepRefused, match="内容有变化"):
            take_stale(kind, document, people.filer, version)
    with pytest.raises(Unmarked, match="没有收到页面的版本"):
        take_stale(kind, document, people.filer, None)
    assert take(document, "submit", people.filer).state == "SUBMITTED"


def take_stale(kind, document, person, version):
    service = {"plan": take_plan_step, "sheet": take_sheet_step}[kind]
    service(**{kind: document}, step="submit", version=version, by=person, at=AT)


def test_a_reason_by_row_stands_at_its_row_until_the_plan_is_sent_again(people):
    plan = plan_of(people)
    first, second, *_ = leaves_of(plan)
    take(plan, "submit", people.filer)
    take(plan, "return", people.supervisor, reason="两处要改", rows={second.lineage: "没有依据"})
    plan.refresh_from_db()
    back = open_return(plan)
    told = back.reason, back.by_name, back.by_phone, back.at
    assert told == ("两处要改", people.supervisor.name, people.supervisor.phone, AT)
    assert back.rows == {second.lineage: "没有依据"}
    (line,) = PlanReturn.objects.get(plan=plan).lines.all()
    assert (line.number, line.name) == (2, second.name)
    take(plan, "submit", people.filer)
    plan.refresh_from_db()
    assert open_return(plan) is None


def test_a_draft_that_its_unit_took_back_waits_on_no_return(people):
    sheet = sheet_of(people)
    take(sheet, "submit", people.filer)
    take(sheet, "return", people.supervisor, reason="改", at=AT + DAY)
    take(sheet, "submit", people.filer, at=AT + 2 * DAY)
    take(sheet, "withdraw", people.filer, at=AT + 3 * DAY)
    sheet.refresh_from_db()
    assert open_return(sheet) is None
    assert SheetReturn.objects.count() == 1


def test_a_row_of_another_plan_cannot_be_named(people):
    plan, other = plan_of(people), plan_of(people)
    rows = {leaves_of(other)[0].lineage: "x"}
    take(plan, "submit", people.filer)
    with pytest.raises(StepRefused, match="不在表中"):
        take(plan, "return", people.supervisor, reason="改", rows=rows)
    plan.refresh_from_db()
    assert plan.state == "SUBMITTED"
    assert not PlanReturn.objects.exists()


def test_gaps_are_told_all_at_once_and_nothing_is_submitted(people):
    sheet = make_sheet(plan=take_all(plan_of(people), people))
    with pytest.raises(Incomplete) as refused:
        take(sheet, "submit", people.filer)
    told = {gap.label for gap in refused.value.gaps}
    assert {f"第 {row} 行 实际完成值" for row in range(1, 5)} <= told
    sheet.refresh_from_db()
    assert sheet.state == "DRAFT"


def take_all(plan, people):
    for step, person in (
        ("submit", people.filer),
        ("pass", people.supervisor),
        ("approve", people.finance),
    ):
        plan = take(plan, step, person)
    return plan


def test_a_plan_without_indicators_is_not_submitted(people):
    plan = plan_of(people, draft=make_draft(lines=1))
    plan.indicators.all().delete()
    with pytest.raises(Incomplete, match="1 处"):
        take(plan, "submit", people.filer)


@pytest.mark.parametrize(
    "kind, stage", [("plan", Stage.TARGETS), ("sheet", Stage.ACTUALS)], ids=["plan", "sheet"]
)
def test_nothing_is_submitted_outside_the_window_but_passed_and_returned_it_is(people, kind, stage):
    document = MADE[kind](people)
    make_window(department=people.unit, stage=stage, opens_at=AT - DAY, closes_at=AT)
    with pytest.raises(Locked, match="已经截止") as lock:
        take(document, "submit", people.filer)
    assert "陈洁" in lock.value.ask
    put(document, "SUBMITTED")
    assert take(document, "return", people.supervisor, reason="迟了也要改").state == "DRAFT"


def test_an_adjustment_keeps_what_was_approved_and_becomes_the_next_revision(people):
    plan = take_all(plan_of(people), people)
    with pytest.raises(StepRefused, match="须写明原因"):
        take(plan, "adjust", people.filer)
    plan = take(plan, "adjust", people.filer, reason="年中追加预算")
    assert (plan.state, plan.revision) == ("DRAFT", 2)
    leaf = leaves_of(plan)[0]
    type(leaf).objects.filter(pk=leaf.pk).update(target_text="≥90%")
    plan = take_all(plan, people)
    first, second = PlanRevision.objects.filter(plan=plan)
    assert (first.reason, second.reason) == ("", "年中追加预算")
    told = [revision.content["indicators"][0] for revision in (first, second)]
    assert [row["target"] for row in told] == ["≥95%", "≥90%"]
    assert told[0]["lineage"] == told[1]["lineage"] == str(leaf.lineage)


def test_an_adjustment_has_a_window_of_its_own(people):
    plan = take_all(plan_of(people), people)
    make_window(
        department=people.unit, stage=Stage.ADJUSTMENT, opens_at=AT + DAY, closes_at=AT + 2 * DAY
    )
    with pytest.raises(Locked, match="目标调整还没有开始"):
        take(plan, "adjust", people.filer, reason="追加")
    take(plan, "adjust", people.filer, reason="追加", at=AT + DAY)
    with pytest.raises(Locked, match="目标调整已经截止"):
        take(plan, "submit", people.filer, at=AT + 2 * DAY)


@pytest.mark.parametrize("step, actor", [("adjust", "filer"), ("return", "finance")])
def test_targets_that_a_sheet_was_opened_on_do_not_change(people, step, actor):
    plan = take_all(plan_of(people), people)
    make_sheet(plan=plan)
    with pytest.raises(Locked, match="已按这一版目标生成自评表"):
        take(plan, step, getattr(people, actor), reason="改")
    plan.refresh_from_db()
    assert (plan.state, plan.revision) == ("FINANCE_APPROVED", 1)


def test_to_a_stranger_the_plan_is_not_there(people):
    with pytest.raises(Http404):
        get_visible(visible(people.stranger, Plan), plan_of(people).public_id)


CHANGES = {
    "a target": lambda people, sheet, plan: change_target(plan, people.filer),
    "a picked row": lambda people, sheet, plan: pick_entries(
        plan=plan, entries=[make_entry(by=people.finance)], with_targets=True, by=people.filer,
        at=AT,
    ),
    "evidence": lambda people, sheet, plan: make_evidence(sheet=sheet, by=people.filer),
}  # fmt: skip


def change_target(plan, filer):
    plan = Plan.objects.select_related("department", "state_by").get(pk=plan.pk)
    leaf = leaves_of(plan)[0]
    edit = RowEdit(public_id=leaf.public_id, version=leaf.version, fields={"target": "≥1次"})
    save_rows(plan=plan, edit=PlanEdit(lines=RowsEdit(rows=(edit,))), by=filer, at=AT)


@pytest.mark.parametrize("change", CHANGES)
def test_what_changed_under_a_document_must_have_been_seen_before_it_is_sent(people, change):
    sheet, plan = sheet_of(people), plan_of(people)
    document = sheet if change == "evidence" else plan
    seen = last_change(document)
    CHANGES[change](people, sheet, plan)
    with pytest.raises(StepRefused, match="内容有变化"):
        take(document, "submit", people.head, version=seen)


def test_taking_evidence_along_changes_nothing_that_must_be_seen(people):
    sheet = sheet_of(people)
    make_evidence(sheet=sheet, by=people.filer)
    seen = last_change(sheet)
    record_taken(sheet=sheet, count=1, size=1, by=people.supervisor, at=AT)
    assert take(sheet, "submit", people.head, version=seen).state == "SUBMITTED"
