"""Bench `sheet-value`: a sheet valued by the rule book against the same arithmetic by hand."""

from collections.abc import Sequence

from perf.bench import by_hand
from perf.bench.results import Disagreement, Result, duration, ratio
from perf.bench.rounds import medians
from perf.bench.rows import ANNUAL, EXECUTED, Made, made_lines
from scoring.rules.edition import Edition, load_all
from scoring.rules.explain import explain, explain_execution
from scoring.rules.numbers import SCORE_DIGITS, scaled
from scoring.rules.results import SheetScore
from scoring.rules.sheet import score_sheet
from scoring.rules.terms import Execution, Line, Sign, execution, line

GOALS = {35: 5}  # lines -> times the arithmetic by hand
_PLACES = 6


def measure(lines: Sequence[int], rounds: int) -> list[Result]:
    """Time sheets of each size: the ratio without words, then the times without and with them."""
    edition = load_all()["henan-department-2021"]
    return [result for size in lines for result in _measure(size, rounds, edition)]


def _measure(size: int, rounds: int, edition: Edition) -> list[Result]:
    made = made_lines(size)
    lines, funds = checked(made), execution(executed=EXECUTED, annual=ANNUAL)
    rows = [in_whole_numbers(one) for one in made]
    amounts = scaled(EXECUTED, _PLACES), scaled(ANNUAL, _PLACES)
    agree(score_sheet(lines, funds, edition), by_hand.score(rows, *amounts))
    taken = medians(
        {
            "subject": lambda: score_sheet(lines, funds, edition),
            "baseline": lambda: by_hand.score(rows, *amounts),
            "with words": lambda: _with_words(lines, funds, edition),
            "with checks": lambda: score_sheet(checked(made), funds, edition),
        },
        rounds=rounds,
        calls=max(1, 350 // max(size, 35)),  # turns too short to be interrupted often
    )
    name = f"sheet-value-{size}"
    return [
        ratio(name, taken, GOALS.get(size)),
        duration(f"{name}-without-words", taken["subject"]),
        duration(f"{name}-with-words", taken["with words"]),
        duration(f"{name}-with-checks", taken["with checks"]),
    ]


def checked(made: Sequence[Made]) -> list[Line]:
    """Check and scale the lines: what the adapter does before the rule book is asked."""
    return [
        line(
            key=one.name,
            block=one.block,
            points=one.points,
            sign=None if one.kind == "worded" else Sign(one.kind),
            target=one.target,
            actual=one.actual,
            share=one.share,
            unit="" if one.target is None else "%",
        )
        for one in made
    ]


def in_whole_numbers(one: Made) -> by_hand.Row:
    """Turn a line into what the arithmetic by hand takes."""
    target, actual, share = (
        0 if value is None else scaled(value, _PLACES)
        for value in (one.target, one.actual, one.share)
    )
    points = scaled(one.points, SCORE_DIGITS)
    return by_hand.Row(one.kind, one.block, points, target, actual, share)


def agree(scored: SheetScore, hand: by_hand.ByHand) -> None:
    """Raise Disagreement unless both ways give the same scores, tiers, sums and grade."""
    described = [one.outcome for one in scored.lines if one.outcome.startswith("tier_")]
    of_book = (
        [None if one.score is None else scaled(one.score, SCORE_DIGITS) for one in scored.lines],
        described,
        {block.name: scaled(block.score, SCORE_DIGITS) for block in scored.blocks},
        scored.execution.score and scaled(scored.execution.score, SCORE_DIGITS),
        scaled(scored.total, SCORE_DIGITS),
        scored.grade,
    )
    for part, book, own in zip(hand._fields, of_book, hand, strict=True):
        if book != own:
            raise Disagreement(f"{part}: the rule book gives {book}, the hand {own}")


def _with_words(lines: list[Line], funds: Execution, edition: Edition) -> list[str]:
    score_sheet(lines, funds, edition)
    return [*(explain(one, edition) for one in lines), explain_execution(funds, edition)]
