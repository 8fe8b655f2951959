"""The pages of budgets and final accounts: lists, documents, tables in their printed layout."""

from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perf.assure.making.finances import make_document
from projects.drafts import TableDraft
from projects.models import User
from projects.services.account_tables import add_tables
from scoring.checks.finding import Finding, Severity
from scoring.models import Finding as StoredFinding
from scoring.queries import finances
from scoring.services.findings import recheck
from scoring.services.waivers import waive, waiver_mark
from tests.factories import AT, make_client, make_department, make_user

pytestmark = pytest.mark.django_db


def address(document, *more):
    names = {0: "finance", 1: "finance_table", 3: "finance_cell"}
    return reverse(f"scoring:{names[len(more)]}", args=[document.public_id, *more])


def text_of(browser, *where, **asked):
    answer = browser.get(*where, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def queries(browser, place):
    browser.get(place)  # what is read once for all is there already
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert browser.get(place).status_code == 200
    return len(told)


class Cells(HTMLParser):
    """The cells of the first table: tag, attributes, text."""

    def __init__(self, html):
        super().__init__()
        self.cells, self._open = [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag in ("td", "th"):
            self.cells.append([tag, dict(attributes), ""])
            self._open = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self._open = False

    def handle_data(self, data):
        if self._open:
            self.cells[-1][2] += data


def cells_of(html):
    return Cells(html[html.index('<table class="ledger printed"') :]).cells


@pytest.fixture
def found(monkeypatch):
    """What the checks find in every document."""
    told = []
    monkeypatch.setattr(finances, "document_findings", lambda document: tuple(told))

    def tell(place, severity=Severity.ERROR, message="两数不同"):
        told.append(
            Finding(
                check="total-sum", severity=severity, place=place, message=message, printed="1",
                expected="2",
            )
        )  # fmt: skip

    return tell


@pytest.fixture
def wrong(document, filer):
    """A third table, whose total is 0.10 more than its rows; the unit is checked."""
    rows = [["合计", "1.00"], ["甲", "0.40"], ["乙", "0.50"]]
    draft = TableDraft(role="assets", title="资产", columns=["项目", "金额"], rows=rows)
    add_tables(document=document, tables=[draft], by=filer, at=AT)
    recheck(department=document.department, year=2021, at=AT)
    return StoredFinding.objects.get(document=document, severity="error")


def test_the_list_tells_the_documents_of_the_year(browser, document, unit):
    make_document(department=unit, year=2020, mark="旧")
    html = text_of(browser, reverse("scoring:finances"), year=2021)
    assert "数决算" in html
    assert "旧决算" not in html
    assert "还没有检查" in html


def test_the_list_tells_what_the_last_check_found(browser, wrong):
    body = text_of(browser, reverse("scoring:finances"), year=2021).split("<tbody>")[1]
    assert "错误 1" in body
    assert "舍入差" not in body
    assert "还没有检查" not in body


def test_a_finding_leads_to_its_own_page_and_tells_who_set_it_aside(
    browser, document, wrong, filer
):
    page = reverse("scoring:finding", args=[wrong.public_id])
    html = text_of(browser, address(document, 3))
    said = html[html.index('<li id="said-1"') :].split("</li>")[0]
    assert page in said
    assert "未处理" in said
    finance = make_user(role=User.Role.FINANCE, department=document.department)
    mark = waiver_mark(wrong)
    waive(finding=wrong, reason="原文如此，已函告更正", seen=mark, by=finance, at=AT)
    html = text_of(browser, address(document, 3))
    said = html[html.index('<li id="said-1"') :].split("</li>")[0]
    assert "原文如此，已函告更正" in said
    assert "mark-error" in said


def test_what_other_papers_say_of_a_table_stands_there_as_of_the_last_check(
    browser, document, wrong
):
    StoredFinding.objects.filter(pk=wrong.pk).update(
        is_across=True, digest="0" * 64, place="tables.income[1][2]", message="与自评表不符",
        severity="doubt", rank=1,
    )  # fmt: skip
    html = text_of(browser, address(document, 1))
    assert 'href="#r1-c2"' in html[html.index('<li id="said-1"') :].split("</li>")[0]
    assert "与自评表不符" in html


def test_the_list_by_kind(browser, document, unit):
    make_document(department=unit, kind="BUDGET", mark="预")
    place = reverse("scoring:finances")
    assert "预决算" in text_of(browser, place, year=2021, kind="BUDGET")
    only = text_of(browser, place, year=2021, kind="FINAL").split("<tbody>")[1]
    assert "数决算" in only
    assert "预决算" not in only
    assert "数决算" in text_of(browser, place, year=2021, kind="odd")


def test_a_year_without_documents_says_so(browser):
    assert "没有录入预算或决算" in text_of(browser, reverse("scoring:finances"), year=1999)


def test_those_above_see_the_documents_of_their_branch_and_nobody_else(unit, document):
    body = make_department(kind="FINANCE")
    below = make_department(parent=body)
    theirs = make_document(department=below, mark="下")
    finance = make_client(make_user(role=User.Role.FINANCE, department=body))
    html = text_of(finance, reverse("scoring:finances"), year=2021)
    assert "下决算" in html
    assert "数决算" not in html
    assert finance.get(address(theirs)).status_code == 200
    assert finance.get(address(document)).status_code == 404
    assert finance.get(address(document, 1)).status_code == 404


def test_a_document_tells_its_tables_and_which_usual_ones_it_has_not(browser, document, found):
    found("tables.income[0][2]", message="公开02表内不符")
    found("title", message="标题年度不符")
    html = text_of(browser, address(document))
    assert "公开02表" in html
    assert "收入决算表" in html
    assert "空表" in html
    absent = html[html.index('id="missing"') :]
    assert "收入支出决算总表" in absent
    assert "<li>收入决算表" not in absent
    assert "标题年度不符" in html
    assert "整份文件的发现 1 处" in html


def test_a_table_stands_in_its_printed_layout(browser, document):
    cells = cells_of(text_of(browser, address(document, 1)))
    heads = [
        (text, at.get("scope"), at.get("colspan"), at.get("rowspan"))
        for tag, at, text in cells
        if tag == "th" and at.get("scope") != "row"
    ]
    assert heads == [
        ("行", "col", None, "2"),
        ("科目编码", "col", None, "2"),
        ("科目名称", "col", None, "2"),
        ("本年收入", "colgroup", "2", None),
        ("合计", "col", None, None),
        ("财政拨款", "col", None, None),
    ]
    body = {at["id"]: (tag, text) for tag, at, text in cells if at.get("id")}
    assert body["r0-c1"] == ("th", "合计数")
    assert body["r0-c2"] == ("td", "3.50")
    assert body["r0-c0"] == ("td", "")
    assert len(body) == 8


def test_an_empty_table_keeps_its_heading_and_says_so(browser, document):
    html = text_of(browser, address(document, 2))
    assert "空表列示" in html
    assert [text for tag, at, text in cells_of(html) if at.get("scope") == "col"][1:] == [
        "项目", "金额",
    ]  # fmt: skip


def test_a_mark_and_its_sentence_are_linked_both_ways(browser, document, found):
    found("tables.income[1][2]", message="公开02表与公开01表不符")
    html = text_of(browser, address(document, 1))
    cell = html[html.index('id="r1-c2"') :].split("</td>")[0]
    assert 'href="#said-1"' in cell
    assert "mark-error" in cell
    assert "错" in cell
    said = html[html.index('<li id="said-1"') :].split("</li>")[0]
    assert 'href="#r1-c2"' in said
    assert "公开02表与公开01表不符" in said


def test_what_another_table_says_of_this_one_leads_there(browser, document, found):
    found("tables.government_fund[0][1]", message="与公开02表不符")
    html = text_of(browser, address(document, 1))
    told = html[html.index('id="elsewhere"') :]
    assert f"{address(document, 2)}#r0-c1" in told
    assert "与公开02表不符" in told


def test_sums_are_computed_again_where_they_differ_and_all_when_asked(browser, filer, document):
    rows = [["合计", "1.00", "2.00"], ["甲", "0.40", "1.00"], ["乙", "0.50", "1.00"]]
    draft = TableDraft(role="assets", title="资产", columns=["项目", "年初", "年末"], rows=rows)
    add_tables(document=document, tables=[draft], by=filer, at=AT)
    html = text_of(browser, address(document, 3))
    assert "重算 0.90" in html
    assert "重算 2.00" not in html
    everything = text_of(browser, address(document, 3), sums=1)
    assert "重算 2.00" in everything
    assert "印出 1.00，各行相加得 0.90，<strong>不同</strong>" in everything


def test_tables_lead_to_their_neighbours(browser, document):
    first, second = (text_of(browser, address(document, at)) for at in (1, 2))
    assert f'href="{address(document, 2)}">下一张' in first
    assert "上一张" not in first
    assert f'href="{address(document, 1)}">上一张' in second
    assert "下一张" not in second


@pytest.mark.parametrize("position", ["9", "0", "99999999999999999999"])
def test_a_table_that_is_not_there_is_missing(browser, document, position):
    assert browser.get(f"{address(document)}{position}/").status_code == 404


@pytest.mark.parametrize("place", ["9/9", "0/9", "99999999999/0"])
def test_a_cell_that_is_not_there_is_missing(browser, document, place):
    assert browser.get(f"{address(document, 1)}{place}/").status_code == 404


def test_typed_markup_is_shown_and_not_obeyed(browser, filer, document):
    text = "<b onclick=x>&甲"
    draft = TableDraft(role="assets", title=text, columns=[text], rows=[[text]])
    add_tables(document=document, tables=[draft], by=filer, at=AT)
    for place in (address(document), address(document, 3)):
        html = text_of(browser, place)
        assert "<b onclick" not in html
        assert "&lt;b onclick" in html


def test_only_the_filer_is_offered_to_change(unit, browser, document):
    reader = make_client(make_user(role=User.Role.UNIT_HEAD, department=unit))
    for place in (address(document), address(document, 1)):
        assert "/replace/" in text_of(browser, place) or "/add/" in text_of(browser, place)
        assert "/replace/" not in text_of(reader, place)
        assert "/add/" not in text_of(reader, place)
    assert "/1/0/2/" in text_of(browser, address(document, 1), correct=1)
    assert "/1/0/2/" not in text_of(reader, address(document, 1), correct=1)


def test_queries_do_not_grow_with_documents_tables_or_cells(browser, filer, unit, document):
    places = [address(document), address(document, 1), reverse("scoring:finances") + "?year=2021"]
    before = [queries(browser, place) for place in places]
    tables = [
        TableDraft(role=f"other_{n}", title=f"表{n}", columns=["甲", "乙"], rows=[["1", "2"]] * 40)
        for n in range(1, 6)
    ]
    add_tables(document=document, tables=tables, by=filer, at=AT)
    make_document(department=unit, kind="BUDGET", mark="预")
    assert [queries(browser, place) for place in places] == before


def test_the_page_of_a_unit_leads_to_its_documents(browser, unit, document):
    html = text_of(browser, reverse("scoring:department", args=[unit.public_id]), year=2021)
    assert address(document) in html
