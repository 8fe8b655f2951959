"""A colleague removes what a page was opened for: what was pasted or typed there is not lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from projects.drafts import TableDraft
from projects.models import AccountTable
from projects.services.account_tables import cell_mark, remove_table, replace_table, table_mark
from scoring.finances.staged import Block, to_json
from scoring.queries.units import document_of
from tests.factories import AT, make_client, make_user

pytestmark = pytest.mark.django_db
ROWS = [["项目", "金额"], ["贴了很久", "3.50"]]
HUGE = 10**20


def place(name, *args):
    return reverse(f"scoring:{name}", args=args)


@pytest.fixture
def colleague(unit):
    return make_user(department=unit, name="王芳")


@pytest.fixture
def gone(table, colleague):
    """The mark of a table as it was before a colleague removed it."""
    seen = table_mark(table)
    remove_table(table=table, seen=seen, by=colleague, at=AT)
    return seen


def fields(seen, **more):
    said = {"heads-0": "1", "role-0": "income", "title-0": "收入", "seen": seen, "do": "write"}
    return said | {"content": to_json([Block("粘贴", ROWS)])} | more


def told(answer, status):
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("do", ["write", "read"])
def test_what_was_to_take_the_place_of_a_removed_table_stays_and_becomes_one_more(
    browser, document, gone, do
):
    address = place("finance_table_replace", document.public_id, 1)
    shown = browser.post(address, fields(gone, do=do))
    html = told(shown, 409)
    for words in ("别人删去了要换的这张表", "作为新的一张写入", ">贴了很久</td>"):
        assert words in html
    more = place("finance_table_add", document.public_id)
    assert f'action="{more}"' in html
    assert '<option value="income" selected>' in html
    assert AccountTable.objects.count() == 1
    again = fields("", content=shown.context["stage"].content)
    assert browser.post(more, again)["Location"] == place("finance", document.public_id)
    (new,) = document_of(document).tables[1:]
    assert (new.role, [cell.text for cell in new.rows[0]]) == ("income", ["贴了很久", "3.50"])


def test_a_block_pasted_for_a_removed_table_is_shown(browser, document, gone):
    address = place("finance_table_replace", document.public_id, 1)
    block = "\n".join("\t".join(row) for row in ROWS)
    html = told(browser.post(address, {"block": block, "seen": gone}), 409)
    assert "别人删去了要换的这张表" in html
    assert ">贴了很久</td>" in html


def test_what_cannot_be_read_is_told_beside_the_removed_table(browser, document, gone):
    address = place("finance_table_replace", document.public_id, 1)
    file = SimpleUploadedFile("a.yaml", b"a: 1")
    html = told(browser.post(address, {"file": file, "seen": gone}), 409)
    assert "别人删去了要换的这张表" in html
    assert "没有 tables" in html
    assert "仍在下面" not in html
    assert f'action="{place("finance_table_add", document.public_id)}"' in html


def cells_of(document, *where):
    return place("finance_cell", document.public_id, *where)


def test_a_cell_of_a_removed_table_leaves_what_was_typed(browser, document, gone):
    html = told(browser.post(cells_of(document, 1, 1, 2), {"text": "9.99", "seen": "x"}), 409)
    assert "别人删去了这张表" in html
    assert ">\n9.99</textarea>" in html
    assert place("finance_table_add", document.public_id) in html


def test_a_cell_of_a_shorter_table_leaves_what_was_typed(browser, document, table, colleague):
    seen = cell_mark(table.cells.get(row=1, column=2))
    draft = TableDraft(role="income", title="收入", columns=["项目", "金额"], rows=[["甲", "1"]])
    replace_table(table=table, draft=draft, seen=table_mark(table), by=colleague, at=AT)
    html = told(browser.post(cells_of(document, 1, 1, 2), {"text": "<9.99", "seen": seen}), 409)
    assert "新表没有这一格" in html
    assert ">\n&lt;9.99</textarea>" in html
    assert f'href="{place("finance_table", document.public_id, 1)}?correct=1"' in html


@pytest.mark.parametrize("position", [1, 9, HUGE])
def test_what_is_not_there_is_missing_to_whoever_typed_nothing(browser, document, gone, position):
    replaced = f"/finances/{document.public_id}/{position}/replace/"
    cell = f"/finances/{document.public_id}/{position}/0/0/"
    for address in (replaced, cell):
        assert browser.get(address).status_code == 404
        assert browser.post(address, {"text": "1", "block": "甲"}).status_code == 404


def test_those_who_may_not_know_of_a_document_learn_nothing_of_its_tables(document, gone):
    stranger = make_client(make_user())
    address = place("finance_table_replace", document.public_id, 1)
    for where in (address, cells_of(document, 1, 1, 2)):
        assert stranger.post(where, fields(gone, text="1")).status_code == 404
