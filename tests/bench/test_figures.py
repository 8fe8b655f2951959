"""A figure is a ratio of medians, judged as it is printed."""

from decimal import Decimal

import pytest

from perf.bench import rounds
from perf.bench.results import Result, count, duration, ratio


@pytest.mark.parametrize(
    "subject, baseline, figure",
    [(500, 100, "5.00"), (1, 3, "0.33"), (2, 3, "0.67"), (1005, 1000, "1.01"), (10, 0x40, "0.16")],
)
def test_the_ratio_is_exact_and_rounded_half_up(subject, baseline, figure):
    assert str(ratio("x", {"subject": subject, "baseline": baseline}, 5).figure) == figure


@pytest.mark.parametrize("subject, met", [(5000, True), (5004, True), (5005, False), (9999, False)])
def test_a_goal_is_met_when_the_printed_figure_is_not_above_it(subject, met):
    assert ratio("x", {"subject": subject, "baseline": 1000}, 5).met is met


def test_a_figure_without_a_goal_is_neither_met_nor_missed():
    assert ratio("x", {"subject": 9, "baseline": 1}, None).met is None
    assert duration("x", 1_234_567).met is None


def test_figures_leave_as_texts_and_what_is_missing_as_null():
    timed = ratio("pages-read-35", {"subject": 4_567_890, "baseline": 1_000_000}, 5)
    assert timed.as_json() == {
        "name": "pages-read-35",
        "figure": "4.57",
        "unit": "倍",
        "goal": "5",
        "met": True,
        "seconds": "0.004568",
    }
    assert duration("x", 1_234_567).as_json()["figure"] == "1.235"
    assert count("x", 11, 10).as_json() == {
        "name": "x",
        "figure": "11",
        "unit": "次查询",
        "goal": "10",
        "met": False,
        "seconds": None,
    }


class Clock:
    """Time that passes only when a subject says so."""

    def __init__(self):
        self.now = 0

    def perf_counter_ns(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(rounds, "time", clock)
    return clock


def test_the_median_of_the_rounds_counts_and_the_first_ones_do_not(clock):
    takes = iter([9000, 9000, 10, 50, 20, 30, 40])

    def subject():
        clock.now += next(takes)

    assert rounds.medians({"subject": subject}, rounds=5) == {"subject": 30}


def test_subjects_take_turns_and_what_happens_before_a_turn_is_not_timed(clock):
    turns = []

    def subject(name, nanoseconds):
        turns.append(name)
        clock.now += nanoseconds

    def before():
        clock.now += 10**9

    taken = rounds.medians(
        {"a": lambda: subject("a", 60), "b": lambda: subject("b", 7)},
        rounds=5,
        calls=2,
        before=before,
    )
    assert taken == {"a": 60, "b": 7}
    assert "".join(turns[:12]) == "aabbbbaaaabb"
    assert len(turns) == 2 * 2 * (5 + 2)


def test_fewer_than_five_rounds_are_refused():
    with pytest.raises(ValueError, match="at least 5"):
        rounds.medians({"a": rounds.nothing}, rounds=4)


def test_a_result_with_a_goal_of_zero_is_judged():
    assert Result(name="x", figure=Decimal(0), unit="", goal=Decimal(0)).met is True
    assert Result(name="x", figure=Decimal(1), unit="", goal=Decimal(0)).met is False
