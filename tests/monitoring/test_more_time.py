"""One unit gets more time for a round: who gives it, what it moves, what everybody is told."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.deadlines import told_end
from projects.models import MONITORING, Department, Extension, Notice, TrailEntry, User
from projects.services.windows import WindowRefused, extend_month
from scoring.locks import report_lock
from scoring.models import MonitoringReport, MonitoringRound
from scoring.queries.monitoring import unit_lamps, with_heads
from scoring.queries.round_extensions import extended_months
from scoring.queries.todo import todo
from scoring.services.monitoring_reminders import remind_rounds
from scoring.services.round_extensions import extend_in_round
from tests.factories import (
    AT,
    DAY,
    make_client,
    make_department,
    make_plan,
    make_user,
)
from tests.monitoring.rows import GREEN, counted_draft, fill, hand_in, make_round, now
from tests.monitoring.test_pages import place, row_form, seen, text_of

END = AT + 9 * DAY


@pytest.fixture
def beside(branch):
    return make_department(name="某县科协", parent=branch)


@pytest.fixture
def opened(branch, supervisor, plan, beside):
    make_plan(department=beside, draft=counted_draft())
    return make_round(department=branch, by=supervisor, closes_at=AT + DAY)


@pytest.fixture
def report(opened, unit):
    return opened.reports.get(department=unit)


def more(opened, units, by, until=END, reason="系统停机", at=AT):
    units = units if isinstance(units, list) else [units]
    return extend_in_round(opened=opened, units=units, until=until, reason=reason, by=by, at=at)


def lock_of(opened, unit, at):
    reports = with_heads(MonitoringReport.objects.filter(round=opened, department=unit))
    return report_lock(reports.get(), at=at)


def test_the_unit_alone_may_go_on_and_only_until_then(opened, unit, beside, supervisor):
    assert lock_of(opened, unit, AT + 2 * DAY)
    (told,) = more(opened, unit, supervisor)
    assert (told.done, told.words) == (True, "已延期至 3月23日 09:00")
    assert lock_of(opened, unit, END - timedelta(seconds=1)) is None
    assert "时限是 2022年3月15日 09:00" in lock_of(opened, beside, AT + 2 * DAY).cause
    assert "延期后的时限是 2022年3月23日 09:00" in lock_of(opened, unit, END).cause


def test_the_service_goes_by_the_extension_as_the_page_does(opened, report, unit, supervisor):
    filer = make_user(department=unit)
    more(opened, unit, supervisor)
    assert fill(report, filer, GREEN, at=AT + 5 * DAY).version == 2


def test_another_month_is_not_moved(opened, unit, branch, supervisor):
    other = make_round(department=branch, by=supervisor, month=3, closes_at=AT + DAY)
    more(opened, unit, supervisor)
    assert lock_of(other, unit, AT + 2 * DAY)


def test_an_extension_of_a_stage_does_not_count_for_a_round(opened, unit, supervisor):
    common = {"department": unit, "year": opened.year, "until": END, "reason": "停机"}
    Extension.objects.create(stage="ACTUALS", by=supervisor, **common)
    assert lock_of(opened, unit, AT + 2 * DAY)


def test_a_round_that_moves_past_the_extension_is_not_cut_short_by_it(opened, unit, supervisor):
    more(opened, unit, supervisor)
    MonitoringRound.objects.filter(pk=opened.pk).update(closes_at=END + DAY)
    opened.refresh_from_db()
    assert lock_of(opened, unit, END) is None
    assert "延期后" not in lock_of(opened, unit, END + DAY).cause


def test_it_leaves_its_trail_and_tells_the_units_people(opened, unit, supervisor, filer):
    more(opened, unit, supervisor)
    entry = TrailEntry.objects.get(action="stage.extended")
    assert (entry.subject_id, entry.summary) == (
        unit.public_id,
        "2021 年度“1—7月”运行监控延期至 3月23日 09:00：系统停机",
    )
    assert entry.changes == {"2021 “1—7月”运行监控": ["3月15日 09:00", "3月23日 09:00"]}
    notice = Notice.objects.get(to=filer, kind="EXTENDED")
    assert (notice.stage, "系统停机" in notice.text) == (MONITORING, True)
    assert Extension.objects.get().told_stage == "运行监控（截至 7 月）"


@pytest.mark.parametrize("role", ["FILER", "UNIT_HEAD", "REVIEWER", "AUDITOR"])
def test_who_may_not_extend_gives_none(opened, unit, role):
    with pytest.raises(PermissionDenied):
        more(opened, unit, make_user(role=role, department=unit))
    assert not Extension.objects.exists()


def test_a_supervisor_of_another_branch_gives_none_and_one_wrong_unit_refuses_all(
    opened, unit, supervisor
):
    elsewhere = make_department(kind=Department.Kind.SUPERVISING)
    with pytest.raises(PermissionDenied):
        more(opened, unit, make_user(role=User.Role.SUPERVISOR, department=elsewhere))
    with pytest.raises(PermissionDenied):
        more(opened, [unit, elsewhere], supervisor)
    assert not Extension.objects.exists()


@pytest.mark.django_db
def test_the_supervisor_of_a_branch_extends_a_round_of_the_bureau_for_his_own_unit():
    bureau = make_department(kind=Department.Kind.FINANCE)
    branch = make_department(parent=bureau, kind=Department.Kind.SUPERVISING)
    unit = make_department(parent=branch)
    make_plan(department=unit, draft=counted_draft())
    finance = make_user(role=User.Role.FINANCE, department=bureau)
    opened = make_round(department=bureau, by=finance, closes_at=AT + DAY)
    by = make_user(role=User.Role.SUPERVISOR, department=branch)
    assert more(opened, unit, by)[0].done
    page = make_client(by).get(place("monitoring_round_extend", opened), {"unit": unit.public_id})
    assert page.status_code == 200


REFUSED = [
    ({"reason": "  "}, "理由"),
    ({"reason": "长" * 301}, "300"),
    ({"until": AT + DAY}, "没有更晚"),
    ({"until": AT - DAY}, "现在以后"),
    ({"until": AT + timedelta(days=400)}, "一年以内"),
    ({"until": AT.replace(year=1, month=1, day=1, hour=0)}, "现在以后"),
    ({"until": AT.replace(year=9999, month=12, day=31)}, "一年以内"),
]


@pytest.mark.parametrize("wrong, words", REFUSED)
def test_what_cannot_be_is_refused_in_words_and_nobody_is_told(
    opened, unit, supervisor, filer, wrong, words
):
    (told,) = more(opened, unit, supervisor, **wrong)
    assert (told.done, words in told.words) == (False, True)
    assert not Extension.objects.exists()
    assert not Notice.objects.exists()


def test_the_newest_one_counts_and_may_be_taken_back(opened, report, unit, supervisor):
    assert more(opened, unit, supervisor)[0].done
    (told,) = more(opened, unit, supervisor, until=END - DAY)
    assert (told.done, told.words) == (True, "已由 3月23日 09:00 改延至 3月22日 09:00")
    assert lock_of(opened, unit, END - DAY - timedelta(seconds=1)) is None
    assert lock_of(opened, unit, END - DAY)
    (told,) = more(opened, unit, supervisor, until=None, reason="办错单位")
    assert told.words == "已收回延期，时限由 3月22日 09:00 恢复为 3月15日 09:00"
    assert "时限是 2022年3月15日 09:00" in lock_of(opened, unit, AT + 2 * DAY).cause
    assert extended_months(department=unit) == {}
    (told,) = more(opened, unit, supervisor, until=None)
    assert (told.done, told.words) == (False, "没有延期，不需要收回。")


def test_a_unit_that_has_ended_is_given_none_and_the_others_are(opened, unit, beside, supervisor):
    Department.objects.filter(pk=unit.pk).update(closed_on=AT.date())
    told = more(opened, [unit, beside], supervisor)
    assert [(one.department.name, one.done) for one in told] == [
        ("某市科协", False), ("某县科协", True),
    ]  # fmt: skip
    assert "已撤销" in told[0].words


def test_the_database_wants_a_month_for_monitoring_and_none_for_a_stage(unit, supervisor, opened):
    common = {"department": unit, "year": opened.year, "until": END, "reason": "停机"}
    for stage, month in ((MONITORING, 13), (MONITORING, 0), (MONITORING, None), ("ACTUALS", 7)):
        with pytest.raises(IntegrityError, match="says_its_month"), transaction.atomic():
            Extension.objects.create(by=supervisor, stage=stage, month=month, **common)


def test_nothing_is_left_when_the_trail_cannot_be_written(opened, unit, supervisor, monkeypatch):
    def fail(**_):
        raise RuntimeError

    monkeypatch.setattr("projects.services.windows.record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        more(opened, unit, supervisor)
    assert not Extension.objects.exists()


def test_a_service_that_is_asked_directly_refuses_as_well(opened, unit):
    with pytest.raises(PermissionDenied):
        extend_month(
            department=unit, year=opened.year, month=7, name="x", closes_at=AT, until=END,
            reason="停机", by=make_user(department=unit), at=AT,
        )  # fmt: skip
    by = make_user(role=User.Role.SUPERVISOR, department=unit)
    with pytest.raises(WindowRefused, match="没有更晚"):
        extend_month(
            department=unit, year=opened.year, month=7, name="x", closes_at=END, until=END,
            reason="停机", by=by, at=AT,
        )  # fmt: skip


# ---- what else goes by the end that counts -----------------------------------------------------


def test_reminders_go_by_each_units_own_end(opened, unit, beside, supervisor, filer):
    neighbour = make_user(department=beside)
    more(opened, unit, supervisor)
    remind_rounds(AT + 2 * DAY)  # a day after the end that all have
    assert not Notice.objects.filter(to=filer, kind="DEADLINE").exists()
    assert Notice.objects.filter(to=neighbour, kind="DEADLINE").count() == 1
    remind_rounds(END - 12 * timedelta(hours=1))
    assert "3月23日 09:00 截止" in Notice.objects.get(to=filer, kind="DEADLINE").text
    before = Notice.objects.count()
    remind_rounds(END - 12 * timedelta(hours=1))
    assert Notice.objects.count() == before


def test_the_list_of_what_waits_says_until_when(opened, unit, supervisor, filer):
    more(opened, unit, supervisor)
    (item,) = [one for one in todo(filer, at=AT + 2 * DAY).items if one.kind == "report"]
    assert (item.deadline.closes_at, item.deadline.extended) == (END, True)


# ---- the pages ---------------------------------------------------------------------------------


@pytest.fixture
def soon(opened):
    """A round that has just ended, and a moment to which it can be extended."""
    moment = timezone.now()
    MonitoringRound.objects.filter(pk=opened.pk).update(closes_at=moment - DAY)
    opened.refresh_from_db()
    return timezone.localtime(moment + 5 * DAY)


def form_of(unit, soon, **said):
    return {"unit": unit.public_id, "until": f"{soon:%Y-%m-%dT%H:%M}", "reason": "停机"} | said


def test_from_the_locked_report_to_more_time_to_the_saved_row(
    overseer, browser, opened, report, unit, soon
):
    locked = text_of(overseer.get(place("monitoring_report", report)))
    link = f"{place('monitoring_round_extend', opened)}?unit={unit.public_id}"
    assert f'href="{link}"' in locked
    assert "某市科协" in text_of(overseer.get(link))
    line = report.lines.first()
    form = row_form(line, text="8")
    assert browser.post(place("monitoring_entry", report), form).status_code == 409
    told = overseer.post(place("monitoring_round_extend", opened), form_of(unit, soon))
    assert "办理 1 个单位，共选 1 个" in text_of(told)
    page = text_of(browser.get(place("monitoring_entry", report)))
    assert f"{soon.year}年{soon.month}月{soon.day}日 {soon:%H:%M}（已延期）" in page
    assert browser.post(place("monitoring_entry", report), form).status_code == 302
    listed = text_of(browser.get(f"/monitoring/?year=2021&round={opened.public_id}"))
    assert f"延至 {told_end(soon, seen_at=timezone.now())}" in listed
    assert place("monitoring_entry", report) in listed


def test_without_reason_or_with_a_day_that_is_none_the_form_comes_back(
    overseer, opened, unit, soon
):
    where = place("monitoring_round_extend", opened)
    answer = overseer.post(where, form_of(unit, soon, until="明天", reason=""))
    assert answer.status_code == 422
    for words in ("请写明理由", "“明天”不是日期和时间", 'value="明天"'):
        assert words in text_of(answer)
    assert overseer.post(where, {"reason": "停机"}).status_code == 422
    assert "没有选择单位" in text_of(overseer.get(where))
    assert not Extension.objects.exists()


def test_where_no_unit_gets_any_time_the_form_comes_back_with_what_was_typed(
    overseer, opened, unit, beside, soon
):
    where = place("monitoring_round_extend", opened)
    soon = soon.replace(second=0, microsecond=0)  # as the form says it
    Extension.objects.create(
        stage=MONITORING, month=7, department=beside, year=opened.year, until=soon, reason="停机",
        by=make_user(), at=AT,
    )  # fmt: skip
    Department.objects.filter(pk=unit.pk).update(closed_on=AT.date())
    both = {"unit": [unit.public_id, beside.public_id]}
    answer = overseer.post(where, form_of(unit, soon, reason="防汛值守") | both)
    page = text_of(answer)
    assert answer.status_code == 422
    assert "没有延期：选中的 2 个单位都没有办理" in page
    assert "<li>某市科协：" in page
    assert "已撤销" in page
    assert "<li>某县科协：现在的时限就是" in page
    for kept in (f'value="{soon:%Y-%m-%dT%H:%M}"', "防汛值守</textarea>"):
        assert kept in page
    for one in both["unit"]:
        assert f'name="unit" value="{one}"' in page
    assert "延期结果" not in page
    typed = form_of(unit, soon - DAY, reason="防汛值守")
    mixed = overseer.post(where, typed | both)  # one of them is given time
    assert (mixed.status_code, "办理 1 个单位，共选 2 个" in text_of(mixed)) == (200, True)
    assert "</textarea>" not in text_of(mixed)


def test_units_beside_and_rounds_elsewhere_are_missing(overseer, opened, unit, soon):
    where = place("monitoring_round_extend", opened)
    stranger = make_department()
    without = make_department(parent=unit.parent)  # of the branch, but it has no report
    for other in (stranger, without):
        assert overseer.post(where, form_of(other, soon)).status_code == 404
    assert overseer.get(where, {"unit": "x"}).status_code == 404
    elsewhere = make_department(kind=Department.Kind.SUPERVISING)
    theirs = make_round(
        department=elsewhere, by=make_user(role=User.Role.SUPERVISOR, department=elsewhere)
    )
    missing = overseer.get(where.replace(str(opened.public_id), str(unit.public_id)))
    hidden = overseer.get(place("monitoring_round_extend", theirs))
    assert (hidden.status_code, missing.status_code) == (404, 404)


def test_the_list_lets_a_supervisor_choose_and_a_filer_not(overseer, browser, opened, unit):
    address = f"/monitoring/?year=2021&round={opened.public_id}"
    box = f'name="unit" value="{unit.public_id}"'
    assert box in text_of(overseer.get(address))
    assert box not in text_of(browser.get(address))


def test_a_return_after_the_extended_end_says_that_more_time_is_wanted(
    overseer, opened, report, filer, soon, supervisor, unit
):
    MonitoringRound.objects.filter(pk=opened.pk).update(closes_at=AT + DAY)
    hand_in(report, filer)
    where, form = place("monitoring_return", report), seen(report, reason="再核")
    assert "同时给该单位延期" in text_of(overseer.post(where, form, follow=True))
    MonitoringReport.objects.filter(pk=report.pk).update(state="SUBMITTED", return_reason="")
    more(opened, unit, supervisor, until=soon, at=timezone.now())
    form = {"version": str(now(report)), "reason": "再核"}
    assert "同时给该单位延期" not in text_of(overseer.post(where, form, follow=True))


def test_extensions_of_many_units_cost_the_list_no_queries(opened, branch, supervisor, unit):
    told = []
    for count in (1, 8):
        for _ in range(count):
            more_units = make_department(parent=branch)
            make_plan(department=more_units, draft=counted_draft())
        units = list(Department.objects.filter(path__startswith=branch.path))
        more(opened, units, supervisor, until=END + count * DAY)
        with CaptureQueriesContext(connection) as asked:
            unit_lamps(supervisor, opened)
        told.append(len(asked))
    assert told == [2, 2]
