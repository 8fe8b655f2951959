"""Checks for the tests of how findings are told: nothing here depends on which checks there are."""

from scoring.checks import run_unit
from scoring.checks.catalogue import CATALOGUE
from scoring.checks.check import About
from scoring.checks.finding import Finding, Severity

CODE = "made-up"
ABOUT = About(
    CODE, "合计与各行", "印出的合计与各行相加。", "合计决定比例。", "表式。", (Severity.ERROR,)
)


def found(place, *, message="两处不同", severity=Severity.ERROR, sides=("2.00", "1.50"), paper=""):
    """A finding of the made-up check."""
    return Finding(
        check=CODE,
        severity=severity,
        place=place,
        message=message,
        printed=sides[0],
        expected=sides[1],
        paper=paper,
    )


def only(monkeypatch, *, document=None, unit=None):
    """Let these functions be the only checks of accounts and of units."""
    monkeypatch.setitem(CATALOGUE, CODE, ABOUT)
    monkeypatch.setattr(run_unit, "_OF_DOCUMENT", [document] if document else [])
    monkeypatch.setattr(run_unit, "_OF_UNIT", [unit] if unit else [])
