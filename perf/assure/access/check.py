"""Check `access-matrix`: every address by every method, person, relation and state.

What may come back stands in `policy` and `turns`, which are written from the rules and know nothing
of the code. A whole run asks every question, in two processes with a database each; the quick one
asks a sample in the database that is there. The negative controls ask a sample in both.
"""

import logging
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from typing import TypeVar

import django
from django.urls import get_resolver

from perf.assure.access.asking import fingerprint
from perf.assure.access.closed import late_faults
from perf.assure.access.guards import GUARDS, noticed
from perf.assure.access.matrix import CHANGED, differences, faults, views
from perf.assure.access.policy import ACTORS, ADMINISTRATORS, METHODS, POLICY, STRANGERS, answer
from perf.assure.access.stage import staged
from perf.assure.access.tree import grow
from perf.assure.access.walk import Tally, cases, walk
from perf.assure.access.world import build
from perf.bench.results import Result, counted
from perf.scratch import scratch_database

SEED = 20261122
LEAST_CASES = {True: 1_000, False: 20_000}  # quick or not
SAMPLE, SAMPLE_OF_A_GUARD = 500, 40
TOLD = 40  # faults of a kind that are written out
Anything = TypeVar("Anything")
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Found:
    """What a process found; `noticed`: the name of a control and what it noticed."""

    tally: Tally = field(default_factory=Tally)
    noticed: dict[str, int] = field(default_factory=dict)


def check(quick: bool) -> list[Result]:
    """Ask, and say what was answered against the policy."""
    parts = [_part(0, 1, quick=True)] if quick else _in_two_processes()
    whole, found = Tally(), dict[str, int]()
    for part in parts:
        whole.add(part.tally)
        found |= part.noticed
    unlisted = sorted(set(views(get_resolver().url_patterns)) ^ set(POLICY))
    for told in (whole.wrong, whole.changed, whole.told_apart, unlisted):
        for fault in told[:TOLD]:
            logger.warning("%s", fault)
    return [
        counted("access-cases", whole.cases, "次", LEAST_CASES[quick], least=True),
        counted("access-wrong-answers", len(whole.wrong), "次", 0),
        counted("access-addresses-not-in-the-policy", len(unlisted), "个", 0),
        counted("access-hidden-compared-with-missing", whole.compared, "次"),
        counted("access-hidden-told-from-missing", len(whole.told_apart), "次", 0),
        counted("access-changes-on-refusal", len(whole.changed), "次", 0),
        *(counted(guard.name, found[guard.name], "次", 1, least=True) for guard in GUARDS),
        counted("access-seed", SEED, ""),
    ]


def _in_two_processes() -> list[Found]:
    """Half of the people here, the other half in a process and a database of their own."""
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned, initializer=django.setup) as pool:
        beside = pool.submit(_apart)
        return [_part(0, 2, quick=False), beside.result()]


def _apart() -> Found:
    with scratch_database("assure_beside"):
        return _part(1, 2, quick=False)


def _part(number: int, of: int, *, quick: bool) -> Found:
    """Every n-th person asks everything; with `quick` everybody a sample."""
    found = Found()
    with staged() as files:
        _base(found.tally, files, number, of, quick=quick)
        tree = grow(files)
        everything = list(cases(tree))
        theirs = {seat.name for seat in tree.seats[number::of]}
        asked = _sample([case for case in everything if case.seat.name in theirs], quick=quick)
        found.tally.add(walk(tree, asked))
        for guard in GUARDS[number::of]:
            found.noticed[guard.name] = noticed(tree, everything, guard, SAMPLE_OF_A_GUARD, SEED)
    return found


def _base(tally: Tally, files: Path, number: int, of: int, *, quick: bool) -> None:
    """Every address there is, asked about the rows of one unit."""
    world, actors = build(files), ACTORS[number::of]
    before = fingerprint()
    for actor, view, method in _sample(list(product(actors, POLICY, METHODS)), quick=quick):
        told = faults(world, actor, view, method, before)
        wrong = [fault for fault in told if fault != CHANGED]
        tally.judge(f"{actor}, {method} {view}", wrong, changed=CHANGED in told)
    for question, told in late_faults(world, actors):
        wrong = [fault for fault in told if fault != CHANGED]
        tally.judge(question, wrong, changed=CHANGED in told)
    for actor in () if quick else actors:  # the tests ask these anyway
        if actor not in (*STRANGERS, *ADMINISTRATORS):
            continue
        for view, method, is_told in differences(world, actor):
            if 404 in answer(view, method, actor).statuses:
                tally.compare(f"{actor}, {method} {view}", is_told=is_told)


def _sample(whole: Sequence[Anything], *, quick: bool) -> list[Anything]:
    """All of it, or with `quick` as many as are wanted in their order."""
    if not quick or len(whole) <= SAMPLE:
        return list(whole)
    chosen = Random(SEED).sample(range(len(whole)), SAMPLE)  # noqa: S311 - nothing secret
    return [whole[number] for number in sorted(chosen)]
