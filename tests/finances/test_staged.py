"""Tables on their way in: blocks are read as tables, what is wrong is told with row and column."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.finances.disclosed import read_disclosed
from scoring.finances.roles import FURTHER, OTHER, USUAL, free_role, missing, role_of_title
from scoring.finances.staged import (
    LOST,
    NO_RESULT,
    Block,
    ContentBroken,
    Reading,
    built,
    from_json,
    guessed,
    to_json,
    unit_told,
)
from scoring.published.faults import SheetUnreadable

BUDGET = [
    ["2023年单位支出预算表", "", "", "", ""],
    ["预算03表", "", "", "", "单位：万元"],
    ["科目编码", "名称", "合计", "基本支出", ""],
    ["", "", "", "小计", "人员经费"],
    ["", "合计", "268.47", "242.87", "160.36"],
    ["205", "培训支出", "0.84", "0.84", ""],
]


def test_titles_and_headings_are_guessed():
    block = Block("Sheet1", BUDGET)
    assert guessed(block) == Reading(
        skip=2, heads=2, role="expenditure_by_function", form="预算03表",
        title="2023年单位支出预算表",
    )  # fmt: skip
    made = built(block, guessed(block))
    assert made.draft.columns == ["科目编码", "名称", "合计", "基本支出/小计", "基本支出/人员经费"]
    assert made.draft.rows[1] == ["205", "培训支出", "0.84", "0.84", None]
    assert (made.faults, made.notes) == ([], [])
    assert unit_told([block]) == "万元"


@pytest.mark.parametrize(
    "rows, skip, heads",
    [
        ([["项目", "金额"], ["合计", "1"]], 0, 1),
        ([["采购表", ""], ["项目", "金额"], ["合计", "1"]], 1, 1),
        ([["采购", ""], ["公开09表", "单位：元"], ["项目", "金额"], ["合计", "1"]], 2, 1),
        ([["项目", "金额"]], 0, 1),
        ([["合计"]], 0, 1),
        ([["项目", "收入", ""], ["", "合计", "其中"], ["栏次", "1", "2"], ["甲", "3", "3"]], 0, 2),
        ([["甲", "乙", "丙"]] * 12, 0, 1),
    ],
)
def test_guesses(rows, skip, heads):
    found = guessed(Block("表", rows))
    assert (found.skip, found.heads) == (skip, heads)


def test_the_row_of_column_numbers_below_the_heading_is_left_out_and_told():
    rows = [["项目", "收入", ""], ["", "合计", "其中"], ["栏 次", "1", "2"], ["甲", "3", "3"]]
    made = built(Block("表", rows), Reading(heads=2, role="income", title="表"))
    assert made.draft.rows == [["甲", "3", "3"]]
    assert made.notes == ["表头下的栏次行没有写入。"]


def test_columns_that_nothing_fills_are_left_out_and_short_rows_are_filled_up():
    rows = [["项目", "金额", "", ""], ["甲"], ["乙", "2", "", ""]]
    made = built(Block("表", rows), Reading(role="income", title="表"))
    assert made.draft.columns == ["项目", "金额"]
    assert made.draft.rows == [["甲", None], ["乙", "2"]]


def test_a_figure_without_a_heading_is_told_with_its_column():
    rows = [["项目", "金额"], ["甲", "1", "9"]]
    made = built(Block("表", rows), Reading(role="income", title="表"))
    assert [fault.place for fault in made.faults] == ["表头第 3 列"]


def test_words_among_numbers_are_asked_about_and_stored_as_they_are():
    rows = [["项目", "金额"], *[[f"甲{n}", "1"] for n in range(6)], ["乙", "l.5"]]
    made = built(Block("表", rows), Reading(role="income", title="表"))
    assert made.faults == []
    assert made.notes == ["第 7 行“金额”是“l.5”，这一列别的都是数，请核对。"]


@pytest.mark.parametrize(
    "cell, words", [(NO_RESULT, "公式没有结果"), (f"{LOST}41080023000000001234", "已经丢失")]
)
def test_cells_that_a_workbook_lost_are_told(cell, words):
    made = built(Block("表", [["项目", "金额"], ["甲", cell]]), Reading(role="income", title="表"))
    assert [(fault.place, words in fault.message) for fault in made.faults] == [
        ("第 1 行第 2 列", True)
    ]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
BLOCKS = st.lists(
    st.builds(
        Block,
        name=TEXTS,
        rows=st.lists(st.lists(TEXTS, max_size=5), max_size=6),
        columns=st.none() | st.lists(TEXTS, max_size=5),
    ),
    min_size=1,
    max_size=4,
)


@given(BLOCKS)
def test_blocks_go_to_a_page_and_back_unchanged(blocks):
    assert from_json(to_json(blocks)) == blocks


@given(BLOCKS, st.integers(0, 20), st.integers(0, 8))
def test_any_block_is_read_as_a_table_or_told_what_is_wrong(blocks, skip, heads):
    for block in blocks:
        built(block, guessed(block))
        made = built(block, Reading(skip=skip, heads=heads, role=OTHER, title="表"))
        width = len(made.draft.columns)
        assert made.faults or all(len(row) == width for row in made.draft.rows)
        assert len(made.shown) == len(made.draft.rows)


ODD = [
    "", "{", "[]", "null", "3", '"a"', "[[]]", '[["a",null,[["b",1]]]]', '[["a",null,"rows"]]',
    '[["a","c",[]]]', '[[1,null,[]]]', "[" * 5000, '{"a":1}', json.dumps([["a", None, []]] * 61),
]  # fmt: skip


@pytest.mark.parametrize(
    "block", [["\ud800", None, []], ["表", ["\ud800"], []], ["表", None, [["甲", "\udfff"]]]]
)
def test_half_a_sign_that_no_page_can_show_is_refused(block):
    with pytest.raises(ContentBroken, match="不是一个完整的字"):
        from_json(json.dumps([block]))
    assert from_json('[["\\ud83d\\ude00",null,[]]]') == [Block("\U0001f600", [])]


@pytest.mark.parametrize("content", ODD)
def test_what_a_page_never_carried_is_refused(content):
    with pytest.raises(ContentBroken):
        from_json(content)


FILE = """
document: {title: 某局2023年度预算, year: 2023, kind: budget, money_unit: 万元, unit_name: 某局}
tables:
  - form: 预算01表
    title: 收支预算表
    role: income_expenditure
    note: 抄录
    columns: [收入/项目, 收入/金额]
    rows:
      - [一、财政拨款, '1,020.50']
      - [null, 0.00]
  - {title: 三公经费, columns: [合计], rows: []}
