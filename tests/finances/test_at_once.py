"""Two people at one document: the second one waits, and is told what the first one wrote."""

import pytest
from django.db import transaction

from perf.assure.making.finances import make_document
from projects.drafts import TableDraft
from projects.marks import Overtaken
from projects.models import AccountCell, AccountTable
from projects.services.account_tables import (
    Removed,
    add_tables,
    cell_mark,
    correct_cell,
    remove_table,
    replace_table,
    table_mark,
)
from projects.services.accounts import AccountsRefused
from projects.trail import broken
from scoring.finances.staged import Block, to_json
from tests.factories import AT, make_client, make_department, make_user
from tests.projects.threads import at_once, second_worker, wait_until_somebody_waits_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def filers():
    unit = make_department()
    return [make_user(department=unit, name=name) for name in ("李静", "王芳")]


def test_a_cell_that_two_correct_at_once_keeps_the_first_text(filers):
    one, two = filers
    document = make_document(department=one.department, by=one)
    cell = AccountCell.objects.get(table__document=document, table__position=1, row=1, column=2)
    seen = cell_mark(cell)
    with second_worker() as pool:
        with transaction.atomic():
            correct_cell(cell=cell, text="3.40", seen=seen, by=one, at=AT)
            other = pool.submit(correct_cell, cell=cell, text="9", seen=seen, by=two, at=AT)
            wait_until_somebody_waits_for_a_lock()
        with pytest.raises(Overtaken) as told:
            other.result(10)
    assert told.value.now == {"text": "3.40"}
    assert AccountCell.objects.get(pk=cell.pk).text == "3.40"
    assert broken(document) == []


def test_a_table_that_two_add_at_once_is_there_once(filers):
    one, two = filers
    document = make_document(department=one.department, by=one)
    tables = [TableDraft(role="assets", title="资产", columns=["项目"], rows=[["车辆"]])]
    said = {"document": document, "tables": tables, "at": AT}
    with second_worker() as pool:
        with transaction.atomic():
            add_tables(by=one, **said)
            other = pool.submit(add_tables, by=two, **said)
            wait_until_somebody_waits_for_a_lock()
        with pytest.raises(AccountsRefused, match="已经有了"):
            other.result(10)
    assert AccountTable.objects.filter(role="assets").count() == 1


def shortened(table, by):
    """Put a table of one row in its place."""
    draft = TableDraft(
        role="income", title="收入决算表", columns=["科目编码", "科目名称", "合计"],
        rows=[["", "合计", "3.50"]],
    )  # fmt: skip
    replace_table(table=table, draft=draft, seen=table_mark(table), by=by, at=AT)


def removed(table, by):
    remove_table(table=table, seen=table_mark(table), by=by, at=AT)


@pytest.mark.parametrize("meanwhile", [shortened, removed])
def test_a_cell_that_is_no_more_is_not_corrected(filers, meanwhile):
    one, two = filers
    document = make_document(department=one.department, by=one)
    table = document.tables.get(position=1)
    cell = table.cells.get(row=1, column=2)
    said = {"cell": cell, "text": "9.99", "seen": cell_mark(cell), "by": two, "at": AT}

    def correct():
        with pytest.raises(Removed):
            correct_cell(**said)

    at_once(lambda: meanwhile(table, one), correct)
    assert not AccountCell.objects.filter(text="9.99").exists()
    assert broken(document) == []


@pytest.mark.parametrize(
    "meanwhile, words", [(shortened, "新表没有这一格"), (removed, "别人删去了这张表")]
)
def test_whoever_corrects_a_cell_that_goes_meanwhile_keeps_what_was_typed(filers, meanwhile, words):
    one, two = filers
    document = make_document(department=one.department, by=one)
    table = document.tables.get(position=1)
    cell = table.cells.get(row=1, column=2)
    form, browser = {"text": "9.99", "seen": cell_mark(cell)}, make_client(two)
    address = f"/finances/{document.public_id}/1/1/2/"
    answer = at_once(lambda: meanwhile(table, one), lambda: browser.post(address, form))
    assert answer.status_code == 409
    html = answer.content.decode()
    assert words in html
    assert ">\n9.99</textarea>" in html
    assert not AccountCell.objects.filter(text="9.99").exists()


def test_a_table_that_goes_while_another_takes_its_place_leaves_the_preview(filers):
    one, two = filers
    document = make_document(department=one.department, by=one)
    table = document.tables.get(position=1)
    rows = [["项目", "金额"], ["贴了很久", "3.50"]]
    form = {
        "content": to_json([Block("粘贴", rows)]), "heads-0": "1", "title-0": "收入",
        "role-0": "income", "seen": table_mark(table), "do": "write",
    }  # fmt: skip
    address, browser = f"/finances/{document.public_id}/1/replace/", make_client(two)
    answer = at_once(lambda: removed(table, one), lambda: browser.post(address, form))
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "别人删去了要换的这张表" in html
    assert ">贴了很久</td>" in html
