"""Merged headings: every path is told once, spans add up, and what is copied is read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.finances.heads import heading_rows, paths_of
from tests.finances.tables import as_copied

WORDS = st.text("甲乙丙丁戊己", min_size=1, max_size=2)
# Names come again, groups beside leaves of the same name: whatever a table may print.
PATHS = st.lists(st.lists(WORDS, min_size=1, max_size=4).map("/".join), min_size=1, max_size=10)
# A heading as people make one: what stands below the same heading has different names.
TREES = st.recursive(
    st.none(), lambda below: st.dictionaries(WORDS, below, min_size=1, max_size=3), max_leaves=12
).filter(bool)


def leaves(tree, above=()):
    if tree is None:
        return ["/".join(above)]
    return [path for name, below in tree.items() for path in leaves(below, (*above, name))]


def columns_under(head):
    return range(head.column, head.column + head.columns)


@given(PATHS)
def test_the_cells_of_a_heading_cover_it_without_gap_or_overlap(paths):
    heads = heading_rows(paths)
    covered = [
        (head.row + down, column)
        for row in heads
        for head in row
        for down in range(head.rows)
        for column in columns_under(head)
    ]
    assert sorted(covered) == [(row, at) for row in range(len(heads)) for at in range(len(paths))]


@given(PATHS)
def test_from_top_to_bottom_every_column_reads_as_its_path(paths):
    heads = heading_rows(paths)
    for column, path in enumerate(paths):
        texts = [head.text for row in heads for head in row if column in columns_under(head)]
        assert texts == path.split("/")


@given(PATHS)
def test_a_heading_of_several_columns_is_a_group_and_a_leaf_reaches_the_last_row(paths):
    heads = heading_rows(paths)
    for head in (head for row in heads for head in row):
        assert head.is_group or (head.columns == 1 and head.row + head.rows == len(heads))
        assert not head.is_group or head.rows == 1


@given(TREES)
def test_what_a_spreadsheet_copies_is_read_back_as_the_same_paths(tree):
    paths = leaves(tree)
    assert paths_of(as_copied(heading_rows(paths), len(paths))) == paths


def test_three_levels_of_a_published_budget():
    paths = [
        "科目编码/类", "科目编码/款", "合计", "基本支出/小计", "基本支出/人员经费/工资福利支出",
        "基本支出/人员经费/对个人和家庭的补助", "项目支出/小计",
    ]  # fmt: skip
    told = [[(head.text, head.rows, head.columns) for head in row] for row in heading_rows(paths)]
    assert told == [
        [("科目编码", 1, 2), ("合计", 3, 1), ("基本支出", 1, 3), ("项目支出", 1, 1)],
        [("类", 2, 1), ("款", 2, 1), ("小计", 2, 1), ("人员经费", 1, 2), ("小计", 2, 1)],
        [("工资福利支出", 1, 1), ("对个人和家庭的补助", 1, 1)],
    ]


def test_headings_of_one_name_under_two_others_stay_apart():
    rows = heading_rows(["预算数/合计/甲", "决算数/合计/甲", "决算数/合计/乙"])
    assert [(head.text, head.column, head.columns) for head in rows[1]] == [
        ("合计", 0, 1),
        ("合计", 1, 2),
    ]


COPIED = {
    "one row": ([["项目", "金额"]], ["项目", "金额"]),
    "merged to the right": ([["收入", "", "支出"], ["项目", "金额", "项目"]],
                            ["收入/项目", "收入/金额", "支出/项目"]),
    "merged downwards": ([["项目", "收入", ""], ["", "合计", "其中"]],
                         ["项目", "收入/合计", "收入/其中"]),
    "a short last row": ([["甲", "乙", ""], ["", "丙", "丁"]], ["甲", "乙/丙", "乙/丁"]),
    "nothing above the last column": ([["甲", "乙", ""]], ["甲", "乙", ""]),
    "the same heading twice": ([["名称", "金额", "名称", "金额", "名称"]],
                               ["名称", "金额", "名称（续）", "金额（续）", "名称（续2）"]),
    "a stroke within a heading": ([["单位/科目", "金额"]], ["单位／科目", "金额"]),
    "a heading in two lines": ([["项目\n支出"]], ["项目支出"]),
}  # fmt: skip


@pytest.mark.parametrize("what", COPIED)
def test_copied_headings(what):
    rows, paths = COPIED[what]
    assert paths_of(rows) == paths
