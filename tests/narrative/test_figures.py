"""Figures of an explanatory text: each out of a table or a sheet, or told as missing."""

from decimal import Decimal

import pytest

from scoring.narrative.figures import figures_of
from tests.narrative.figures import (
    BUDGET,
    FINAL,
    SPLIT,
    accounts,
    by_function,
    by_kind,
    paper,
    printed,
    unit,
    why,
)

WHOLE = ("329.22", "194.18", "135.04", None)
SHEETS = {
    "甲": ("98", "优", "50.00"),
    "乙": ("85.55", "良", "20.01"),
    "丙": ("91", "优", "30.00"),
}


def evaluated(**more):
    plans = [paper(project=name) for name in SHEETS]
    sheets = [
        paper(project=name, score=score, grade=grade, executed=executed, **more)
        for name, (score, grade, executed) in SHEETS.items()
    ]
    return unit(plans=plans, sheets=sheets)


def test_the_final_account_gives_the_expenditure_and_its_parts():
    papers = unit(accounts(by_function(*WHOLE), by_kind("175.77", "18.41")))
    found = printed(papers)
    assert {key: found[key] for key in ("total", "basic", "personnel", "public", "spending")} == {
        "total": "329.22", "basic": "194.18", "personnel": "175.77", "public": "18.41",
        "spending": "135.04",
    }  # fmt: skip
    assert why(papers, "total") == "2021 年决算“公开03表”合计行"
    assert "others" not in found


def test_parts_that_the_table_itself_prints_come_before_those_of_fiscal_funds_alone():
    row = ("377.6", "324.6", "230.5", "71.4", "22.7", "53.0")
    papers = unit(accounts(by_function(*row, columns=SPLIT), by_kind("313.8", "10.8"), kind=BUDGET))
    found = printed(papers, BUDGET)
    assert (found["personnel"], found["public"]) == ("301.90", "22.70")


def test_parts_that_do_not_make_the_basic_expenditure_are_of_another_scope():
    papers = unit(accounts(by_function(*WHOLE), by_kind("170.00", "18.41")))
    assert not {"personnel", "public"} & printed(papers).keys()
    assert printed(papers)["basic"] == "194.18"


def test_what_is_neither_basic_nor_project_expenditure_is_told_too():
    papers = unit(accounts(by_function("340.22", "194.18", "135.04", "11.00")))
    assert printed(papers)["others"] == "11.00"


def test_amounts_in_yuan_are_told_in_ten_thousands_and_kept_exact():
    row = ("3292234.56", "1941834.56", "1350400.00", None)
    figure = figures_of(unit(accounts(by_function(*row), unit="元")), FINAL)["total"]
    assert (figure.printed, figure.amount) == ("329.22", Decimal("329.223456"))


def test_a_blank_of_projects_is_0_only_where_basic_expenditure_is_all():
    assert printed(unit(accounts(by_function("194.18", "194.18", None, None))))["projects"] == "0"
    blank = unit(accounts(by_function("329.22", "194.18", None, None)))
    assert not {"spending", "projects"} & printed(blank).keys()


def test_the_other_document_of_the_year_is_not_taken():
    papers = unit(accounts(by_function(*WHOLE), kind=BUDGET))
    assert "total" not in printed(papers)
    assert why(papers, "total") == "系统中没有 2021 年部门决算"


def test_without_accounts_the_tables_of_the_unit_give_the_totals():
    plans = [paper(initial="227.68", annual="225.94"), paper(project="甲", annual="5.00")]
    papers = unit(plans=plans, sheets=[paper(executed="329.22", annual="225.94")])
    assert printed(papers, BUDGET)["total"] == "227.68"
    assert why(papers, "total", BUDGET) == "部门整体绩效目标表资金总额行年初预算数"
    assert printed(papers, BUDGET)["spending"] == "5.00"
    assert printed(papers)["total"] == "329.22"
    assert "spending" not in printed(papers)  # of its one project there is no sheet


def test_nothing_at_all_gives_nothing_and_says_why():
    assert printed(unit()) == printed(unit(), BUDGET) == {}
    assert why(unit(), "projects") == "系统中没有 2021 年度的项目绩效目标表"
    assert why(unit(), "department_evaluations") == "系统中没有出处，请由本单位填写"


def test_projects_without_a_sheet_are_counted_and_none_was_evaluated():
    papers = unit(
        plans=[paper(project="甲"), paper(project="乙")],
        sheets=[paper(project="甲", state="DRAFT")],
    )
    found = printed(papers)
    assert (found["projects"], found["evaluated"]) == ("2", "0")
    assert not {"average", "scored", "evaluated_amount", "grade_1"} & found.keys()


def test_sheets_handed_in_are_counted_added_and_averaged_half_up():
    assert {
        key: one for key, one in printed(evaluated()).items() if key not in ("projects", "spending")
    } == {
        "evaluated": "3", "evaluated_amount": "100.01", "scored": "3",
        "average": "91.52",  # 274.55 ÷ 3 = 91.5166…
        "grade_1": "2", "grade_2": "1", "grade_3": "0", "grade_4": "0",
    }  # fmt: skip


def test_drafts_do_not_count():
    assert printed(evaluated(state="DRAFT"))["evaluated"] == "0"
    assert "average" not in printed(evaluated(state="DRAFT"))


def test_an_average_lies_half_way_and_rounds_up():
    sheets = [paper(project="甲", score="90.00"), paper(project="乙", score="90.01")]
    assert printed(unit(sheets=sheets))["average"] == "90.01"


def test_one_amount_that_is_missing_leaves_the_sum_unknown():
    sheets = [paper(project="甲", executed="1.00"), paper(project="乙")]
    papers = unit(sheets=sheets)
    assert "evaluated_amount" not in printed(papers)
    assert why(papers, "evaluated_amount") == "1 张已提交的项目自评表没有全年执行数"


def test_a_sheet_without_a_grade_leaves_the_grades_unknown():
    sheets = [paper(project="甲", score="90", grade="优"), paper(project="乙", score="80")]
    assert not {"grade_1", "grade_2"} & printed(unit(sheets=sheets)).keys()


def test_the_whole_department_is_told_by_its_own_sheet():
    lines = ("met", "met", "short", "tier_reached", "late", "not_applicable", None)
    whole = paper(score="97.7", grade="优", executed="329.22", annual="225.94", lines=lines)
    found = printed(unit(sheets=[whole]))
    assert found["department_score"] == "97.70"
    assert found["department_grade"] == "优"
    assert found["execution_rate"] == "145.71%"
    assert [found[key] for key in ("indicators", "met", "missed", "by_hand")] == list("5311")


def test_rows_that_are_not_filled_leave_the_counts_unknown():
    papers = unit(sheets=[paper(lines=("met", "not_reported"))])
    assert not {"met", "missed"} & printed(papers).keys()
    assert why(papers, "met") == "部门整体自评表还有 1 行没有填"


def test_a_budget_of_0_has_no_rate():
    papers = unit(sheets=[paper(executed="1.00", annual="0.00")])
    assert "execution_rate" not in printed(papers)


@pytest.mark.parametrize("stage", [BUDGET, FINAL])
def test_every_figure_has_its_source_in_words(stage):
    papers = unit(accounts(by_function(*WHOLE)), plans=[paper(lines=("met",))])
    assert all(one.source for one in figures_of(papers, stage).values())
