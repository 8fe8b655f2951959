"""Whole published sheets, cases/sheet-*.toml, and what is known of the one of 2021."""

import tomllib
from decimal import Decimal

import pytest

from scoring.rules.explain import explain, explain_execution
from scoring.rules.sheet import score_sheet
from tests.rules.build import CASES, EDITIONS, HENAN, funds, make_line

SHEETS = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(CASES.glob("sheet-*.toml"))
}
OF_2021 = SHEETS["sheet-001"]
INPUTS = ("sign", "target", "actual", "points", "share", "unit", "block")


def lines_of(sheet):
    rows = sheet["line"]
    return [make_line(key=r["name"], **{k: r[k] for k in INPUTS if k in r}) for r in rows]


def funds_of(sheet):
    return funds(sheet["execution"].get("executed"), sheet["execution"].get("annual"))


def score(sheet):
    return score_sheet(lines_of(sheet), funds_of(sheet), EDITIONS[sheet["edition"]])


each_sheet = pytest.mark.parametrize(
    "sheet", [pytest.param(sheet, id=sheet["name"]) for sheet in SHEETS.values()]
)


@each_sheet
def test_every_line_gets_the_score_written_beside_it(sheet):
    computed = [(line.key, line.score) for line in score(sheet).lines]
    assert computed == [(row["name"], Decimal(row["computed"])) for row in sheet["line"]]


@each_sheet
def test_the_lines_execution_total_and_grade_are_as_written(sheet):
    scored = score(sheet)
    assert sum(line.score for line in scored.lines) == Decimal(sheet["lines_sum"])
    assert scored.execution.score == Decimal(sheet["execution"]["score"])
    assert (
        explain_execution(funds_of(sheet), EDITIONS[sheet["edition"]])
        == sheet["execution"]["words"]
    )
    assert (scored.total, scored.grade) == (Decimal(sheet["total"]), sheet["grade"])


def test_the_sheet_of_2021_is_complete_and_its_blocks_are_those_of_the_edition():
    scored = score(OF_2021)
    assert (len(scored.lines), scored.unscored, scored.complete) == (35, 0, True)
    assert (scored.due, scored.adjustments) == (Decimal(100), ())
    assert [(block.name, block.points, block.score) for block in scored.blocks] == [
        ("投入管理指标", Decimal(30), Decimal(29)),
        ("产出指标", Decimal(25), Decimal(25)),
        ("效益指标", Decimal(35), Decimal(35)),
    ]


def test_one_line_of_2021_was_claimed_otherwise_than_the_rule_gives():
    differ = [row["name"] for row in OF_2021["line"] if row["claimed"] != row["computed"]]
    assert differ == ["预算执行率"]
    claimed = sum(Decimal(row["claimed"]) for row in OF_2021["line"])
    assert claimed == Decimal(OF_2021["claimed_sum"])


def test_the_words_of_the_lines_of_2021_carry_their_numbers():
    words = {line.key: explain(line, HENAN) for line in lines_of(OF_2021)}
    assert words["预算执行率"] == "97% ≥ 95%，达标，得满分"
    assert words["经济效益"] == "0 = 0，达标，得满分"
    assert words["政府釆购执行率"] == "0 ÷ 100 × 1 = 0.00"
