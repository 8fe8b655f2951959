"""`manage.py bench`: what it prints, what it refuses, and how it ends."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from perf.bench.benches import BENCHES, SIZES, Bench
from perf.bench.results import Disagreement, Result

MET = Result(name="fast-35", figure=Decimal("4.99"), unit="倍", goal=Decimal(5))
MISSED = Result(name="slow-35", figure=Decimal("5.01"), unit="倍", goal=Decimal(5))
TOLD = Result(name="told", figure=Decimal("7.000"), unit="毫秒", seconds=Decimal("0.007000"))


@pytest.fixture
def asked(monkeypatch):
    """Two benches that measure nothing; the sizes and rounds they were asked for."""
    asked = []

    def bench(results):
        def measure(sizes, rounds):
            asked.append((sizes, rounds))
            return results

        return Bench(title="什么也不测", measure=measure, rounds=5, needs_database=False)

    for name in list(BENCHES):
        monkeypatch.delitem(BENCHES, name)
    monkeypatch.setitem(BENCHES, "fast", bench([MET, TOLD]))
    monkeypatch.setitem(BENCHES, "slow", bench([MISSED]))
    return asked


def run(*args):
    out, told = StringIO(), StringIO()
    call_command("bench", *args, stdout=out, stderr=told)
    return out.getvalue()


def test_the_json_holds_machine_and_results_only(asked):
    report = json.loads(run("fast", "--json"))
    assert list(report) == ["machine", "results"]
    assert report["results"] == [MET.as_json(), TOLD.as_json()]
    assert set(report["machine"]) == {"system", "processors", "python", "django", "postgresql"}
    assert asked == [(SIZES, 5)]


def test_the_table_says_of_each_figure_whether_it_meets_its_goal(asked):
    lines = run("fast").splitlines()
    assert len(lines) == 3
    assert "fast-35" in lines[1]
    assert lines[1].endswith("达到")
    assert "目标 ≤ 5" in lines[1]
    assert "只报告" in lines[2]
    assert lines[2].endswith("0.007000 秒")


def test_a_missed_goal_ends_with_exit_code_1_after_everything_was_printed(asked):
    out = StringIO()
    with pytest.raises(CommandError, match="slow-35") as refused:
        call_command("bench", "--json", stdout=out, stderr=StringIO())
    assert refused.value.returncode == 1
    assert [result["met"] for result in json.loads(out.getvalue())["results"]] == [
        True,
        None,
        False,
    ]


def test_other_sizes_are_passed_on(asked):
    run("fast", "--lines", "7")
    assert asked == [((7,), 5)]


@pytest.mark.parametrize("odd", ["0", "-1", "3001", "３", "many", "1.5"])
def test_an_odd_number_of_lines_is_refused(asked, odd):
    with pytest.raises(CommandError, match="1 到 3000"):
        run("fast", "--lines", odd)
    assert asked == []


def test_an_unknown_bench_is_refused_with_the_known_ones(asked):
    with pytest.raises(CommandError, match="fast、slow") as refused:
        run("fsat")
    assert "“fsat”" in str(refused.value)
    assert refused.value.returncode == 2
    assert asked == []


def test_unlike_things_end_with_exit_code_2(asked, monkeypatch):
    def measure(sizes, rounds):
        raise Disagreement("total: the rule book gives 1, the hand 2")

    monkeypatch.setitem(
        BENCHES,
        "fast",
        Bench(title="不同的两件事", measure=measure, rounds=5, needs_database=False),
    )
    with pytest.raises(CommandError, match="fast 没有测成") as refused:
        run("fast")
    assert refused.value.returncode == 2


def test_a_real_bench_runs_from_the_command_line(unblocked, monkeypatch):
    quick = Bench(title="", measure=BENCHES["rescore"].measure, rounds=5)
    monkeypatch.setitem(BENCHES, "rescore", quick)
    report = json.loads(run("rescore", "--lines", "2", "--json"))
    assert report["machine"]["postgresql"]
    assert [result["name"] for result in report["results"]] == [
        "rescore-queries",
        "rescore-queries-growth",
        "rescore-2",
    ]
