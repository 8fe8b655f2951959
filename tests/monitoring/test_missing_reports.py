"""What is missing in a round and until when: the supervisor's page and the unit's list agree."""

from datetime import datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from projects.deadlines import Deadline
from projects.models import MONITORING, Extension, Notice, Project
from projects.services.closing import close_department
from scoring.models import MonitoringReport, MonitoringRound, Sheet
from scoring.queries.monitoring import listed, report_list, unit_lamps
from scoring.queries.todo import todo
from scoring.queries.waits import waiting
from scoring.services.monitoring_reminders import remind_rounds
from tests.factories import AT, DAY, make_plan, make_project, make_sheet, make_user
from tests.monitoring.rows import counted_draft, make_round

ENDS_OF = ("2020-12-31", "2021-01-01")  # days on which projects end: before the year, within it
ENDS = datetime(2022, 5, 1, tzinfo=AT.tzinfo)  # midnight: 24:00 of the last of April


def text_of(response):
    return response.content.decode()


def page_of(browser, opened):
    where = reverse("scoring:monitoring")
    return text_of(browser.get(f"{where}?year=2021&round={opened.public_id}"))


def send_sheet(plan, state="SUBMITTED"):
    Sheet.objects.filter(pk=make_sheet(plan=plan).pk).update(state=state)


@pytest.fixture
def filled(branch, unit, supervisor):
    """A round with a report for every state of itself, of the year's sheet, of the project."""
    kinds = list(
        product(["DRAFT", "SUBMITTED"], [None, "DRAFT", "SUBMITTED", "ACCEPTED"], [None, *ENDS_OF])
    )
    plans = [
        make_plan(
            department=unit, project=make_project(department=unit), draft=counted_draft(lines=1)
        )
        for _ in kinds
    ]
    opened = make_round(department=branch, by=supervisor)
    for plan, (state, of_sheet, ended) in zip(plans, kinds, strict=True):
        if of_sheet:
            send_sheet(plan, of_sheet)
        end_project(plan, ended)
        MonitoringReport.objects.filter(plan=plan).update(state=state, project_lamp="red")
    return opened


def end_project(plan, day):
    Project.objects.filter(pk=plan.project_id).update(closed_on=day)


def reminded(filer):
    """What the unit is told a day before the end of a round."""
    MonitoringRound.objects.update(closes_at=AT + DAY)
    remind_rounds(AT)
    return [notice.text for notice in Notice.objects.filter(to=filer)]


def test_what_is_missing_is_what_waits_for_the_unit(filled, supervisor, filer, overseer):
    reports = [row for row in waiting(filer, at=AT) if row["kind"] == "report"]
    (unit,) = unit_lamps(supervisor, filled)
    assert (unit.sent, unit.due) == (12, 12 + len(reports))
    # No sheet yet, or one in draft; the project goes on, or lasted into the year.
    assert len(reports) == 2 * 2
    rows = listed(report_list(supervisor, filled), AT)
    waited = {row.report.pk for row in rows if row.deadline}
    assert waited == {row["pk"] for row in reports}
    assert [count for _, _, count in unit.lamps] == [unit.due]
    assert unit.unlit == 0
    page = page_of(overseer, filled)
    assert "12/16" in page
    assert page.count("自评表已提交，不用再交") == 2 * 2
    assert page.count("项目在年度前已终止，不用再交") == 4
    (told,) = reminded(filer)
    assert "还有 4 张没有提交" in told


def test_a_project_that_ended_before_the_year_is_not_monitored(
    branch, unit, supervisor, filer, overseer
):
    plan = make_plan(department=unit, project=make_project(department=unit), draft=counted_draft())
    opened = make_round(department=branch, by=supervisor)
    MonitoringRound.objects.filter(pk=opened.pk).update(closes_at=AT + DAY)
    assert todo(filer, at=AT).count == 1
    assert len(reminded(filer)) == 1
    Notice.objects.all().delete()
    end_project(plan, ENDS_OF[0])
    assert todo(filer, at=AT).count == 0
    assert reminded(filer) == []
    (row,) = listed(report_list(supervisor, opened), AT + 2 * DAY)
    assert row.deadline is None
    (lamps,) = unit_lamps(supervisor, opened)
    assert (lamps.sent, lamps.due, lamps.unlit) == (0, 0, 0)
    page = page_of(overseer, opened)
    assert ("不用再交" in page, "0/1" in page, "逾期" in page) == (True, False, False)


