"""A lock names somebody who can help: by the state, and nobody who has left or moved on."""

import pytest
from django.core.exceptions import PermissionDenied

from projects.access import Verb, require
from projects.locks import plan_lock
from projects.models import Plan, User
from scoring.locks import sheet_lock
from scoring.models import Sheet
from tests.factories import (
    AT,
    DAY,
    make_client,
    make_department,
    make_sheet,
    make_user,
    make_window,
)
from tests.scoring.branches import add_plan
from tests.scoring.steps import make_people, plan_of, sheet_of, take

pytestmark = pytest.mark.django_db
MADE = {"plan": plan_of, "sheet": sheet_of}
WITHDRAW = "要修改，请由本单位撤回，或请联系 陈洁 退回。"


@pytest.fixture
def people():
    return make_people()


@pytest.fixture(params=MADE)
def document(request, people):
    """What the unit has just sent: a plan, a sheet."""
    return take(MADE[request.param](people), "submit", people.filer)


def passed(document, people):
    return take(document, "pass", people.supervisor)


def approved(document, people):
    step = "approve" if isinstance(document, Plan) else "accept"
    return take(passed(document, people), step, people.finance)


def ask(document):
    row = type(document).objects.select_related("department", "state_by").get(pk=document.pk)
    lock = sheet_lock if isinstance(document, Sheet) else plan_lock
    return lock(row, at=AT).ask


def leave(person, **change):
    User.objects.filter(pk=person.pk).update(**(change or {"is_active": False}))


def close_stage(document):
    stage = document.stage if isinstance(document, Plan) else "ACTUALS"
    make_window(department=document.department, stage=stage, opens_at=AT - DAY, closes_at=AT)


@pytest.mark.parametrize("change", ["moved", "left", "promoted"])
def test_what_was_sent_its_unit_takes_back_whoever_sent_it(people, document, change):
    assert ask(document) == WITHDRAW
    branch = people.unit.parent
    leave(
        people.filer,
        **{
            "moved": {"department": make_department(parent=branch)},
            "left": {"is_active": False},
            "promoted": {"department": branch, "role": "REVIEWER"},
        }[change],
    )
    assert ask(document) == WITHDRAW


def test_past_the_deadline_neither_the_unit_nor_one_who_moved_is_named(people, document):
    close_stage(document)
    leave(people.filer, department=make_department())
    assert "本单位不能撤回。要修改，请联系 陈洁 退回并延期。" in ask(document)


def test_who_passed_it_is_named_as_long_as_he_can_be_asked(people, document):
    passed(document, people)
    assert ask(document) == "要修改，请联系 陈洁 退回。"


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"role": "REVIEWER"}], ids=["left", "another office"]
)
def test_who_passed_it_and_left_is_not_named_but_who_followed(people, document, change):
    passed(document, people)
    make_user(role="SUPERVISOR", department=people.unit.parent, name="新人")
    leave(people.supervisor, **change)
    assert ask(document) == "要修改，请联系 新人 退回。"


def test_who_moved_to_another_body_is_not_named(people, document):
    passed(document, people)
    leave(people.supervisor, department=people.stranger.department)
    assert ask(document) == "要修改，请联系 赵倩 退回。"


def test_what_finance_decided_only_finance_returns(people, document):
    approved(document, people)
    assert ask(document) == "要修改，请联系 赵倩 退回。"
    leave(people.finance)
    assert ask(document) == "要修改，请联系 财政部门 退回。"
    make_user(role="FINANCE", department=people.finance.department, name="新人")
    assert ask(document) == "要修改，请联系 新人 退回。"


def test_what_a_supervised_unit_sent_finance_does_not_return(people, document):
    leave(people.supervisor)
    assert ask(document) == "要修改，请由本单位撤回，或请联系 主管部门 退回。"


@pytest.fixture(params=MADE)
def alone(request):
    """What a unit below a unit has sent, and no supervising department stands on its way up."""
    bureau = make_department(kind="FINANCE")
    unit = make_department(parent=make_department(parent=bureau))
    finance = make_user(role="FINANCE", department=bureau, name="赵倩")
    leave(finance, phone="0391-7654321")
    plan = add_plan(unit, "SUBMITTED" if request.param == "plan" else "FINANCE_APPROVED")
    if request.param == "plan":
        return plan
    sheet = make_sheet(plan=plan)
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED")
    return sheet


