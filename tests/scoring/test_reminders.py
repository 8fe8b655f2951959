"""Reminders: by hand for many units, every day by the timetable, each thing once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from projects.models import Department, Extension, Notice, Stage, TrailEntry, User
from projects.trail import broken
from scoring.models import Sheet
from scoring.services.reminders import extend_units, remind_due, remind_units
from scoring.services.unlocking import unlock_units
from tests.factories import AT, DAY, make_client, make_department, make_user, make_year
from tests.scoring.branches import add_plan, add_sheet, make_branch, make_unit, send_back
from tests.scoring.branches import supervisor_of as make_supervisor

pytestmark = pytest.mark.django_db
State = Sheet.State
CLOSES = AT.replace(hour=18)


@pytest.fixture
def branch():
    return make_branch(closes_at=CLOSES)


@pytest.fixture
def supervisor(branch):
    return make_supervisor(branch)


def act(service, units, by, at=AT, stage=Stage.ACTUALS, **said):
    return service(units=units, year=make_year(), stage=stage, by=by, at=at, **said)


def words(outcomes):
    return [(outcome.done, outcome.words) for outcome in outcomes]


def told(kind):
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("text", flat=True))


def test_units_with_something_open_are_urged_and_each_outcome_is_told(branch, supervisor):
    open_unit, done_unit = make_unit(branch, State.DRAFT), make_unit(branch, State.SUBMITTED)
    nobody = make_department(parent=branch)
    add_sheet(nobody)
    found = act(remind_units, [open_unit, done_unit, nobody], supervisor, at=AT + 3 * DAY)
    assert words(found) == [
        (True, f"已通知 填{open_unit.name}"),
        (False, "没有未交的，不需要催报"),
        (False, "没有启用的填报人或负责人账号，请联系系统管理员，没有催报"),
    ]
    (text,) = told("URGED")
    assert text.startswith(
        "请尽快提交 2021 年度绩效自评：还有 1 张没有提交，3月14日 18:00 截止，逾期 3 天。"
        "催报人：陈洁"
    )
    assert TrailEntry.objects.get(action="unit.urged").subject_id == open_unit.public_id
    assert broken(open_unit) == []


def test_a_unit_is_urged_once_a_day(branch, supervisor):
    unit = make_unit(branch, State.DRAFT)
    outcomes = [act(remind_units, [unit], supervisor, at=AT + hours * DAY / 24) for hours in (0, 2)]
    assert [outcome.done for (outcome,) in outcomes] == [True, False]
    assert act(remind_units, [unit], supervisor, at=AT + DAY)[0].done
    assert Notice.objects.count() == 2


def test_nobody_is_told_when_one_of_the_units_is_not_his(branch, supervisor):
    own, foreign = make_unit(branch, State.DRAFT), make_unit(make_branch(), State.DRAFT)
    for service, said in (
        (remind_units, {}),
        (extend_units, {"until": AT + 9 * DAY, "reason": "停机"}),
        (unlock_units, {"reason": "口径有误"}),
    ):
        with pytest.raises(PermissionDenied):
            act(service, [own, foreign], supervisor, **said)
    assert not Notice.objects.exists()
    assert not Extension.objects.exists()


def test_units_are_extended_one_by_one_and_told(branch, supervisor):
    unit, later = make_unit(branch, State.DRAFT), make_unit(branch, State.DRAFT)
    act(extend_units, [later], supervisor, until=AT + 9 * DAY, reason="先前")
    found = act(extend_units, [unit, later], supervisor, until=AT + 5 * DAY, reason="停机")
    assert words(found) == [
        (True, "已延期至 3月19日 09:00"),
        (True, "已由 3月23日 09:00 改延至 3月19日 09:00"),
    ]
    assert told("EXTENDED")[1] == "2021 年度绩效自评已延期至 3月19日 09:00。理由：停机"
    page = make_client(unit.people.get()).get(f"/departments/{unit.public_id}/?year=2021")
    assert "停机" in page.content.decode()


def test_what_was_submitted_goes_back_whole_with_its_reason(branch, supervisor):
    unit = make_unit(branch, State.SUBMITTED, State.SUBMITTED, State.DEPARTMENT_PASSED)
    untouched = make_unit(branch, State.DRAFT)
    found = act(unlock_units, [unit, untouched], supervisor, reason="口径有误")
    assert words(found) == [
        (True, "已退回 2 张为草稿；另有 1 张须由上一级退回"),
        (False, "没有可由您退回的"),
    ]
    states = Sheet.objects.filter(department=unit).values_list("state", flat=True)
    assert sorted(states) == ["DEPARTMENT_PASSED", "DRAFT", "DRAFT"]
    assert {row.reason for row in unit_returns(unit)} == {"口径有误"}


def test_where_nothing_goes_back_the_form_keeps_its_reason_and_says_why(branch, supervisor):
    unit = make_unit(branch, State.DRAFT)
    form = {"year": "2021", "stage": "ACTUALS", "unit": str(unit.public_id), "reason": "口径有误"}
    answer = make_client(supervisor).post(f"/progress/{branch.public_id}/unlock/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有解锁：选中的 1 个单位都没有办理" in page
    assert f"<li>{unit.name}：没有可由您退回的</li>" in page
    assert "口径有误</textarea>" in page


def unit_returns(unit):
    return [row for sheet in Sheet.objects.filter(department=unit) for row in sheet.returns.all()]


def test_finance_unlocks_declarations_that_the_department_passed(supervisor, branch):
    bureau = make_department(kind=Department.Kind.FINANCE)
    below = make_branch(parent=bureau)
    unit = make_unit(below)
    passed, submitted = add_plan(unit, "DEPARTMENT_PASSED"), add_plan(unit, "SUBMITTED")
    finance = make_user(role=User.Role.FINANCE, department=bureau)
    act(unlock_units, [unit], finance, stage=Stage.TARGETS, reason="口径有误")
    passed.refresh_from_db()
    submitted.refresh_from_db()
    assert (passed.state, submitted.state) == ("DRAFT", "SUBMITTED")


def test_the_timetable_tells_each_milestone_once_and_only_who_has_something_open(branch):
    unit = make_unit(branch, State.DRAFT, State.SUBMITTED)
    make_unit(branch, State.SUBMITTED)
    days = [day for day in range(-20, 15) for _ in range(2)]  # every day twice
    made = {day: 0 for day in days}
    for day in days:
        made[day] += remind_due(at=AT + day * DAY)["期限提醒"]
    assert [day for day, count in made.items() if count] == [-15, -5, -1, 1, 3, 7]
    assert set(Notice.objects.filter(kind="DEADLINE").values_list("to__department", flat=True)) == {
        unit.pk
    }
    assert told("DEADLINE")[1] == (
        "2021 年度绩效自评：还有 1 张没有提交，3月14日 18:00 截止，还剩 5 天。"
    )


def test_an_extension_moves_the_reminders(branch, supervisor):
    unit = make_unit(branch, State.DRAFT)
    act(extend_units, [unit], supervisor, until=AT + 9 * DAY, reason="停机")
    assert remind_due(at=AT + DAY)["期限提醒"] == 0
    assert remind_due(at=AT + 4 * DAY)["期限提醒"] == 1


def test_what_was_returned_and_forgotten_is_told_once(branch, supervisor):
    unit = make_unit(branch)
    send_back(add_sheet(unit), supervisor, AT)
    assert [remind_due(at=AT + day * DAY)["退回未改"] for day in (5, 6, 7)] == [0, 1, 0]
    assert "已 6 天没有重交" in told("FORGOTTEN")[0]


def test_approvers_are_told_weekly_of_what_waits_for_more_than_five_days(branch, supervisor):
    make_unit(branch, State.SUBMITTED)  # for nine days
    fresh = make_unit(branch)
    add_sheet(fresh, State.SUBMITTED, at=AT - 5 * DAY)
    assert [remind_due(at=AT + day * DAY)["等待审核"] for day in (0, 0, 7)] == [1, 0, 1]
    assert told("WAITING")[0] == "2021 年度绩效自评有 1 张已等您审核超过 5 天。"


def test_the_command_says_what_it_made(branch, capsys):
    call_command("remind")
    assert capsys.readouterr().out == "新增提醒：期限提醒 0 条，退回未改 0 条，等待审核 0 条\n"


def test_a_unit_of_another_branch_answers_like_none(branch, supervisor):
    own, foreign = make_unit(branch, State.DRAFT), make_unit(make_branch(), State.DRAFT)
    client, nobody = make_client(supervisor), "00000000-0000-4000-8000-000000000000"
    for action in ("remind", "extend", "unlock"):
        address = f"/progress/{branch.public_id}/{action}/"
        for unit in (str(foreign.public_id), nobody, "no id"):
            form = {"year": "2021", "stage": "ACTUALS", "unit": [str(own.public_id), unit]}
            assert client.post(address, form).status_code == 404
    assert not Notice.objects.exists()


def test_an_extension_asks_for_everything_that_is_missing_at_once(branch, supervisor):
    unit = make_unit(branch, State.DRAFT)
    form = {"year": "2021", "stage": "ACTUALS", "unit": str(unit.public_id)}
    client, address = make_client(supervisor), f"/progress/{branch.public_id}/extend/"
    assert client.post(address, form).status_code == 200  # the question
    refused = client.post(address, form | {"reason": " ", "until": "soon"})
    assert refused.status_code == 422
    assert "有 2 处填写有误，没有写入任何内容" in refused.content.decode()
    assert client.post(address, form | {"unit": []}).status_code == 422
    assert not Extension.objects.exists()
