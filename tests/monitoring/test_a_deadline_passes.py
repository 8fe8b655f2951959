"""A round ends while somebody types: the answer keeps every typed word, and nothing is stored."""

from datetime import timedelta

import pytest

from scoring.models import MonitoringRound
from tests.factories import AT, make_user
from tests.monitoring.rows import GREEN, hand_in
from tests.monitoring.test_pages import place, row_form, seen, text_of


def ended(opened):
    MonitoringRound.objects.filter(pk=opened.pk).update(closes_at=AT + timedelta(days=1))


def typed_in(report):
    """What the filer has on the page: one row in words, another one wrong, and the amount."""
    first, second, _ = report.lines.all()
    form = row_form(
        first, text="9.5", forecast="12", chance="maybe", cause="STAFF", cause_text="下雨停了两场"
    )
    return form | row_form(second, text="长" * 201) | {"executed": "7.25", "was-executed": ""}


KEPT = (
    'value="9.5"',
    "下雨停了两场",
    'value="7.25"',
    "长" * 201,
    '<option value="STAFF" selected>',
    "可以复制留存",
)


@pytest.mark.parametrize("then", ["", "submit"])
def test_the_page_comes_back_with_the_lock_above_everything_that_was_typed(
    browser, report, opened, then
):
    form = typed_in(report) | {"then": then}
    ended(opened)
    answer = browser.post(place("monitoring_entry", report), form)
    text = text_of(answer)
    assert answer.status_code == 409
    for words in ("1—7月”运行监控已经截止", "时限是 2022年3月15日 09:00", "陈洁", *KEPT):
        assert words in text
    assert text.index("已经截止") < text.index("下雨停了两场")
    report.refresh_from_db()
    assert (report.executed_text, report.state, report.version) == ("", "DRAFT", 1)
    assert not report.lines.exclude(text="").exists()


def test_the_same_form_is_saved_while_the_round_is_open(browser, report):
    first, *_ = report.lines.all()
    form = typed_in(report) | row_form(report.lines.all()[1], text="8")
    assert browser.post(place("monitoring_entry", report), form).status_code == 302
    first.refresh_from_db()
    assert (first.text, first.cause_text) == ("9.5", "下雨停了两场")


def test_a_colleague_hands_in_meanwhile_and_what_was_typed_stands_there(
    browser, report, filer, unit
):
    form = typed_in(report)
    hand_in(report, make_user(department=unit, name="王芳"), GREEN)
    answer = browser.post(place("monitoring_entry", report), form)
    assert answer.status_code == 409
    for words in ("已提交，不能修改", "由 王芳 提交", *KEPT):
        assert words in text_of(answer)
    assert set(report.lines.values_list("text", flat=True)) == {GREEN.text}


def test_a_round_that_ends_between_reading_and_saving(browser, report, opened, monkeypatch):
    """The form was read in time; the service looks again under its lock."""
    monkeypatch.setattr("scoring.views.monitoring.report_lock", lambda report, at: None)
    first, *_ = report.lines.all()
    ended(opened)
    answer = browser.post(
        place("monitoring_entry", report), row_form(first, text="9.5", cause_text="下雨")
    )
    assert answer.status_code == 409
    for words in ("已经截止", 'value="9.5"', "下雨", "可以复制留存"):
        assert words in text_of(answer)


@pytest.mark.parametrize("text", ["9.5", "长" * 201])
def test_with_script_the_row_keeps_its_text_and_the_lock_is_told(browser, report, opened, text):
    """The answer goes above the page, not into the row: what was typed stays where it was."""
    first, *_ = report.lines.all()
    ended(opened)
    answer = browser.post(
        place("monitoring_line", report, first),
        row_form(first, text=text),
        headers={"HX-Request": "true"},
    )
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#lock-note")
    assert "<tr" not in text_of(answer)
    assert "已经截止" in text_of(answer)
    first.refresh_from_db()
    assert first.text == ""


def test_what_was_handed_in_is_told_as_such_where_it_is_handed_in_again(browser, report, filer):
    hand_in(report, filer, GREEN)
    answer = browser.post(place("monitoring_submit", report), seen(report))
    assert answer.status_code == 409
