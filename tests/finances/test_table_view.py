"""A printed table as its page shows it: what columns hold, marks, sums computed again."""

from decimal import Decimal

import pytest

from scoring.checks.finding import Finding, Severity
from scoring.checks.papers import Document
from scoring.finances.columns import Holds, held, label_columns
from scoring.finances.sums import recomputed
from scoring.finances.view import Where, counted, findings_by_role, table_view, where_of
from tests.finances.tables import table_of

# 公开02表 of a unit's final account of 2021, three of its rows.
INCOME = table_of(
    ["科目编码", "科目名称", "本年收入合计", "财政拨款收入", "其他收入"],
    [
        ["", "合计", "225.94", "220.25", "5.68"],
        ["205", "教育支出", "0.73", "0.73", ""],
        ["206", "科学技术支出", "225.21", "219.52", "5.68"],
    ],
)
TWO_SIDES = table_of(
    ["收入/项目", "收入/行次", "收入/金额", "支出/项目", "支出/行次", "支出/金额"],
    [
        ["一、财政拨款", "1", "2.00", "一、教育支出", "32", "1.50"],
        ["", "", "", "合计", "58", "1.50"],
    ],
)
LEVELS = table_of(
    ["科目编码/类", "科目编码/款", "名称", "合计"],
    [["205", "", "教育支出", "1.00"], ["205", "08", "进修", "1.00"]],
)


def finding(place, severity=Severity.ERROR, message="两数不同", check="total-sum"):
    return Finding(
        check=check, severity=severity, place=place, message=message, printed="1", expected="2"
    )


@pytest.mark.parametrize(
    "table, holding, labels",
    [
        (INCOME, "codes words amounts amounts amounts", {1}),
        (TWO_SIDES, "words codes amounts words codes amounts", {0, 3}),
        (LEVELS, "codes codes words amounts", {2}),
        (table_of(["项目", "金额"], [["合计", ""]]), "words blank", {0}),
        (table_of(["“三公”经费合计", "公务接待费"], [["4.1", "0.6"]]), "amounts amounts", set()),
    ],
)
def test_what_columns_hold_and_which_name_their_rows(table, holding, labels):
    assert held(table) == tuple(map(Holds, holding.split()))
    assert label_columns(table.columns, held(table)) == labels


