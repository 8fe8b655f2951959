"""More executed than budgeted: both readings are told where the accounts know the carry-over."""

import pytest
from django.urls import reverse

from projects.drafts import TableDraft
from projects.services.accounts import store_document
from scoring.models import Sheet
from scoring.queries.sheets import with_heads
from tests.factories import AT, make_client
from tests.scoring.figures_2021 import published_sheet
from tests.scoring.sheets import page_of

pytestmark = pytest.mark.django_db
COLUMNS = ["收入/项目", "收入/行次", "收入/金额", "支出/项目", "支出/行次", "支出/金额"]
CARRIED = ["年初结转和结余", "29", "103.49", "年末结转和结余", "60", "0.21"]


@pytest.fixture
def sheet(filer):
    return published_sheet(filer)


def accounts_of(sheet, *, rows=(CARRIED,), kind="FINAL", unit="万元", role="income_expenditure"):
    table = TableDraft(role=role, title="收入支出决算总表", columns=COLUMNS, rows=rows)
    store_document(
        department=sheet.department, year=sheet.year, kind=kind, title="决算", money_unit=unit,
        tables=[table], by=None, at=AT,
    )  # fmt: skip


def over(sheet):
    found = page_of(with_heads(Sheet.objects.all()).get(pk=sheet.pk)).findings
    (one,) = [finding for finding in found if finding.check == "execution-over"]
    return one


def test_both_readings_are_told(sheet):
    accounts_of(sheet)
    assert (over(sheet).printed, over(sheet).expected) == ("145.71%", "99.94%")
    assert "329.22 ÷ (225.94 + 103.49) = 99.94%" in over(sheet).message


@pytest.mark.parametrize(
    "other",
    [
        {"rows": [["年初结转和结余", "29", None, "年末结转和结余", "60", None]]},
        {"rows": [["年末结转和结余", "29", "103.49", None, None, None]]},
        {"kind": "BUDGET"},
        {"unit": "元"},
        {"role": "income"},
    ],
)
def test_without_the_figure_the_amount_that_it_would_take_is_told(sheet, other):
    accounts_of(sheet, **other)
    assert over(sheet).expected is None
    assert "须有 103.28" in over(sheet).message


def test_who_fills_in_the_funds_reads_what_is_wrong_with_them(sheet, filer):
    page = make_client(filer).get(reverse("scoring:sheet_entry", args=[sheet.public_id]))
    text = page.content.decode()
    assert "全年预算数各行相加 220.65 + 5.68 = 226.33，总额行是 225.94" in text
