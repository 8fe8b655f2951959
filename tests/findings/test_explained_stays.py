"""What was set aside stays so while its figures do, wherever they are shown and whatever moves."""

from dataclasses import replace

import pytest

from perf.assure.making.finances import make_document
from projects.marks import Overtaken
from projects.models import AccountCell
from projects.services.account_tables import cell_mark, correct_cell
from scoring.models import Finding, Waiver
from scoring.queries.sheet_page import sheet_page
from scoring.queries.stale_units import stale_units
from scoring.services.findings import recheck
from scoring.services.rechecks import recheck_stale
from scoring.services.steps import Incomplete
from scoring.services.waivers import unwaive, waive, waiver_mark
from tests.factories import AT, leaves_of, make_client
from tests.findings.build import BLOCKS, plan_of, project_draft, sheet_of, wrong_plan
from tests.findings.test_blocking import submit_plan, submit_sheet

pytestmark = pytest.mark.django_db


def set_aside(finding, by, reason="已核对"):
    finding.refresh_from_db()
    return waive(finding=finding, reason=reason, seen=waiver_mark(finding), by=by, at=AT)


def check(unit, year=2021):
    recheck(department=unit, year=year, at=AT)


# from the plan to its sheet


def test_what_a_body_said_of_the_plan_speaks_for_the_sheet(unit, filer, supervisor):
    plan = wrong_plan(unit)
    check(unit)
    told = set_aside(Finding.objects.get(), supervisor)
    sheet = sheet_of(plan, by=filer)
    check(unit)
    stored = Finding.objects.get(code="fund-parts", blocks=True, place__endswith="annual_budget")
    assert (stored.sheet, stored.waiver) == (sheet, told)
    for kind, row in (("sheets", sheet), ("plans", plan)):
        checks = make_client(filer).get(f"/{kind}/{row.public_id}/").context["checks"]
        [own] = [one for one in checks.own if one.words.endswith("全年数")]
        assert (own.waiver.reason, own.before) == ("已核对", None)
    assert not [gap for gap in sheet_page(sheet).gaps if "210.00" in gap.message]


def test_taken_back_it_is_open_on_both(unit, filer, supervisor):
    plan = wrong_plan(unit)
    check(unit)
    set_aside(Finding.objects.get(), supervisor)
    sheet = sheet_of(plan, by=filer)
    check(unit)
    stored = Finding.objects.get(place__endswith="annual_budget")
    unwaive(finding=stored, reason="凭证不对", seen=waiver_mark(stored), by=supervisor, at=AT)
    assert [gap for gap in sheet_page(sheet).gaps if "210.00" in gap.message]
    checks = make_client(filer).get(f"/plans/{plan.public_id}/").context["checks"]
    assert checks.open_count == checks.total


def test_a_sheet_without_funds_is_submitted_once_its_error_was_set_aside(unit, filer, supervisor):
    plan = plan_of(unit, draft=replace(project_draft(), funds=[]))
    sheet = sheet_of(plan, by=filer, total="80")
    check(unit)
    error = Finding.objects.get(code="total-sum")
    assert error.blocks
    assert [gap for gap in sheet_page(sheet).gaps if gap.anchor == "printed_total"]
    set_aside(error, supervisor)
    assert not [gap for gap in sheet_page(sheet).gaps if gap.anchor == "printed_total"]


# rows that come and go

LAST = ("满意度指标", "满意度", "≤95%", 10)  # no ceiling: a doubt


def doubtful_plan(unit, blocks=(*BLOCKS[:2], LAST)):
    return plan_of(unit, draft=project_draft(blocks=blocks), is_approved=False)


def remove_first_row(plan):
    leaves_of(plan)[0].delete()


def test_a_row_that_goes_above_opens_nothing(unit, filer):
    plan = doubtful_plan(unit)
    check(unit)
    doubt = Finding.objects.get(code="satisfaction-at-most")
    told = set_aside(doubt, filer)
    assert doubt.place == "indicators[2].target"
    remove_first_row(plan)
    check(unit)
    now = Finding.objects.get(code="satisfaction-at-most")
    assert (now.place, now.waiver, now.anchor) == ("indicators[1].target", told, "line-2")


def test_one_of_two_rows_of_a_name_does_not_speak_for_the_other(unit, filer):
    doubtful_plan(unit, blocks=(BLOCKS[0], LAST, LAST))
    check(unit)
    found = Finding.objects.filter(code="satisfaction-at-most").order_by("place")
    one, other = found
    told = set_aside(one, filer)
    check(unit)
    assert [row.waiver for row in found.all()] == [told, None]