"""


@pytest.mark.parametrize("as_json", [False, True])
def test_a_data_file_is_read_as_it_is_written(as_json):
    data = FILE.encode()
    if as_json:
        row = [["一、财政拨款", "1,020.50"], [None, "0.00"]]
        told = {
            "document": {
                "title": "某局2023年度预算", "year": 2023, "kind": "budget",
                "money_unit": "万元", "unit_name": "某局",
            },
            "tables": [
                {
                    "form": "预算01表", "title": "收支预算表", "role": "income_expenditure",
                    "note": "抄录", "columns": ["收入/项目", "收入/金额"], "rows": row,
                },
                {"title": "三公经费", "columns": ["合计"], "rows": []},
            ],
        }  # fmt: skip
        data = json.dumps(told).encode()
    read = read_disclosed(data)
    assert (read.title, read.year, read.kind) == ("某局2023年度预算", 2023, "BUDGET")
    assert (read.money_unit, read.unit_name) == ("万元", "某局")
    (block, reading), (empty, other) = read.tables
    assert block.columns == ["收入/项目", "收入/金额"]
    assert block.rows == [["一、财政拨款", "1,020.50"], ["", "0.00"]]
    assert reading == Reading(
        heads=0, role="income_expenditure", form="预算01表", title="收支预算表", note="抄录"
    )
    assert (empty.rows, other.role) == ([], "three_public")


WRONG_FILES = {
    "nothing": (b"", "没有内容"),
    "blanks": (b" \n", "没有内容"),
    "a picture": (b"\x89PNG....", "像是图片"),
    "no tables": (b"document: {title: a}", "没有 tables"),
    "no list": ("tables: 甲".encode(), "没有 tables"),
    "a list": (b"- a", "没有 tables"),
    "GBK": ("tables: [{title: 收入支出决算总表}]".encode("gbk"), "GBK"),
    "no table": (b"tables: [a]", "应为一张小表"),
    "rows in rows": (b"tables: [{title: a, columns: [b], rows: [[[1]]]}]", "应为文字或数字"),
    "a row that is none": (b"tables: [{title: a, columns: [b], rows: [c]}]", "应为列表"),
    "rows that are a table": (b"tables: [{title: a, columns: [b], rows: {c: d}}]", "应为列表"),
    "an alias": (b"tables: [{title: &a b, columns: [*a]}]", "引用"),
    "a tag": (b"tables: [{title: !!python/object:os.system x}]", "类型标记"),
    "no YAML": (b"tables: [a", "方括号"),
    "too large": (b"#" * (1024 * 1024 + 1), "超过 1 MB"),
}


@pytest.mark.parametrize("what", WRONG_FILES)
def test_a_file_that_is_none_is_refused_in_words(what):
    data, words = WRONG_FILES[what]
    with pytest.raises(SheetUnreadable) as refusal:
        read_disclosed(data)
    assert words in " ".join(fault.message for fault in refusal.value.faults)


@given(st.binary(max_size=300))
def test_no_file_whatever_makes_it_fall_over(data):
    with contextlib.suppress(SheetUnreadable):
        read_disclosed(b"tables:\n" + data)


@pytest.mark.parametrize("kind", ["BUDGET", "FINAL"])
@pytest.mark.parametrize("role", [*USUAL, *FURTHER], ids=lambda role: role.code)
def test_the_usual_name_of_a_table_tells_its_role(role, kind):
    assert role_of_title(f"2023年{role.name(kind)}") == role.code


def test_missing_tables_are_told_by_their_names():
    roles = {role.code for role in USUAL}
    assert missing("BUDGET", roles | {"other_1"}) == []
    assert missing("FINAL", roles - {"income", "three_public"}) == [
        "收入决算表", "一般公共预算财政拨款“三公”经费支出决算表",
    ]  # fmt: skip


def test_other_tables_get_roles_of_their_own():
    assert free_role("income", {"income"}) == "income"
    assert free_role(OTHER, {"other_1", "other_3"}) == "other_2"
