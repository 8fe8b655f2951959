"""Checks that an edition names keep a table from being submitted while their errors are open."""

from dataclasses import replace

import pytest

from projects.models import Plan
from projects.trail import last_change
from scoring.adapter import EDITIONS as USED
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.finding import Severity
from scoring.models import Finding, Sheet
from scoring.queries.plan_rows import gaps_of
from scoring.queries.sheet_page import sheet_page
from scoring.rules.edition import load_all
from scoring.services.findings import recheck
from scoring.services.plan_steps import take_plan_step
from scoring.services.sheet_steps import take_sheet_step
from scoring.services.steps import Incomplete
from scoring.services.waivers import waive, waiver_mark
from tests.factories import AT, make_client
from tests.findings.build import plan_of, set_total, sheet_of, wrong_plan, wrong_sheet

EDITIONS = load_all()


@pytest.mark.parametrize("code", sorted(EDITIONS))
def test_a_shipped_edition_names_checks_that_there_are_and_that_can_be_errors(code):
    for check in EDITIONS[code].blocking:
        assert Severity.ERROR in CATALOGUE[check].severities


def submit_sheet(sheet, by):
    return take_sheet_step(sheet=sheet, step="submit", version=last_change(sheet), by=by, at=AT)


def submit_plan(plan, by):
    return take_plan_step(plan=plan, step="submit", version=last_change(plan), by=by, at=AT)


def refused(submit, row, by):
    """The gaps that a submission is refused for."""
    with pytest.raises(Incomplete) as incomplete:
        submit(row, by)
    return [(gap.anchor, gap.label) for gap in incomplete.value.gaps]


def set_aside(row, by, code):
    recheck(department=row.department, year=row.year_id, at=AT)
    finding = Finding.objects.get(code=code, department=row.department)
    waive(finding=finding, reason="年末更正", seen=waiver_mark(finding), by=by, at=AT)


@pytest.fixture
def sheet(unit, filer):
    return wrong_sheet(unit, by=filer)


@pytest.fixture
def plan(unit):
    return wrong_plan(unit, is_approved=False)


@pytest.mark.django_db
def test_a_sheet_with_such_an_error_does_not_go_and_the_field_is_named(sheet, filer):
    assert refused(submit_sheet, sheet, filer) == [("printed_total", "总分")]
    assert Sheet.objects.get().state == "DRAFT"


@pytest.mark.django_db
def test_mended_it_goes(sheet, filer):
    set_total(sheet, by=filer, total="100")
    assert submit_sheet(sheet, filer).state == "SUBMITTED"


@pytest.mark.django_db
def test_set_aside_by_a_body_above_it_goes(sheet, filer, supervisor):
    set_aside(sheet, supervisor, "total-sum")
    assert submit_sheet(sheet, filer).state == "SUBMITTED"


@pytest.mark.django_db
def test_what_was_set_aside_for_other_figures_keeps_it(sheet, filer, supervisor):
    set_aside(sheet, supervisor, "total-sum")
    set_total(sheet, by=filer, total="91")
    assert refused(submit_sheet, sheet, filer) == [("printed_total", "总分")]


@pytest.mark.django_db
def test_the_entry_page_says_so_before_anybody_sends_it(sheet, unit, filer, supervisor):
    assert [gap.label for gap in sheet_page(sheet).gaps] == ["总分"]
    set_aside(sheet, supervisor, "total-sum")
    assert sheet_page(sheet).gaps == []


@pytest.mark.django_db
def test_an_edition_that_names_no_check_lets_it_go(sheet, filer, monkeypatch):
    name(monkeypatch, sheet.edition_code, ())
    assert submit_sheet(sheet, filer).state == "SUBMITTED"


@pytest.mark.django_db
def test_a_doubt_of_a_named_check_keeps_nothing(unit, filer, monkeypatch):
    sheet = sheet_of(
        plan_of(unit), by=filer, total="95", texts=("30场", "5%", "50%"), scores=(50, 30, 5)
    )
    found = {(one.finding.check, one.finding.severity) for one in sheet_page(sheet).located}
    doubts = [check for check, severity in found if severity is not Severity.ERROR]
    name(monkeypatch, sheet.edition_code, doubts)
    assert doubts
    assert {gap.label for gap in sheet_page(sheet).gaps} == {"第 3 行 偏差原因"}  # a blank


def name(monkeypatch, code, checks):
    """Let an edition name these checks and no others."""
    edition = replace(USED[code], blocking=tuple(checks))
    monkeypatch.setitem(USED, code, edition)


@pytest.mark.django_db
def test_a_plan_whose_parts_do_not_make_its_total_is_told_once(plan, filer):
    key = plan.funds.get(is_total=True).public_id.hex
    assert refused(submit_plan, plan, filer) == [(f"fa-{key}", "年度资金总额")]


@pytest.mark.django_db
def test_a_plan_set_aside_by_a_body_above_goes(plan, filer, supervisor):
    set_aside(plan, supervisor, "fund-parts")
    assert gaps_of(plan)  # the entry page still says so
    assert submit_plan(plan, filer).state == "SUBMITTED"


@pytest.mark.django_db
def test_what_lies_between_papers_is_asked_of_the_unit_as_it_is_now(
    sheet, filer, unit, monkeypatch
):
    """As if an edition named a check of two papers: its finding is stored, the unit unchanged."""
    set_total(sheet, by=filer, total="100")
    monkeypatch.setattr("scoring.services.submission._BETWEEN_PAPERS", frozenset({"total-sum"}))
    assert submit_sheet(sheet, filer).state == "SUBMITTED"
    Sheet.objects.update(state="DRAFT")
    recheck(department=unit, year=2021, at=AT)
    finding = Finding(
        department=unit, year_id=2021, sheet=sheet, digest="0" * 64, code="total-sum",
        severity="error", rank=0, message="与决算表不符", words="总分", is_across=True, blocks=True,
        found_at=AT,
    )  # fmt: skip
    finding.save()
    with pytest.raises(Incomplete) as incomplete:
        submit_sheet(sheet, filer)
    [gap] = incomplete.value.gaps
    assert (gap.label, gap.url) == ("总分", f"/findings/{finding.public_id}/")


@pytest.mark.django_db
def test_the_page_of_the_step_links_to_the_field_and_the_finding(sheet, filer):
    typed = {"version": str(last_change(sheet))}
    answer = make_client(filer).post(f"/sheets/{sheet.public_id}/steps/submit/", typed)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert f'href="/sheets/{sheet.public_id}/entry/#printed_total">总分</a>' in text


@pytest.mark.django_db
def test_a_submission_has_its_unit_checked(unit, filer, django_capture_on_commit_callbacks):
    plan = wrong_plan(unit, is_approved=False)
    other = plan_of(unit, name="扩建", is_approved=False)
    typed = {"version": str(last_change(other))}
    with django_capture_on_commit_callbacks(execute=True):
        answer = make_client(filer).post(f"/plans/{other.public_id}/steps/submit/", typed)
    assert answer.status_code == 302
    assert Plan.objects.get(pk=other.pk).state == "SUBMITTED"
    assert Finding.objects.get().plan == plan
