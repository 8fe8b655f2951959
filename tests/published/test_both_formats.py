"""A disclosure comes to the same whichever way it is written: tables, sheet and targets."""

import pytest

from projects.values import BLANK
from scoring.published.reading import read_whole
from tests.published.disclosures import BUDGET, KEYED, LISTED, TARGETS


def table(published, role):
    (found,) = [one for one in published.tables if one.role == role]
    return found


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


ROLES = [one.role for one in read_whole(LISTED).tables]


@pytest.mark.parametrize("role", ROLES)
def test_the_same_figures_give_the_same_table_in_both_formats(role):
    assert table(read_whole(KEYED), role) == table(read_whole(LISTED), role)


def test_both_formats_have_the_same_tables_in_the_same_order():
    assert [one.role for one in read_whole(KEYED).tables] == ROLES
    assert len(ROLES) == 10


def test_the_same_sheet_is_read_from_both_formats():
    keyed, listed = read_whole(KEYED).sheet, read_whole(LISTED).sheet
    names = [name for name in keyed.__dataclass_fields__ if name != "narrative"]
    assert {name: getattr(keyed, name) for name in names} == {
        name: getattr(listed, name) for name in names
    }
    assert keyed.lines[0].desc == "采纳数/总数*100%"
    assert (keyed.carried_over.text, keyed.narrative_total.text) == ("103.49", "97.9")
    assert [(one.name, one.result) for one in keyed.goals + keyed.tasks] == [
        ("目标1", "完成"),
        ("老科协工作", "完成"),
    ]


def test_both_heads_are_the_same():
    keyed, listed = read_whole(KEYED), read_whole(LISTED)
    for name in ("title", "department", "year", "money_unit", "account", "plans", "unread"):
        assert getattr(keyed, name) == getattr(listed, name), name
    assert (keyed.account, keyed.year) == ("FINAL", 2021)


def test_amounts_and_percents_are_figures_and_counts_are_words():
    assets = table(read_whole(KEYED), "assets")
    assert [cell.number is None for cell in assets.rows[2]] == [True, True, True]
    assert assets.rows[2][1] == BLANK
    share = table(read_whole(KEYED), "narrative_figures").rows[0][4]
    assert (share.text, str(share.number)) == ("2.56%", "2.56")


def test_a_shared_column_of_numbers_is_printed_once():
    assert texts(table(read_whole(BUDGET), "income_expenditure")) == [
        ["1", "一、一般公共预算拨款收入", "1403.69", "一、一般公共服务支出", "5.09"],
        ["2", "", "", "二、外交支出", ""],
        ["34", "收入总计", "1650.88", "支出总计", "1650.88"],
    ]


def test_the_year_of_the_accounts_may_stand_in_the_title():
    published = read_whole(BUDGET)
    assert (published.year, published.account) == (2023, "BUDGET")
    assert {plan.sheet.year for plan in published.plans} == {2023}


def test_declared_targets_are_plans_with_their_paths():
    whole, capped, split = read_whole(BUDGET).plans
    assert [plan.path for plan in (whole, capped, split)] == [
        "goals.whole_department", "goals.projects[0]", "goals.projects[1]",
    ]  # fmt: skip
    assert [plan.sheet.kind for plan in (whole, capped)] == ["department", "project"]
    assert (capped.code, split.code) == ("", "410800220000000032810")
    assert [(fund.label, fund.annual_budget.text) for fund in capped.sheet.funds] == [
        ("项目预算控制数", "52.48"),
    ]
    assert [(fund.label, fund.annual_budget.text) for fund in split.sheet.funds] == [
        ("资金总额", "6.10"),
        ("政府预算资金", "6.10"),
        ("财政专户管理资金", ""),
        ("单位资金", ""),
    ]
    assert [(one.name, one.content) for one in capped.sheet.goals] == [
        ("1", "通过编印4期杂志，提高全民科普素质"),
        ("", "建专家工作站"),
    ]
    assert capped.sheet.lines[0].desc == "编印杂志期数"
    assert [(one.name, one.content) for one in whole.sheet.goals] == [
        ("一", "提升政治引领力：动员科技工作者服务冬奥"),
    ]


def test_targets_are_read_from_lists_as_well():
    text = """\
document: {title: 2023年预算, unit_name: 某单位, kind: budget}
projects:
  - code: '41'
    name: 科普
    funds: [{label: 资金总额, annual: '5.00'}]
    goals: [{name: '1', content: 办会}]
    indicators: [{level1: 产出指标, level3: 场次, target: ≥8场, description: 学术会议}]
"""
    (plan,) = read_whole(text).plans
    assert (plan.path, plan.code, plan.sheet.subject) == ("projects[0]", "41", "科普")
    assert plan.sheet.funds[0].annual_budget.text == "5.00"
    assert (plan.sheet.lines[0].target, plan.sheet.lines[0].desc) == ("≥8场", "学术会议")
    assert plan.sheet.goals[0].content == "办会"


def test_a_target_table_is_a_file_by_itself():
    published = read_whole(TARGETS)
    (plan,) = published.plans
    assert published.is_target_table
    assert (published.department, published.year) == ("市机关事务服务中心", 2022)
    assert [fund.annual_budget.text for fund in plan.sheet.funds] == ["191", "99", "290"]
    assert (plan.path, plan.sheet.subject) == ("", "项目支出绩效目标表 办公大楼运行保障")
    assert plan.sheet.kind == "project"
    assert not read_whole(BUDGET).is_target_table


def test_a_target_table_of_a_whole_department_is_named_so():
    text = TARGETS.replace("项目支出绩效目标表 办公大楼运行保障", "部门整体绩效目标表")
    assert read_whole(text).plans[0].sheet.kind == "department"


def test_targets_beside_their_sheet_are_the_sheets_and_no_plan():
    assert read_whole(LISTED).plans == ()
    alone = LISTED[: LISTED.index("self_evaluation:")]
    (plan,) = read_whole(alone).plans
    assert (plan.path, len(plan.sheet.lines)) == ("whole_department", 2)


def test_rows_of_the_sheet_find_their_targets_by_name():
    turned = LISTED.replace(
        "    - {level3: 评价结果应用率, actual: '93', score: '2', reason: null}\n", ""
    ).replace(
        "score: '3', reason: 无}", "score: '3'}\n    - {level3: 评价结果应用率, actual: '93'}"
    )
    lines = read_whole(turned).sheet.lines
    assert [(line.level3, line.target, line.actual) for line in lines] == [
        ("实现率", ">=95%", "97"),
        ("评价结果应用率", ">=90%", "93"),
    ]
