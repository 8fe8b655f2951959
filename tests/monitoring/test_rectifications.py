"""Rectification: notice, answer, return, acceptance, each by its person and in its turn."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from projects.locks import Locked
from projects.models import TrailEntry
from projects.trail import broken
from scoring.models import Rectification
from scoring.services.rectifications import (
    NoticeRefused,
    accept_answer,
    answer_notice,
    refuse_answer,
    send_notice,
)
from tests.factories import AT, make_user
from tests.monitoring.rows import answered, fill, hand_in, notify, now


def test_notice_answer_return_answer_acceptance(report, filer, supervisor):
    hand_in(report, filer)
    mending = notify(report, supervisor)
    assert (mending.state, mending.notice_by) == ("NOTIFIED", supervisor)
    mending = answer_notice(
        mending=mending, version=now(mending), answer="已补招一人", by=filer, at=AT
    )
    assert mending.state == "ANSWERED"
    mending = refuse_answer(
        mending=mending, version=now(mending), reason="没有说明时间", by=supervisor, at=AT
    )
    assert (mending.state, mending.return_reason) == ("RETURNED", "没有说明时间")
    mending = answer_notice(
        mending=mending, version=now(mending), answer="九月补招两人", by=filer, at=AT
    )
    mending = accept_answer(mending=mending, version=now(mending), by=supervisor, at=AT)
    mending.refresh_from_db()
    assert (mending.state, mending.closed_by, mending.answer) == (
        "ACCEPTED", supervisor, "九月补招两人",
    )  # fmt: skip
    entries = TrailEntry.objects.filter(subject_id=mending.public_id).order_by("sequence")
    assert [entry.changes.get("整改情况") for entry in entries if entry.changes] == [
        *(None, ["", "已补招一人"], None, ["已补招一人", "九月补招两人"]),
    ]
    assert broken(mending) == []


def test_a_report_that_is_not_handed_in_gets_no_notice(report, filer, supervisor):
    fill(report, filer)
    with pytest.raises(NoticeRefused, match="还没有提交"):
        notify(report, supervisor)


@pytest.mark.parametrize("row", [0, None])
def test_one_open_notice_about_one_thing(report, filer, supervisor, row):
    hand_in(report, filer)
    mending = answered(report, supervisor, filer, row)
    with pytest.raises(NoticeRefused, match="验收以后"):
        notify(report, supervisor, row)
    notify(report, supervisor, 1)
    accept_answer(mending=mending, version=now(mending), by=supervisor, at=AT)
    assert notify(report, supervisor, row).pk


def test_steps_out_of_turn_are_locked(report, filer, supervisor):
    hand_in(report, filer)
    mending = notify(report, supervisor)
    for early in (
        lambda: accept_answer(mending=mending, version=now(mending), by=supervisor, at=AT),
        lambda: refuse_answer(
            mending=mending, version=now(mending), reason="x", by=supervisor, at=AT
        ),
    ):
        with pytest.raises(Locked) as lock:
            early()
        assert "待反馈" in lock.value.title
    answer_notice(mending=mending, version=now(mending), answer="好", by=filer, at=AT)
    with pytest.raises(Locked):
        answer_notice(mending=mending, version=now(mending), answer="再好", by=filer, at=AT)
    accept_answer(mending=mending, version=now(mending), by=supervisor, at=AT)
    with pytest.raises(Locked):
        accept_answer(mending=mending, version=now(mending), by=supervisor, at=AT)


def test_the_unit_answers_and_those_above_judge(report, filer, supervisor, unit):
    hand_in(report, filer)
    with pytest.raises(PermissionDenied):
        notify(report, filer)
    mending = notify(report, supervisor)
    with pytest.raises(PermissionDenied):
        answer_notice(mending=mending, version=now(mending), answer="x", by=supervisor, at=AT)
    head = make_user(role="UNIT_HEAD", department=unit)
    answer_notice(mending=mending, version=now(mending), answer="好", by=head, at=AT)
    for step in (accept_answer, refuse_answer):
        more = {"reason": "x"} if step is refuse_answer else {}
        with pytest.raises(PermissionDenied):
            step(mending=mending, version=now(mending), by=filer, at=AT, **more)


def test_the_notice_stands_in_the_trail_of_the_report_too(report, filer, supervisor):
    hand_in(report, filer)
    notify(report, supervisor)
    last = TrailEntry.objects.filter(subject_id=report.public_id).latest("sequence")
    assert (last.action, last.by) == ("rectification.notified", supervisor)
    assert "第 1 行 第0项" in last.summary


@pytest.mark.parametrize("days, words", [(-1, "已过"), (400, "超过一年")])
def test_a_last_day_that_is_over_or_far_away_is_refused(report, filer, supervisor, days, words):
    hand_in(report, filer)
    due = AT.date() + timedelta(days=days)
    with pytest.raises(NoticeRefused, match=words):
        send_notice(
            report=report, version=now(report), line=None, notice="x", due=due, by=supervisor, at=AT
        )
    assert not Rectification.objects.exists()
