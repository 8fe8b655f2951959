"""Timing: every subject once in each round, the median over the rounds."""

import contextlib
import gc
import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median_low

Subject = Callable[[], object]
FEWEST = 5
_WARM_UP = 2  # rounds that are not counted: caches fill, statements get prepared


def nothing() -> None:
    """What happens before a call that needs nothing."""


def medians(
    subjects: Mapping[str, Subject], *, rounds: int, calls: int = 1, before: Subject = nothing
) -> dict[str, int]:
    """Time the subjects in interleaved rounds and return the median time of one call, in ns.

    In a round each subject is called `calls` times in a row; who comes first changes from round
    to round. `before` runs before each subject's turn and is not timed. Raises ValueError for
    less than five rounds.
    """
    if rounds < FEWEST:
        raise ValueError(f"a median needs at least {FEWEST} rounds, not {rounds}")
    names = list(subjects)
    taken: dict[str, list[int]] = {name: [] for name in names}
    with _quiet():
        for number in range(rounds + _WARM_UP):
            first = number % len(names)
            for name in names[first:] + names[:first]:
                before()
                elapsed = _time(subjects[name], calls)
                if number >= _WARM_UP:
                    taken[name].append(elapsed // calls)
    return {name: median_low(times) for name, times in taken.items()}


def _time(subject: Subject, calls: int) -> int:
    start = time.perf_counter_ns()
    for _ in range(calls):
        subject()
    return time.perf_counter_ns() - start


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Put what exists aside, so that no full collection falls into one subject's turn."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
