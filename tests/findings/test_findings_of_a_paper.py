"""The list on the page of a plan or sheet: worked out now, with what was said of just these."""

from dataclasses import replace

import pytest

from projects.services.accounts import TableDraft, store_document
from scoring.adapter import EDITIONS as USED
from scoring.checks.located import digest_of
from scoring.checks.places import Kind
from scoring.models import Finding
from scoring.queries.finding_address import address_of
from scoring.queries.finding_rows import with_papers
from scoring.queries.sheet_page import sheet_page
from scoring.services.findings import recheck
from scoring.services.waivers import waive, waiver_mark
from tests.factories import AT, make_client, make_evidence, make_year
from tests.findings.build import plan_of, set_total, sheet_of, wrong_plan, wrong_sheet

pytestmark = pytest.mark.django_db


def set_aside(finding, by):
    return waive(finding=finding, reason="年末更正", seen=waiver_mark(finding), by=by, at=AT)


def checks_of(user, row):
    kind = "plans" if row._meta.model_name == "plan" else "sheets"
    answer = make_client(user).get(f"/{kind}/{row.public_id}/")
    return answer.context["checks"], answer.content.decode()


@pytest.fixture
def sheet(unit, filer):
    return wrong_sheet(unit, by=filer)


@pytest.fixture
def error(sheet, unit):
    recheck(department=unit, year=2021, at=AT)
    return Finding.objects.get()


def test_what_is_stored_and_what_the_page_works_out_are_the_same_finding(error, sheet):
    [one] = sheet_page(sheet).located
    assert one.digest == error.digest
    plan = str(sheet.plan.public_id)
    assert one.digest == digest_of(one.finding, kind=Kind.PLAN, key=plan, spot="total_printed")


def test_a_finding_that_was_set_aside_stays_with_name_and_reason(error, sheet, filer, supervisor):
    set_aside(error, supervisor)
    checks, text = checks_of(filer, sheet)
    [row] = checks.own
    said = (row.waiver.by.name, row.waiver.reason, checks.open_count, checks.total)
    assert said == (supervisor.name, "年末更正", 0, 1)
    assert "已说明：陈杰" in text
    assert "年末更正" in text


def test_other_figures_are_open_again_and_the_earlier_waiver_is_told(
    error, sheet, filer, supervisor
):
    set_aside(error, supervisor)
    set_total(sheet, by=filer, total="91")
    checks, text = checks_of(filer, sheet)
    [row] = checks.own
    said = (row.waiver, row.before.by.name, row.page)
    assert said == (None, supervisor.name, "")  # not stored yet
    assert "曾由陈杰于" in text
    assert "未处理前不能提交" in text


def test_files_of_evidence_count_for_the_stored_findings_as_on_the_page(unit, filer, monkeypatch):
    sheet = sheet_of(plan_of(unit), by=filer)
    monkeypatch.setitem(USED, sheet.edition_code, replace(USED[sheet.edition_code], evidence="all"))
    make_evidence(sheet=sheet, by=filer)
    recheck(department=unit, year=2021, at=AT)
    stored = Finding.objects.filter(code="evidence-missing").order_by("place")
    assert [one.anchor for one in stored] == ["line-2", "line-3"]
    live = [one.digest for one in sheet_page(sheet).located]
    assert set(stored.values_list("digest", flat=True)) <= set(live)


def test_a_plan_has_the_same_list(unit, filer):
    plan = wrong_plan(unit)
    checks, text = checks_of(filer, plan)
    assert [(row.words, row.address, row.page) for row in checks.own] == [
        ("资金 年度资金总额 全年数", "#funds", "")
    ]
    recheck(department=unit, year=2021, at=AT)
    checks, _ = checks_of(filer, plan)
    assert checks.own[0].page == f"/findings/{Finding.objects.get().public_id}/"
    assert 'id="funds"' in text


def test_a_paper_without_findings_has_no_list(unit, filer):
    assert 'id="checks"' not in checks_of(filer, plan_of(unit))[1]


def test_what_lies_between_papers_comes_from_the_last_check_with_its_time(error, sheet, filer):
    Finding.objects.filter(pk=error.pk).update(is_across=True, digest="0" * 64, words="执行数")
    checks, text = checks_of(filer, sheet)
    assert [row.words for row in checks.across] == ["执行数"]
    assert (checks.total, checks.checked_at) == (2, AT)
    assert "与本单位其他表对照 1 处" in text


def test_a_finding_leads_to_its_cell_or_to_the_nearest_page(error, sheet, unit, filer, settings):
    def at(**changed):
        Finding.objects.filter(pk=error.pk).update(**changed)
        return address_of(with_papers(Finding.objects.all()).get(pk=error.pk))

    assert at() == f"/sheets/{sheet.public_id}/#line-total"
    assert at(anchor="line-3") == f"/sheets/{sheet.public_id}/#line-3"
    on_plan = {"sheet": None, "plan": sheet.plan}
    assert at(**on_plan, anchor="line-total") == f"/plans/{sheet.plan.public_id}/#targets"
    assert at(plan=None, is_across=True) == f"/departments/{unit.public_id}/?year=2021"
    document = store(unit, filer)
    found = at(document=document, position=2, anchor="r3-c1")
    assert found == f"/finances/{document.public_id}/2/#r3-c1"


def store(unit, filer):
    table = TableDraft(role="income", title="收入", columns=["合计"], rows=[["1.50"]])
    return store_document(
        department=unit, year=make_year(), kind="FINAL", title="决算", money_unit="万元",
        tables=[table], by=filer, at=AT,
    )  # fmt: skip
