"""Where a finding stands, in words and as an id, and which finding it is."""

from dataclasses import replace
from decimal import Decimal

import pytest

from projects.values import BLANK, Printed
from scoring.checks.finding import Finding, Severity
from scoring.checks.located import digest_of, gap_of, located_findings, worst_first
from scoring.checks.papers import Document, Paper, Table, Unit
from scoring.checks.places import Kind, Place, place_of
from scoring.checks.sheet import Fund, Sheet, Text
from tests.checks.cases import unit_of

SHEET = Sheet(
    funds=(Fund(0, "年度资金总额：", is_total=True),),
    goals=(Text(0, "目标一"),),
    tasks=(Text(0, ""),),
)
PAPER = Paper("自评表", SHEET, key="a")
TABLE = Table("income", "公开01表", ("收入/合计", "支出/基本支出"), ((BLANK, BLANK),))
DOCUMENT = Document(2021, "FINAL", (TABLE,), name="决算", key="d")


def found(place, **more):
    said = {"check": "total-sum", "severity": Severity.ERROR, "message": "不等"}
    return Finding(**said | {"place": place, "printed": "97.7", "expected": "97.90"} | more)


PLACES = {
    "indicators[5].score": Place("第 6 行 预算执行率 得分", "line-6"),
    "indicators[5].other": Place("第 6 行 预算执行率", "line-6"),
    "funds[0].annual_budget": Place("资金 年度资金总额 全年数", "funds"),
    "funds[9].annual_budget": Place("资金 全年数", "funds"),
    "goals[0].content": Place("年度目标 目标一 主要内容", "goals"),
    "tasks[0]": Place("年度主要任务 1", "tasks"),
    "total_printed": Place("总分", "line-total"),
    "block_points.产出指标": Place("产出指标分值", "lines"),
    "block_points": Place("一级指标分值", "lines"),
    "": Place("全表"),
    "unheard.of": Place("预算执行率"),
}


@pytest.mark.parametrize("path", PLACES)
def test_a_place_of_a_sheet_is_called_as_people_call_it(path):
    assert place_of(found(path, level3="预算执行率"), PAPER) == PLACES[path]


CELLS = {
    "tables.income[26][1]": Place("公开01表 第 27 行 基本支出", "r26-c1", "income"),
    "tables.income[26]": Place("公开01表 第 27 行", "r26", "income"),
    "tables.income[0][9]": Place("公开01表 第 1 行", "r0-c9", "income"),
    "tables.income": Place("公开01表", "", "income"),
    "tables.other[0][0]": Place("全部表格"),
    "": Place("全部表格"),
}


@pytest.mark.parametrize("path", CELLS)
def test_a_cell_of_accounts_is_named_by_table_row_and_heading(path):
    assert place_of(found(path), DOCUMENT) == CELLS[path]


def digest(finding, kind=Kind.SHEET, key="a"):
    return digest_of(finding, kind=kind, key=key, spot=finding.place)


@pytest.mark.parametrize(
    "other",
    [
        {"check": "fund-parts"},
        {"severity": Severity.DOUBT},
        {"place": "narrative_total"},
        {"level3": "另一行"},
        {"message": "相差 0.20"},
        {"printed": "97.8"},
        {"expected": "97.91"},
        {"expected": None},
    ],
)
def test_anything_else_that_is_said_is_another_finding(other):
    one = found("total_printed")
    assert digest(one) == digest(replace(one, paper="称呼不同"))
    assert digest(replace(one, **other)) != digest(one)


def test_the_same_of_another_paper_is_another_finding():
    one = found("total_printed")
    assert len({digest(one), digest(one, key="b"), digest(one, kind=Kind.PLAN)}) == 3


def unit(*papers, **more):
    return Unit("某市科协", 2021, sheets=papers, **more)


def across(monkeypatch, *findings):
    monkeypatch.setattr("scoring.checks.located.across_findings", lambda unit: findings)
    monkeypatch.setattr("scoring.checks.run_unit.findings", lambda sheet: ())
    monkeypatch.setattr("scoring.checks.located.document_findings", lambda document: ())


def test_what_lies_between_papers_stands_on_the_one_that_it_names(monkeypatch):
    across(
        monkeypatch, found("total_printed", paper="自评表"), found("tables.income", paper="决算")
    )
    told = list(located_findings(unit(PAPER, accounts=(DOCUMENT,)), key="u"))
    assert [(one.kind, one.key, one.place.words, one.is_across) for one in told] == [
        (Kind.SHEET, "a", "总分", True),
        (Kind.DOCUMENT, "d", "公开01表", True),
    ]


def test_where_two_are_called_so_or_none_it_stands_on_none(monkeypatch):
    across(monkeypatch, found("total_printed", paper="自评表"), found("", paper="无此表"))
    told = list(located_findings(unit(PAPER, PAPER._replace(key="b")), key="u"))
    assert [(one.kind, one.key, one.place.words) for one in told] == [
        (Kind.BETWEEN, "u", "各表之间"),
        (Kind.BETWEEN, "u", "各表之间"),
    ]


def test_what_is_said_twice_is_one_finding(monkeypatch):
    across(monkeypatch, *[found("total_printed", paper="自评表")] * 2)
    assert len(list(located_findings(unit(PAPER), key="u"))) == 1


def test_the_worst_comes_first_then_what_lies_furthest_apart():
    mild = found("", severity=Severity.ROUNDING, printed="0", expected="99")
    none = found("", printed="好坏", expected=None)
    far = found("", printed="1%", expected="90%")
    near = found("")
    assert sorted([mild, none, near, far], key=worst_first) == [far, near, none, mild]
    assert (gap_of(near), gap_of(none), gap_of(far)) == (Decimal("-0.20"), None, -89)


def test_a_long_place_is_cut():
    long = Paper("表", SHEET._replace(funds=(Fund(0, "长" * 300),)))
    assert len(place_of(found("funds[0].rate"), long).words) == 200


def test_blank_is_no_figure():
    assert gap_of(found("", printed="", expected="0")) is None
    assert Printed("", None) == BLANK


def test_what_a_sheet_says_of_its_targets_is_not_said_of_the_plan_again():
    funds = [
        {"label": "年度资金总额", "annual_budget": "20.00"},
        {"label": "财政拨款", "annual_budget": "30.00"},
    ]
    rows = [{"level1": "产出指标", "level3": "培训", "target": "≥10次"}]
    own = {"subject": "甲项目", "funds": funds, "indicators": rows}
    other = {"subject": "乙项目", "funds": funds, "indicators": rows}
    made = unit_of({"plans": [own, other], "sheets": [own]})
    told = [
        (one.kind.value, one.finding.paper)
        for one in located_findings(made, key="unit")
        if one.finding.check == "fund-parts"
    ]
    assert told == [("plan", "乙项目 绩效目标表"), ("sheet", "甲项目 自评表")]
