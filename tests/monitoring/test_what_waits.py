"""Monitoring in the lists of what waits, and in the reminders."""

import pytest
from django.urls import reverse

from projects.models import Notice, User
from scoring.models import Sheet
from scoring.queries.todo import todo
from scoring.queries.waits import todo_count
from scoring.services.rectifications import accept_answer, answer_notice, refuse_answer
from scoring.services.reminders import remind_due
from tests.factories import AT, DAY, make_client, make_department, make_sheet, make_user
from tests.monitoring.rows import answered, fill, hand_in, make_round, notify, now

Role = User.Role


def waits(person, at=AT):
    """Kind and state of what waits, besides plans and sheets; the badge says as many."""
    found = todo(person, at=at)
    if at == AT:
        assert todo_count(person) == found.count
    return [(item.kind, item.row.state) for item in found.items]


def link(view, row):
    return f'href="{reverse(f"scoring:{view}", args=[row.public_id])}"'


@pytest.fixture
def head(unit):
    return make_user(role=Role.UNIT_HEAD, department=unit)


def test_a_begun_report_waits_for_the_filer_and_a_full_one_for_the_head(filer, head, report):
    assert (waits(filer), waits(head)) == ([("report", "DRAFT")], [])
    fill(report, filer)
    assert (waits(filer), waits(head)) == ([("report", "DRAFT")],) * 2
    hand_in(report, filer)
    assert (waits(filer), waits(head)) == ([], [])


def test_a_round_to_come_waits_for_nobody(filer, branch, supervisor, plan):
    make_round(department=branch, by=supervisor, opens_at=AT + 24999 * DAY)
    assert waits(filer) == []
    assert waits(filer, at=AT + 24999 * DAY) == [("report", "DRAFT")]


def test_a_report_is_over_when_the_sheet_of_the_year_was_sent(filer, report, plan):
    sheet = make_sheet(plan=plan)
    assert ("report", "DRAFT") in waits(filer)
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED")
    assert waits(filer) == []


def test_what_is_to_be_mended_goes_to_and_fro(filer, head, supervisor, report, unit):
    others = [
        make_user(role=Role.FINANCE, department=unit.parent),
        make_user(role=Role.SUPERVISOR, department=make_department()),
        make_user(role=Role.AUDITOR, department=unit.parent),
    ]
    hand_in(report, filer)
    mending = notify(report, supervisor)
    assert waits(filer) == waits(head) == [("mending", "NOTIFIED")]
    assert waits(supervisor) == []
    answer_notice(mending=mending, version=now(mending), answer="已补招", by=filer, at=AT)
    assert (waits(filer), waits(supervisor)) == ([], [("mending", "ANSWERED")])
    assert [waits(person) for person in others] == [[], [], []]
    refuse_answer(mending=mending, version=now(mending), reason="没有时间", by=supervisor, at=AT)
    assert (waits(filer), waits(supervisor)) == ([("mending", "RETURNED")], [])
    answer_notice(mending=mending, version=now(mending), answer="5月补招", by=filer, at=AT)
    accept_answer(mending=mending, version=now(mending), by=supervisor, at=AT)
    assert (waits(filer), waits(supervisor)) == ([], [])


def test_the_pages_lead_to_where_it_is_done(
    browser, overseer, filer, head, supervisor, branch, plan
):
    first, second = (make_round(department=branch, by=supervisor, month=m) for m in (3, 7))
    mending = answered(hand_in(first.reports.get(), filer), supervisor, filer)
    report = second.reports.get()
    page = browser.get("/todo/").content.decode()
    assert link("monitoring_entry", report) in page
    assert "“1—7月”运行监控表" in page
    fill(report, filer)
    theirs = make_client(head).get("/todo/").content.decode()
    assert link("monitoring_report", report) in theirs
    above = overseer.get("/").content.decode()
    assert link("rectification", mending) in above
    assert "验收" in above
    refuse_answer(
        mending=mending, version=now(mending), reason="没有写明时间", by=supervisor, at=AT
    )
    again = browser.get("/").content.decode()
    assert "反馈整改" in again
    assert "没有写明时间" in again


def told(kind):
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("text", flat=True))


def test_the_unit_is_told_at_once_and_once(filer, supervisor, report, browser):
    mending = notify(hand_in(report, filer), supervisor)
    answer_notice(mending=mending, version=now(mending), answer="已补招", by=filer, at=AT)
    refuse_answer(mending=mending, version=now(mending), reason="没有时间。", by=supervisor, at=AT)
    first, second = told("RECTIFY")
    assert "须整改：请整改。请在 4月1日 24:00 前反馈。联系人：陈洁" in first
    assert "整改反馈被退回：没有时间。请在 4月1日" in second
    page = browser.get("/notices/").content.decode()
    assert link("rectification", mending) in page


def made_on(days):
    """The days on which reminders of deadlines were made; every day is asked twice."""
    made = {day: 0 for day in days}
    for day in [*days, *days]:
        made[day] += remind_due(at=AT + day * DAY)["期限提醒"]
    return [day for day, count in made.items() if count]


def test_the_end_of_a_round_is_told_before_and_after(branch, supervisor, plan, filer):
    opened = make_round(department=branch, by=supervisor, closes_at=AT + 20 * DAY)
    assert made_on(range(0, 30)) == [5, 15, 19, 21, 23, 27]
    assert told("DEADLINE")[0].startswith("2021 年度“1—7月”运行监控：还有 1 张没有提交，")
    hand_in(opened.reports.get(), filer)
    Notice.objects.all().delete()
    assert made_on(range(0, 30)) == []


def test_a_round_is_not_told_of_once_the_sheet_of_the_year_was_sent(
    branch, supervisor, plan, filer
):
    make_round(department=branch, by=supervisor, closes_at=AT + 20 * DAY)
    sheet = make_sheet(plan=plan)
    assert made_on([5]) == [5]
    Sheet.objects.filter(pk=sheet.pk).update(state="SUBMITTED")
    assert waits(filer) == []
    assert made_on([15, 19, 21]) == []


def test_the_day_of_mending_is_told_before_and_after(report, supervisor, filer):
    mending = notify(hand_in(report, filer), supervisor)  # until 1 April, 18 days on
    assert made_on(range(0, 30)) == [3, 13, 17, 19, 21, 25]
    answer_notice(mending=mending, version=now(mending), answer="已补招", by=filer, at=AT)
    Notice.objects.all().delete()
    assert made_on(range(0, 30)) == []


def test_who_asked_is_told_weekly_of_answers_that_wait(report, supervisor, filer):
    answered(hand_in(report, filer), supervisor, filer)
    assert [remind_due(at=AT + day * DAY)["等待审核"] for day in (5, 6, 6)] == [0, 1, 0]
    assert told("WAITING") == ["2021 年度运行监控有 1 件整改反馈已等您验收超过 5 天。"]
