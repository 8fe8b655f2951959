"""One sheet as other systems read it: worked by hand from the sheet of `conftest`."""

import pytest

from scoring.entries import LineEntry
from scoring.services.scores import rescore
from tests.api.conftest import LIST
from tests.factories import (
    fill_sheet,
    make_draft,
    make_plan,
    make_project,
    make_sheet,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body(ask, sheet):
    status, body = ask(f"{LIST}{sheet.public_id}/")
    assert status == 200
    return body


def test_a_line_says_what_was_typed_what_the_rule_gives_and_why(body, sheet):
    assert body["id"] == str(sheet.public_id)
    assert body["lines"][0] == {
        "row": 0,
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "第0项",
        "target": "≥95%",
        "actual": "93%",
        "points": "23.00",
        "computed": "22.52",  # 93 x 23 / 95 = 22.5157...
        "claimed": "22.00",
        "reason": "场地关闭",
        "not_applicable": False,
        "rule": "at_least",
        "outcome": "short",
        "explanation": "93 ÷ 95 × 23 = 22.52",
    }


def test_rows_are_counted_from_0_through_all_blocks(body):
    assert [line["row"] for line in body["lines"]] == [0, 1, 2, 3]
    assert [line["level1"] for line in body["lines"]] == ["产出指标"] * 3 + ["效益指标"]


def test_an_unprinted_second_level_is_null(body):
    assert [line["level2"] for line in body["lines"]] == ["数量指标"] * 3 + [None]


def test_blank_zero_and_not_applicable_are_three_things(unit, filer, ask):
    sheet = fill_sheet(
        sheet=make_sheet(department=unit),
        by=filer,
        lines={
            0: LineEntry(),
            1: LineEntry(text="0%", claimed=0),
            2: LineEntry(not_applicable=True, deviation="当年没有开展"),
        },
    )
    _, body = ask(f"{LIST}{sheet.public_id}/")
    told = ("actual", "computed", "claimed", "not_applicable")
    blank, zero, not_applicable = ([line[key] for key in told] for line in body["lines"][:3])
    assert blank == [None, None, None, False]
    assert zero == ["0%", "0.00", "0.00", False]
    assert not_applicable == [None, None, None, True]


def test_funds_give_amounts_with_the_digits_that_were_filed(body):
    assert body["funds"][0] == {
        "label": "资金总额",
        "is_total": True,
        "initial": "100",
        "initial_text": "100",
        "annual": "200.00",
        "annual_text": "200.00",
        "executed": "150.0",
        "executed_text": "150.0",
        "rate": "75.00",
        "printed_rate": "",
    }


def test_execution_blocks_and_adjustments_add_up_to_the_total(body):
    # 10 x 150 / 200 = 7.50; (7.50 + 22.52 + 22.00) of 78 points that apply = 66.69 of 100
    assert (body["execution"]["points"], body["execution"]["computed"]) == ("10.00", "7.50")
    assert [(row["computed"], row["claimed"]) for row in body["blocks"]] == [
        ("22.52", "22.00"),
        ("22.00", "22.00"),
    ]
    assert [(row["code"], row["score"]) for row in body["adjustments"]] == [("rescaled", "14.67")]
    assert body["computed_total"] == "66.69"


def test_a_finding_names_its_place_and_both_sides(body):
    finding = next(one for one in body["findings"] if one["check"] == "line-score")
    assert finding == {
        "check": "line-score",
        "severity": "doubt",
        "place": "indicators[0].score",
        "message": "93 ÷ 95 × 23 = 22.52，表中印 22 分，已写原因，请核对",
        "printed": "22",
        "expected": "22.52",
        "level3": "第0项",
    }


def test_a_sheet_without_lines_and_funds_is_answered_with_empty_lists(unit, ask):
    draft = make_draft()
    draft.indicators.clear()
    draft.funds.clear()
    sheet = make_sheet(plan=make_plan(department=unit, draft=draft))
    status, body = ask(f"{LIST}{sheet.public_id}/")
    assert status == 200
    assert (body["funds"], body["lines"], body["blocks"]) == ([], [], [])
    assert body["findings"] == []
    assert body["execution_rate"] is None


def test_an_amount_of_33_digits_keeps_every_one(unit, filer, ask):
    sheet = make_sheet(department=unit)
    line = sheet.fund_results.get(fund_line__is_total=True)
    line.executed = line.executed_text = "123456789012345.000000000000000001"
    line.save()
    rescore(sheet=sheet)
    _, body = ask(f"{LIST}{sheet.public_id}/")
    assert body["funds"][0]["executed"] == "123456789012345.000000000000000001"
    assert body["execution_rate"] == body["funds"][0]["rate"] == "61728394506172.50"


def test_a_project_is_told_with_its_name_and_code(unit, ask):
    project = make_project(department=unit, name="科普活动", code="410800210000000012345")
    sheet = make_sheet(plan=make_plan(department=unit, project=project))
    _, body = ask(f"{LIST}{sheet.public_id}/")
    told = {key: body[key] for key in ("subject", "title", "project_code")}
    assert told == {
        "subject": "project",
        "title": "科普活动",
        "project_code": "410800210000000012345",
    }
