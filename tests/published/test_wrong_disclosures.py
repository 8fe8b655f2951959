"""What is wrong in a disclosure is told with its line and key, all of it at once."""

import pytest

from scoring.published.reading import SheetUnreadable, read_whole
from tests.published.disclosures import BUDGET, KEYED, LISTED, TARGETS

HEAD = "document: {title: 某单位2023年度决算, unit_name: 某单位}\n"
TABLE = "tables:\n- role: assets\n  title: 资产\n  columns: [项目, 金额]\n  rows:\n"
GOOD = "  - [车辆, '1.00']\n"


def refused(text):
    with pytest.raises(SheetUnreadable) as found:
        read_whole(text)
    return found.value


def faults(text):
    return [(fault.line, fault.key) for fault in refused(text).faults]


@pytest.mark.parametrize(
    "rows, line, key, words",
    [
        ("  - 车辆\n", 7, "tables[0].rows[0]", "应为列表"),
        ("  - {项目: 车辆}\n", 7, "tables[0].rows[0]", "应为列表"),
        ("  - [车辆]\n", 7, "tables[0].rows[0]", "这一行有 1 格，表头有 2 列"),
        ("  - [车辆, '1', '2']\n", 7, "tables[0].rows[0]", "这一行有 3 格，表头有 2 列"),
        (f"{GOOD}  - [车辆, [1]]\n", 8, "tables[0].rows[1][1]", "却是一个列表"),
        (f"  - [{'字' * 2001}, '1']\n", 7, "tables[0].rows[0][0]", "文字太长"),
        (GOOD * 2001, 7, "tables[0].rows", "最多 2000 行"),
    ],
)
def test_a_row_that_is_none_is_refused_at_its_line(rows, line, key, words):
    found = refused(HEAD + TABLE + rows)
    assert (found.line, found.key) == (line, key)
    assert words in found.message


@pytest.mark.parametrize(
    "old, new, key",
    [
        ("  columns: [项目, 金额]\n", "", "tables[0].columns"),
        ("  columns: [项目, 金额]\n", "  columns: []\n", "tables[0].columns"),
        ("  columns: [项目, 金额]\n", "  columns: 项目\n", "tables[0].columns"),
        ("  columns: [项目, 金额]\n", f"  columns: {['a'] * 61}\n", "tables[0].columns"),
        ("  rows:\n" + GOOD, "  rows: 没有\n", "tables[0].rows"),
        ("tables:\n- role", "tables:\n  role", "tables"),
    ],
)
def test_a_table_without_columns_or_rows_is_refused(old, new, key):
    assert key in [key for _, key in faults((HEAD + TABLE + GOOD).replace(old, new))]


def test_every_wrong_row_is_told_at_once():
    text = HEAD + TABLE + "  - [车辆]\n" + GOOD + "  - 房屋\n"
    assert faults(text) == [(7, "tables[0].rows[0]"), (9, "tables[0].rows[2]")]


@pytest.mark.parametrize(
    "old, new, key",
    [
        ("  income_expenditure:\n    form: 公开01表", "  a: 5\n  b:\n    form: 甲",
         "budget_tables.a"),
        ("      - {name: 合计}\n", "      - 合计\n", "budget_tables.government_fund.rows[0]"),
        ("    rows:\n      - {name: 合计}\n", "    rows: [[a]]\n",
         "budget_tables.government_fund.rows[0]"),
        ("{name: 合计}", "{name: [合计]}", "budget_tables.government_fund.rows[0].name"),
        ("parts: {自评金额: '131.42'}", "parts: [a]", "narrative_amounts[1].parts"),
        ("items: [办公费, 差旅费]", "items: 办公费", "narrative_lists[0].items"),
        ("items: [办公费, 差旅费]", "items: [[办公费]]", "narrative_lists[0].items[0]"),
        ("  kind: 决算\n", "  kind: 总结\n", "document.kind"),
        ("部门决算（2021年度）\n", "材料\n", None),
        ("  year: '2021'", "  year: 二〇二一", "document.year"),
        ("budget_tables:", "budget_table:", "budget_table"),
        ("narrative_figures:", "narative_figures:", "narative_figures"),
    ],
)  # fmt: skip
def test_what_is_no_table_or_no_known_word_is_refused(old, new, key):
    assert old in KEYED
    changed = KEYED.replace(old, new)
    if key is None:
        assert read_whole(changed).account == "FINAL"
    else:
        assert key in [key for _, key in faults(changed)]


def test_accounts_that_do_not_say_what_they_are_of_are_refused():
    text = f"document: {{title: 公开材料}}\n{TABLE}{GOOD}"
    assert faults(text) == [(1, "document.year"), (1, "document.kind")]


def test_a_row_of_the_sheet_that_no_target_has_is_refused():
    found = refused(LISTED.replace("{level3: 实现率, actual", "{level3: 完成率, actual"))
    assert found.key == "self_evaluation.indicators[1].level3"
    assert "“完成率”" in found.message


def test_a_project_without_targets_is_refused():
    found = refused(BUDGET.replace("        - {level1: 产出指标, level2: null, level3: 参赛人数, "
                                   "description: null, target: ≥10000人次}\n", ""))  # fmt: skip
    assert found.key == "goals.projects[1].indicators"


def test_a_target_table_without_targets_is_refused():
    assert refused(TARGETS[: TARGETS.index("indicators:")]).key == "indicators"


def test_words_in_the_place_of_an_amount_of_a_project_are_refused():
    assert faults(BUDGET.replace("total: '6.10'", "total: 约六万")) == [
        (27, "goals.projects[1].amounts.total"),
    ]


def test_tables_of_more_cells_than_can_be_looked_at_are_refused():
    wide = f"columns: {[f'c{n}' for n in range(60)]}\n  rows: []\n"
    rows = "".join(f"      - {{a{n}: 1}}\n" for n in range(60)) + "      - {a0: 1}\n" * 1900
    many = "".join(f"  t{n}:\n    rows:\n{rows}" for n in range(2))
    found = refused(f"{HEAD}forms:\n- role: x\n  {wide}budget_tables:\n{many}")
    assert found.key == "budget_tables"
    assert "最多 200000 格" in found.message


def test_a_row_of_too_many_names_is_refused():
    row = ", ".join(f"c{n}: 1" for n in range(61))
    found = refused(f"{HEAD}budget_tables:\n  a:\n    rows: [{{{row}}}]\n")
    assert found.key == "budget_tables.a.rows"
    assert "最多 60 列" in found.message


def test_unknown_tables_are_kept_and_unknown_names_are_told():
    published = read_whole(
        f"{HEAD}budget_tables:\n  strange: {{rows: [{{item: 甲, what: '1'}}]}}\nmore: [a]\n"
    )
    (table,) = published.tables
    assert (table.role, table.title, table.columns) == ("strange", "strange", ("项目", "what"))
    assert published.unread == (("more", 4),)


def test_a_role_that_is_printed_twice_is_kept_apart():
    text = HEAD + TABLE + GOOD + TABLE.removeprefix("tables:\n") + GOOD
    assert [table.role for table in read_whole(text).tables] == ["assets", "assets_1"]
