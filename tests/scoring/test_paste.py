"""A block copied from Excel or WPS: saved by one request, or refused as a whole in words."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from scoring.models import Actual
from tests.factories import leaves_of, make_client, make_draft, make_plan, make_sheet, make_user
from tests.scoring.addresses import address
from tests.scoring.sheets import everything_of, versions_of
from tests.scoring.test_cost_of_a_cell import CONTROL

HTMX = {"HX-Request": "true"}


@pytest.fixture
def keys(sheet):
    return [leaf.public_id.hex for leaf in leaves_of(sheet.plan)]


@pytest.fixture
def paste(browser, sheet, keys):
    def send(block, *, column="text", row=0, by_htmx=True, **more):
        typed = versions_of(sheet) | {"at": f"{column}-{keys[row]}", "block": block} | more
        target = address("sheet_paste", sheet.public_id)
        return browser.post(target, typed, headers=HTMX if by_htmx else {})

    return send


def stored(sheet):
    rows = Actual.objects.filter(sheet=sheet).order_by("indicator__position")
    return [(row.text, row.claimed, row.deviation) for row in rows]


@pytest.mark.parametrize("by_htmx", [True, False])
def test_a_block_goes_over_three_columns(paste, sheet, by_htmx):
    block = '95%\t23\t\r\n９６％\t22\t"两行\n原因"\r\n'
    assert paste(block, by_htmx=by_htmx).status_code == (200 if by_htmx else 302)
    assert stored(sheet) == [("95%", 23, ""), ("９６％", 22, "两行\n原因")]


def test_a_blank_row_of_the_block_keeps_its_place(paste, sheet):
    paste("95%\t23\n\t\n97%\t22\n")
    numbers = Actual.objects.filter(sheet=sheet).values_list("indicator__position", "text")
    first, third = leaves_of(sheet.plan)[0], leaves_of(sheet.plan)[2]
    assert set(numbers) == {(first.position, "95%"), (third.position, "97%")}


def test_a_blank_cell_leaves_what_is_there(paste, sheet):
    paste("95%\t23")
    paste("\t22")
    assert stored(sheet) == [("95%", 22, "")]


def test_a_block_may_begin_in_the_middle(paste, sheet):
    paste("20\t原因", column="claimed", row=1)
    assert stored(sheet) == [("", 20, "原因")]


REFUSED = {
    "5,000 rows": ("1\n" * 5000, "没有写入任何内容"),
    "more rows than there are": ("1\n" * 5, "从第 1 行起只有 4 行"),
    "more columns than there are": ("1\t2\t3\t4", "只有 3 列"),
    "the code of a web page": ("<table><tr><td>1</td></tr></table>", "网页代码"),
    "a formula": ("=SUM(A1:A3)\t1", "SUM"),
    "a control character": ("9\x0b5\t1", "U+000B"),
    "words for a number": ("很多\t1", "不是数字"),
    "one wrong cell of many": ("95%\t23\n96%\t99", "超出范围"),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize("by_htmx", [True, False])
def test_what_cannot_be_taken_is_refused_as_a_whole(paste, sheet, what, by_htmx):
    block, words = REFUSED[what]
    before = everything_of(sheet)
    answer = paste(block, by_htmx=by_htmx)
    assert answer.status_code == 422
    assert words in html.unescape(answer.content.decode())
    assert everything_of(sheet) == before


def test_a_cell_that_is_not_there_is_no_place_to_begin(paste, sheet):
    answer = paste("1", at="text-" + "0" * 32)
    assert (answer.status_code, "起始格" in answer.content.decode()) == (422, True)


def test_a_row_that_somebody_changed_meanwhile_is_a_conflict(paste, sheet, keys):
    paste("90%")
    stale = {f"v-{keys[0]}": "0"}
    before = everything_of(sheet)
    assert paste("91%", **stale).status_code == 409
    assert everything_of(sheet) == before


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [30, 300])
def test_a_block_takes_twelve_queries_at_most_however_long(lines):
    filer = make_user()
    sheet = make_sheet(plan=make_plan(department=filer.department, draft=make_draft(lines=lines)))
    browser, first = make_client(filer), leaves_of(sheet.plan)[0].public_id.hex
    block = "95%\t0\t原因\n" * (lines - 1) + "提升\t0\t原因\n"
    typed = versions_of(sheet) | {"at": f"text-{first}", "block": block}
    with CaptureQueriesContext(connection) as asked:
        answer = browser.post(address("sheet_paste", sheet.public_id), typed, headers=HTMX)
    found = [one["sql"] for one in asked.captured_queries if not one["sql"].startswith(CONTROL)]
    assert answer.status_code == 200
    assert Actual.objects.filter(sheet=sheet, deviation="原因").count() == lines
    assert len(found) <= 12
