"""The pages of monitoring: what they show, refuse and lock, and that they ask a fixed number."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from projects.models import User
from projects.services.departments import move_department, place_mark
from scoring.forms.monitoring import line_mark
from scoring.models import MonitoringReport, MonitoringRound, Rectification
from scoring.monitored import LineEntry, ReportEntry
from scoring.services.monitoring import save_report
from tests.factories import AT, make_client, make_department, make_plan, make_project, make_user
from tests.monitoring.rows import (
    GREEN,
    RED,
    answered,
    counted_draft,
    fill,
    hand_in,
    make_round,
    now,
)

SOON = str(timezone.localdate() + timedelta(days=30))


def place(name, *rows):
    return reverse(f"scoring:{name}", args=[row.public_id for row in rows])


def row_form(line, **said):
    """What a page that was made with the row as it is here sends of it."""
    key = line.public_id.hex
    fields = {"text": "", "forecast": "", "chance": "", "cause": "", "cause_text": ""} | said
    return {f"{name}-{key}": text for name, text in (fields | {"was": line_mark(line)}).items()}


def text_of(response):
    return response.content.decode()


def seen(row, **said):
    """A form that was made with the row as it is stored now."""
    return {"version": str(now(row)), **said}


def was(browser, report, line):
    """The fingerprint of a row on the entry page."""
    html = text_of(browser.get(place("monitoring_entry", report)))
    return html.split(f'name="was-{line.public_id.hex}" value="')[1].split('"')[0]


def test_the_entry_page_saves_the_whole_form_without_script(browser, report):
    first, second, _ = report.lines.all()
    form = row_form(first, text="1", chance="maybe", cause="FUNDS", cause_text="少")
    form |= row_form(second, text="8") | {"executed": "7.00", "was-executed": ""}
    answer = browser.post(place("monitoring_entry", report), form)
    assert (answer.status_code, answer["Location"]) == (302, place("monitoring_entry", report))
    report.refresh_from_db()
    assert [line.lamp for line in report.lines.all()] == ["red", "green", ""]
    assert (report.executed_text, report.budget_lamp, report.project_lamp) == (
        "7.00", "green", "red",
    )  # fmt: skip


def test_a_row_is_saved_by_itself_and_its_lamp_comes_back(browser, report):
    line = report.lines.first()
    answer = browser.post(
        place("monitoring_line", report, line),
        row_form(line, text="1"),
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    shown = text_of(answer)
    assert "lamp-red" in shown
    assert "1场 ÷（12场 × 7 ÷ 12）= 14.29%，低于 60%" in shown
    assert 'id="gridbar" hx-swap-oob="true"' in shown


def test_saving_a_row_asks_a_fixed_number_whatever_the_rows(unit, branch, supervisor, filer):
    told = []
    browser = make_client(filer)
    for month, lines in ((1, 3), (2, 30)):
        project = make_project(department=unit)
        plan = make_plan(department=unit, project=project, draft=counted_draft(lines=lines))
        opened = make_round(department=branch, by=supervisor, month=month)
        report = opened.reports.get(plan=plan)
        line = report.lines.first()
        with CaptureQueriesContext(connection) as asked:
            answer = browser.post(place("monitoring_line", report, line), row_form(line, text="3"))
        assert answer.status_code == 200
        told.append(len(asked))
    assert told[0] == told[1]


def test_a_stale_row_is_refused_and_both_values_are_told(browser, report, filer, unit):
    line = report.lines.first()
    mark = was(browser, report, line)
    colleague = make_user(department=unit, name="王芳")
    fill(report, colleague, LineEntry(text="5", forecast="12"))
    form = row_form(line, text="6", forecast="12") | {f"was-{line.public_id.hex}": mark}
    answer = browser.post(place("monitoring_line", report, line), form)
    assert answer.status_code == 422
    assert "已被王芳改过，现为：完成情况“5”" in text_of(answer)
    assert 'value="6"' in text_of(answer)
    assert report.lines.first().text == "5"
    form[f"was-{line.public_id.hex}"] = was(browser, report, line)  # now he knows of it
    assert browser.post(place("monitoring_line", report, line), form).status_code == 200
    assert report.lines.first().text == "6"


def test_a_row_that_was_not_touched_does_not_undo_a_colleagues(browser, report, unit):
    line = report.lines.first()
    form = row_form(line) | {f"was-{line.public_id.hex}": was(browser, report, line)}
    fill(report, make_user(department=unit), LineEntry(text="5"))
    assert browser.post(place("monitoring_entry", report), form).status_code == 302
    assert report.lines.first().text == "5"


@pytest.mark.parametrize(
    "said, words",
    [
        ({"text": "x" * 201}, "最多 200 字"),
        ({"cause_text": "a\u202eb"}, "不可见的控制字符"),
        ({"chance": "perhaps"}, "不在选项中"),
        ({"cause": "'; DROP"}, "不在选项中"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_saved(browser, report, said, words):
    first, second, _ = report.lines.all()
    form = row_form(first, **said) | row_form(second, text="9")
    form |= {"executed": "1e9", "was-executed": ""}
    answer = browser.post(place("monitoring_entry", report), form)
    assert answer.status_code == 422
    shown = text_of(answer)
    assert words in shown
    assert "“1e9” 不是数字" in shown
    assert "有 2 处填写有误，没有写入任何内容" in shown
    assert not report.lines.exclude(text="").exists()


def test_what_is_missing_is_listed_and_what_was_typed_is_kept(browser, report):
    line = report.lines.first()
    form = row_form(line, text="1") | {"executed": "7", "was-executed": "", "then": "submit"}
    answer = browser.post(place("monitoring_entry", report), form)
    assert answer.status_code == 422
    assert "还有 10 处没有填" in text_of(answer)
    assert f'href="#cause-{line.public_id.hex}"' in text_of(answer)
    report.refresh_from_db()
    assert (report.lines.first().text, report.executed, report.state) == ("1", 7, "DRAFT")


def test_a_full_report_is_handed_in_with_the_same_press(browser, report, filer):
    fill(report, filer, RED)
    answer = browser.post(place("monitoring_entry", report), {"then": "submit"})
    assert (answer.status_code, answer["Location"]) == (302, place("monitoring_report", report))
    report.refresh_from_db()
    assert report.state == "SUBMITTED"


def test_the_head_hands_in_from_the_reports_page(report, filer, unit):
    fill(report, filer, RED)
    head = make_client(make_user(role=User.Role.UNIT_HEAD, department=unit))
    page = text_of(head.get(place("monitoring_report", report)))
    assert "提交监控表" in page
    assert place("monitoring_entry", report) not in page
    assert head.post(place("monitoring_submit", report), seen(report)).status_code == 302


def test_a_lock_is_shown_with_cause_and_person(browser, report, filer, opened):
    MonitoringRound.objects.filter(pk=opened.pk).update(closes_at=AT + timedelta(days=1))
    page = browser.get(place("monitoring_entry", report))
    assert page.status_code == 409
    assert "已经截止" in text_of(page)
    assert "陈洁" in text_of(page)
    line = report.lines.first()
    answer = browser.post(
        place("monitoring_line", report, line),
        row_form(line, text="1"),
        headers={"HX-Request": "true"},
    )
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#lock-note")
    assert "没有写入任何内容" in text_of(answer)


def test_a_return_wants_a_reason_and_the_unit_reads_it(browser, overseer, report, filer):
    hand_in(report, filer)
    where = place("monitoring_return", report)
    assert overseer.post(where, seen(report, reason=" ")).status_code == 422
    assert overseer.post(where, seen(report, reason="数据与台账不符")).status_code == 302
    for name in ("monitoring_report", "monitoring_entry"):
        assert "数据与台账不符" in text_of(browser.get(place(name, report)))
    assert "被退回" in text_of(browser.get(reverse("scoring:monitoring") + "?year=2021"))


def test_a_return_after_the_deadline_says_that_the_window_must_move(overseer, report, filer):
    hand_in(report, filer)
    MonitoringRound.objects.update(closes_at=AT + timedelta(days=1))
    form = seen(report, reason="再核")
    answer = overseer.post(place("monitoring_return", report), form, follow=True)
    assert "时限已过" in text_of(answer)


def test_red_lamps_lead_to_a_notice_an_answer_and_its_acceptance(browser, overseer, report, filer):
    hand_in(report, filer)
    red = reverse("scoring:monitoring_red") + "?year=2021"
    page = text_of(overseer.get(red))
    assert page.count("发整改通知") == 3
    where = f"{place('notice', report)}?line={report.lines.first().public_id}"
    assert "第 1 行 第0项" in text_of(overseer.get(where))
    wrong = overseer.post(where, {"notice": "", "due": "2020-01-01"})
    assert wrong.status_code == 422
    assert "已过" in text_of(wrong)
    stale = overseer.post(where, {"notice": "请补招", "due": SOON, "version": "1"})
    assert (stale.status_code, "内容有变化，没有办理" in text_of(stale)) == (409, True)
    assert "请补招" in text_of(stale)
    notice = {"notice": "请补招", "due": SOON}
    assert overseer.post(where, notice).status_code == 428  # without the mark of its page
    assert not Rectification.objects.exists()
    overseer.post(where, seen(report, **notice))
    mending = Rectification.objects.get()
    again = overseer.post(where, seen(report, **notice))
    assert "验收以后才能再发" in text_of(again)
    assert "我单位的整改 1 件" in text_of(browser.get(red))
    assert browser.post(place("rectification_answer", mending), {}).status_code == 422
    browser.post(place("rectification_answer", mending), seen(mending, answer="已补招"))
    assert overseer.post(place("rectification_return", mending), {}).status_code == 422
    overseer.post(place("rectification_accept", mending), seen(mending))
    mending.refresh_from_db()
    assert mending.state == "ACCEPTED"
    late = overseer.post(place("rectification_accept", mending), seen(mending))
    assert late.status_code == 409


def test_a_row_of_another_report_is_missing(overseer, browser, report, filer, unit, opened):
    hand_in(report, filer)
    for asked in (report.public_id, "x"):
        assert overseer.get(f"{place('notice', report)}?line={asked}").status_code == 404
    assert browser.post(place("monitoring_line", report, report), {}).status_code == 404


def test_the_list_shows_units_late_ones_and_lamps(overseer, report, filer):
    fill(report, filer, RED)
    MonitoringRound.objects.update(closes_at=AT + timedelta(days=1))
    page = text_of(overseer.get(reverse("scoring:monitoring") + "?year=2021"))
    assert "逾期" in page
    assert "红 3" in page


def test_a_round_of_somebody_else_cannot_be_asked_for(browser, report):
    index = reverse("scoring:monitoring")
    assert browser.get(f"{index}?year=2021&round={report.public_id}").status_code == 404
    assert browser.get(f"{index}?year=2021&round={report.round.public_id}").status_code == 200


def test_a_round_is_opened_and_moved_by_its_form(overseer, plan):
    where = reverse("scoring:monitoring_round_add")
    form = {
        "year": "2021", "month": "7", "name": "1—7月",
        "opens_at": "2022-03-01T09:00", "closes_at": "2022-02-01T09:00",
    }  # fmt: skip
    wrong = overseer.post(where, form)
    assert (wrong.status_code, "截止须晚于开始" in text_of(wrong)) == (422, True)
    assert overseer.post(where, form | {"closes_at": "2024-01-01T09:00"}).status_code == 302
    again = overseer.post(where, form | {"closes_at": "2024-01-01T09:00"})
    assert "已经有了" in text_of(again)
    opened = MonitoringRound.objects.get()
    moved = {"name": "七月", "opens_at": "2022-03-01T09:00", "closes_at": "2023-01-01T09:00"}
    moved["seen"] = "1"
    assert overseer.post(place("monitoring_round", opened), moved).status_code == 302
    opened.refresh_from_db()
    assert (opened.name, opened.month) == ("七月", 7)
    assert MonitoringReport.objects.count() == 1


PAGES = ["monitoring", "monitoring_red", "monitoring_report", "monitoring_entry", "rectification"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_a_fixed_number_of_queries(name, branch, unit, supervisor, filer):
    told = []
    for month, size in ((6, 3), (7, 30)):
        for _ in range(size if "_r" in name or name == "monitoring" else 1):
            project = make_project(department=unit)
            make_plan(department=unit, project=project, draft=counted_draft(lines=size))
        opened = make_round(department=branch, by=supervisor, month=month)
        report, *others = opened.reports.all()
        if name == "monitoring_entry":
            fill(report, filer, GREEN)
        else:
            for one in [report, *others[:size]]:
                hand_in(one, filer)
        rows = {"monitoring_report": [report], "monitoring_entry": [report]}.get(name, [])
        if name == "rectification":
            rows = [answered(report, supervisor, filer)]
        address = place(name, *rows) + ("" if rows else "?year=2021")
        person = filer if name == "monitoring_entry" else supervisor
        browser = make_client(person)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        told.append(len(asked))
    assert told[0] == told[1]


def test_those_above_see_how_many_rows_do_not_apply_and_a_stroke_is_not_filled(
    overseer, report, filer
):
    left = LineEntry(text="不适用", cause_text="当年没有")
    keys = [line.public_id for line in report.lines.all()]
    lines = dict(zip(keys, [left, left, LineEntry(text="-")], strict=True))
    save_report(report=report, entry=ReportEntry(lines=lines), by=filer, at=AT)
    page = text_of(overseer.get(place("monitoring_report", report)))
    assert "2/3 行，其中不适用 2 行" in page
    index = text_of(overseer.get(f"{reverse('scoring:monitoring')}?year=2021"))
    assert "不适用 2" in index
    assert "已填 2 行，共 3 行" in index


def test_a_unit_that_was_moved_brings_its_reports_along(report, unit, filer, supervisor, overseer):
    """Its new supervisor finds the round, its old one keeps his own without the unit's report."""
    above = make_department(kind="SUPERVISING")
    new = make_client(make_user(role=User.Role.SUPERVISOR, department=above))
    index = f"{reverse('scoring:monitoring')}?year=2021"
    link = place("monitoring_report", report)
    assert "这一年度还没有监控阶段" in text_of(new.get(index))
    system = make_user(role=User.Role.SYSTEM_ADMIN)
    seen_at = {"seen": place_mark(unit), "reason": "划转"}
    move_department(department=unit, parent=above, **seen_at, by=system, at=AT)
    for browser in (new, make_client(filer)):
        page = text_of(browser.get(index))
        assert (link in page, "1—7月" in page, "改时限" in page) == (True, True, False)
        assert browser.get(f"{index}&round={report.round.public_id}").status_code == 200
    old = text_of(overseer.get(index))
    assert (link in old, "1—7月" in old, "改时限" in old) == (False, True, True)
    extend = place("monitoring_round_extend", report.round) + f"?unit={unit.public_id}"
    assert [browser.get(extend).status_code for browser in (new, overseer)] == [200, 404]
