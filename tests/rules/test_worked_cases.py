"""Every worked case in cases/*.toml comes out as written there."""

from decimal import Decimal

import pytest

from scoring.rules.explain import explain, explain_execution
from scoring.rules.sheet import grade_of, score_execution, score_line, score_sheet
from tests.rules.build import CASES, EDITIONS, cases, funds, make_line
from tests.rules.variants import edition_of, line_of

LINE_FILES = ("lines.toml", "ways.toml", "days-and-intervals.toml")
FILES = (*LINE_FILES, "execution.toml", "grades.toml", "totals.toml")


def by_name(*files):
    return [pytest.param(case, id=case["name"]) for file in files for case in cases(file)]


def expected(case):
    return Decimal(case["score"]) if case["score"] else None


@pytest.mark.parametrize("case", by_name(*LINE_FILES))
def test_a_line_is_scored_and_explained_as_the_case_says(case):
    edition, line = edition_of(case), line_of(case)
    scored = score_line(line, edition)
    assert (scored.outcome, scored.score) == (case["outcome"], expected(case))
    assert case.get("words") in (None, explain(line, edition))


@pytest.mark.parametrize("case", by_name("execution.toml"))
def test_budget_execution_is_scored_and_explained_as_the_case_says(case):
    row, edition = funds(case.get("executed"), case.get("annual")), edition_of(case)
    scored = score_execution(row, edition)
    assert (scored.outcome, scored.score) == (case["outcome"], expected(case))
    assert case.get("words") in (None, explain_execution(row, edition))


@pytest.mark.parametrize("case", by_name("grades.toml"))
@pytest.mark.parametrize("code", sorted(EDITIONS))
def test_a_total_gets_the_grade_that_the_case_says(case, code):
    assert grade_of(Decimal(case["total"]), EDITIONS[code]) == case["grade"]


@pytest.mark.parametrize("case", by_name("totals.toml"))
def test_a_sheet_comes_to_the_total_by_the_rows_that_the_case_says(case):
    lines = [make_line(**one) for one in case["line"]]
    sheet = score_sheet(lines, funds(case["executed"], case["annual"]), edition_of(case))
    assert (sheet.total, sheet.grade or "") == (Decimal(case["total"]), case["grade"])
    rows = [(row.code, str(row.score), row.explanation) for row in sheet.adjustments]
    assert rows == [(row["code"], row["score"], row["words"]) for row in case["row"]]
    used = [Decimal(own) for own in case.get("used", [one["points"] for one in case["line"]])]
    assert [line.points for line in sheet.lines] == used


def test_every_file_of_cases_is_read():
    assert {path.name for path in CASES.glob("*.toml")} == {*FILES, "sheet-001.toml"}


def test_no_two_cases_of_a_file_have_the_same_name():
    for file in FILES:
        names = [case["name"] for case in cases(file)]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("code", sorted(EDITIONS))
def test_every_shipped_edition_has_cases_of_its_own(code):
    own = [case for file in FILES for case in cases(file) if case.get("edition") == code]
    plain = [case for case in own if not {"choices", "ways", "execution_bands"} & set(case)]
    assert len(plain) >= 3
