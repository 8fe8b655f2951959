"""Every check says what its case file expects, and is silent where the file expects silence."""

import pytest

from scoring.checks.catalogue import CATALOGUE
from tests.checks.cases import FOLDER, cases_of, found_in

# what no published paper holds: figures of the system and uploaded files, see test_catalogue
OF_THE_SYSTEM = {"management-rate", "evidence-missing"}
CODES = [code for code in CATALOGUE if code not in OF_THE_SYSTEM]
CASES = [
    pytest.param(code, case, id=f"{code}: {case['case']}")
    for code in CODES
    if (FOLDER / f"{code}.yaml").exists()
    for case in cases_of(code)
]
SIDES = ("severity", "place", "printed", "expected")


@pytest.mark.parametrize(("code", "case"), CASES)
def test_a_check_says_this_and_no_more(code, case):
    told = [one for one in found_in(case) if one.check == code]
    said = [
        {key: one.severity.value if key == "severity" else getattr(one, key) for key in SIDES}
        for one in told
    ]
    assert said == [{key: wanted.get(key) for key in SIDES} for wanted in case["found"]]
    for one, wanted in zip(told, case["found"], strict=True):
        assert wanted.get("says", "") in one.message
        assert wanted.get("paper", one.paper) == one.paper
        assert wanted.get("unit", one.unit) == one.unit


@pytest.mark.parametrize("code", CODES)
def test_a_case_file_shows_every_severity_and_a_paper_that_is_right(code):
    cases = cases_of(code)
    severities = {wanted["severity"] for case in cases for wanted in case["found"]}
    assert severities == {severity.value for severity in CATALOGUE[code].severities}
    assert any(not case["found"] for case in cases)


def test_no_case_file_is_of_a_check_that_there_is_not():
    assert {path.stem for path in FOLDER.glob("*.yaml")} <= set(CATALOGUE)
