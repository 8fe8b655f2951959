"""Opening a round: which plans get reports, what is copied, who may, and moving the window."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from projects.models import Department, Project, TrailEntry, User
from scoring.models import MonitoringLine, MonitoringRound
from scoring.services.rounds import RoundRefused, change_round, fill_up_round, open_round
from tests.factories import AT, make_department, make_plan, make_project, make_user
from tests.monitoring.rows import counted_draft, make_round


def test_every_approved_plan_of_the_branch_gets_a_report_and_no_other(branch, unit, supervisor):
    wanted = [make_plan(department=unit), make_plan(department=branch)]
    make_plan(department=unit, project=make_project(department=unit), is_approved=False)
    make_plan(department=unit, year=2020)
    make_plan(department=make_department())
    opened = make_round(department=branch, by=supervisor)
    assert {report.plan for report in opened.reports.all()} == set(wanted)


def test_names_headings_and_targets_are_copied_under_their_lineage(report, plan):
    lines = list(report.lines.all())
    leaves = list(plan.indicators.filter(level=3).order_by("position"))
    assert [line.lineage for line in lines] == [leaf.lineage for leaf in leaves]
    first = lines[0]
    assert (first.level1, first.level2, first.name) == ("产出指标", "数量指标", "第0项")
    assert (first.target_text, first.position, first.text, first.lamp) == ("≥12场", 1, "", "")
    assert (report.annual_budget, report.executed) == (12, None)


def test_a_leaf_without_a_second_heading_is_copied_without_one(branch, unit, supervisor):
    make_plan(department=unit)  # its last row hangs on 效益指标 directly
    make_round(department=branch, by=supervisor)
    last = MonitoringLine.objects.latest("position")
    assert (last.level1, last.level2) == ("效益指标", "")


def test_opening_takes_as_many_statements_for_many_plans(branch, unit, supervisor):
    told = []
    for month, plans in ((1, 2), (2, 20)):
        for _ in range(plans):
            project = make_project(department=unit)
            make_plan(department=unit, project=project, draft=counted_draft(lines=plans))
        with CaptureQueriesContext(connection) as asked:
            make_round(department=branch, by=supervisor, month=month)
        told.append(len(asked))
    assert told[0] == told[1] <= 17  # the last is that of `make_round`


@pytest.mark.parametrize("role", ["FILER", "UNIT_HEAD", "REVIEWER", "AUDITOR"])
def test_who_may_not_oversee_opens_none(branch, role):
    with pytest.raises(PermissionDenied):
        make_round(department=branch, by=make_user(role=role, department=branch))


def test_a_supervisor_opens_none_above_or_beside(branch, supervisor):
    for elsewhere in (make_department(kind=Department.Kind.FINANCE), make_department()):
        with pytest.raises(PermissionDenied):
            make_round(department=elsewhere, by=supervisor)


def test_a_month_is_opened_once(opened, branch, supervisor):
    with pytest.raises(RoundRefused, match="已经有了"):
        make_round(department=branch, by=supervisor)
    assert make_round(department=branch, by=supervisor, month=10).reports.count() == 1


def test_a_plan_that_reports_to_the_branch_does_not_report_the_same_month_again(unit):
    bureau = make_department(kind=Department.Kind.FINANCE)
    branch = make_department(parent=bureau, kind=Department.Kind.SUPERVISING)
    make_plan(department=make_department(parent=branch))
    by = make_user(role=User.Role.SUPERVISOR, department=branch)
    assert make_round(department=branch, by=by).reports.count() == 1
    finance = make_user(role=User.Role.FINANCE, department=bureau)
    assert make_round(department=bureau, by=finance).reports.count() == 0


def test_a_project_that_ended_before_the_year_owes_no_report(branch, unit, supervisor):
    projects = [make_project(department=unit) for _ in range(3)]
    for project, day in zip(projects, ("2020-12-31", "2021-01-01", None), strict=True):
        make_plan(department=unit, project=project)
        Project.objects.filter(pk=project.pk).update(closed_on=day)
    opened = make_round(department=branch, by=supervisor)
    told = set(opened.reports.values_list("plan__project", flat=True))
    assert told.isdisjoint({projects[0].pk})
    assert told.issuperset({projects[1].pk, projects[2].pk})


def test_plans_approved_later_are_filled_up_once(opened, unit, supervisor):
    make_plan(department=unit, project=make_project(department=unit))
    told = [fill_up_round(opened=opened, by=supervisor, at=AT) for _ in range(2)]
    assert told == [(1, 0), (0, 0)]
    assert opened.reports.count() == 2


def test_the_window_moves_with_a_trail_and_the_month_stays(opened, supervisor):
    change_round(
        opened=opened,
        name="1—7月（延期）",
        opens_at=opened.opens_at,
        closes_at=AT + timedelta(days=90),
        seen="1",
        by=supervisor,
        at=AT,
    )
    opened.refresh_from_db()
    assert (opened.name, opened.month, opened.version) == ("1—7月（延期）", 7, 2)
    entry = TrailEntry.objects.filter(subject_id=opened.public_id).latest("sequence")
    assert entry.changes["阶段"] == ["1—7月", "1—7月（延期）"]
    assert set(entry.changes) == {"阶段", "时限"}


def test_an_end_at_midnight_is_told_as_the_end_of_the_day_before(opened, supervisor):
    midnight = timezone.localtime(AT + timedelta(days=90)).replace(hour=0, minute=0, second=0)
    change_round(
        opened=opened, name=opened.name, opens_at=opened.opens_at, closes_at=midnight,
        seen="1", by=supervisor, at=AT,
    )  # fmt: skip
    told = TrailEntry.objects.filter(subject_id=opened.public_id).latest("sequence").summary
    eve = midnight - timedelta(days=1)
    assert told.endswith(f"—{eve.year}年{eve.month}月{eve.day}日 24:00")


def test_the_end_comes_after_the_beginning(opened, supervisor):
    refuse_window(opened, supervisor, AT, AT, "须晚于开始")


def refuse_window(opened, by, opens_at, closes_at, words):
    """Neither a new round nor one that is there takes these ends; nothing is stored."""
    before = list(MonitoringRound.objects.values())
    ends = {"opens_at": opens_at, "closes_at": closes_at, "name": "x", "by": by, "at": AT}
    with pytest.raises(RoundRefused, match=words):
        change_round(opened=opened, seen="1", **ends)
    with pytest.raises(RoundRefused, match=words):
        open_round(department=opened.department, year=opened.year, month=1, **ends)
    assert list(MonitoringRound.objects.values()) == before


@pytest.mark.parametrize("year", [1, 2017, 2025, 9999])
@pytest.mark.parametrize("end", ["opens_at", "closes_at"])
def test_a_mistyped_year_is_refused_at_either_end(opened, supervisor, year, end):
    ends = {"opens_at": AT, "closes_at": AT + timedelta(days=9)}
    ends[end] = ends[end].replace(year=year)
    refuse_window(opened, supervisor, **ends, words=f"{year} 年离 2021 年度太远")
