"""The bench of the parser: what it gives, and that it notices when it compares unlike things."""

import pytest

from perf.bench import parse
from perf.bench.benches import BENCHES
from perf.bench.results import Disagreement
from projects.values import Kind
from projects.values import parse as parse_value


def test_the_bench_gives_a_ratio_with_a_goal_and_two_times_without():
    ratio, speed, duration = parse.measure((35, 300), 5)
    assert [ratio.name, speed.name, duration.name] == [
        "parse",
        "parse-texts-a-second",
        "parse-100000-texts",
    ]
    assert (ratio.unit, str(ratio.goal)) == ("倍", "80")
    assert (speed.unit, duration.unit) == ("条/秒", "毫秒")
    assert speed.goal is duration.goal is None
    assert ratio.figure > 1
    # Both are told of the same median: texts a second times seconds is the number of texts.
    assert abs(speed.figure * duration.figure / 1000 - 100_000) < 100


def test_the_bench_is_registered_and_needs_no_database():
    bench = BENCHES["parse"]
    assert (bench.measure, bench.rounds, bench.needs_database) == (parse.measure, 101, False)


def test_the_texts_are_of_every_kind_that_is_printed():
    kinds = {parse_value(text).kind for text in parse.TEXTS}
    assert kinds == set(Kind) - {Kind.EMPTY}


def test_a_parser_that_reads_other_numbers_is_not_compared(monkeypatch):
    monkeypatch.setattr(parse, "parse", lambda text: parse_value("≥96%"))
    with pytest.raises(Disagreement, match="≥95%: the parser reads 96, the pattern 95"):
        parse.agree(parse.TEXTS)


def test_texts_that_are_mostly_no_numbers_are_not_compared():
    with pytest.raises(Disagreement, match="only 1 of 3"):
        parse.agree(["95%", "提升", "及时"])