def test_where_no_department_supervises_finance_is_named_with_the_telephone(alone):
    assert ask(alone) == "要修改，请由本单位撤回，或请联系 赵倩，电话 0391-7654321 退回。"
    close_stage(alone)
    assert "请联系 赵倩，电话 0391-7654321 退回并延期。" in ask(alone)


def test_where_no_department_supervises_and_nobody_is_left_finance_is_named(alone):
    leave(User.objects.get(role="FINANCE"))
    assert ask(alone) == "要修改，请由本单位撤回，或请联系 财政部门 退回。"
    for state in ("DRAFT", "SUBMITTED", "DEPARTMENT_PASSED"):
        type(alone).objects.filter(pk=alone.pk).update(state=state)
        if state == "DRAFT":
            close_stage(alone)
        assert "财政部门" in ask(alone)
        assert "主管部门 " not in ask(alone)


@pytest.mark.parametrize("role", ["FILER", "UNIT_HEAD"])
def test_who_may_not_let_through_is_sent_to_who_does(people, document, alone, role):
    for sent, whom in ((document, "主管部门审核人"), (alone, "财政管理人")):
        person = make_user(role=role, department=sent.department)
        with pytest.raises(PermissionDenied, match=f"您的角色不能审核。请联系{whom}。"):
            require(person, Verb.PASS, sent)


def test_a_unit_without_a_supervising_department_is_promised_none(alone):
    type(alone).objects.filter(pk=alone.pk).update(state="DRAFT")
    kind = type(alone).__name__.lower()
    filer = make_user(department=alone.department)
    page = make_client(filer).get(f"/{kind}s/{alone.public_id}/steps/submit/").content.decode()
    assert "提交以后由上级部门审核" in page
    assert "主管部门" not in page


def test_whom_to_ask_costs_as_many_statements_however_deep(alone, django_assert_num_queries):
    rows = type(alone).objects.select_related("department", "state_by")
    row = rows.get(pk=alone.pk)
    lock = sheet_lock if isinstance(row, Sheet) else plan_lock
    with django_assert_num_queries(3):  # the window, whether supervised, the person
        lock(row, at=AT)


def test_where_nobody_is_left_the_body_is_named(people, document):
    passed(document, people)
    for person in (people.supervisor, people.finance):
        leave(person)
    assert ask(document) == "要修改，请联系 主管部门 退回。"


def test_what_a_body_passed_of_its_own_is_not_offered_for_taking_back(people):
    """Its supervisor and its filer are of one department; only sent documents are withdrawn."""
    branch = people.unit.parent
    plan = plan_of(people)
    Plan.objects.filter(pk=plan.pk).update(state="DEPARTMENT_PASSED", state_by=people.supervisor)
    plan = Plan.objects.select_related("department", "state_by").get(pk=plan.pk)
    plan.department = branch
    assert plan_lock(plan, at=AT).ask == "要修改，请联系 陈洁 退回。"


def test_a_person_who_left_costs_one_statement_more(people, django_assert_num_queries):
    plan = approved(take(plan_of(people), "submit", people.filer), people)
    rows = Plan.objects.select_related("department", "state_by")
    with django_assert_num_queries(1):
        plan_lock(rows.get(pk=plan.pk), at=AT)
    leave(people.finance)
    with django_assert_num_queries(2):
        plan_lock(rows.get(pk=plan.pk), at=AT)


def test_a_return_tells_no_telephone_of_somebody_who_left(people, document):
    User.objects.filter(pk=people.supervisor.pk).update(phone="0391-7654321")
    take(document, "return", people.supervisor, reason="口径有误")
    kind = type(document).__name__.lower()
    client, page = make_client(people.filer), f"/{kind}s/{document.public_id}/"
    assert "陈洁（电话 0391-7654321）" in client.get(page).content.decode()
    leave(people.supervisor)
    shown = client.get(page).content.decode()
    assert "0391-7654321" not in shown
    assert "陈洁" in shown
