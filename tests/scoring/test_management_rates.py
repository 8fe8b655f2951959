"""Management rates on the sheet: from its funds, the accounts and the work in the system."""

from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.models import Plan, Project, Stage
from projects.services.accounts import TableDraft
from scoring.management.gaps import overruled_without_reason
from scoring.models import Actual, Sheet
from scoring.queries.progress import stage_counts
from scoring.queries.rates import known_figures, read_known
from scoring.queries.sheet_rows import sheet_rows
from tests.factories import (
    AT,
    leaves_of,
    make_department,
    make_draft,
    make_plan,
    make_project,
    make_sheet,
    make_user,
    make_year,
)
from tests.monitoring.rows import hand_in, make_round
from tests.scoring.rates_2021 import (
    ENDS,
    NAMES,
    ROWS,
    THREE_PUBLIC,
    empty_sheet,
    filled_sheet,
    store_accounts,
)
from tests.scoring.sheets import page_of

pytestmark = pytest.mark.django_db
BEFORE = TableDraft(
    role="three_public",
    form="公开07表",
    title="三公",
    columns=["预算数/合计", "决算数/合计"],
    rows=[["3", "1.62"]],
)


@pytest.fixture
def sheet(filer):
    store_accounts(filer.department)
    return filled_sheet(filer)


def rates(sheet):
    return {row.name: row.rate for row in page_of(sheet).rows if row.rate}


def findings(sheet):
    return {one.level3: one for one in page_of(sheet).findings if one.check == "management-rate"}


def overrule(sheet, name, reason="按省里口径，扣除上级追加", told="19.76%"):
    leaf = leaves_of(sheet.plan)[NAMES.index(name)]
    Actual.objects.filter(sheet=sheet, indicator=leaf).update(
        overrule_reason=reason, overruled=told
    )


def test_the_rates_of_2021_come_out_of_the_same_document(sheet):
    told = {name: rate.told or None for name, rate in rates(sheet).items()}
    assert told == {name: rate for name, (*_, rate) in ROWS.items() if name != NAMES[-1]}


def test_sources_and_both_amounts_are_told(sheet):
    said = rates(sheet)
    assert said["“三公经费”控制率"].words == (
        "19.76%（0.81 ÷ 4.10，“三公”经费决算数 ÷ “三公”经费预算数，公开07表）"
    )
    assert said["预算执行率"].words == (
        "145.71%（329.22 ÷ 225.94，全年执行数 ÷ 全年预算数，本表资金“部门预算总额”行）"
    )
    assert "0.21 ÷ 225.94" in said["结转结余率"].words
    assert "公开01表、本表资金“部门预算总额”行" in said["结转结余率"].words


def test_what_is_not_in_the_system_is_named(sheet):
    said = rates(sheet)
    assert said["政府釆购执行率"].why_not == "系统中没有政府采购预算数，请直接填写"
    assert "已细化到县区和承担单位的资金" in said["专项资金细化率"].missing
    assert said["绩效监控完成率"].missing == "已报监控的项目数"


def test_each_contradiction_is_told_once_with_both_sides(sheet):
    found = findings(sheet)
    assert {name: (one.printed, one.expected) for name, one in found.items()} == {
        "预算执行率": ("97", "145.71%"),
        "预算调整率": ("0", "-0.76%"),
        "结转结余率": ("3", "0.09%"),
        "“三公经费”控制率": ("100", "19.76%"),
    }
    assert {one.severity for one in found.values()} == {"error"}
    assert "0.81 ÷ 4.10" in found["“三公经费”控制率"].message
    assert found["预算执行率"].place == "indicators[1].actual"


def test_a_reason_settles_it_and_stands_beside_the_words(sheet, browser):
    overrule(sheet, "“三公经费”控制率")
    assert "“三公经费”控制率" not in findings(sheet)
    page = browser.get(reverse("scoring:sheet", args=[sheet.public_id])).content.decode()
    assert "系统算得 19.76%（0.81 ÷ 4.10" in page
    assert "不采用系统数的原因：按省里口径，扣除上级追加</span>" in page


def test_a_reason_that_was_given_for_another_figure_says_so(sheet, browser):
    overrule(sheet, "“三公经费”控制率", told="25.00%")
    page = browser.get(reverse("scoring:sheet", args=[sheet.public_id])).content.decode()
    assert "写原因时系统算得 25.00%，现已不同" in page


