"""Stored findings are those of the rows; the same ones stay, and what was set aside stays with its
figures."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from projects.marks import Overtaken
from projects.models import TrailEntry
from projects.trail import broken, last_change
from scoring.models import Finding, UnitCheck, Waiver
from scoring.queries.stale_units import count_stale, stale_units
from scoring.services.findings import recheck
from scoring.services.rechecks import recheck_stale
from scoring.services.waivers import unwaive, waive, waiver_mark
from tests.factories import AT, DAY, make_department, make_job, make_user, thaw
from tests.findings.build import plan_of, set_total, sheet_of, wrong_plan, wrong_sheet

pytestmark = pytest.mark.django_db


def check(unit, at=AT, year=2021):
    return recheck(department=unit, year=year, at=at).check


def told():
    return sorted(Finding.objects.values_list("code", "severity", "words", "printed", "expected"))


def set_aside(finding, by, reason="已核对凭证", at=AT):
    finding.refresh_from_db()
    return waive(finding=finding, reason=reason, seen=waiver_mark(finding), by=by, at=at)


@pytest.fixture
def sheet(unit, filer):
    return wrong_sheet(unit, by=filer)


@pytest.fixture
def doubt(unit, filer):
    """A finding that is a doubt: a score below full without a reason."""
    sheet_of(plan_of(unit), by=filer, total="95", texts=("30场", "5%", "50%"), scores=(50, 30, 5))
    check(unit)
    return Finding.objects.filter(severity="doubt").order_by("pk").first()


@pytest.fixture
def error(sheet, unit):
    check(unit)
    return Finding.objects.get(code="total-sum")


def test_what_is_found_is_stored_with_its_paper_place_and_difference(sheet, unit):
    done = check(unit)
    found = Finding.objects.get()
    assert told() == [("total-sum", "error", "总分", "90", "100.00")]
    assert (found.sheet, found.plan, found.document) == (sheet, None, None)
    assert (found.anchor, found.gap, found.is_across, found.blocks) == (
        "line-total",
        -10,
        False,
        True,
    )
    assert (done.errors, done.doubts, done.roundings, done.checked_at) == (1, 0, 0, AT)
    assert found.found_at == AT


def test_a_second_check_of_the_same_rows_changes_no_row(sheet, unit):
    check(unit)
    before = list(Finding.objects.values())
    check(unit, AT + DAY)
    assert list(Finding.objects.values()) == before
    assert UnitCheck.objects.get().checked_at == AT + DAY


def test_other_figures_are_another_finding_and_mended_ones_are_gone(sheet, unit, filer):
    check(unit)
    first = Finding.objects.get().public_id
    set_total(sheet, by=filer, total="91")
    check(unit, AT + DAY)
    found = Finding.objects.get()
    assert (found.printed, found.found_at) == ("91", AT + DAY)
    assert found.public_id != first
    set_total(sheet, by=filer, total="100")
    check(unit)
    assert not Finding.objects.exists()
    assert UnitCheck.objects.get().errors == 0


def test_the_same_figures_come_back_at_the_same_address(sheet, unit, filer):
    check(unit)
    first = Finding.objects.get().public_id
    for total in ("100", "90"):
        set_total(sheet, by=filer, total=total)
        check(unit)
    assert Finding.objects.get().public_id == first


def test_findings_of_another_unit_and_year_stay(sheet, unit, branch):
    beside = make_department(parent=branch)
    wrong_plan(beside)
    wrong_plan(unit, year=2022)
    for department, year in ((unit, 2021), (beside, 2021), (unit, 2022)):
        check(department, year=year)
    set_total(sheet, by=make_user(department=unit), total="100")
    check(unit)
    left = set(Finding.objects.values_list("department", "year"))
    assert left == {(beside.pk, 2021), (unit.pk, 2022)}


def queries(unit):
    with CaptureQueriesContext(connection) as captured:
        check(unit)
    return len(captured)


def test_queries_of_a_check_do_not_grow_with_papers_or_findings(unit, filer):
    wrong_sheet(unit, by=filer)
    first, again = queries(unit), queries(unit)
    Finding.objects.all().delete()
    for number in range(6):
        wrong_sheet(unit, by=filer, name=f"改造{number}")
    assert queries(unit) <= first
    assert Finding.objects.count() == 7
    assert queries(unit) <= again


# setting aside


def test_a_doubt_set_aside_by_its_unit_stays_visible_with_name_and_reason(doubt, unit, filer):
    waiver = set_aside(doubt, filer)
    doubt.refresh_from_db()
    assert (doubt.waiver, waiver.by, waiver.reason) == (waiver, filer, "已核对凭证")
    check(unit, AT + DAY)
    doubt.refresh_from_db()
    assert doubt.waiver == waiver


def test_the_waiver_speaks_for_these_figures_only(error, sheet, unit, filer, supervisor):
    waiver = set_aside(error, supervisor)
    set_total(sheet, by=filer, total="91")
    check(unit)
    found = Finding.objects.get(code="total-sum")
    assert found.waiver is None
    assert Waiver.objects.get().printed == "90"
    set_total(sheet, by=filer, total="90")
    check(unit)
    assert Finding.objects.get(code="total-sum").waiver == waiver


def test_what_was_set_aside_can_be_taken_back_and_is_kept(doubt, filer):
    set_aside(doubt, filer)
    doubt.refresh_from_db()
    unwaive(finding=doubt, reason="凭证有误", seen=waiver_mark(doubt), by=filer, at=AT + DAY)
    doubt.refresh_from_db()
    kept = Waiver.objects.get()
    assert doubt.waiver is None
    assert (kept.withdrawn_by, kept.withdrawn_at, kept.withdrawn_why) == (
        filer, AT + DAY, "凭证有误",
    )  # fmt: skip
    set_aside(doubt, filer, "重新核对")
    assert Waiver.objects.count() == 2


def test_errors_are_set_aside_by_bodies_above_and_doubts_by_the_unit_too(
    error, unit, filer, head, supervisor, finance, auditor
):
    def refused(finding, by):
        with pytest.raises(PermissionDenied):
            set_aside(finding, by)
        return True

    assert all(refused(error, by) for by in (filer, head, auditor))
    assert refused(error, make_user(department=make_department()))
    doubt = Finding.objects.get(pk=error.pk)
    for by in (supervisor, finance):
        unwaive_it(error, set_aside(error, by).by)
    Finding.objects.filter(pk=doubt.pk).update(severity="doubt", rank=1, blocks=False)
    assert refused(doubt, auditor)
    for by in (filer, head, supervisor, finance):
        unwaive_it(doubt, set_aside(doubt, by).by)


def unwaive_it(finding, by):
    finding.refresh_from_db()
    unwaive(finding=finding, reason="改", seen=waiver_mark(finding), by=by, at=AT)


def test_a_doubt_of_a_check_that_blocks_is_not_the_units_to_set_aside(doubt, filer, supervisor):
    Finding.objects.filter(pk=doubt.pk).update(blocks=True)
    with pytest.raises(PermissionDenied):
        set_aside(doubt, filer)
    set_aside(doubt, supervisor)


def test_a_supervisor_does_not_set_aside_the_errors_of_his_own_department(branch, supervisor):
    wrong_plan(branch)
    check(branch)
    with pytest.raises(PermissionDenied):
        set_aside(Finding.objects.get(code="fund-parts"), supervisor)


def test_what_a_body_above_set_aside_is_not_the_units_to_take_back(doubt, filer, supervisor):
    set_aside(doubt, supervisor)
    with pytest.raises(PermissionDenied):
        unwaive_it(doubt, filer)
    unwaive_it(doubt, supervisor)


def test_an_outdated_page_sets_nothing_aside(doubt, filer, head):
    seen = waiver_mark(doubt)
    set_aside(doubt, filer)
    with pytest.raises(Overtaken):
        waive(finding=doubt, reason="又", seen=seen, by=head, at=AT)
    Finding.objects.filter(pk=doubt.pk).delete()
    with pytest.raises(Overtaken):
        waive(finding=doubt, reason="又", seen=seen, by=head, at=AT)
    assert Waiver.objects.count() == 1


def test_it_stands_in_the_trail_of_its_paper_which_counts_as_unchanged(error, sheet, supervisor):
    before = last_change(sheet)
    set_aside(error, supervisor, "年末已更正")
    entry = TrailEntry.objects.filter(subject_id=sheet.public_id).latest("pk")
    assert (entry.action, entry.by) == ("finding.waived", supervisor)
    assert entry.summary.endswith("：年末已更正")
    assert (last_change(sheet), broken(sheet)) == (before, [])


# staleness


def test_a_unit_with_papers_is_stale_until_it_is_checked(sheet, unit, supervisor):
    assert stale_units() == [(unit.pk, 2021)]
    assert count_stale(supervisor) == 1
    assert recheck_stale(at=AT) == 1
    assert stale_units() == []
    assert count_stale(supervisor) == 0


def test_a_change_makes_its_unit_stale_and_no_other(sheet, unit, filer, branch, supervisor):
    beside = make_department(parent=branch)
    wrong_plan(beside)
    recheck_stale(at=AT)
    set_total(sheet, by=filer, total="91")
    assert stale_units() == [(unit.pk, 2021)]
    assert count_stale(supervisor) == 1
    assert count_stale(supervisor, [2022]) == 0
    assert count_stale(make_user(department=beside)) == 0


def test_a_change_without_a_year_counts_for_every_year(sheet, unit):
    wrong_plan(unit, year=2022)
    recheck_stale(at=AT)
    entry = TrailEntry.objects.filter(subject_id=sheet.public_id).latest("pk")
    TrailEntry.objects.create(
        at=AT, by_name="系统", department=unit, subject_kind="Department",
        subject_id=unit.public_id, sequence=99, action="department.renamed", summary="改名",
        previous_digest="x", digest=entry.digest,
    )  # fmt: skip
    assert set(stale_units()) == {(unit.pk, 2021), (unit.pk, 2022)}


def test_waivers_and_jobs_make_nothing_stale(error, supervisor, unit, filer):
    recheck_stale(at=AT)
    set_aside(error, supervisor)
    make_job(by=filer, department=unit)
    assert stale_units() == []


def test_other_rules_make_everything_stale(sheet, unit, monkeypatch):
    recheck_stale(at=AT)
    monkeypatch.setattr("scoring.queries.stale_units.settings.VERSION", "9.9.9")
    assert stale_units() == [(unit.pk, 2021)]


def test_no_more_than_asked_for_are_given(unit, branch):
    wrong_plan(unit)
    wrong_plan(make_department(parent=branch))
    assert len(stale_units(most=1)) == 1


def test_the_findings_of_a_removed_plan_go_with_it(unit, doubt):
    plan = wrong_plan(unit, name="扩建", is_approved=False)
    check(unit)
    assert Finding.objects.filter(plan=plan).exists()
    thaw(plan)
    plan.delete()
    assert not Finding.objects.filter(plan__isnull=False).exists()
