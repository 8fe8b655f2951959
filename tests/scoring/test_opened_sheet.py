"""Opening the sheet of a plan: empty, under the rule book that fits, once the targets are set."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from projects.locks import Locked
from projects.models import Stage, TrailEntry, User
from scoring.models import Sheet
from scoring.rules.edition import load_all
from scoring.services import sheets
from scoring.services.sheets import NoEdition, SheetThere, open_sheet
from tests.factories import (
    AT,
    DAY,
    make_department,
    make_draft,
    make_plan,
    make_project,
    make_user,
    make_window,
)
from tests.scoring.sheets import scores_of

pytestmark = pytest.mark.django_db


def opened(plan):
    return open_sheet(plan=plan, by=None, at=AT)


def test_it_is_an_empty_draft_with_every_line_and_fund(unit):
    sheet = opened(make_plan(department=unit, draft=make_draft(lines=4)))
    assert (sheet.state, sheet.line_count, sheet.filled_count) == (Sheet.State.DRAFT, 4, 0)
    assert [line.outcome for line in scores_of(sheet)] == ["not_reported"] * 3 + ["not_judged"]
    assert (sheet.computed_total, sheet.claimed_total, sheet.grade) == (0, None, "")
    assert sheet.fund_results.count() == 2
    entry = TrailEntry.objects.get(subject_id=sheet.public_id)
    assert (entry.action, entry.sequence) == ("sheet.opened", 1)


@pytest.mark.parametrize(
    "region, is_project, code",
    [
        ("410800", False, "henan-department-2021"),
        ("410800", True, "national-2020"),
        ("130700", True, "national-2020"),
    ],
)
def test_it_keeps_the_edition_of_its_region_and_kind(region, is_project, code):
    unit = make_department(region=region)
    project = make_project(department=unit) if is_project else None
    sheet = opened(make_plan(department=unit, project=project))
    assert (sheet.edition_code, sheet.edition_digest) == (code, load_all()[code].digest)
    assert sheet.execution_points == 10


@pytest.mark.parametrize("region, year", [("130700", 2021), ("410800", 2020)])
def test_a_whole_department_without_an_edition_is_refused_in_words(region, year):
    plan = make_plan(department=make_department(region=region), year=year)
    with pytest.raises(NoEdition, match="没有适用于.*评分办法"):
        opened(plan)
    assert not Sheet.objects.exists()


def test_a_plan_has_one_sheet(sheet):
    with pytest.raises(SheetThere, match="已有自评表"):
        opened(sheet.plan)
    with pytest.raises(IntegrityError), transaction.atomic():  # two clicks at once
        Sheet.objects.create(
            plan=sheet.plan, department=sheet.department, year=sheet.year, execution_points=10
        )


@pytest.mark.parametrize("role", [role for role in User.Role if role != User.Role.FILER])
def test_a_person_who_may_not_fill_opens_no_sheet(unit, role):
    plan = make_plan(department=unit)
    with pytest.raises(PermissionDenied):
        open_sheet(plan=plan, by=make_user(role=role, department=unit), at=AT)
    assert not Sheet.objects.exists()


def test_no_sheet_is_opened_while_the_stage_is_closed(unit):
    plan, filer = make_plan(department=unit), make_user(department=unit)
    make_window(department=unit, stage=Stage.ACTUALS, opens_at=AT + DAY, closes_at=AT + 2 * DAY)
    with pytest.raises(Locked, match="绩效自评还没有开始"):
        open_sheet(plan=plan, by=filer, at=AT)
    assert open_sheet(plan=plan, by=filer, at=AT + DAY).line_count == 4


@pytest.mark.django_db(transaction=True)
def test_a_sheet_that_cannot_be_recorded_is_not_opened(unit, monkeypatch):
    def fail(**_):
        raise RuntimeError("no trail today")

    plan = make_plan(department=unit)
    monkeypatch.setattr(sheets, "record", fail)
    with pytest.raises(RuntimeError):
        opened(plan)
    assert not Sheet.objects.exists()
    monkeypatch.undo()
    assert opened(plan).fund_results.count() == 2


def test_targets_that_can_still_change_have_no_sheet(unit):
    """A target changed under a sheet would leave its stored scores to the old one."""
    with pytest.raises(ValueError, match="审定"):
        opened(make_plan(department=unit, is_approved=False))
