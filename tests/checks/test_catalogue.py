"""The catalogue of checks: every code that is said is in it, and every one in it can be said."""

import ast
from pathlib import Path

import pytest

import scoring.checks
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.finding import WORST_FIRST
from scoring.checks.run import findings
from tests.checks import published
from tests.checks.build import CHOSEN, FALLBACK, full, fund, funded, right, row, sheet

CASES = Path(__file__).parent / "cases"
FOLDER = Path(scoring.checks.__path__[0])

WRITTEN = {path.stem for path in CASES.glob("*.yaml")}

# code -> severity -> a sheet that is told so
PROVOKED = {
    "total-sum": {
        "error": right(total="97"),
        "doubt": right(rows=[full("50"), row("≥95%", "96%", "40", "")], total="97"),
        "rounding": right(rows=[full("50"), row("提升", "提升", "40", "39.6")], total="100"),
    },
    "total-narrative": {
        "error": sheet(total="97.7", narrative_total="97.9"),
        "rounding": sheet(total="98", narrative_total="97.9"),
    },
    "sheet-unfilled": {"doubt": sheet([row("≥95%", "", "90", "")])},
    "points-whole": {
        "error": right(rows=[full("60"), full("40")]),
        "doubt": right(rows=[full("60"), full("40")], total_points=""),
    },
    "block-points": {
        "error": right(blocks={"产出指标": "45"}),
        "doubt": right(
            rows=[full("50"), row("提升", "提升", "", "5"), full("40", block="效益")],
            blocks={"产出指标": "60"},
        ),
    },
    "block-edition": {"doubt": published.school_2022()},
    "fund-rate": {
        "error": sheet((), [fund(annual="20", executed="10", rate="60%")]),
        "doubt": sheet((), [fund(annual="", executed="10", rate="60%")]),
        "rounding": sheet((), [fund(annual="3.0", executed="1.0", rate="35%")]),
    },
    "fund-parts": {
        "error": sheet((), [fund(annual="20"), fund("财政", at=1, annual="30")]),
        "doubt": sheet((), [fund(annual="20"), fund("财政", at=1, annual="10")]),
        "rounding": sheet((), [fund(annual="20.0"), fund("财政", at=1, annual="20.04")]),
    },
    "sub-row-points": {"doubt": published.farming_2023()},
    "execution-score": {
        "error": sheet((), [fund(annual="20.00", executed="9.00", points="10", score="9")]),
        "doubt": sheet(
            (), [fund(annual="20.00", executed="9.00", points="10", score="9")], terms=FALLBACK
        ),
        "rounding": sheet((), [fund(annual="20000.0", executed="9034", points="10", score="4.5")]),
    },
    "execution-over": {"doubt": sheet((), [fund(annual="20", executed="30")])},
    "line-score": {
        "error": sheet([row("≥95%", "97", "3", "2")]),
        "doubt": sheet([row("≥95%", "97", "3", "2")], terms=FALLBACK),
        "rounding": sheet([row("≥95%", "93%", "3", "2.9")]),
    },
    "score-above-points": {"error": sheet([row("≥95%", "97", "3", "4")])},
    "line-judged": {"doubt": sheet([row("≥95%", "约一半", "3", "3")])},
    "reason-missing": {"doubt": sheet([row("提升", "部分", "3", "2")])},
    "actual-copied": {"doubt": published.gauges_2022()},
    "points-without-actual": {"doubt": sheet([row("≥95%", "", "3", "3")])},
    "far-above": {
        "doubt": sheet([row("≥10场", "13场", "3", "3")], terms=CHOSEN._replace(over_percent=130))
    },
    "zero-of-zero": {"doubt": sheet([row("0", "0", "3", "3")])},
    "management-rate": {
        "error": sheet([row("≤100%", "100", "1", "1", known=published.THREE_PUBLIC_2021)]),
        "doubt": sheet([row("=100%", "100", "1", "1", known=published.COUNTED)]),
    },
    "weighted-score": {
        "error": sheet([row("提升", "提升", "", "8", raw="90", weight="10")]),
        "rounding": sheet([row("提升", "提升", "", "14.3", raw="95", weight="15")]),
    },
    "weight-twice": {"doubt": sheet([row("提升", "提升", "", "1", raw="10", weight="10")])},
    "evidence-missing": {
        "doubt": sheet(
            [row("≥95%", "97", "3", "3", files=0)], terms=CHOSEN._replace(evidence="all")
        )
    },
}


@pytest.mark.parametrize("code", PROVOKED)
def test_every_check_can_be_said_with_each_of_its_severities(code):
    assert tuple(PROVOKED[code]) == tuple(s.value for s in CATALOGUE[code].severities)
    for severity, made in PROVOKED[code].items():
        said = {(one.check, one.severity.value) for one in findings(made)}
        assert (code, severity) in said


def test_every_code_in_the_source_is_in_the_catalogue_and_no_other():
    assert codes_in_the_source() == set(CATALOGUE) == set(PROVOKED) | WRITTEN


def codes_in_the_source():
    """What is given as `check`, or to the helper of `actuals` that makes doubts."""
    found = set()
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            given = [word.value for word in node.keywords if word.arg == "check"]
            if isinstance(node.func, ast.Name) and node.func.id == "_doubt":
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
