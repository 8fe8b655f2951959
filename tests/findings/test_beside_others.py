"""What units say side by side: found over a bureau, stored with each unit, naming nobody."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.drafts import IndicatorDraft, PlanDraft, TextDraft
from projects.models import Goal, Job
from scoring.models import Finding, UnitCheck
from scoring.services import rechecks
from scoring.services.findings import compare, recheck
from scoring.services.rechecks import recheck_everything, recheck_stale, run_recheck
from scoring.services.waivers import waive, waiver_mark
from scoring.tasks import run_job
from tests.factories import (
    AT,
    DAY,
    make_client,
    make_department,
    make_plan,
    make_project,
    make_user,
)

pytestmark = pytest.mark.django_db
D = Decimal
TEXT = "组织全民科学素质提升活动，服务基层群众，扩大影响"


def plan_with(department, *, goal="", target="≥30场", year=2021):
    draft = PlanDraft(
        goals=[TextDraft(name="目标", content=goal)] if goal else [],
        indicators=[
            IndicatorDraft(level1=block, level2="指标", level3=name, target=said, points=D(points))
            for block, name, said, points in (
                ("产出指标", "场次", target, 50),
                ("效益指标", "带动", "≥5%", 30),
                ("满意度指标", "满意度", "≥95%", 10),
            )
        ],
    )
    project = make_project(department=department)
    return make_plan(
        department=department, project=project, draft=draft, is_approved=False, year=year
    )


@pytest.fixture
def beside(branch):
    return make_department(parent=branch, name="某市第二中学")


@pytest.fixture
def twins(unit, beside):
    """Two units with one goal, word for word but for its signs."""
    return plan_with(unit, goal=TEXT), plan_with(beside, goal=TEXT.replace("，", "；"))


def same_texts():
    return list(Finding.objects.filter(code="same-text").order_by("department_id"))


def reword(plan, content):
    """Another goal, as if it had been typed since."""
    Goal.objects.filter(plan=plan).update(content=content)


def test_both_are_found_and_neither_is_named(twins, unit, beside):
    recheck_everything(at=AT)
    one, other = same_texts()
    assert (one.department, one.plan, other.department) == (unit, twins[0], beside)
    assert (one.severity, one.words, one.is_across) == ("doubt", "年度目标 目标 主要内容", True)
    assert one.printed == TEXT
    for told in (one, other):
        assert "其他 1 个单位" in told.message
        assert not any(name in told.message for name in (unit.name, beside.name))
    counts = dict(UnitCheck.objects.values_list("department", "doubts"))
    for found in (unit, beside):
        assert counts[found.pk] == Finding.objects.filter(department=found, rank=1).count() > 0


def test_texts_of_other_years_and_other_bureaus_are_not_compared(unit, beside):
    plan_with(unit, goal=TEXT)
    plan_with(beside, goal=TEXT, year=2022)
    elsewhere = make_department(parent=make_department(kind="FINANCE"))
    plan_with(elsewhere, goal=TEXT)
    recheck_everything(at=AT)
    assert same_texts() == []


def test_a_change_of_its_own_side_takes_it_away_and_anothers_waits_for_the_night(twins, unit):
    recheck_everything(at=AT)
    kept = same_texts()[1]
    reword(twins[0], "建设五个科普基地，培训一百名辅导员，惠及群众")
    recheck(department=unit, year=2021, at=AT)
    assert same_texts() == [kept]
    assert UnitCheck.objects.get(department=unit).doubts == (
        Finding.objects.filter(department=unit, rank=1).count()
    )
    recheck_everything(at=AT + DAY)
    assert same_texts() == []


def test_a_check_of_one_unit_leaves_what_still_holds(twins, unit):
    recheck_everything(at=AT)
    before = list(Finding.objects.order_by("pk").values())
    recheck(department=unit, year=2021, at=AT + DAY)
    assert list(Finding.objects.order_by("pk").values()) == before


def test_what_was_said_of_it_stands_while_others_change(twins, unit, filer, branch):
    recheck_everything(at=AT)
    one = same_texts()[0]
    waive(finding=one, reason="统一下达的目标", seen=waiver_mark(one), by=filer, at=AT)
    plan_with(make_department(parent=branch), goal=TEXT)
    recheck_everything(at=AT + DAY)
    one.refresh_from_db()
    assert "其他 2 个单位" in one.message
    assert (one.waiver.reason, one.found_at) == ("统一下达的目标", AT)
    reword(twins[0], TEXT + "！再扩大")
    plan_with(make_department(parent=branch), goal=TEXT + "再扩大")
    recheck_everything(at=AT + DAY)
    assert same_texts()[0].waiver is None


def test_a_unit_that_was_checked_since_keeps_what_it_had(twins, unit, beside):
    checked = [recheck(department=one, year=2021, at=AT) for one in (unit, beside)]
    reword(twins[0], "建设五个科普基地，培训一百名辅导员，惠及群众")
    recheck(department=unit, year=2021, at=AT)
    compare(year=2021, units=checked, at=AT)
    assert [one.department for one in same_texts()] == [beside]


def test_one_that_could_not_be_checked_keeps_what_it_had(twins, unit, beside, monkeypatch):
    recheck_everything(at=AT)
    before = {one.pk for one in same_texts()}
    plain = rechecks.recheck

    def breaks(**asked):
        if asked["department"] == beside:
            raise ZeroDivisionError
        return plain(**asked)

    monkeypatch.setattr(rechecks, "recheck", breaks)
    reword(twins[0], "建设五个科普基地，培训一百名辅导员，惠及群众")
    assert recheck_everything(at=AT) == 1
    assert [one.department for one in same_texts()] == [beside]
    assert same_texts()[0].pk in before


def check_as(user, **asked):
    make_client(user).post("/findings/check/", asked)
    job = Job.objects.latest("pk")
    run_job(job.pk)
    return job


def test_a_bureau_that_asks_has_its_units_compared_and_a_branch_has_not(twins, supervisor, finance):
    check_as(supervisor, year="2021")
    assert same_texts() == []
    check_as(finance, year="2021")
    assert len(same_texts()) == 2
    before = list(Finding.objects.order_by("pk").values())
    check_as(supervisor, year="2021")
    check_as(make_user(department=finance.department), year="2021")
    run_recheck(job_id=Job.objects.latest("pk").pk)
    assert list(Finding.objects.order_by("pk").values()) == before


def test_a_filer_of_the_bureau_who_sees_one_unit_of_many_compares_nothing(twins, bureau):
    plan_with(bureau, goal=TEXT)
    recheck_everything(at=AT)
    before = {one.pk for one in same_texts()}
    check_as(make_user(department=bureau), year="2021")
    assert {one.pk for one in same_texts()} == before


def test_its_page_names_the_others_to_bodies_above_and_nobody_to_the_unit(
    twins, beside, filer, supervisor, auditor
):
    recheck_everything(at=AT)
    page = f"/findings/{same_texts()[0].public_id}/"
    for user, is_told in ((filer, False), (supervisor, True), (auditor, True)):
        answer = make_client(user).get(page)
        assert [row.unit for row in answer.context["elsewhere"]] == [beside.name] * is_told
        assert (beside.name in answer.content.decode()) is is_told
        assert ("文字相同的其他位置" in answer.content.decode()) is is_told


def test_it_stands_on_the_page_of_its_plan(twins, filer):
    recheck_everything(at=AT)
    page = make_client(filer).get(f"/plans/{twins[0].public_id}/").content.decode()
    assert "与本级其他 1 个单位的文字完全相同" in page


def test_the_night_asks_no_more_for_each_finding(unit, branch):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            recheck_everything(at=AT)
        return len(captured)

    others = [make_department(parent=branch) for _ in range(2)]
    for number, one in enumerate((unit, *others)):
        plan_with(one, goal=TEXT, target=f"≥{number + 1}场")
    recheck_everything(at=AT)
    few = queries()
    for one in (unit, *others):
        for number in range(3):
            plan_with(one, goal=f"{TEXT}之{number}")
    recheck_everything(at=AT)
    assert len(same_texts()) == 12
    assert queries() == few


# the command


def told(*arguments):
    out = StringIO()
    call_command("findings", "--json", *map(str, arguments), stdout=out)
    found = json.loads(out.getvalue())
    return [(one["department"], one["printed"]) for one in found if one["check"] == "same-text"]


def test_the_command_finds_it_without_anything_stored(twins, unit, beside):
    both = [(unit.code, TEXT), (beside.code, TEXT.replace("，", "；"))]
    assert told() == both
    assert told("--year", 2021) == both
    assert told("--year", 2022) == []


def test_of_one_department_the_command_says_the_same(twins, beside):
    elsewhere = make_department(parent=make_department(kind="FINANCE"))
    plan_with(elsewhere, goal=TEXT)
    assert told("--department", beside.code) == [(beside.code, TEXT.replace("，", "；"))]
    assert told("--department", elsewhere.code) == []


def test_for_people_the_unit_is_named_with_what_it_is_compared_with(twins, unit):
    out = StringIO()
    call_command("findings", stdout=out)
    assert f"{unit.name}（{unit.code}）2021 年度（与本级其他单位相比）" in out.getvalue()
    assert "共核对 2 个单位年度" in out.getvalue()


def test_a_sweep_alone_compares_nothing(twins):
    recheck_stale(at=AT)
    assert same_texts() == []
