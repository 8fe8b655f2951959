"""Filling a report, handing it in, returning it: lamps, locks, gaps, trail, frozen rows."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from projects.locks import Locked
from projects.models import FundLine, Plan, TrailEntry, User
from projects.services.plans import approve_plan
from projects.trail import broken
from scoring.models import MonitoringLine
from scoring.monitored import LineEntry, ReportEntry
from scoring.services.monitoring import (
    NotReady,
    ReportRefused,
    save_report,
    send_report_back,
    submit_report,
)
from tests.factories import AT, make_user
from tests.monitoring.rows import GREEN, RED, fill, hand_in, now

LATER = AT + timedelta(days=1)


def save(report, by, line=None, row=0, at=AT, **more):
    lines = {} if line is None else {report.lines.all()[row].public_id: line}
    return save_report(report=report, entry=ReportEntry(lines=lines, **more), by=by, at=at)


def test_a_row_keeps_its_text_beside_its_meaning_lamp_and_author(report, filer):
    save(report, filer, LineEntry(text="３场", forecast="12", chance="sure"))
    line = report.lines.first()
    assert (line.text, line.kind, line.number) == ("３场", "number", 3)
    assert (line.forecast_text, line.forecast_number, line.chance) == ("12", 12, "sure")
    assert (line.lamp, line.by, line.at, line.version) == ("red", filer, AT, 2)


def test_the_projects_lamp_is_the_worst_row_and_the_budget_has_its_own(report, filer):
    saved = fill(report, filer, GREEN, executed="7")
    assert (saved.project_lamp, saved.budget_lamp, saved.executed) == ("green", "green", 7)
    saved = save(report, filer, RED, row=1, executed="4.2")
    assert (saved.project_lamp, saved.budget_lamp) == ("red", "yellow")


def test_blank_0_and_not_applicable_are_three_things(report, filer):
    told = []
    for text in ("0", "不适用", ""):
        save(report, filer, LineEntry(text=text))
        line = report.lines.first()
        told.append((line.kind, line.number, line.lamp))
    assert told == [("number", 0, "red"), ("not_applicable", None, ""), ("empty", None, "")]


def test_the_trail_tells_before_and_after_in_words(report, filer):
    save(report, filer, LineEntry(text="3", cause="FUNDS", chance="maybe"))
    save(report, filer, LineEntry(text="4", cause="STAFF", chance="maybe"))
    entry = TrailEntry.objects.filter(subject_id=report.public_id).latest("sequence")
    assert entry.changes == {
        "第 1 行 完成情况": ["3", "4"],
        "第 1 行 原因类别": ["经费", "人员"],
    }
    assert broken(report) == []


def test_what_is_sent_again_unchanged_is_not_written_again(report, filer):
    save(report, filer, GREEN)
    before = list(report.lines.values()), TrailEntry.objects.count()
    save(report, filer, GREEN, at=LATER)
    assert (list(report.lines.values()), TrailEntry.objects.count()) == before


def test_rows_that_are_not_named_are_not_touched(report, filer):
    save(report, filer, GREEN)
    save(report, filer, GREEN, row=1, at=LATER)
    assert [line.version for line in report.lines.all()] == [2, 2, 1]


def test_saving_a_row_takes_ten_statements_at_most(report, filer, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        save(report, filer, GREEN)


def begin_adjustment(plan, total):
    """Past the steps: a draft of the next revision says another total."""
    Plan.objects.filter(pk=plan.pk).update(
        state="DRAFT", revision=F("revision") + 1, adjustment_reason="追加"
    )
    FundLine.objects.filter(plan=plan).update(annual_text=str(total), annual_budget=total)
    plan.refresh_from_db()


def test_a_draft_of_an_adjustment_turns_no_lamp(report, filer, plan):
    assert save(report, filer, executed="3").budget_lamp == "red"
    begin_adjustment(plan, 4)
    saved = save(report, filer, executed="3.0")
    assert (saved.annual_budget, saved.budget_lamp) == (12, "red")


def test_an_approved_adjustment_counts_from_the_next_saving_on(report, filer, plan):
    save(report, filer, executed="7")
    begin_adjustment(plan, 24)
    approve_plan(plan=plan, by=None, at=AT)
    begin_adjustment(plan, 1)
    assert save(report, filer, executed="7.0").annual_budget == 24
    hand_in(report, filer)
    begin_adjustment(plan, 2)
    report.refresh_from_db()
    assert report.annual_budget == 24


@pytest.mark.parametrize("executed", ["abc", "-1", "1" * 41])
def test_what_is_no_amount_is_refused(report, filer, executed):
    with pytest.raises(ReportRefused):
        save(report, filer, executed=executed)


def test_a_row_of_another_report_is_refused(report, filer, opened):
    other = make_user()
    with pytest.raises(PermissionDenied):
        save(report, other, GREEN)
    entry = ReportEntry(lines={report.public_id: GREEN})
    with pytest.raises(ReportRefused, match="没有这 1 行"):
        save_report(report=report, entry=entry, by=filer, at=AT)


@pytest.mark.parametrize("role", ["UNIT_HEAD", "SUPERVISOR", "FINANCE", "AUDITOR"])
def test_only_the_filer_fills(report, unit, role):
    with pytest.raises(PermissionDenied):
        save(report, make_user(role=role, department=unit), GREEN)


@pytest.mark.parametrize("role", ["FILER", "UNIT_HEAD"])
def test_filer_and_head_hand_in(report, filer, unit, role):
    fill(report, filer)
    sent = submit_report(
        report=report, version=now(report), by=make_user(role=role, department=unit), at=LATER
    )
    assert (sent.state, sent.state_at) == ("SUBMITTED", LATER)


def test_every_gap_is_listed_at_once(report, filer):
    save(report, filer, LineEntry(text="1", chance="never"))
    with pytest.raises(NotReady) as refused:
        submit_report(report=report, version=now(report), by=filer, at=AT)
    told = [gap.label for gap in refused.value.gaps]
    assert told == [
        "累计执行数",
        *(f"第 1 行 第0项 {what}" for what in ("全年预计", "原因类别", "原因说明")),
        *(
            f"第 {row + 1} 行 第{row}项 {what}"
            for row in (1, 2)
            for what in ("完成情况", "全年预计", "完成可能性")
        ),
    ]
    report.refresh_from_db()
    assert report.state == "DRAFT"


def gaps_of(report, filer):
    with pytest.raises(NotReady) as refused:
        submit_report(report=report, version=now(report), by=filer, at=AT)
    return [(gap.label, gap.message) for gap in refused.value.gaps]


def test_a_row_that_does_not_apply_wants_its_reason_and_nothing_more(report, filer):
    fill(report, filer, LineEntry(text="不适用"), executed="0")
    told = gaps_of(report, filer)
    assert [label for label, _ in told] == [
        f"第 {row + 1} 行 第{row}项 原因说明" for row in range(3)
    ]
    assert all("写明原因" in message for _, message in told)
    fill(report, filer, LineEntry(text="不适用", cause_text="当年没有这项工作"), executed="0")
    assert submit_report(report=report, version=now(report), by=filer, at=AT).state == "SUBMITTED"


@pytest.mark.parametrize("text", ["-", "—", "－", "———", "/", "／", "N/A", "n/a", "…", "。"])
def test_a_stroke_is_no_answer_whatever_reason_stands_beside_it(report, filer, text):
    whole = {"chance": "sure", "cause": "OTHER", "cause_text": "不开展"}
    fill(report, filer, LineEntry(text=text, forecast="12", **whole), executed="0")
    told = gaps_of(report, filer)
    assert [label for label, _ in told] == [
        f"第 {row + 1} 行 第{row}项 完成情况" for row in range(3)
    ]
    assert all(f"“{text}”不算填报" in message and "不适用" in message for _, message in told)
    line = report.lines.first()
    assert (line.text, line.kind, line.lamp) == (text, "empty", "")  # what was typed is kept
    fill(report, filer, LineEntry(text="8", forecast=text, **whole), executed="0")
    assert [label[-4:] for label, _ in gaps_of(report, filer)] == ["全年预计"] * 3


@pytest.mark.parametrize("text", ["0", "无", "8", "已完成", "不适用，见说明"])
def test_words_and_figures_are_answers(report, filer, text):
    whole = {"chance": "sure", "cause": "OTHER", "cause_text": "见说明"}
    fill(report, filer, LineEntry(text=text, forecast="12", **whole), executed="0")
    assert submit_report(report=report, version=now(report), by=filer, at=AT).state == "SUBMITTED"


@pytest.mark.parametrize("at, words", [(-1, "还没有开始"), (2, "已经截止")])
def test_outside_the_window_the_lock_says_cause_and_person(opened, report, filer, at, words):
    opened.closes_at = AT + timedelta(days=1)
    opened.save()
    with pytest.raises(Locked) as lock:
        save(report, filer, GREEN, at=AT + timedelta(days=at))
    assert words in lock.value.title
    assert "陈洁" in lock.value.ask
    with pytest.raises(Locked):
        submit_report(report=report, version=now(report), by=filer, at=AT + timedelta(days=at))


def test_what_was_handed_in_is_locked_and_says_by_whom(report, filer):
    hand_in(report, filer)
    with pytest.raises(Locked) as lock:
        save(report, filer, GREEN)
    assert "李静" in lock.value.cause
    with pytest.raises(Locked):
        submit_report(report=report, version=now(report), by=filer, at=AT)


def test_a_return_keeps_its_reason_until_the_report_comes_again(report, filer, supervisor):
    hand_in(report, filer)
    returned = send_report_back(
        report=report, version=now(report), reason="数据与台账不符", by=supervisor, at=LATER
    )
    assert (returned.state, returned.return_reason) == ("DRAFT", "数据与台账不符")
    save(report, filer, GREEN, at=LATER)
    assert submit_report(report=report, version=now(report), by=filer, at=LATER).return_reason == ""
    actions = TrailEntry.objects.filter(subject_id=report.public_id).order_by("sequence")
    assert [entry.action.partition(".")[2] for entry in actions] == [
        *("filled", "submitted", "returned", "filled", "submitted"),
    ]


def test_a_draft_cannot_be_returned_and_a_unit_cannot_return(report, filer, supervisor):
    with pytest.raises(Locked):
        send_report_back(report=report, version=now(report), reason="x", by=supervisor, at=AT)
    hand_in(report, filer)
    with pytest.raises(PermissionDenied):
        send_report_back(report=report, version=now(report), reason="x", by=filer, at=AT)


FROZEN = [
    "UPDATE scoring_monitoringline SET text = '9'",
    "DELETE FROM scoring_monitoringline",
    "UPDATE scoring_monitoringreport SET executed_text = '9'",
    "UPDATE scoring_monitoringreport SET project_lamp = ''",
    "UPDATE scoring_monitoringreport SET annual_budget = NULL",
]


@pytest.mark.parametrize("statement", FROZEN)
def test_the_database_keeps_what_was_handed_in(report, filer, statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)  # a draft may change
        transaction.set_rollback(True)
    hand_in(report, filer)
    refused = pytest.raises(IntegrityError, match="while")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_adjustment_of_the_plan_loses_nothing_of_a_report(report, filer, plan):
    hand_in(report, filer)
    Plan.objects.filter(pk=plan.pk).update(state="DRAFT")
    plan.indicators.filter(level=3).delete()
    line = MonitoringLine.objects.filter(report=report).first()
    assert (line.name, line.target_text, line.text) == ("第0项", "≥12场", "1")


def test_the_stored_figures_are_exact(report, filer):
    save(report, filer, LineEntry(text="1.10"), executed="3.3000000001")
    report.refresh_from_db()
    assert report.executed == Decimal("3.3000000001")
    assert str(report.lines.first().number) == "1.10"


def test_a_disabled_person_fills_nothing(report, filer):
    User.objects.filter(pk=filer.pk).update(is_active=False)
    filer.refresh_from_db()
    with pytest.raises(PermissionDenied):
        save(report, filer, GREEN)
