"""The sheet inside a whole disclosure: 焦作市科学技术协会, final accounts of 2021, shortened."""

from decimal import Decimal

import pytest

from projects.values import BLANK, Printed
from tests.published.samples import faults, read, refusal

DISCLOSURE = """\
document:
  title: 焦作市科学技术协会部门决算（2021年度）
  unit_name: 焦作市科学技术协会
  year: '2021'
  kind: 决算
  money_unit: 万元
budget_tables:
  income_expenditure:
    form: 公开01表
    income:
      - {item: 八、其他收入, row: '8', amount: '5.68'}
      - {item: 年初结转和结余, row: '29', amount: '103.49'}
      - {item: 总计, row: '31', amount: '329.43'}
goals: null
self_evaluation:
  form: 部门（单位）整体绩效自评表
  funds:
    - {item: 部门预算总额, initial: '227.68', full_year: '225.94', executed: '329.22',
       points: '10', rate: '145.71%', score: '9.9'}
    - {item: 资金来源：其他资金, initial: '0', full_year: '5.68', executed: '5.66',
       points: null, rate: '99.65%', score: null}
  goals:
    - {name: 目标1, completion: 完成, line: 1068}
  indicators:
    - {level1: 投入管理指标, level1_points: '30', level2: 绩效管理, level3: 评价结果应用率,
       target: '>=90%', formula: null, actual: '93', points: '2', score: '2', reason: null}
    - {level1: 投入管理指标, level1_points: '30', level2: 预算和财务管理, level3: 政府釆购执行率,
       target: =100%, actual: '0', points: '1', score: '0', reason: 当年未进行政府采购}
    - {level1: 产出指标, level1_points: '25', level2: 履职目标实现, level3: 实现率,
       target: '>=95%', actual: '97', points: '3', score: '3', reason: null}
  printed_total: '97.7'
  narrative:
    whole_self_evaluation_score: {text: 部门整体绩效自评得分为 97.9 分, value: '97.9', line: 1013}
    projects: {total_projects: '9', total_amount: '135.04'}
    department_evaluated_projects: '0'
"""


def test_the_head_comes_from_the_document(tmp_path):
    sheet = read(tmp_path, DISCLOSURE)
    assert (sheet.kind, sheet.year, sheet.money_unit) == ("department", 2021, "万元")
    assert sheet.title == "焦作市科学技术协会部门决算（2021年度）"
    assert (sheet.department, sheet.region) == ("焦作市科学技术协会", "")


def test_a_region_is_taken_where_the_document_names_one(tmp_path):
    text = DISCLOSURE.replace("  kind: 决算", "  region: 河南省焦作市")
    assert read(tmp_path, text).region == "河南省焦作市"


def test_the_fund_rows_keep_their_printed_figures(tmp_path):
    total, other = read(tmp_path, DISCLOSURE).funds
    assert [total.initial_budget.text, total.annual_budget.text, total.executed.text] == [
        *("227.68", "225.94", "329.22"),
    ]
    assert (total.rate.number, total.score.number) == (Decimal("145.71"), Decimal("9.9"))
    assert (other.label, other.points, other.arrived) == ("资金来源：其他资金", BLANK, BLANK)
    assert other.initial_budget == Printed("0", Decimal(0))


def test_the_rows_and_their_blocks_are_read(tmp_path):
    sheet = read(tmp_path, DISCLOSURE)
    assert [(line.level3, line.score.text) for line in sheet.lines] == [
        ("评价结果应用率", "2"),
        ("政府釆购执行率", "0"),
        ("实现率", "3"),
    ]
    assert sheet.lines[1].reason == "当年未进行政府采购"
    blocks = {name: points.text for name, points in sheet.block_points.items()}
    assert blocks == {"投入管理指标": "30", "产出指标": "25"}


def test_the_totals_of_sheet_and_text_are_kept_apart(tmp_path):
    sheet = read(tmp_path, DISCLOSURE)
    assert (sheet.total.text, sheet.narrative_total.text) == ("97.7", "97.9")
    assert sheet.narrative == {
        "whole_self_evaluation_score": "97.9",
        "department_evaluated_projects": "0",
    }


def test_carried_over_funds_come_from_the_accounts(tmp_path):
    assert read(tmp_path, DISCLOSURE).carried_over == Printed("103.49", Decimal("103.49"))


@pytest.mark.parametrize("old, new", [("'103.49'", "null"), ("年初结转和结余", "年末结转和结余")])
def test_accounts_without_that_figure_carry_nothing_over(tmp_path, old, new):
    assert read(tmp_path, DISCLOSURE.replace(old, new)).carried_over == BLANK


@pytest.mark.parametrize("written", ["null", "", "''"])
def test_a_disclosure_with_nothing_to_check_says_so(tmp_path, written):
    found = refusal(tmp_path, f"document: {{title: 预算}}\nself_evaluation: {written}\n")
    assert (found.line, found.key) == (2, "self_evaluation")
    assert found.message.startswith("这份公开材料没有自评表，也没有账表")


def test_a_sheet_that_is_no_table_is_refused(tmp_path):
    assert faults(tmp_path, "self_evaluation: [a]\n") == [(1, "self_evaluation")]


def test_a_disclosure_with_an_empty_sheet_is_refused(tmp_path):
    text = "self_evaluation:\n  funds: []\n"
    assert faults(tmp_path, text) == [(2, "self_evaluation.indicators")]


def test_faults_name_the_whole_path_once(tmp_path):
    text = (
        DISCLOSURE.replace("'103.49'", "约百万")
        .replace("value: '97.9'", "value: 九十七")
        .replace("level1: 产出指标", "level1: [产出]")
        .replace("printed_total: '97.7'", "printed_total: 合格")
    )
    assert [key for _, key in faults(tmp_path, text)] == [
        "budget_tables.income_expenditure.income[1].amount",
        "self_evaluation.indicators[2].level1",
        "self_evaluation.printed_total",
        "self_evaluation.narrative.whole_self_evaluation_score.value",
    ]


def test_two_sizes_of_one_block_are_refused(tmp_path):
    first = DISCLOSURE.index("level1_points: '30'") + 1
    text = DISCLOSURE[:first] + DISCLOSURE[first:].replace("'30'", "'31'", 2).replace(
        "'31'", "'30'", 1
    )
    found = refusal(tmp_path, text)
    assert found.key == "self_evaluation.indicators[1].level1_points"
    assert "前面写的是 30，这里是 31" in found.message
