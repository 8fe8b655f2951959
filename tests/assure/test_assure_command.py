"""`manage.py assure`: what it prints, what it refuses, how it ends, and its checks' own samples."""

import contextlib
import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from perf.assure.assurances import Assurance
from perf.bench.results import Result
from perf.management.commands import assure

pytestmark = pytest.mark.usefixtures("unblocked")
MET = Result(name="lost", figure=Decimal(0), unit="次", goal=Decimal(0))
FOUND = Result(name="noticed", figure=Decimal(3), unit="次", goal=Decimal(1), at_least=True)
TOLD = Result(name="conflicts", figure=Decimal(7), unit="次")
MISSED = Result(name="wrong", figure=Decimal(1), unit="次", goal=Decimal(0))
BLIND = Result(name="unnoticed", figure=Decimal(0), unit="次", goal=Decimal(1), at_least=True)


def run(*args):
    out = StringIO()
    try:
        call_command("assure", *args, stdout=out, stderr=StringIO())
    finally:
        run.printed = out.getvalue()
    return run.printed


@pytest.fixture
def asked(monkeypatch):
    """Three checks that check nothing: (was it the sample, in which database) of each call."""
    asked, databases = [], []

    @contextlib.contextmanager
    def scratch(purpose):  # to make a real one takes longer than all of these tests
        databases.append(purpose)
        yield
        databases.pop()

    def check(*results):
        def answer(quick):
            asked.append((quick, databases[-1]))
            return list(results)

        return Assurance(title="什么也不查", check=answer)

    monkeypatch.setattr(assure, "scratch_database", scratch)
    checks = {"good": check(MET, FOUND, TOLD), "bad": check(MISSED), "blind": check(BLIND)}
    monkeypatch.setattr(assure, "ASSURANCES", checks)
    return asked


def test_the_list_names_every_check_and_runs_none(asked):
    assert run("--list") == "good\t什么也不查\nbad\t什么也不查\nblind\t什么也不查\n"
    assert run("--list", "bad") == "bad\t什么也不查\n"
    assert asked == []


def test_the_json_holds_machine_and_results_only(asked):
    report = json.loads(run("good", "--json"))
    assert list(report) == ["machine", "results"]
    assert [list(result) for result in report["results"]] == [
        ["name", "figure", "unit", "goal", "met", "seconds"]
    ] * 3
    assert [(result["name"], result["met"]) for result in report["results"]] == [
        ("lost", True),
        ("noticed", True),
        ("conflicts", None),
    ]
    assert report["machine"]["postgresql"]


def test_a_check_works_in_a_database_of_its_own_whole_or_as_a_sample(asked):
    run("good", "--quick")
    run("good")
    assert asked == [(True, "assure"), (False, "assure")]


@pytest.mark.parametrize("name, figure", [("bad", "wrong"), ("blind", "unnoticed")])
def test_a_figure_that_is_not_met_ends_with_exit_code_1_after_all_was_printed(asked, name, figure):
    with pytest.raises(CommandError, match=f"1 项没有达到目标：{figure}") as refused:
        run("good", name)
    assert refused.value.returncode == 1
    lines = run.printed.splitlines()
    assert len(lines) == 5
    assert lines[1].endswith("达到")
    assert "目标 ≥ 1" in lines[2]
    assert lines[3].endswith("只报告")
    assert lines[4].endswith("没有达到")


def test_an_unknown_check_is_refused_with_the_known_ones(asked):
    with pytest.raises(CommandError, match="good、bad、blind") as refused:
        run("goood")
    assert refused.value.returncode == 2
    assert asked == []


def test_the_real_checks_are_listed():
    assert [line.split("\t")[0] for line in run("--list").splitlines()] == [
        "access-matrix",
        "concurrent-edits",
        "mutated-figures",
    ]


@pytest.mark.parametrize("name", ["access-matrix", "concurrent-edits"])
def test_the_sample_of_a_real_check_meets_every_goal(name):
    results = {one["name"]: one for one in json.loads(run(name, "--quick", "--json"))["results"]}
    assert {name for name, one in results.items() if one["met"] is False} == set()
    assert len(results) == {"access-matrix": 12, "concurrent-edits": 7}[name]
