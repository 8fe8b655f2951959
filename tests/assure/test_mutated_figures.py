"""Figures changed on purpose: how they are changed, that most are noticed, and no false alarm."""

import dataclasses
from decimal import Decimal
from types import SimpleNamespace

import pytest

from perf.assure import mutated
from scoring.checks.finding import Finding, Severity

D = Decimal


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("97.7", "98.7"),
        ("225.94", "225.84"),
        ("19.76%", "19.86%"),
        ("1,403.69", "1,403.79"),
        ("-4.23", "-4.33"),
        ("9", "19"),
        ("≥95%", "≥85%"),
        ("≥8次", "≥18次"),
    ],
)
def test_a_figure_is_changed_in_its_last_digit_but_one(text, changed):
    assert mutated.changed(text) == changed


@pytest.fixture(scope="module")
def results():
    return {one.name: one for one in mutated.check(quick=True)}


def test_nothing_in_the_unchanged_five_is_a_false_alarm(results):
    assert results["wrong-errors"].figure == 0
    assert results["wrong-errors"].met


def test_most_figures_that_are_changed_are_noticed(results):
    assert results["figures-changed"].figure > 50
    share, rest = results["figures-noticed"].figure, results["figures-nothing-depends-on"].figure
    assert D(70) < share < D(100)
    assert 0 < rest < results["figures-changed"].figure


def test_changed_totals_are_noticed_in_all_five(results):
    assert results["control-changed-totals-noticed"].figure == 5


def test_without_checks_nothing_is_noticed(monkeypatch):
    """The walk itself must not make up what it counts."""
    real = mutated._audit
    monkeypatch.setattr(
        mutated, "_audit", lambda data: dataclasses.replace(real(data), findings=())
    )
    assert mutated._control() == 0


def test_an_error_that_nobody_checked_is_a_wrong_one(monkeypatch):
    name = "001_jiaozuo_kexie_2021"
    data = mutated.read(mutated.FOLDER / f"{name}.yaml")
    audit = mutated._audit(data)
    assert mutated._wrong_errors(name, audit) == 0
    monkeypatch.setattr(mutated, "RIGHT_ERRORS", {})
    assert mutated._wrong_errors(name, audit) >= 10


def told(message, severity=Severity.DOUBT, expected=None):
    return Finding(
        check="share-as-quantity", severity=severity, place="indicators[0].target",
        message=message, printed=None, expected=expected,
    )  # fmt: skip


# said of 95%, said of 85% in its place: whether the second tells of the change
FLAGGED = [
    (told("指标值“95%”是比例"), told("指标值“85%”是比例"), False),  # it is only quoted
    (told("印 95%，相差 2"), told("印 85%，相差 92"), True),
    (told("印 95%"), told("印 85%", Severity.ERROR), True),
    (told("印 95%", expected="97%"), told("印 85%", expected="7%"), True),
]


@pytest.mark.parametrize(("before", "after", "noticed"), FLAGGED)
def test_a_place_that_was_flagged_before_is_noticed_by_what_is_said_anew(
    monkeypatch, before, after, noticed
):
    figure = mutated.Figure(path=("target",), words="", text="95%")
    audits = {"95%": SimpleNamespace(findings=(before,)), "85%": SimpleNamespace(findings=(after,))}
    monkeypatch.setattr(mutated, "_audit", lambda data: audits[data["target"]])
    assert mutated.is_noticed({"target": "95%"}, figure, audits["95%"]) is noticed
