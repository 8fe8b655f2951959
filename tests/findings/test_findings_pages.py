"""The page over all units, the page of one finding, the checks in words."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from scoring.checks.catalogue import CATALOGUE
from scoring.models import Finding, Sheet, UnitCheck, Waiver
from scoring.services.findings import recheck
from scoring.services.rechecks import recheck_stale
from scoring.services.waivers import waive, waiver_mark
from tests.factories import AT, make_client, make_department, make_user
from tests.findings.build import plan_of, set_total, sheet_of, wrong_plan, wrong_sheet

pytestmark = pytest.mark.django_db
PAGE = "/findings/"


def text_of(user, address=PAGE, status=200, **asked):
    answer = make_client(user).get(address, asked)
    assert answer.status_code == status
    return answer.content.decode()


def rows_of(user, **asked):
    """Unit, place and both figures of each line."""
    answer = make_client(user).get(PAGE, asked)
    return [(row.unit, row.words, row.printed, row.gap) for row in answer.context["rows"]]


def set_aside(finding, by, reason="年末更正"):
    finding.refresh_from_db()
    return waive(finding=finding, reason=reason, seen=waiver_mark(finding), by=by, at=AT)


@pytest.fixture
def beside(branch):
    return make_department(parent=branch, name="某市第二中学")


@pytest.fixture
def found(unit, beside, filer):
    """Errors of 10.00, 10 and 5.00 in two units and two years."""
    wrong_sheet(unit, by=filer, total="95")
    wrong_plan(beside, name="扩建")
    wrong_sheet(beside, by=make_user(department=beside), total="90")
    wrong_plan(unit, year=2022)
    recheck_stale(at=AT)


# the list


def test_the_worst_comes_first_and_leads_to_its_cell(found, unit, beside, supervisor):
    rows = rows_of(supervisor)
    assert sorted(rows[:3]) == sorted([
        (beside.name, "资金 年度资金总额 全年数", "200.00", "−10.00"),
        (beside.name, "总分", "90", "−10.00"),
        (unit.name, "资金 年度资金总额 全年数", "200.00", "−10.00"),
    ])  # fmt: skip
    assert rows[3:] == [(unit.name, "总分", "95", "−5.00")]
    text = text_of(supervisor)
    sheet = Sheet.objects.get(department=unit)
    assert f'<a href="/sheets/{sheet.public_id}/#line-total">总分' in text
    assert f"/plans/{sheet.plan.public_id}/" not in text


def test_a_unit_sees_its_own_findings_and_an_administrator_none(found, unit, filer):
    assert {row[0] for row in rows_of(filer)} == {unit.name}
    text_of(make_user(role="SYSTEM_ADMIN"), status=403)


@pytest.mark.parametrize(
    "asked, wanted",
    [
        ({"year": "2022"}, 1),
        ({"check": "total-sum"}, 2),
        ({"check": "total-sum", "year": "2021"}, 2),
        ({"severity": "error"}, 4),
        ({"severity": "doubt"}, 0),
        ({"severity": "all"}, 4),
        ({"state": "aside"}, 0),
        ({"q": "扩建"}, 1),
        ({"q": "第一中学 总分"}, 1),
        ({"q": "没有这个词"}, 0),
        ({"year": "x", "severity": "worse", "check": "总", "state": "?", "branch": "no"}, 4),
    ],
)
def test_the_list_is_what_is_asked_for(found, supervisor, asked, wanted):
    assert len(rows_of(supervisor, **asked)) == wanted


def test_a_branch_or_a_unit_can_be_asked_for(found, unit, branch, finance):
    assert len(rows_of(finance, branch=str(branch.public_id))) == 4
    assert len(rows_of(finance, branch=str(unit.public_id))) == 2
    assert rows_of(finance, branch=str(make_department().public_id)) == []


def test_key_figures_count_what_is_open_and_what_was_set_aside(found, unit, finance):
    set_aside(Finding.objects.get(department=unit, code="total-sum"), finance)
    figures = make_client(finance).get(PAGE).context["figures"]
    assert (figures.errors, figures.doubts, figures.aside) == (3, 0, 1)
    assert (figures.units, figures.checked, figures.stale, figures.checked_at) == (2, 2, 0, AT)
    assert len(rows_of(finance, state="aside")) == 1
    assert len(rows_of(finance, state="all")) == 4


def test_what_changed_since_is_told(found, unit, filer, supervisor):
    set_total(Sheet.objects.get(department=unit), by=filer, total="96")
    assert "1 个单位年度，稍后自动重新检查" in text_of(supervisor)
    assert "此后有变动" not in text_of(supervisor, year="2022")


def test_counts_by_check_and_by_unit_lead_to_their_lists(found, unit, supervisor):
    context = make_client(supervisor).get(PAGE, {"year": "2021"}).context
    assert [(one.name, one.errors, one.papers) for one in context["checks"]] == [
        (CATALOGUE["total-sum"].title, 2, 2),
        (CATALOGUE["fund-parts"].title, 1, 1),
    ]
    assert [(one.name, one.errors) for one in context["units"]] == [
        ("某市第二中学", 2),
        ("某市第一中学", 1),
    ]
    for one in (*context["checks"], *context["units"]):
        answer = make_client(supervisor).get(f"{PAGE}?{one.query}")
        assert len(answer.context["rows"]) == one.errors
    assert "条形图：2 个单位未处理的错误 3 条" in context["chart"]


def test_an_empty_list_says_why(filer, unit):
    assert "还没有检查" in text_of(filer)
    plan_of(unit)
    recheck_stale(at=AT)
    assert "没有未处理的错误和疑点" in text_of(filer)
    assert "没有符合条件的检查发现" in text_of(filer, q="x")


def test_fifty_are_on_a_page(unit, filer):
    for number in range(51):
        wrong_plan(unit, name=f"改造{number}")
    recheck(department=unit, year=2021, at=AT)
    assert len(rows_of(filer)) == 50
    assert len(rows_of(filer, page="2")) == 1
    assert "?severity=error&amp;page=2" in text_of(filer, severity="error")


def queries(user, address):
    client = make_client(user)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_queries_do_not_grow_with_findings(unit, filer):
    sheet = wrong_sheet(unit, by=filer)
    recheck(department=unit, year=2021, at=AT)
    one = Finding.objects.get().public_id
    addresses = [f"{PAGE}?state=all", f"{PAGE}checks/", f"{PAGE}{one}/", f"{PAGE}xlsx/"]
    addresses += [f"/sheets/{sheet.public_id}/", f"/plans/{sheet.plan.public_id}/"]
    few = [queries(filer, address) for address in addresses]
    for number in range(20):
        wrong_sheet(unit, by=filer, name=f"改造{number}", total=str(70 + number))
    recheck(department=unit, year=2021, at=AT)
    for finding in Finding.objects.all():
        Finding.objects.filter(pk=finding.pk).update(
            sheet=sheet, severity="doubt", rank=1, is_across=True, blocks=False
        )
        set_aside(finding, filer)
    assert [queries(filer, address) for address in addresses] == few


def test_the_workbook_holds_the_filtered_list_and_the_counts(found, unit, finance):
    finding = Finding.objects.get(department=unit, code="total-sum")
    set_aside(finding, finance)
    answer = make_client(finance).get(f"{PAGE}xlsx/", {"state": "all", "q": unit.name})
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["检查问题", "按检查", "按单位"]
    head, *rows = book["检查问题"].iter_rows(values_only=True)
    assert (head[0], len(rows)) == ("级别", 2)
    assert {(row[1], row[7], row[10], row[11], row[13]) for row in rows} == {
        (unit.name, "200.00", "未处理", "", ""),
        (unit.name, "95", "已说明", "王强", "年末更正"),
    }
    assert [row[:2] for row in book["按单位"].iter_rows(values_only=True)][1:] == [(unit.name, 1)]


def test_a_text_that_looks_like_a_formula_stays_text(unit, filer):
    wrong_plan(unit, name="=1+1")
    recheck(department=unit, year=2021, at=AT)
    answer = make_client(filer).get(f"{PAGE}xlsx/")
    cell = load_workbook(BytesIO(answer.content))["检查问题"]["D2"]
    assert (cell.value, cell.data_type) == ("=1+1 绩效目标表", "s")


# one finding


@pytest.fixture
def doubt(unit, filer):
    sheet_of(plan_of(unit), by=filer, total="95", texts=("30场", "5%", "50%"), scores=(50, 30, 5))
    recheck(department=unit, year=2021, at=AT)
    return Finding.objects.filter(severity="doubt").order_by("pk").first()


def address(finding, end=""):
    return f"{PAGE}{finding.public_id}/{end}"


def form(finding, **more):
    finding.refresh_from_db()
    return {"reason": "凭证已核对", "seen": waiver_mark(finding)} | more


def test_a_finding_is_set_aside_and_taken_back_on_its_page(doubt, filer, browser):
    assert "写入说明" in text_of(filer, address(doubt))
    assert browser.post(address(doubt), form(doubt)).status_code == 302
    text = text_of(filer, address(doubt))
    assert "已说明：李静" in text
    assert "凭证已核对" in text
    taken = form(doubt, reason="凭证有误")
    assert browser.post(address(doubt, "withdraw/"), taken).status_code == 302
    text = text_of(filer, address(doubt))
    assert "曾由李静于" in text
    assert "撤回：凭证有误" in text


@pytest.mark.parametrize(
    "wrong, status",
    [
        ({"reason": " "}, 422),
        ({"reason": "长" * 501}, 422),
        ({"seen": ""}, 428),
        ({"seen": "x"}, 409),
    ],
)
@pytest.mark.parametrize("end", ["", "withdraw/"])
def test_what_cannot_be_stored_is_refused_in_words(doubt, browser, filer, wrong, status, end):
    if end:
        set_aside(doubt, filer)
    before = list(Waiver.objects.values())
    answer = browser.post(address(doubt, end), form(doubt, **wrong))
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert list(Waiver.objects.values()) == before


def test_who_may_not_is_told_whom_to_ask(found, unit, filer):
    error = Finding.objects.get(department=unit, code="total-sum")
    text = text_of(filer, address(error))
    assert "由主管部门审核人或财政管理人说明" in text
    assert "写入说明" not in text
    answer = make_client(filer).post(address(error), form(error))
    assert answer.status_code == 403


def test_the_page_states_both_figures_the_rule_and_the_place(found, unit, finance):
    error = Finding.objects.get(department=unit, code="total-sum")
    text = text_of(finance, address(error))
    about = CATALOGUE["total-sum"]
    for words in ("95", "100.00", "−5.00", about.compares, about.why, "不能提交"):
        assert words in text


def test_a_check_that_is_there_no_more_is_called_by_its_code(doubt, filer):
    Finding.objects.filter(pk=doubt.pk).update(code="gone-check")
    assert "gone-check" in text_of(filer, address(doubt))
    assert "gone-check" in text_of(filer)


# the checks in words


def test_every_check_is_explained_and_counted(found, supervisor, finance, unit):
    set_aside(Finding.objects.get(department=unit, code="total-sum"), finance)
    answer = make_client(supervisor).get(f"{PAGE}checks/")
    rows = {about.code: (opened, aside) for about, opened, aside in answer.context["rows"]}
    assert list(rows) == list(CATALOGUE)
    assert (rows["total-sum"], rows["fund-parts"], rows["fund-rate"]) == ((1, 1), (2, 0), (0, 0))


def test_units_that_were_never_checked_are_not_counted_as_checked(unit, filer):
    wrong_plan(unit)
    figures = make_client(filer).get(PAGE).context["figures"]
    assert (figures.checked, figures.stale, UnitCheck.objects.count()) == (0, 1, 0)