def test_the_gaps_name_the_rows_without_a_reason(sheet):
    overrule(sheet, "“三公经费”控制率")
    gaps = overruled_without_reason(page_of(sheet).rows)
    assert [gap.label for gap in gaps] == [
        "第 2 行 预算执行率 不采用系统数的原因",
        "第 3 行 预算调整率 不采用系统数的原因",
        "第 4 行 结转结余率 不采用系统数的原因",
    ]
    key = leaves_of(sheet.plan)[1].public_id.hex
    assert gaps[0].anchor == f"row-{key}"
    assert "填了 97，系统算得 145.71%（329.22 ÷ 225.94" in gaps[0].message


def test_what_does_not_apply_is_not_overruled(sheet):
    leaf = leaves_of(sheet.plan)[1]
    Actual.objects.filter(sheet=sheet, indicator=leaf).update(
        not_applicable=True, deviation="不涉及"
    )
    assert "预算执行率" not in findings(sheet)
    assert all(
        "预算执行率" not in gap.label for gap in overruled_without_reason(page_of(sheet).rows)
    )


def test_an_empty_sheet_has_suggestions_and_no_gaps(filer):
    store_accounts(filer.department)
    sheet = empty_sheet(filer.department)
    assert rates(sheet)["“三公经费”控制率"].told == "19.76%"
    assert rates(sheet)["预算执行率"].missing == "全年执行数"
    assert findings(sheet) == {}
    assert overruled_without_reason(page_of(sheet).rows) == []


def test_without_accounts_only_what_the_sheet_has_is_suggested(filer):
    sheet = filled_sheet(filer)
    told = {name for name, rate in rates(sheet).items() if rate.told}
    assert told == {"预算执行率", "预算调整率"}


def test_another_departments_accounts_say_nothing(filer):
    store_accounts(make_department())
    assert not rates(filled_sheet(filer))["“三公经费”控制率"].told


def test_the_year_before_gives_the_rate_of_change(filer):
    store_accounts(filer.department, tables=[THREE_PUBLIC])
    store_accounts(filer.department, tables=[BEFORE, ENDS], year=2020)
    known = sheet_rows(filled_sheet(filer), with_trail=False).known
    assert {(cell.year, cell.role) for cell in known.cells} == {
        (2020, "three_public"), (2020, "income_expenditure"), (2021, "three_public"),
    }  # fmt: skip


def test_projects_are_counted_by_their_sheets(sheet, filer):
    plans = [
        make_plan(
            department=filer.department,
            project=make_project(department=filer.department),
            draft=make_draft(lines=1),
        )
        for _ in range(4)
    ]
    sent = [make_sheet(plan=plan) for plan in plans[:3]]
    Sheet.objects.filter(pk__in=[sent[0].pk, sent[1].pk, sent[2].pk]).update(state="SUBMITTED")
    said = rates(sheet)["绩效自评完成率"]
    assert said.words == (
        "75.00%（3 ÷ 4，已提交自评表的项目数 ÷ 当年应编制绩效目标的项目数，本系统）"
    )


def test_targets_that_are_being_adjusted_were_declared(sheet, filer):
    for _ in range(3):
        project = make_project(department=filer.department)
        make_plan(department=filer.department, project=project, is_approved=False)
    drafts = Plan.objects.filter(project__isnull=False).order_by("pk")
    Plan.objects.filter(pk=drafts[0].pk).update(state="SUBMITTED")
    returned, adjusted = drafts[1].pk, drafts[2].pk
    told = {"revision": 2, "adjustment_reason": "追加"}
    Plan.objects.filter(pk=returned).update(**told)
    Plan.objects.filter(pk=adjusted).update(**told, adjustments=1)
    said = Sheet.objects.annotate(known=known_figures(sheet)).get(pk=sheet.pk).known
    counts = read_known(said).counts
    assert (counts["projects"], counts["planned"]) == (3, 2)


