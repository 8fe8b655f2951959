"""Amounts out of printed tables: the figures of published budgets and final accounts."""

from decimal import Decimal

import pytest

from projects.values import BLANK, Printed, parse
from scoring.checks.papers import place_of
from scoring.management.accounts import Cell, carried_over, figures_of_accounts

BOTH_SIDES = ["收入/项目", "收入/行次", "收入/金额", "支出/项目", "支出/行次", "支出/金额"]
ENDS = ["年初结转和结余", "29", "103.49", "年末结转和结余", "60", "0.21"]
ITEMS = [
    "合计", "因公出国（境）费", "公务用车购置及运行费/小计",
    "公务用车购置及运行费/公务用车购置费", "公务用车购置及运行费/公务用车运行费", "公务接待费",
]  # fmt: skip
SPENT_AND_BUDGET = [f"{side}/{item}" for side in ("预算数", "决算数") for item in ITEMS]
OF_2021 = ["4.1", None, "3.5", None, "3.5", "0.6", "0.81", None, "0.67", None, "0.67", "0.14"]
PLAIN = ["“三公”经费合计", *ITEMS[1:]]


def table(role, columns, rows, *, kind="FINAL", year=2021, place="公开表", unit="万元"):
    cells = []
    for at, row in enumerate(rows):
        for column, (path, text) in enumerate(zip(columns, row, strict=True)):
            value = parse(text)
            cells.append(
                Cell(year, kind, role, place, unit, at, column, path, value.text, value.number)
            )
    return cells


def told(*tables, unit="万元"):
    cells = [cell for one in tables for cell in one]
    found = figures_of_accounts(cells, year=2021, unit=unit)
    return {key: (str(amount.number), amount.source) for key, amount in found.items()}


FINAL_2021 = table("three_public", SPENT_AND_BUDGET, [OF_2021], place="公开07表")


def test_one_row_with_both_sides():
    assert told(FINAL_2021) == {
        "three_public_spent": ("0.81", "公开07表"),
        "three_public_budget": ("4.1", "公开07表"),
    }


def test_a_budget_gives_the_budget_and_says_so():
    budget = table(
        "three_public", PLAIN, [["3.00", None, "2.50", None, "2.50", "0.50"]],
        kind="BUDGET", place="预算09表",
    )  # fmt: skip
    assert told(budget) == {"three_public_budget": ("3.00", "2021 年预算09表")}


def test_the_final_accounts_know_better_than_the_budget_whatever_comes_first():
    budget = table("three_public", PLAIN, [["3.00", *[None] * 5]], kind="BUDGET", place="9")
    for order in ((budget, FINAL_2021), (FINAL_2021, budget)):
        assert told(*order)["three_public_budget"] == ("4.1", "公开07表")


def test_one_item_a_row():
    columns = ["序号", "项目", "资金性质/合计", "资金性质/一般公共预算财政拨款"]
    rows = [
        ["1", "合计", "5.45", "5.45"],
        ["2", "一、因公出国（境）费", None, None],
        ["3", "二、公务用车购置及运维费", "4.71", "4.71"],
    ]
    budget = table("three_public", columns, rows, kind="BUDGET", place="9")
    assert told(budget)["three_public_budget"][0] == "5.45"


def test_an_empty_table_says_nothing_and_a_blank_total_is_not_0():
    assert told(table("three_public", PLAIN, [])) == {}
    assert told(table("three_public", SPENT_AND_BUDGET, [[None] * 12])) == {}


def test_a_printed_0_is_0():
    assert told(table("three_public", SPENT_AND_BUDGET, [["4.1", *["0"] * 11]])) == {
        "three_public_budget": ("4.1", "公开表"),
        "three_public_spent": ("0", "公开表"),
    }


def test_last_years_final_accounts_give_the_year_before_alone():
    before = table("three_public", SPENT_AND_BUDGET, [OF_2021], year=2020, place="公开07表")
    ends = table("income_expenditure", BOTH_SIDES, [ENDS], year=2020)
    bought = table("procurement", ["项目", "金额"], [["政府采购支出总额", "9"]], year=2020)
    assert told(before, ends, bought) == {"three_public_before": ("0.81", "2020 年决算公开07表")}


def test_last_years_budget_gives_nothing():
    assert told(table("three_public", PLAIN, [["3", *[None] * 5]], kind="BUDGET", year=2020)) == {}


def test_both_ends_of_the_year_each_on_its_side():
    found = told(table("income_expenditure", BOTH_SIDES, [ENDS], place="公开01表"))
    assert found == {
        "year_start": ("103.49", "公开01表"),
        "year_end": ("0.21", "公开01表"),
    }


@pytest.mark.parametrize("missing, there", [(2, "year_end"), (5, "year_start")])
def test_a_blank_end_is_not_the_other_one(missing, there):
    row = [None if at == missing else text for at, text in enumerate(ENDS)]
    assert list(told(table("income_expenditure", BOTH_SIDES, [row]))) == [there]


def test_a_budget_knows_no_end_of_the_year():
    assert told(table("income_expenditure", BOTH_SIDES, [ENDS], kind="BUDGET")) == {}


def test_purchases_of_both_documents():
    final = table("procurement", ["项目", "金额"], [
        ["政府采购支出总额", "0"], ["政府采购货物支出", "7"],
    ])  # fmt: skip
    budget = table(
        "procurement",
        ["项目", "金额"],
        [["政府采购预算", "5.00"]],
        kind="BUDGET",
        place="政府采购情况",
    )
    assert told(final, budget) == {
        "purchased": ("0", "公开表"),
        "purchase_budget": ("5.00", "2021 年预算政府采购情况"),
    }


def test_purchases_in_a_wide_table():
    columns = ["来源/项目名称", "来源/预算资金", "单价", "政府采购金额/合计", "份额"]
    rows = [["合  计", None, None, "4.71", "4.71"], ["汽油", "10.06", "0.00", "1.49", "1.49"]]
    assert told(table("procurement", columns, rows, kind="BUDGET", place="采购")) == {
        "purchase_budget": ("4.71", "2021 年预算采购")
    }


@pytest.mark.parametrize("unit, wanted, number", [("元", "万元", "0.0021"), ("万元", "元", "2100")])
def test_amounts_come_in_the_unit_of_the_plan_exactly(unit, wanted, number):
    row = [*ENDS[:5], "21" if unit == "元" else "0.21"]
    found = told(table("income_expenditure", BOTH_SIDES, [row], unit=unit), unit=wanted)
    assert Decimal(found["year_end"][0]) == Decimal(number)


def test_what_was_carried_over_is_that_of_the_year_the_document_and_the_unit():
    rows = table("income_expenditure", BOTH_SIDES, [ENDS])
    assert carried_over(rows, year=2021, unit="万元") == Printed("103.49", Decimal("103.49"))
    assert carried_over(rows, year=2022, unit="万元") == BLANK
    assert carried_over(rows, year=2021, unit="元") == BLANK
    assert carried_over([], year=2021, unit="万元") == BLANK


def test_a_table_is_called_by_its_number_only_where_that_says_what_it_is():
    assert place_of("公开07表", "三公经费表") == "公开07表"
    assert place_of("9", "三公经费表") == "三公经费表"
    assert place_of("", "政府采购情况") == "政府采购情况"
