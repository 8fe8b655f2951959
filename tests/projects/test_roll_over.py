"""Last year's plans become this year's drafts; what they were stays as it was."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.locks import Locked
from projects.models import (
    FundLine,
    Goal,
    Indicator,
    Plan,
    Project,
    Task,
    TaskProject,
    TrailEntry,
)
from projects.queries.contents import plan_content
from projects.services import roll
from projects.services.roll import roll_plans
from projects.trail import broken
from scoring.queries.roll import roll_page
from tests.factories import (
    AT,
    leaves_of,
    make_department,
    make_draft,
    make_plan,
    make_project,
    make_user,
    make_window,
    make_year,
)

pytestmark = pytest.mark.django_db


def rolled(unit, filer, plans, year=2022, **said):
    return roll_plans(
        department=unit,
        year=make_year(year),
        plans=plans,
        by=filer,
        at=AT,
        **{"with_amounts": False, **said},
    )


def test_a_project_that_ended_takes_no_new_targets(unit, filer):
    kept, ended = (make_plan(department=unit, project=make_project(department=unit)) for _ in "12")
    ended.project.closed_on = AT.date()
    ended.project.save()
    with pytest.raises(Locked, match="已终止"):
        rolled(unit, filer, [kept, ended])
    assert Plan.objects.filter(year_id=2022).count() == 0
    assert [plan.project for plan in rolled(unit, filer, [kept]).made] == [kept.project]
    page = roll_page(unit, 2022)
    assert [offer.plan for offer in page.offers if offer.ended] == [ended]
    assert page.open == []


def twelve(unit):
    """The whole department and eleven projects."""
    projects = [None, *(make_project(department=unit) for _ in range(11))]
    return [make_plan(department=unit, project=project) for project in projects]


def test_twelve_plans_at_once(unit, filer):
    plans = twelve(unit)
    done = rolled(unit, filer, plans)
    assert [plan.project for plan in done.made] == [plan.project for plan in plans]
    assert done.skipped == []
    for before, after in zip(plans, done.made, strict=True):
        assert (after.state, after.revision, after.year_id) == (Plan.State.DRAFT, 1, 2022)
        assert (after.state_by, after.state_at) == (filer, AT)
        one, other = plan_content(before), plan_content(Plan.objects.get(pk=after.pk))
        assert other.indicators == one.indicators  # lineage, targets, points and all texts
        assert (other.goals, other.tasks, other.money_unit) == (
            one.goals,
            one.tasks,
            one.money_unit,
        )
        assert [row.label for row in other.funds] == [row.label for row in one.funds]
        assert {row.initial for row in other.funds} == {row.annual for row in other.funds} == {""}


def test_the_number_of_statements_does_not_grow_with_the_plans(unit, filer):
    plans = twelve(unit)
    counts = []
    for year, some in ((2022, plans[:1]), (2023, plans)):
        make_year(year)
        with CaptureQueriesContext(connection) as asked:
            rolled(unit, filer, some, year=year)
        counts.append(len(asked))
    assert counts[0] == counts[1] < 25


def test_what_was_copied_is_untouched(unit, filer):
    plans = twelve(unit)[:2]
    models = (Plan, FundLine, Goal, Task, Indicator)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    rolled(unit, filer, plans)
    pasts = [list(model.objects.filter(year=2021).order_by("pk").values()) for model in models]
    assert pasts == before


def test_amounts_come_along_only_when_asked_for(unit, filer):
    plan = make_plan(department=unit)
    (copy,) = rolled(unit, filer, [plan], with_amounts=True).made
    texts = [(row.initial_text, row.annual_text, row.annual_budget) for row in copy.funds.all()]
    assert texts == [("100", "200.00", Decimal("200.00"))] * 2


def test_points_of_headings_and_the_tree_come_along(unit, filer):
    plan = make_plan(department=unit)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.DRAFT)
    Indicator.objects.filter(plan=plan, level=1).update(points=45)
    (copy,) = rolled(unit, filer, [plan]).made
    for one, other in zip(
        plan.indicators.order_by("position"), copy.indicators.order_by("position"), strict=True
    ):
        assert (one.level, one.name, one.points) == (other.level, other.name, other.points)
        assert (one.parent and one.parent.name) == (other.parent and other.parent.name)
        assert one.lineage == other.lineage
        assert one.public_id != other.public_id


def test_every_column_of_an_indicator_is_copied_or_its_own():
    """A column that is added later must be thought of here."""
    own = {
        "id", "public_id", "version", "plan", "department", "year", "parent", "position",
    }  # fmt: skip
    assert {column.name for column in Indicator._meta.concrete_fields} == own | set(roll._KEPT)


def test_what_is_there_already_is_skipped_and_said(unit, filer):
    plans = twelve(unit)[:3]
    there = make_plan(department=unit, project=plans[1].project, year=2022, is_approved=False)
    done = rolled(unit, filer, plans)
    assert [plan.project for plan in done.made] == [plans[0].project, plans[2].project]
    assert done.skipped == [plans[1]]
    assert Plan.objects.get(project=plans[1].project, year=2022) == there
    again = rolled(unit, filer, plans)
    assert (again.made, again.skipped) == ([], plans)


def test_the_trail_of_each_says_where_it_came_from(unit, filer):
    done = rolled(unit, filer, twelve(unit)[:2])
    assert len(done.made) == 2
    for plan in done.made:
        entry = TrailEntry.objects.get(subject_id=plan.public_id)
        assert entry.action == "plan.rolled_over"
        assert entry.summary == "由 2021 年度绩效目标表复制到 2022 年度，4 行指标，资金数留空"
        assert (entry.by, entry.department, entry.year_id) == (filer, unit, 2022)
        assert broken(plan) == []


def test_a_closed_window_locks_it(unit, filer):
    plan = make_plan(department=unit)
    opens = AT - timedelta(days=9)
    make_window(department=unit, year=2022, stage="TARGETS", opens_at=opens, closes_at=AT)
    with pytest.raises(Locked, match="已经截止"):
        rolled(unit, filer, [plan])
    assert not Plan.objects.filter(year=2022).exists()


def test_another_units_plan_is_not_copied(unit, filer):
    foreign = make_plan(department=make_department())
    with pytest.raises(PermissionDenied):
        rolled(unit, filer, [foreign])
    with pytest.raises(PermissionDenied):
        rolled(foreign.department, filer, [foreign])
    assert not Plan.objects.filter(year=2022).exists()


@pytest.mark.parametrize("role", ["UNIT_HEAD", "SUPERVISOR", "FINANCE", "AUDITOR"])
def test_only_a_filer_rolls_over(unit, role):
    plan = make_plan(department=unit)
    with pytest.raises(PermissionDenied):
        rolled(unit, make_user(role=role, department=unit), [plan])


def test_the_copy_can_be_worked_on_and_the_past_stays(unit, filer):
    plan = make_plan(department=unit, draft=make_draft(lines=3))
    (copy,) = rolled(unit, filer, [plan]).made
    leaf = leaves_of(copy)[0]
    leaf.delete()
    assert len(leaves_of(plan)) == 3
    assert [row.lineage for row in leaves_of(copy)] == [row.lineage for row in leaves_of(plan)[1:]]


def test_tasks_keep_the_projects_that_still_stand(unit, filer):
    plan = make_plan(department=unit, is_approved=False)
    task = plan.tasks.get()
    stands, ended = (make_project(department=unit) for _ in range(2))
    for project in (stands, ended):
        TaskProject.objects.create(task=task, project=project, department=unit, year=plan.year)
    Project.objects.filter(pk=ended.pk).update(closed_on=AT.date())
    (new,) = rolled(unit, filer, [plan]).made
    links = TaskProject.objects.filter(task__plan=new)
    assert [(link.project, link.task.name, link.year_id) for link in links] == [
        (stands, task.name, 2022)
    ]
    assert TaskProject.objects.filter(task=task).count() == 2
