"""Every worked case in cases/*.toml comes out as written there."""

from decimal import Decimal

import pytest

from scoring.rules.explain import explain, explain_execution
from scoring.rules.sheet import grade_of, score_execution, score_line
from tests.rules.build import EDITIONS, HENAN, cases, funds, make_line

LINE_INPUTS = ("sign", "target", "actual", "points", "share", "unit", "doubt", "applicable")


def by_name(file):
    return [pytest.param(case, id=case["name"]) for case in cases(file)]


def expected(case):
    return Decimal(case["score"]) if case["score"] else None


@pytest.mark.parametrize("case", by_name("lines.toml"))
def test_a_line_is_scored_and_explained_as_the_case_says(case):
    edition = EDITIONS[case.get("edition", "henan-department-2021")]
    line = make_line(**{key: case[key] for key in LINE_INPUTS if key in case})
    scored = score_line(line, edition)
    assert (scored.outcome, scored.score) == (case["outcome"], expected(case))
    assert case.get("words") in (None, explain(line, edition))


@pytest.mark.parametrize("case", by_name("execution.toml"))
def test_budget_execution_is_scored_and_explained_as_the_case_says(case):
    row = funds(case.get("executed"), case.get("annual"))
    scored = score_execution(row, HENAN)
    assert (scored.outcome, scored.score) == (case["outcome"], expected(case))
    assert case.get("words") in (None, explain_execution(row, HENAN))


@pytest.mark.parametrize("case", by_name("grades.toml"))
@pytest.mark.parametrize("code", sorted(EDITIONS))
def test_a_total_gets_the_grade_that_the_case_says(case, code):
    assert grade_of(Decimal(case["total"]), EDITIONS[code]) == case["grade"]


def test_no_two_cases_of_a_file_have_the_same_name():
    for file in ("lines.toml", "execution.toml", "grades.toml"):
        names = [case["name"] for case in cases(file)]
        assert len(names) == len(set(names))
