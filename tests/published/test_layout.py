"""Rows of named cells stand where they stood in print."""

import pytest

from scoring.published.layout import Part, lay_out
from scoring.published.table import unlike


def part(name, *rows):
    return Part(name, tuple(dict.fromkeys(key for row in rows for key in row)), rows)


def side(name, *items):
    return part(name, *({"item": item, "amount": amount} for item, amount in items))


HEADINGS = ["收入/项目", "收入/金额", "支出/项目", "支出/金额"]


def test_without_line_numbers_totals_of_one_name_stand_on_one_line():
    income = side(
        "income", ("一、财政", "1"), ("本年收入合计", "1"), ("上年结转", ""), ("收入总计", "1")
    )
    spent = side(
        "expenditure",
        ("一、服务", ""),
        ("二、外交", "1"),
        ("本年支出合计", "1"),
        ("支出总计:", "1"),
    )
    laid = lay_out([income, spent], HEADINGS)
    assert laid.headings == HEADINGS
    assert [row[0::2] for row in laid.rows] == [
        ["一、财政", "一、服务"],
        ["", "二、外交"],
        ["本年收入合计", "本年支出合计"],
        ["上年结转", ""],
        ["收入总计", "支出总计:"],
    ]


def test_totals_in_another_order_do_not_cross():
    income = side("income", ("收入合计", "1"), ("收入总计", "2"))
    spent = side("expenditure", ("支出总计", "2"), ("支出合计", "1"))
    assert [row[0::2] for row in lay_out([income, spent], HEADINGS).rows] == [
        ["收入合计", ""],
        ["收入总计", "支出总计"],
        ["", "支出合计"],
    ]


def test_line_numbers_that_repeat_are_not_followed():
    rows = [{"item": "甲", "row": "1", "amount": "1"}, {"item": "乙", "row": "1", "amount": "2"}]
    laid = lay_out([part("income", *rows), part("expenditure", *rows)], [])
    assert laid.headings == [
        "收入/项目", "收入/行次", "收入/金额", "支出/项目", "支出/行次", "支出/金额",
    ]  # fmt: skip
    assert [row[0::3] for row in laid.rows] == [["甲", "甲"], ["乙", "乙"]]


@pytest.mark.parametrize(
    "keys, headings, expected",
    [
        (["name"], ["编码/类", "编码/款", "单位（科目名称）", "合计"], ["单位（科目名称）"]),
        (["code", "name", "a"], ["代码", "名称", "总计", "合计"], ["代码", "名称", "总计"]),
        (
            ["type", "name", "unit"],
            ["类型", "项目名称", "单位", "合计"],
            ["类型", "项目名称", "单位"],
        ),
        (["a", "b", "c"], ["甲", "乙"], ["甲", "乙", "c"]),
        (["name", "a", "b"], ["合计", "名称", "甲", "乙"], ["名称", "甲", "乙"]),
        (["name", "a", "b"], ["合计", "甲", "名称"], ["合计", "甲", "名称"]),
    ],
)
def test_names_find_their_column_and_the_rest_follows(keys, headings, expected):
    laid = lay_out([part("rows", dict.fromkeys(keys, "1"))], headings)
    assert laid.headings == expected
    assert laid.rows == [["1"] * len(keys)]


def test_groups_of_columns_that_were_written_below_each_other_are_one_row():
    rows = [{"which": "预算数", "a": "1", "b": "2"}, {"which": "决算数", "a": "3", "b": "4"}]
    headings = ["预算数/甲", "预算数/乙", "决算数/甲", "决算数/乙"]
    assert lay_out([part("rows", *rows)], headings).rows == [["1", "2", "3", "4"]]
    other = ["预算数/甲", "预算数/乙", "合计/甲", "合计/乙"]
    assert len(lay_out([part("rows", *rows)], other).rows) == 2


def test_an_empty_table_keeps_its_printed_headings():
    assert lay_out([], HEADINGS) == (HEADINGS, [])


def test_a_cell_that_a_row_has_not_is_blank():
    laid = lay_out([part("rows", {"item": "甲", "amount": "1"}, {"item": "乙"})], [])
    assert laid.rows == [["甲", "1"], ["乙", ""]]


def test_headings_that_are_printed_twice_are_told_apart():
    assert unlike(["甲", "乙", "甲", "甲"]) == ("甲", "乙", "甲（续）", "甲（续2）")