def test_cells_are_shown_as_printed_and_looked_at_by_their_column():
    view = table_view(
        table_of(["编码", "名称", "金额"], [["07", "", "0.00"], ["08", "甲", "1,020.5"]]), []
    )
    assert [(cell.text, cell.look, cell.is_label) for row in view.rows for cell in row] == [
        ("07", "num", False), ("", "name stay", False), ("0.00", "n zero", False),
        ("08", "num", False), ("甲", "name stay", True), ("1,020.5", "n", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "place, where",
    [
        ("tables.income[3][2]", Where("income", 3, 2)),
        ("tables.other_12[0]", Where("other_12", 0, None)),
        ("tables.three_public", Where("three_public", None, None)),
        ("indicators[3].score", None),
        ("tables.", None),
        ("", None),
    ],
)
def test_places_of_findings(place, where):
    assert where_of(place) == where


def test_marks_stand_at_their_cells_the_worst_first_and_lead_to_the_sentence():
    found = [
        finding("tables.income[0][4]", Severity.ROUNDING),
        finding("tables.income[0][2]", Severity.DOUBT, "请核对"),
        finding("tables.income[0][2]"),
        finding("tables.income_expenditure[0][0]"),
        finding("tables.income"),
        finding("tables.income[99][99]"),
    ]
    view = table_view(INCOME, found)
    assert [(one.number, one.finding.severity, one.target, one.where) for one in view.said] == [
        (1, "error", "", ""),
        (2, "error", "r0-c2", "第 1 行 合计 本年收入合计"),
        (3, "error", "", ""),
        (4, "doubt", "r0-c2", "第 1 行 合计 本年收入合计"),
        (5, "rounding", "r0-c4", "第 1 行 合计 其他收入"),
    ]
    cell = view.rows[0][2]
    assert ([mark.number for mark in cell.marks], cell.severity) == ([2, 4], "error")
    assert view.rows[0][4].severity == "rounding"
    assert view.rows[1][2].severity == ""
    assert view.all_counts == (3, 1, 1, 0)


def test_what_was_set_aside_is_told_as_such_and_counted_by_itself():
    error, doubt = (
        finding("tables.income[0][2]"),
        finding("tables.income[0][2]", Severity.DOUBT, "请核对"),
    )
    view = table_view(INCOME, [error, doubt, finding("tables.income[0][4]")], aside={error})
    assert [(one.number, one.is_aside) for one in view.said] == [(1, True), (2, False), (3, False)]
    assert ([mark.number for mark in view.rows[0][2].marks], view.rows[0][2].severity) == (
        [1, 3], "doubt",
    )  # fmt: skip
    assert view.all_counts == (1, 1, 0, 1)
    assert view.all_counts.all == 2
    assert table_view(INCOME, [error], aside={error}).rows[0][2].severity == ""


def test_a_finding_of_another_table_that_names_this_one_is_told_as_such():
    other = finding("tables.three_public[0][0]", message="与公开02表的合计不同")
    own = finding("tables.income[0][2]", message="公开02表合计与各行之和不同")
    view = table_view(INCOME, [other, own, finding("tables.three_public[0][1]")])
    assert view.elsewhere == [other]
    assert [one.finding for one in view.said] == [own]


def test_findings_by_table_and_those_of_none():
    document = Document(year=2021, kind="FINAL", tables=(INCOME,))
    own, odd, none = (finding(p) for p in ("tables.income[0]", "tables.gone[0][0]", "title"))
    assert findings_by_role(document, [own, odd, none]) == {"income": [own], "": [odd, none]}
    assert counted([own, odd]).all == 2


def test_sums_are_computed_again_and_agree_where_rounding_explains_the_rest():
    found = recomputed(INCOME)
    down = [one for one in found[0, 2] if not one.sum.is_across]
    assert [(one.value, one.severity) for one in down] == [(Decimal("225.94"), None)]
    assert [one.severity for one in found[0, 4]] == [None]


def test_what_comes_out_otherwise_stands_at_its_figure():
    rows = [["合计", "1.00"], ["甲", "0.40"], ["乙", "0.50"]]
    view = table_view(table_of(["项目", "金额"], rows), [])
    (told,) = view.sums
    assert (told.where, told.printed, told.value) == ("第 1 行 合计 金额", "1.00", "0.90")
    assert told.differs
    assert view.rows[0][1].sums == [told]
    right = table_of(["项目", "金额"], [["合计", "0.90"], *rows[1:]])
    assert table_view(right, []).rows[0][1].sums == []
    assert len(table_view(right, [], with_sums=True).rows[0][1].sums) == 1


def test_parts_that_may_be_some_of_several_are_a_question_only():
    rows = [["一、拨款", "9"], ["其中：甲", "1"], ["乙", "2"], ["二、其他", "1"], ["合计", "10"]]
    found = recomputed(table_of(["收入/项目", "收入/金额"], rows))
    (some,) = found[0, 1]
    assert (some.value, some.severity) == (Decimal(3), Severity.DOUBT)


def test_where_nothing_is_printed_there_is_nothing_to_compute():
    rows = [["合计", ""], ["甲", "1"], ["乙", "1"]]
    assert recomputed(table_of(["项目", "金额"], rows)) == {}
    assert recomputed(table_of(["项目", "金额"], [["合计", "1"], ["甲", ""], ["乙", "—"]])) == {}


def test_an_empty_table_keeps_its_heading():
    view = table_view(table_of(["序号", "功能分类科目/编码", "功能分类科目/名称"], []), [])
    assert view.is_empty
    assert [len(row) for row in view.heads] == [2, 2]
