"""What somebody set aside with a reason counts no more as open on the pages of accounts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.drafts import TableDraft
from projects.models import User
from projects.services.account_tables import add_tables, cell_mark, correct_cell
from scoring.models import Finding
from scoring.services.findings import recheck
from scoring.services.waivers import unwaive, waive, waiver_mark
from tests.factories import AT, make_user

pytestmark = pytest.mark.django_db


def place(name, *args):
    return reverse(f"scoring:{name}", args=args)


@pytest.fixture
def finance(unit):
    return make_user(role=User.Role.FINANCE, department=unit, name="王强")


@pytest.fixture
def wrong(document, filer):
    """A third table with two totals that are no sums of their rows; the unit is checked."""
    rows = [["合计", "1.00", "7.00"], ["甲", "0.40", "1.00"], ["乙", "0.50", "1.00"]]
    draft = TableDraft(role="assets", title="资产", columns=["项目", "年初", "年末"], rows=rows)
    add_tables(document=document, tables=[draft], by=filer, at=AT)
    return checked(document)


def checked(document):
    recheck(department=document.department, year=2021, at=AT)
    return list(Finding.objects.filter(document=document, severity="error").order_by("place"))


def set_aside(finding, by, reason="原文如此"):
    waive(finding=finding, reason=reason, seen=waiver_mark(finding), by=by, at=AT)


def page_of(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def rows_of(browser, name, *args):
    """The rows of the first table of a page."""
    return page_of(browser, place(name, *args)).split("<tbody>")[1].split("</tbody>")[0]


def all_pages(browser, document):
    """The list, the document's head and tables, and the head of the table."""
    listed = page_of(browser, place("finances") + "?year=2021").split("<tbody>")[1]
    whole = page_of(browser, place("finance", document.public_id))
    head, tables = whole.split("检查发现</dt>")[1].split("</dd>")[0], whole.split("<tbody>")[1]
    table = page_of(browser, place("finance_table", document.public_id, 3))
    return listed, head, tables, table.split("检查发现</dt>")[1].split("</dd>")[0]


def test_what_was_set_aside_is_told_beside_what_is_open(browser, document, wrong, finance):
    assert len(wrong) == 2
    for html in all_pages(browser, document):
        assert "错误 2" in html
        assert "已说明" not in html
    set_aside(wrong[0], finance)
    for html in all_pages(browser, document):
        assert "错误 1" in html
        assert "已说明 1 处" in html


def test_where_all_was_set_aside_nothing_is_an_error(browser, document, wrong, finance):
    assert all("is-error" in all_pages(browser, document)[at] for at in (0, 2))
    for one in wrong:
        set_aside(one, finance)
    for html in all_pages(browser, document):
        assert "错误" not in html
        assert "is-error" not in html
        assert "已说明 2 处" in html
        assert "没有" not in html.split("资产")[-1].split("</tr>")[0]
    figures = browser.get(place("findings"), {"year": 2021}).context["figures"]
    assert (figures.errors, figures.aside) == (0, 2)


def cell_of(html, at):
    return html[html.rindex("<t", 0, html.index(f'id="{at}"')) :].split("</td>")[0]


def test_the_cell_of_what_was_set_aside_is_marked_as_such(browser, document, wrong, finance):
    address = place("finance_table", document.public_id, 3)
    first, second = (one.anchor for one in wrong)
    set_aside(wrong[0], finance)
    html = page_of(browser, address)
    assert "mark-aside" in cell_of(html, first)
    assert "说明，见下面第 1 条" in cell_of(html, first)
    assert "is-error" not in cell_of(html, first)
    assert "mark-error" not in cell_of(html, first)
    assert "is-error" in cell_of(html, second)
    assert "mark-error" in cell_of(html, second)
    assert "本表的发现 2 处" in html
    assert "未处理 1 处；" in html


def test_whoever_corrects_such_a_cell_reads_why_it_was_set_aside(browser, document, wrong, finance):
    address = place("finance_cell", document.public_id, 3, 0, 1)
    assert "未处理" in page_of(browser, address)
    set_aside(wrong[0], finance, reason="原文如此，已函告更正")
    html = page_of(browser, address)
    assert "已说明：王强" in html
    assert "原文如此，已函告更正" in html


def test_what_was_withdrawn_is_open_again(browser, document, wrong, finance):
    set_aside(wrong[0], finance)
    one = Finding.objects.get(pk=wrong[0].pk)
    unwaive(finding=one, reason="还要改", seen=waiver_mark(one), by=finance, at=AT)
    for html in all_pages(browser, document):
        assert "错误 2" in html
        assert "已说明" not in html


def test_figures_that_were_put_back_are_set_aside_before_the_next_check(
    browser, document, wrong, finance, filer
):
    set_aside(wrong[0], finance)

    def put(text):
        cell = document.tables.get(position=3).cells.get(row=0, column=1)
        correct_cell(cell=cell, text=text, seen=cell_mark(cell), by=filer, at=AT)

    put("2.00")
    checked(document)
    assert "已说明" not in all_pages(browser, document)[1]
    put("1.00")
    assert "已说明 1 处" in all_pages(browser, document)[1]


def test_what_the_whole_document_and_other_tables_say_is_told_with_its_state(
    browser, document, wrong, finance
):
    at = {"is_across": True, "severity": "doubt", "rank": 1}
    for one, (digest, where, message) in zip(
        wrong, [("0", "title", "标题不符"), ("1", "tables.assets[0][1]", "与公开02表不符")],
        strict=True,
    ):  # fmt: skip
        Finding.objects.filter(pk=one.pk).update(
            digest=digest * 64, place=where, message=message, **at
        )
    document_address = place("finance", document.public_id)
    table_address = place("finance_table", document.public_id, 1)
    assert "另有 1 处" in page_of(browser, document_address)
    for one in Finding.objects.filter(is_across=True):
        set_aside(one, finance, reason="另函说明")
    whole = page_of(browser, document_address)
    assert "另函说明" in whole[whole.index('id="others"') :]
    assert "另有" not in whole
    beside = page_of(browser, table_address)
    assert "另函说明" in beside[beside.index('id="elsewhere"') :]


def test_queries_do_not_grow_with_what_was_set_aside(browser, document, wrong, finance):
    pages = [
        place("finances") + "?year=2021", place("finance", document.public_id),
        place("finance_table", document.public_id, 3),
        place("finance_cell", document.public_id, 3, 0, 1),
    ]  # fmt: skip

    def queries(page):
        browser.get(page)
        with CaptureQueriesContext(connection) as told:
            page_of(browser, page)
        return len(told)

    before = [queries(page) for page in pages]
    for one in wrong:
        set_aside(one, finance)
    assert [queries(page) for page in pages] == before
