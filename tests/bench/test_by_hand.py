"""The arithmetic by hand does what the rule book does, or nothing is compared."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from perf.bench import by_hand
from perf.bench.results import Disagreement
from perf.bench.rows import EXECUTION_POINTS, LINE_POINTS, made_lines
from perf.bench.sheet_value import agree, checked, in_whole_numbers
from scoring.rules.edition import load_all
from scoring.rules.numbers import scaled
from scoring.rules.sheet import score_sheet
from scoring.rules.terms import execution

HENAN = load_all()["henan-department-2021"]


def both(lines, executed="213.50", annual="225.94"):
    amounts = Decimal(executed), Decimal(annual)
    book = score_sheet(checked(lines), execution(executed=amounts[0], annual=amounts[1]), HENAN)
    rows = [in_whole_numbers(line) for line in lines]
    return book, by_hand.score(rows, *(scaled(amount, 6) for amount in amounts))


@pytest.mark.parametrize("count", [1, 2, 9, 35, 300])
def test_both_ways_agree_on_the_sheets_that_are_measured(count):
    agree(*both(made_lines(count)))


def test_the_sheets_that_are_measured_use_every_rule_and_miss_some_targets():
    lines = made_lines(35)
    book, _ = both(lines)
    assert {line.kind for line in lines} == {">=", "<=", "=", "worded"}
    assert {line.block for line in lines} == {block.name for block in HENAN.blocks}
    assert {"met", "short", "over", "tier_reached", "tier_partly"} <= {
        score.outcome for score in book.lines
    }
    assert sum(line.points for line in lines) == LINE_POINTS
    assert book.due == LINE_POINTS + EXECUTION_POINTS


def shaken(line, chance):
    if line.share is not None:
        return replace(line, share=Decimal(chance.randint(0, 10000)) / 10000)
    factor = chance.choice([Decimal(0), Decimal(1), Decimal(2), Decimal(-1)])
    actual = line.target * factor + Decimal(chance.randint(-30000, 30000)) / 1000
    return replace(line, actual=actual)


@pytest.mark.parametrize("seed", range(20))
def test_both_ways_agree_whatever_the_actual_values_are(seed):
    chance = random.Random(seed)
    lines = [shaken(line, chance) for line in made_lines(60)]
    executed = str(Decimal(chance.randint(-5000, 30000)) / 100)
    agree(*both(lines, executed=executed, annual=chance.choice(["225.94", executed.strip("-")])))


@pytest.mark.parametrize(
    "part, wrong",
    [
        ("scores", [0] * 35),
        ("tiers", []),
        ("blocks", {}),
        ("execution", 944),
        ("total", 0),
        ("grade", "差"),
    ],
)
def test_any_part_that_differs_stops_the_bench(part, wrong):
    book, hand = both(made_lines(35))
    with pytest.raises(Disagreement, match=f"^{part}:"):
        agree(book, hand._replace(**{part: wrong}))