def test_the_base_is_the_projects_that_owe_targets_as_the_progress_page_counts_them(sheet, filer):
    unit = filer.department
    make_year(2020)
    kinds = {
        "approved": {},
        "a draft": {"is_approved": False},
        "a draft that ended": {"is_approved": False, "ended": True},
        "approved and ended": {"ended": True},
        "last year only": {"year": 2020},
        "last year only and ended": {"year": 2020, "ended": True},
        "never": None,
        "never, added in the year": None,
        "never, added after the year": None,
        "long ago": {"year": 2019},
    }
    make_year(2019)
    for end, state in product(("2020-12-31", "2021-01-01"), ("DRAFT", "SUBMITTED", "APPROVED")):
        kinds[f"{state}, ended {end}"] = {"is_approved": state == "APPROVED", "ended": end}
    for what, said in kinds.items():
        project = make_project(department=unit)
        day = AT.date().replace(year=2021 + ("after" in what)) if "added" in what else None
        Project.objects.filter(pk=project.pk).update(added_on=day)
        if said is None:
            continue
        ended = said.pop("ended", False)
        make_plan(department=unit, project=project, draft=make_draft(lines=1), **said)
        if ended:
            day = AT.date() if ended is True else ended
            Project.objects.filter(pk=project.pk).update(closed_on=day)
        if "SUBMITTED" in what:
            Plan.objects.filter(project=project).update(state="SUBMITTED")
    told = Sheet.objects.annotate(known=known_figures(sheet)).get(pk=sheet.pk).known
    counts = read_known(told).counts
    assert (counts["projects"], counts["planned"]) == (6 + 2, 2 + 2)
    plans = Plan.objects.filter(department=unit)
    due = stage_counts(plans, Project.objects.all(), year=sheet.year_id, stage=Stage.TARGETS)
    assert due[unit.pk].due == 6 + 2 + 1  # and the department's own table
    assert due[unit.pk].sent == 2 + 2 + 1


def test_a_project_that_ended_before_the_year_is_not_waited_for(sheet, filer):
    unit = filer.department
    plans = [make_plan(department=unit, project=make_project(department=unit)) for _ in range(3)]
    for plan, day in zip(plans, ("2020-12-31", "2021-01-01", None), strict=True):
        Project.objects.filter(pk=plan.project_id).update(closed_on=day)
    Sheet.objects.filter(pk=make_sheet(plan=plans[2]).pk).update(state="SUBMITTED")
    assert rates(sheet)["绩效自评完成率"].words.startswith("50.00%（1 ÷ 2，")
    Sheet.objects.filter(pk=make_sheet(plan=plans[0]).pk).update(state="SUBMITTED")
    assert rates(sheet)["绩效自评完成率"].words.startswith("50.00%（1 ÷ 2，")
    found = stage_counts(
        Plan.objects.filter(project__isnull=False),
        Project.objects.all(),
        year=2021,
        stage=Stage.ACTUALS,
    )[unit.pk]
    assert (found.sent, found.due) == (1, 2)


def test_without_projects_the_rate_is_not_worked_out(sheet):
    assert rates(sheet)["绩效自评完成率"].why_not.startswith("不可计算（基数为 0")
    assert "绩效自评完成率" not in findings(sheet)


def test_a_project_sheet_has_no_management_rates(filer):
    store_accounts(filer.department)
    draft = make_draft(lines=2)
    project = make_project(department=filer.department)
    sheet = make_sheet(plan=make_plan(department=filer.department, project=project, draft=draft))
    with CaptureQueriesContext(connection) as captured:
        page = page_of(sheet)
    assert all(row.rate is None for row in page.rows)
    assert not any("projects_accountcell" in query["sql"] for query in captured.captured_queries)


def test_rates_cost_no_query_of_their_own(sheet, filer):
    project = make_project(department=filer.department)
    plan = make_plan(department=filer.department, project=project, draft=make_draft(lines=2))
    assert queries_of(sheet) == queries_of(make_sheet(plan=plan))


def queries_of(sheet):
    with CaptureQueriesContext(connection) as captured:
        page_of(sheet)
    return len(captured)


def test_projects_count_as_monitored_when_every_report_of_theirs_was_handed_in(sheet, filer):
    unit = filer.department
    plans = [make_plan(department=unit, project=make_project(department=unit)) for _ in range(4)]
    above = make_user(role="SUPERVISOR", department=unit)
    opened = [make_round(department=unit, by=above, month=month) for month in (6, 9)]
    for plan in plans[:3]:
        hand_in(opened[0].reports.get(plan=plan), filer)
    assert rates(sheet)["绩效监控完成率"].words.startswith("0.00%（0 ÷ 4，")
    for plan in plans[:2]:
        hand_in(opened[1].reports.get(plan=plan), filer)
    assert rates(sheet)["绩效监控完成率"].told == "50.00%"
