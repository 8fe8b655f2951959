"""Targets that were adjusted are laid over reports not handed in yet; what was typed stays."""

import uuid

import pytest
from django.urls import reverse

from projects.models import FundLine, Indicator, TrailEntry
from projects.trail import broken
from scoring.models import MonitoringLine, MonitoringReport
from scoring.monitored import LineEntry, ReportEntry
from scoring.services.monitoring import save_report, send_report_back
from scoring.services.rounds import fill_up_round
from tests.factories import AT, leaves_of, make_client
from tests.monitoring.rows import GREEN, fill, hand_in, make_round, notify, now
from tests.monitoring.test_pages import row_form
from tests.scoring.steps import make_people, plan_of, take

pytestmark = pytest.mark.django_db
TO_FINANCE = (("submit", "filer"), ("pass", "supervisor"), ("approve", "finance"))
SAID = LineEntry(text="45%", forecast="98%", chance="sure", cause="STAFF", cause_text="缺人")


@pytest.fixture
def people(db):
    return make_people()


def approve(plan, people):
    for step, who in TO_FINANCE:
        take(plan, step, getattr(people, who))


@pytest.fixture
def plan(people):
    plan = plan_of(people)
    approve(plan, people)
    return plan


@pytest.fixture
def report(people, plan):
    opened = make_round(department=people.unit.parent, by=people.supervisor)
    return opened.reports.get()


def adjust(plan, people, change):
    """The rows are written behind the services: what an adjustment may change is not asked here."""
    take(plan, "adjust", people.filer, reason="年中追加")
    change(plan)
    approve(plan, people)


def other_target(plan):
    first = leaves_of(plan)[0]
    Indicator.objects.filter(pk=first.pk).update(target_text="≥99.9%")
    FundLine.objects.filter(plan=plan).update(annual_text="106", annual_budget=106)


def other_row(plan):
    """The second row goes, another one comes with its points, behind all."""
    second, last = leaves_of(plan)[1], leaves_of(plan)[-1]
    parent, points, position = second.parent, second.points, last.position + 1
    second.delete()
    Indicator.objects.create(
        plan=plan, department=plan.department, year=plan.year, parent=parent, level=3,
        name="新增的一行", target_text="≥20次", points=points, position=position,
        lineage=uuid.uuid4(),
    )  # fmt: skip


def said(report, row=0):
    line = report.lines.all()[row]
    return LineEntry(
        text=line.text,
        forecast=line.forecast_text,
        chance=line.chance,
        cause=line.cause,
        cause_text=line.cause_text,
    )


def laid(report):
    return TrailEntry.objects.filter(subject_id=report.public_id, action="monitoring.targets_laid")


def test_a_draft_takes_over_target_and_budget_keeps_what_was_typed_and_lights_anew(
    people, plan, report
):
    fill(report, people.filer, SAID, executed="50")
    report.refresh_from_db()
    before = report.lines.first().lamp, report.annual_budget, report.version
    assert before[0] == "green"
    adjust(plan, people, other_target)
    report.refresh_from_db()
    line = report.lines.first()
    assert (line.target_text, line.lamp, report.project_lamp) == ("≥99.9%", "yellow", "yellow")
    assert (report.annual_budget, report.version) == (106, before[2] + 1)
    assert (said(report), line.by) == (SAID, people.filer)
    entry = laid(report).get()
    assert entry.by_name == people.finance.name
    assert entry.changes["全年预算数"] == [f"{before[1]:f}".rstrip("0").rstrip("."), "106"]
    assert [news[1] for what, news in entry.changes.items() if "指标值" in what] == ["≥99.9%"]
    assert broken(report) == []


def test_rows_come_and_go_and_what_stood_in_one_that_went_is_in_the_trail(people, plan, report):
    fill(report, people.filer, SAID, executed="50")
    lineages = [line.lineage for line in report.lines.all()]
    adjust(plan, people, other_row)
    leaves = leaves_of(plan)
    lines = list(report.lines.all())
    assert [line.lineage for line in lines] == [leaf.lineage for leaf in leaves]
    assert [line.position for line in lines] == list(range(1, len(leaves) + 1))
    assert lineages[1] not in {line.lineage for line in lines}
    new = next(line for line in lines if line.name == "新增的一行")
    assert (new.target_text, new.text, new.lamp) == ("≥20次", "", "")
    told = [old for old, now_ in laid(report).get().changes.values() if "没有这一行" in now_]
    assert len(told) == 1
    assert all(words in told[0] for words in ("完成情况 45%", "全年预计 98%", "原因说明 缺人"))