def test_a_unit_that_owes_nothing_any_more_is_not_behind(
    opened, report, plan, supervisor, overseer
):
    assert "0/1" in page_of(overseer, opened)
    send_sheet(plan)
    (unit,) = unit_lamps(supervisor, opened)
    assert (unit.sent, unit.due, unit.unlit) == (0, 0, 0)
    MonitoringRound.objects.filter(pk=opened.pk).update(closes_at=AT + DAY)
    page = page_of(overseer, opened)
    assert ("不用再交" in page, "0/1" in page, "逾期" in page) == (True, False, False)


def test_the_list_and_the_list_of_what_waits_count_days_alike(opened, report, supervisor, filer):
    MonitoringRound.objects.filter(pk=opened.pk).update(closes_at=ENDS - timedelta(hours=6))
    for hours in (-900, -300, -118, -96, -23, -22, -3, 0, 2, 5, 7, 40):
        at = ENDS - timedelta(hours=6) + timedelta(hours=hours)
        (row,) = listed(report_list(supervisor, opened), at)
        (item,) = todo(filer, at=at).items
        assert row.deadline == item.deadline
        assert row.deadline.words == item.deadline.words


def test_a_round_to_come_is_told_with_its_beginning(opened, report, supervisor):
    (row,) = listed(report_list(supervisor, opened), opened.opens_at - DAY)
    assert row.deadline.words == "3月14日 09:00 开始"


def test_a_closed_unit_has_no_deadline(opened, report, unit, supervisor):
    admin = make_user(role="SYSTEM_ADMIN")
    close_department(department=unit, from_day=AT.date(), reason="撤销", by=admin, at=AT)
    (row,) = listed(report_list(supervisor, opened), AT)
    assert row.deadline is None
    assert unit_lamps(supervisor, opened) == []


def test_an_end_at_midnight_is_told_as_the_end_of_the_day_on_every_page(
    opened, report, unit, supervisor, overseer, browser
):
    ends = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + 3 * DAY
    longer = ends + 4 * DAY
    MonitoringRound.objects.filter(pk=opened.pk).update(closes_at=ends)
    day = ends - DAY
    told = f"{day.year}年{day.month}月{day.day}日 24:00"
    places = [reverse(f"scoring:monitoring_{name}", args=[report.public_id]) for name in PAGES]
    pages = [page_of(overseer, opened), *(text_of(browser.get(place)) for place in places)]
    assert [(told in page, "日 00:00" in page) for page in pages] == [(True, False)] * 3
    Extension.objects.create(
        department=unit, year=opened.year, stage=MONITORING, month=7, until=longer,
        reason="停机", by=supervisor, at=AT,
    )  # fmt: skip
    page = page_of(overseer, opened)
    day = longer - DAY
    assert f"至 {day.year}年{day.month}月{day.day}日 24:00" in page
    deadline = Deadline(opened.opens_at, longer, True, timezone.now())
    assert f"延至 {deadline.told}" in page
    assert "日 00:00" not in page


PAGES = ("report", "entry")


def test_the_lists_cost_no_query_more_for_more_reports(filled, supervisor, branch):
    counts = []
    for extra in (0, 3):
        for _ in range(extra):
            plan = make_plan(department=branch, project=make_project(department=branch))
            send_sheet(plan)
            make_report(filled, plan)
        with CaptureQueriesContext(connection) as asked:
            assert listed(report_list(supervisor, filled), AT)
            assert unit_lamps(supervisor, filled)
        counts.append(len(asked))
    assert counts[0] == counts[1] == 3


def make_report(opened, plan):
    return MonitoringReport.objects.create(
        round=opened, plan=plan, month=opened.month, department=plan.department, year=plan.year
    )
