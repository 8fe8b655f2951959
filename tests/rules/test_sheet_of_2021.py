"""The published self-evaluation of 2021: thirty-five lines, execution of 145.71 %, total 99.00."""

import tomllib
from decimal import Decimal

import pytest

from scoring.rules.explain import explain, explain_execution
from scoring.rules.sheet import score_sheet
from tests.rules.build import CASES, HENAN, funds, make_line

SHEET = tomllib.loads((CASES / "sheet-001.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lines():
    inputs = ("sign", "target", "actual", "points", "unit", "block")
    return [make_line(key=row["name"], **{k: row[k] for k in inputs}) for row in SHEET["line"]]


@pytest.fixture(scope="module")
def scored(lines):
    return score_sheet(
        lines, funds(SHEET["execution"]["executed"], SHEET["execution"]["annual"]), HENAN
    )


def test_every_line_gets_the_score_written_beside_it(scored):
    computed = {line.key: line.score for line in scored.lines}
    assert computed == {row["name"]: Decimal(row["computed"]) for row in SHEET["line"]}
    assert len(computed) == 35


def test_the_lines_execution_total_and_grade_are_as_written(scored):
    assert sum(line.score for line in scored.lines) == Decimal(SHEET["lines_sum"])
    assert scored.execution.score == Decimal(SHEET["execution"]["score"])
    assert scored.total == Decimal(SHEET["total"])
    assert (scored.grade, scored.unscored, scored.due) == (SHEET["grade"], 0, Decimal(100))
    assert scored.adjustments == ()


def test_the_blocks_stand_in_the_order_and_with_the_points_of_the_edition(scored):
    blocks = [(block.name, block.points, block.score) for block in scored.blocks]
    assert blocks == [
        ("投入管理指标", Decimal(30), Decimal(29)),
        ("产出指标", Decimal(25), Decimal(25)),
        ("效益指标", Decimal(35), Decimal(35)),
    ]


def test_one_line_was_claimed_otherwise_than_the_rule_gives():
    differ = [row["name"] for row in SHEET["line"] if row["claimed"] != row["computed"]]
    assert differ == ["预算执行率"]
    assert sum(Decimal(row["claimed"]) for row in SHEET["line"]) == Decimal(SHEET["claimed_sum"])


def test_the_words_of_the_sheet_carry_its_numbers(lines):
    words = {line.key: explain(line, HENAN) for line in lines}
    assert words["预算执行率"] == "97% ≥ 95%，达标，得满分"
    assert words["经济效益"] == "0 = 0，达标，得满分"
    assert words["政府釆购执行率"] == "0 ÷ 100 × 1 = 0.00"
    row = SHEET["execution"]
    assert explain_execution(funds(row["executed"], row["annual"]), HENAN) == row["words"]
