"""Benches `checks` and `checks-batch`: every check over sheets, against scoring and against itself.

`checks`: all findings of a sheet against the rule book scoring the same lines. `checks-batch`: all
findings of a thousand sheets, one after the other, against those of a quarter of them, with the
memory that the checks hold on their way.
"""

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perf.bench.audit import printed
from perf.bench.results import Disagreement, Result, counted, duration, ratio
from perf.bench.rounds import medians
from perf.bench.rows import ANNUAL, EXECUTED, made_lines
from perf.bench.sheet_value import checked
from scoring.audit.audit import checked_sheet
from scoring.audit.scored import score_published
from scoring.checks.run import findings
from scoring.checks.sheet import Sheet
from scoring.published.reading import read_text
from scoring.rules.edition import Edition, load_all
from scoring.rules.numbers import half_up, unscaled
from scoring.rules.sheet import score_sheet
from scoring.rules.shelf import Choice
from scoring.rules.terms import execution

GOALS = {35: 10}  # lines -> times scoring them
SHEETS, FEWER = 1000, 250
_LINEAR = Decimal("1.2")  # times as long a sheet among many as among few
_MOST_MEMORY, _MB = 300, 2**20
_LINES = 35


def measure(lines: Sequence[int], rounds: int) -> list[Result]:
    """Time the checks over a sheet of each size, against scoring its lines."""
    edition = load_all()["henan-department-2021"]
    return [result for size in lines for result in _measure(size, rounds, edition)]


def _measure(size: int, rounds: int, edition: Edition) -> list[Result]:
    made = made_lines(size)
    sheet = checked_of(size, edition)
    funds = execution(executed=EXECUTED, annual=ANNUAL)
    agree(sheet)
    taken = medians(
        {
            "subject": lambda: findings(sheet),
            "baseline": lambda: score_sheet(checked(made), funds, edition),
        },
        rounds=rounds,
        calls=max(1, 70 // max(size, _LINES)),
    )
    name = f"checks-{size}"
    return [
        ratio(name, taken, GOALS.get(size)),
        duration(f"{name}-scoring", taken["baseline"]),
        duration(f"{name}-findings", taken["subject"]),
    ]


def measure_batch(lines: Sequence[int], rounds: int) -> list[Result]:
    """Time the checks over many sheets against few, and tell the memory at its highest.

    `lines` is not asked: a batch is of sheets of a usual length.
    """
    edition = load_all()["henan-department-2021"]
    sheet = checked_of(_LINES, edition)
    agree(sheet)
    sheets = _batch(sheet)
    taken = medians(
        {"all": lambda: _found(sheets), "some": lambda: _found(sheets[:FEWER])}, rounds=rounds
    )
    figure = unscaled(half_up(taken["all"] * FEWER * 100, taken["some"] * SHEETS), 2)
    name = f"checks-batch-{SHEETS}"
    return [
        Result(name=f"{name}-per-sheet", figure=figure, unit="倍", goal=_LINEAR),
        duration(f"{name}-all", taken["all"]),
        counted(f"{name}-memory", -(-_peak(sheet) // _MB), "MB", _MOST_MEMORY),
    ]


def _found(sheets: Sequence[Sheet]) -> int:
    """How many findings there are; each sheet's are let go before the next."""
    return sum(len(findings(sheet)) for sheet in sheets)


def _peak(sheet: Sheet) -> int:
    """The most bytes held while a batch is built and checked, all its findings kept."""
    tracemalloc.start()
    try:
        kept = [findings(one) for one in _batch(sheet)]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    if len(kept) != SHEETS:
        raise Disagreement("not every sheet was checked")
    return peak


def _batch(sheet: Sheet) -> list[Sheet]:
    """As many sheets, each with rows, values and names of its own."""
    return [
        sheet._replace(
            subject=f"项目 {number}",
            lines=tuple(
                line._replace(
                    name=f"{line.name} {number}", due=replace(line.due), done=replace(line.done)
                )
                for line in sheet.lines
            ),
        )
        for number in range(SHEETS)
    ]


def checked_of(size: int, edition: Edition) -> Sheet:
    """A sheet of so many lines as the checks read it."""
    sheet = read_text(printed(made_lines(size)))
    return checked_sheet(sheet, Choice(edition, True), score_published(sheet, edition))


def agree(sheet: Sheet) -> None:
    """Raise Disagreement unless the checks find what is wrong with the measured sheet."""
    if not {"line-score", "total-sum"} <= {one.check for one in findings(sheet)}:
        raise Disagreement("the checks of a sheet with wrong scores found nothing")
