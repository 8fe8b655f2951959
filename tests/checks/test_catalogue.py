"""The catalogue of checks: every code that is said is in it, and every one in it can be said."""

import ast
from pathlib import Path

import pytest

import scoring.checks
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.finding import WORST_FIRST
from scoring.checks.run import findings
from tests.checks import published
from tests.checks.build import CHOSEN, funded, row, sheet
from tests.checks.test_cases import OF_THE_SYSTEM

MAKERS = {"_doubt", "doubt_of_row", "doubt_at"}
FOLDER = Path(scoring.checks.__path__[0])

# code -> severity -> a sheet that is told so; the other checks have case files
PROVOKED = {
    "management-rate": {
        "error": sheet([row("≤100%", "100", "1", "1", known=published.THREE_PUBLIC_2021)]),
        "doubt": sheet([row("=100%", "100", "1", "1", known=published.COUNTED)]),
    },
    "evidence-missing": {
        "doubt": sheet(
            [row("≥95%", "97", "3", "3", files=0)], terms=CHOSEN._replace(evidence="all")
        )
    },
}


@pytest.mark.parametrize("code", PROVOKED)
def test_every_check_without_a_case_file_can_be_said_with_each_of_its_severities(code):
    assert tuple(PROVOKED[code]) == tuple(s.value for s in CATALOGUE[code].severities)
    for severity, made in PROVOKED[code].items():
        said = {(one.check, one.severity.value) for one in findings(made)}
        assert (code, severity) in said


def test_every_code_in_the_source_is_in_the_catalogue_and_no_other():
    assert codes_in_the_source() == set(CATALOGUE)
    assert set(PROVOKED) == OF_THE_SYSTEM


def codes_in_the_source():
    """What is given as `check`, or to the helpers that make doubts."""
    found = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            given = [word.value for word in node.keywords if word.arg == "check"]
            if isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                given.append(node.args[0])
            found |= {one.value for one in given if isinstance(one, ast.Constant)}
    return found


def test_the_catalogue_is_written_for_people():
    for code, check in CATALOGUE.items():
        assert check.code == code
        assert list(check.severities) == sorted(check.severities, key=WORST_FIRST.index)
        for text in (check.compares, check.why, check.source):
            assert text.endswith("。")
            assert not set(text) & set("!！;,")


def test_what_is_said_of_a_sheet_is_said_in_its_order():
    made = published.association_2021()
    places = [one.place.split("[")[0].split("_")[0] for one in findings(made)]
    assert places == sorted(places, key=["total", "block", "funds", "indicators"].index)
    rows = [one.place for one in findings(published.gauges_2022()) if "indicators" in one.place]
    assert rows == sorted(rows)


def test_every_finding_of_a_row_names_it_and_no_other_does():
    for name in ("association_2021", "gauges_2022", "school_2022", "farming_2023"):
        for one in findings(getattr(published, name)()):
            assert (one.level3 is not None) == one.place.startswith("indicators[")


def test_a_funded_sheet_is_what_the_builder_says():
    assert findings(sheet((), [funded()])) == ()
