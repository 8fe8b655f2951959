"""A project that was never declared owes targets from the year in which it was added."""

import importlib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from projects.imports.template import list_workbook
from projects.models import Plan, Project, Stage, TrailEntry
from projects.services.imports import confirm_import, stage_import
from projects.services.projects import add_project
from scoring.queries.progress import stage_counts
from tests.factories import make_department, make_user, make_year

pytestmark = pytest.mark.django_db
MIGRATION = importlib.import_module("projects.migrations.0023_projects_owe_from_their_first_year")
NEW_YEAR = datetime(2021, 12, 31, 16, 0, tzinfo=UTC)  # midnight in Shanghai
EVE = NEW_YEAR - timedelta(minutes=1)


@pytest.fixture
def unit():
    return make_department()


@pytest.fixture
def admin():
    return make_user(role="SYSTEM_ADMIN")


def due(unit, year):
    make_year(year)
    counts = stage_counts(Plan.objects.all(), Project.objects.all(), year=year, stage=Stage.TARGETS)
    return counts[unit.pk].due


def add(unit, admin, at):
    return add_project(department=unit, code=None, name="新项目", by=admin, at=at)


def bring_in(unit, admin, at):
    rows = [["", unit.code, "新项目", ""]]
    data = list_workbook(["项目编码", "单位编码", "项目名称", "项目类别"], rows, title="x")
    told = {"by": admin, "at": at}
    confirm_import(
        staged=stage_import(kind="PROJECTS", data=data, file_name="a.xlsx", **told), **told
    )
    return Project.objects.get()


@pytest.mark.parametrize("made", [add, bring_in])
@pytest.mark.parametrize("at, day", [(EVE, date(2021, 12, 31)), (NEW_YEAR, date(2022, 1, 1))])
def test_it_owes_none_of_the_years_before(unit, admin, made, at, day):
    assert made(unit, admin, at).added_on == day
    assert [due(unit, year) for year in (day.year - 1, day.year, day.year + 1)] == [0, 1, 1]


def test_one_of_which_nothing_is_known_owes_every_year(unit):
    Project.objects.create(department=unit, name="原有项目")
    assert [due(unit, year) for year in (2019, 2021)] == [1, 1]


def test_the_trail_tells_when_those_were_added_that_were_stored_before(unit, admin):
    told = add(unit, admin, NEW_YEAR)
    silent = Project.objects.create(department=unit, name="原有项目")
    known = add_project(department=unit, code=None, name="另一个", by=admin, at=NEW_YEAR)
    Project.objects.filter(pk=told.pk).update(added_on=None)
    Project.objects.filter(pk=known.pk).update(added_on=date(2020, 5, 1))
    assert TrailEntry.objects.filter(action="project.added").count() == 2
    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.BY_THE_TRAIL)
    days = dict(Project.objects.values_list("pk", "added_on"))
    assert days == {told.pk: date(2022, 1, 1), silent.pk: None, known.pk: date(2020, 5, 1)}
