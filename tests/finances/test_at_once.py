"""Two people at one document: the second one waits, and is told what the first one wrote."""

import pytest
from django.db import transaction

from perf.assure.making.finances import make_document
from projects.drafts import TableDraft
from projects.marks import Overtaken
from projects.models import AccountCell, AccountTable
from projects.services.account_tables import add_tables, cell_mark, correct_cell
from projects.services.accounts import AccountsRefused
from projects.trail import broken
from tests.factories import AT, make_department, make_user
from tests.projects.threads import second_worker, wait_until_somebody_waits_for_a_lock

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
