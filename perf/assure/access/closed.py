"""The doors that belong to no row, after the deadline of their stage: nothing new begins there."""

import contextlib
from collections.abc import Iterable, Iterator
from itertools import product

from django.db import transaction

from perf.assure.access.asking import fingerprint
from perf.assure.access.matrix import faults
from perf.assure.access.people import World
from perf.assure.access.policy import SENT_ON, Answer, answer
from perf.assure.access.turns import LOCKED
from perf.assure.making.rows import AT, DAY
from projects.models import Department, FiscalYear, Stage, StageWindow

# What somebody who may is told instead. Of many sheets the list itself says why not.
LATE = {
    "scoring:plan_new": LOCKED,
    "scoring:plan_roll": LOCKED,
    "scoring:sheets_open": SENT_ON,
}


def late_faults(world: World, actors: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """(question, what is wrong with its answer) when every deadline of every year has passed."""
    with _deadlines_passed():
        before = fingerprint()
        for actor, view, method in product(actors, LATE, ("GET", "POST")):
            wanted = _wanted(view, method, actor)
            told = faults(world, actor, view, method, before, wanted)
            yield f"{actor}, {method} {view}, stage closed", told


def _wanted(view: str, method: str, actor: str) -> Answer:
    said = answer(view, method, actor)
    return LATE[view] if said.saves else said


@contextlib.contextmanager
def _deadlines_passed() -> Iterator[None]:
    """For as long as the block runs."""
    span = {"opens_at": AT - DAY, "closes_at": AT}
    with transaction.atomic():
        StageWindow.objects.update(**span)
        roots = Department.objects.filter(parent__isnull=True)
        for root, year, stage in product(roots, FiscalYear.objects.all(), Stage):
            StageWindow.objects.update_or_create(
                department=root, year=year, stage=stage, defaults=span
            )
        yield
        transaction.set_rollback(True)
