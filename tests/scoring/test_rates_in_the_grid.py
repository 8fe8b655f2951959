"""Management rates beside their rows on the entry page: taken over, kept below 0, asked for."""

from decimal import Decimal

import pytest
from django.urls import reverse

from scoring.models import Actual
from scoring.queries.sheet_gaps import gaps_of_sheet
from tests.factories import leaves_of
from tests.scoring.rates_2021 import NAMES, empty_sheet, filled_sheet, store_accounts
from tests.scoring.sheets import page_of, versions_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def sheet(filer):
    store_accounts(filer.department)
    return filled_sheet(filer)


def leaf(sheet, name):
    return leaves_of(sheet.plan)[NAMES.index(name)]


def actual(sheet, name):
    return Actual.objects.get(sheet=sheet, indicator=leaf(sheet, name))


def row_form(sheet, name, **typed):
    """What the page posts of one row, with what is typed over it."""
    key = leaf(sheet, name).public_id.hex
    typed = {f"{field}-{key}": text for field, text in typed.items()}
    return {f"v-{key}": versions_of(sheet)[f"v-{key}"], **typed}


def post_row(browser, sheet, name, data):
    row = leaf(sheet, name).public_id
    address = reverse("scoring:sheet_row", args=[sheet.public_id, "lines", row])
    return browser.post(address, data, headers=HTMX)


def test_a_pressed_button_takes_the_figure_over_without_script(browser, sheet):
    key = leaf(sheet, "预算执行率").public_id.hex
    address = reverse("scoring:sheet_entry", args=[sheet.public_id])
    page = browser.get(address).content.decode()
    assert f'name="adopt" value="{key}:145.71%"' in page
    answer = browser.post(address, versions_of(sheet) | {"adopt": f"{key}:145.71%"})
    assert answer.status_code == 302
    assert actual(sheet, "预算执行率").text == "145.71%"
    assert f'name="adopt" value="{key}' not in browser.get(address).content.decode()


def test_the_row_alone_keeps_a_rate_that_fell(browser, sheet):
    answer = post_row(browser, sheet, "预算调整率", row_form(sheet, "预算调整率", text="-0.76%"))
    assert answer.status_code == 200
    assert actual(sheet, "预算调整率").number == Decimal("-0.76")


def test_another_rate_below_0_is_asked_about(browser, sheet):
    answer = post_row(browser, sheet, "结转结余率", row_form(sheet, "结转结余率", text="-0.76%"))
    assert answer.status_code == 422
    assert "小于 0" in answer.content.decode()


def test_another_value_without_a_reason_keeps_the_sheet_from_being_submitted(sheet):
    gaps = [gap for gap in gaps_of_sheet(page_of(sheet).sheet) if "不采用系统数" in gap.label]
    assert [gap.label.split()[3] for gap in gaps] == [
        "预算执行率", "预算调整率", "结转结余率", "“三公经费”控制率",
    ]  # fmt: skip
    assert gaps[0].anchor == f"row-{leaf(sheet, '预算执行率').public_id.hex}"


@pytest.mark.parametrize("name", ["预算执行率", "“三公经费”控制率"])
def test_the_row_tells_both_sides_and_where_to_write_why(browser, sheet, name):
    page = browser.get(reverse("scoring:sheet_entry", args=[sheet.public_id])).content.decode()
    row = page.split(f'<tr id="row-{leaf(sheet, name).public_id.hex}"')[1].split("</tr>")[0]
    assert "采用 " in row
    assert f"/rates/#rate-{leaf(sheet, name).public_id.hex}" in row


def test_gaps_stand_in_printed_order_whatever_they_are_about(sheet):
    key = leaf(sheet, "专项资金细化率").public_id
    last = leaf(sheet, "全民科学素质工作完成率").public_id
    Actual.objects.filter(sheet=sheet, indicator__public_id__in=[key, last]).delete()
    labels = [gap.label.split()[1] for gap in gaps_of_sheet(page_of(sheet).sheet)]
    numbers = [int(number) for number in labels if number.isdigit()]
    assert numbers == sorted(numbers)
    assert {1, 2, len(NAMES)} <= set(numbers)


def test_an_amount_that_was_filled_in_offers_its_rate_at_once(browser, filer):
    store_accounts(filer.department)
    sheet = empty_sheet(filer.department)
    total = sheet.plan.funds.get(is_total=True)
    key = leaf(sheet, "预算执行率").public_id.hex
    address = reverse("scoring:sheet_row", args=[sheet.public_id, "funds", total.public_id])
    typed = {f"v-{total.public_id.hex}": "0", f"executed-{total.public_id.hex}": "329.22"}
    answer = browser.post(address, typed, headers=HTMX).content.decode()
    assert f'id="offer-{key}" hx-swap-oob="true"' in answer
    assert f'value="{key}:145.71%"' in answer