def test_what_was_handed_in_stays_until_it_comes_back(people, plan, report):
    hand_in(report, people.filer, SAID)
    adjust(plan, people, other_target)
    report.refresh_from_db()
    assert (report.lines.first().target_text == "≥99.9%", report.annual_budget == 106) == (
        False, False,
    )  # fmt: skip
    assert not laid(report).exists()
    back = {"version": now(report), "reason": "按新目标重填", "by": people.supervisor, "at": AT}
    returned = send_report_back(report=report, **back)
    assert (returned.state, returned.annual_budget) == ("DRAFT", 106)
    assert (report.lines.first().target_text, said(report)) == ("≥99.9%", SAID)


def test_a_row_with_a_notice_stays_behind_the_others_without_a_target(people, plan, report):
    hand_in(report, people.filer, SAID)
    mending = notify(report, people.supervisor, row=1)
    back = {"version": now(report), "reason": "改", "by": people.supervisor, "at": AT}
    send_report_back(report=report, **back)
    adjust(plan, people, other_row)
    last = report.lines.last()
    assert (last.pk, last.target_text, last.text) == (mending.line_id, "", "45%")
    assert last.position == len(leaves_of(plan)) + 1


def test_an_adjustment_under_way_or_without_changes_touches_nothing(people, plan, report):
    fill(report, people.filer, SAID, executed="50")
    before = list(MonitoringLine.objects.values()), list(MonitoringReport.objects.values())
    take(plan, "adjust", people.filer, reason="年中追加")
    text = leaves_of(plan)[0].target_text
    Indicator.objects.filter(pk=leaves_of(plan)[0].pk).update(target_text="≥99.9%")
    assert (
        list(MonitoringLine.objects.values()),
        list(MonitoringReport.objects.values()),
    ) == before
    Indicator.objects.filter(pk=leaves_of(plan)[0].pk).update(target_text=text)
    approve(plan, people)
    assert (
        list(MonitoringLine.objects.values()),
        list(MonitoringReport.objects.values()),
    ) == before
    assert not laid(report).exists()


def test_filling_a_round_up_mends_drafts_that_were_left_behind(people, plan, report, monkeypatch):
    fill(report, people.filer, SAID, executed="50")
    monkeypatch.setattr("scoring.services.plan_steps.lay_targets", lambda **_: 0)  # as it was
    adjust(plan, people, other_target)
    assert report.lines.first().target_text != "≥99.9%"
    address = reverse("scoring:monitoring_round_fill", args=[report.round.public_id])
    told = make_client(people.supervisor).post(address, follow=True).content.decode()
    assert "没有新增。有 1 张未上报的监控表已按调整后的目标更新。" in told
    assert fill_up_round(opened=report.round, by=people.supervisor, at=AT) == (0, 0)
    report.refresh_from_db()
    assert (report.lines.first().target_text, report.annual_budget) == ("≥99.9%", 106)
    assert laid(report).count() == 1


def test_a_page_of_before_writes_nothing_beside_a_target_that_its_reader_has_not_seen(
    people, plan, report
):
    line = report.lines.first()
    form = row_form(line, text="45%")
    untouched = row_form(line)
    adjust(plan, people, other_target)
    browser = make_client(people.filer)
    address = reverse("scoring:monitoring_entry", args=[report.public_id])
    told = browser.post(address, form)
    assert (told.status_code, "指标值已调整为“≥99.9%”" in told.content.decode()) == (422, True)
    assert report.lines.first().text == ""
    sent = browser.post(address, untouched | {"then": "submit"})
    assert (sent.status_code, "刚被他人改过，没有提交" in sent.content.decode()) == (422, True)
    line.refresh_from_db()
    assert browser.post(address, row_form(line, text="45%")).status_code == 302
    assert report.lines.first().text == "45%"


def test_saving_after_the_adjustment_judges_rows_and_budget_by_the_same_targets(
    people, plan, report
):
    adjust(plan, people, other_target)
    entry = ReportEntry(executed="50", lines={report.lines.first().public_id: GREEN})
    saved = save_report(report=report, entry=entry, by=people.filer, at=AT)
    assert (saved.annual_budget, saved.lines.first().target_text) == (106, "≥99.9%")
