"""A document that a colleague voided while one waited for its row: not found, and no error page."""

import contextlib

import pytest
from django.http import Http404

from projects.models import Plan
from projects.services.task_projects import LinkRefused, link_tasks
from projects.steps import Document
from projects.trail import last_change
from scoring.entries import SheetEntry
from scoring.models import Sheet
from scoring.services.actuals import save_entry
from scoring.services.evidence import add_evidence
from scoring.services.plan_steps import take_plan_step
from scoring.services.rates import settle_rates
from scoring.services.sheet_steps import take_sheet_step
from scoring.services.sheets import PlanNotApproved, open_sheet
from scoring.services.steps import Incomplete
from tests.factories import AT, leaves_of
from tests.scoring.steps import make_people, plan_of, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_people()


def step(row, by):
    take_, name = {Plan: (take_plan_step, "plan"), Sheet: (take_sheet_step, "sheet")}[type(row)]
    return take_(**{name: row}, step="submit", version=last_change(row), by=by, at=AT)


def rates(sheet, by):
    return settle_rates(sheet=sheet, adopted={}, overruled={}, versions={}, by=by, at=AT)


def evidence(sheet, by):
    leaf = leaves_of(sheet.plan)[0]
    return add_evidence(sheet=sheet, indicator=leaf, files=[], by=by, at=AT)


CALLS = {
    "a step of a plan": (Document.PLAN, step),
    "a step of a sheet": (Document.SHEET, step),
    "opening a sheet": (Document.PLAN, lambda row, by: open_sheet(plan=row, by=by, at=AT)),
    "projects of tasks": (
        Document.PLAN,
        lambda row, by: link_tasks(plan=row, links={}, by=by, at=AT),
    ),
    "actuals": (
        Document.SHEET,
        lambda row, by: save_entry(sheet=row, entry=SheetEntry(), by=by, at=AT),
    ),
    "rates": (Document.SHEET, rates),
    "evidence": (Document.SHEET, evidence),
}


def one_of(document, people):
    """The filer's plan or empty sheet, as two pages hold it."""
    plan = plan_of(people)
    if document is Document.PLAN:
        return plan, "void", Plan
    for name, person in (("submit", people.filer), ("pass", people.supervisor)):
        plan = take(plan, name, person)
    plan = take(plan, "approve", people.finance)
    return open_sheet(plan=plan, by=people.filer, at=AT), "discard", Sheet


@pytest.mark.parametrize("what", CALLS)
def test_what_was_voided_meanwhile_is_not_found(people, what):
    document, call = CALLS[what]
    row, name, model = one_of(document, people)
    mine = model.objects.get(pk=row.pk)
    take(row, name, people.filer, reason="不要了")
    with pytest.raises(Http404):
        call(mine, people.filer)


@pytest.mark.parametrize("what", CALLS)
def test_what_is_there_is_found(people, what):
    document, call = CALLS[what]
    row, _, _ = one_of(document, people)
    with contextlib.suppress(PlanNotApproved, Incomplete, LinkRefused):  # found, and looked into
        call(row, people.filer)