def test_what_was_said_before_is_found_where_the_row_stands_now(unit, filer):
    plan = doubtful_plan(unit)
    check(unit)
    set_aside(Finding.objects.get(code="satisfaction-at-most"), filer)
    remove_first_row(plan)
    row = leaves_of(plan)[1]
    row.target_text, row.target_number = "≤90%", 90
    row.save()
    check(unit)
    now = Finding.objects.get(code="satisfaction-at-most")
    assert (now.printed, now.waiver) == ("≤90%", None)
    page = make_client(filer).get(f"/findings/{now.public_id}/")
    assert [one.reason for one in page.context["earlier"]] == ["已核对"]
    checks = make_client(filer).get(f"/plans/{plan.public_id}/").context["checks"]
    before = [one.before for one in checks.own if one.code == "satisfaction-at-most"]
    assert [one.reason for one in before] == ["已核对"]


# the year after


def test_accounts_of_a_year_make_the_next_one_stale(unit, filer):
    document = make_document(department=unit, by=filer, year=2020)
    plan_of(unit)
    recheck_stale(at=AT)
    assert stale_units() == []
    cell = AccountCell.objects.filter(table__document=document, row=1, column=2).first()
    correct_cell(cell=cell, text="3.41", seen=cell_mark(cell), by=filer, at=AT)
    assert sorted(stale_units()) == [(unit.pk, 2020), (unit.pk, 2021)]
    recheck_stale(at=AT)
    assert stale_units() == []


# what keeps a table back


def test_a_doubt_about_the_funds_of_a_plan_keeps_it_until_a_body_above_set_it_aside(
    unit, filer, supervisor
):
    plan = plan_of(unit, parts="140.00", is_approved=False)
    check(unit)
    doubt = Finding.objects.get(code="fund-parts")
    assert (doubt.severity, doubt.blocks) == ("doubt", True)
    page = make_client(filer).get(f"/findings/{doubt.public_id}/")
    assert page.context["may_answer"] is False
    assert "本表不能提交" in page.content.decode()
    with pytest.raises(Incomplete):
        submit_plan(plan, filer)
    set_aside(doubt, supervisor)
    assert submit_plan(plan, filer).state == "SUBMITTED"


def test_a_rounding_difference_keeps_nothing_back_and_is_the_units_to_explain(unit, filer):
    sheet = sheet_of(plan_of(unit, parts="150.01"), by=filer)
    check(unit)
    for one in Finding.objects.filter(severity="rounding"):
        assert one.blocks is False
        set_aside(one, filer)
    assert Waiver.objects.exists()
    assert submit_sheet(sheet, filer).state == "SUBMITTED"


def test_what_is_set_aside_is_not_set_aside_again(unit, filer, supervisor):
    wrong_plan(unit)
    check(unit)
    finding = Finding.objects.get()
    set_aside(finding, supervisor)
    with pytest.raises(Overtaken):
        set_aside(finding, supervisor)
    assert Waiver.objects.count() == 1


def test_a_reason_for_a_finding_that_is_gone_stays_on_the_page(unit, filer):
    plan = doubtful_plan(unit)
    check(unit)
    doubt = Finding.objects.get(code="satisfaction-at-most")
    remove_first_row(plan)
    row = leaves_of(plan)[1]
    row.target_text, row.target_number = "≤90%", 90
    row.save()
    check(unit)
    typed = {"reason": "上级统一\n下达的指标值", "seen": waiver_mark(doubt)}
    for end in ("", "withdraw/"):
        answer = make_client(filer).post(f"/findings/{doubt.public_id}/{end}", typed)
        assert answer.status_code == 404
        assert "上级统一<br>下达的指标值" in answer.content.decode()
    other = make_client(filer).post(f"/findings/{plan.public_id}/", typed)
    assert "上级统一<br>下达的指标值" in other.content.decode()
    assert make_client(filer).get(f"/findings/{doubt.public_id}/").status_code == 404


def test_a_reason_for_a_finding_whose_plan_is_removed_meanwhile_is_refused(unit, filer):
    plan = doubtful_plan(unit)
    check(unit)
    doubt = Finding.objects.get(code="satisfaction-at-most")
    seen = waiver_mark(doubt)
    plan.delete()
    with pytest.raises(Overtaken):
        waive(finding=doubt, reason="已核对", seen=seen, by=filer, at=AT)


def test_the_workbench_says_nothing_of_a_total_that_was_set_aside(unit, filer, supervisor):
    sheet_of(plan_of(unit), by=filer, total="90")
    check(unit)

    def said():
        [item] = make_client(filer).get("/").context["home"].todo.items
        return item.finding is not None

    assert said()
    set_aside(Finding.objects.get(code="total-sum"), supervisor)
    assert not said()
