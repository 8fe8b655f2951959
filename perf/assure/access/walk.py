"""Every person at every door in every state: what came back, held against the policy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, product
from typing import Any

from django.db import transaction

from perf.assure.access.asking import Told, all_of, fingerprint, status_faults, tell, text_of
from perf.assure.access.furniture import Door, Place
from perf.assure.access.policy import METHODS, SHOWN, VISITORS, Answer
from perf.assure.access.states import put
from perf.assure.access.tree import PLACES, Seat, Tree
from perf.assure.access.turns import (
    COUNTS_BELOW,
    OF_ONE,
    STATES,
    column,
    is_from_outside,
    wanted,
)

ALWAYS = ("GET", "POST")  # in every state; the other methods look at no row and are asked once
NONE = ""  # no place: random ids
Everything = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One question: who asks at which door of which place (NONE: random ids), how, and when."""

    kind: str
    state: str
    seat: Seat
    place: str
    door: str
    method: str


@dataclass(slots=True)
class Tally:
    """What came of the cases; the lists hold a sentence for each fault."""

    cases: int = 0
    wrong: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    compared: int = 0
    told_apart: list[str] = field(default_factory=list)

    def judge(self, told: str, faults: Iterable[str], *, changed: bool) -> None:
        """Count one case."""
        self.cases += 1
        self.wrong += [f"{told}: {fault}" for fault in faults]
        if changed:
            self.changed.append(told)

    def compare(self, told: str, *, is_told: bool) -> None:
        """Count one comparison of a hidden row with a missing one."""
        self.compared += 1
        self.told_apart += [told] if is_told else []

    def add(self, other: "Tally") -> None:
        """Count what another process counted."""
        self.cases += other.cases
        self.compared += other.compared
        self.wrong += other.wrong
        self.changed += other.changed
        self.told_apart += other.told_apart


def cases(tree: Tree) -> Iterator[Case]:
    """All questions, state by state."""
    for kind, states in STATES.items():
        doors = [key for key, door in tree.places[PLACES[0]].doors.items() if door.kind == kind]
        for number, state in enumerate(states):
            methods = ALWAYS if number else METHODS
            for seat, door, method in product(tree.seats, doors, methods):
                if number and seat.actor in VISITORS:
                    continue  # whoever is not signed in is asked to, before any row is looked at
                for place in _asked_for(seat, state):
                    yield Case(kind, state, seat, place, door, method)


def _asked_for(seat: Seat, state: str) -> tuple[str, ...]:
    """No place and all that the seat asks for; a lock from outside concerns rows in sight alone."""
    if is_from_outside(state):
        return tuple(place for place in seat.asks if place in seat.scope)
    return (NONE, *seat.asks)


def walk(tree: Tree, asked: Iterable[Case]) -> Tally:
    """Ask these questions; every state lasts for its own questions only."""
    tally = Tally()
    for (kind, state), group in groupby(asked, key=lambda case: (case.kind, case.state)):
        with transaction.atomic():
            for place in tree.places.values():
                put(place, kind, state)
            walker = _Walker(tree, tally, fingerprint())
            for case in group:
                walker.ask(case)
            transaction.set_rollback(True)
    return tally


class _Walker:
    """Asks within one state. What random ids are answered is kept for each person and door."""

    def __init__(self, tree: Tree, tally: Tally, before: str) -> None:
        self.tree, self.tally, self.before = tree, tally, before
        self.missing: dict[tuple[str, str, str], Everything] = {}
        self.hidden = {seat.name: tree.hidden(seat) for seat in tree.seats}

    def ask(self, case: Case) -> None:
        """Ask, judge, and where the row is hidden hold the answer against a missing row's."""
        place = self.tree.places.get(case.place)
        door = door_of(self.tree, case)
        answer = wanted_of(case, door, place)
        told, said = self._send(case, door.address if place else door.missing)
        faults = list(status_faults(answer, told.response))
        if answer.saves and not told.changed:
            faults.append("nothing was saved")
        # Whoever sets the windows of a top department learns its name.
        if place and not (case.seat.actor == "system" and place.department.parent_id is None):
            text = text_of(told.body)
            hidden = self.hidden[case.seat.name]
            if counts_below(case, door):
                hidden = {sign for sign in hidden if sign not in door.address}
            faults += [f"shows {sign}" for sign in hidden if sign in text]
        sentence = sentence_of(case, door)
        self.tally.judge(sentence, faults, changed=told.changed and not answer.saves)
        if not place:
            self.missing[_key(case)] = said
        elif case.place not in case.seat.scope and not (answer.saves or answer is SHOWN):
            self.tally.compare(sentence, is_told=said != self._missing(case))

    def _missing(self, case: Case) -> Everything:
        key = _key(case)
        if key not in self.missing:
            self.missing[key] = self._send(case, door_of(self.tree, case).missing)[1]
        return self.missing[key]

    def _send(self, case: Case, address: str) -> tuple[Told, Everything]:
        client, form = self.tree.client(case.seat), door_of(self.tree, case).form
        told = tell(client, case.method, address, form, self.before)
        return told, _said(all_of(told.response, told.body), address)


def door_of(tree: Tree, case: Case) -> Door:
    """The door of the place; of no place any, for its missing address."""
    return tree.places[case.place or PLACES[0]].doors[case.door]


def wanted_of(case: Case, door: Door, place: Place | None) -> Answer:
    """What the policy gives for a case."""
    inside = case.place in case.seat.scope or counts_below(case, door)
    actor = "head" if case.seat.is_new and door.view in OF_ONE else case.seat.actor
    return wanted(
        door.view,
        case.method,
        column(actor, inside=inside),
        case.state,
        door.step,
        alone=place is not None and place.is_alone,
        top=place is not None and place.department.parent_id is None,
    )


def counts_below(case: Case, door: Door) -> bool:
    """Whether the row is one of a body above that counts for the person's own units as well."""
    is_read = case.method in ("GET", "HEAD")
    return is_read and door.view in COUNTS_BELOW and case.seat.relation(case.place) == "superior"


def sentence_of(case: Case, door: Door) -> str:
    """The case in words."""
    relation = case.seat.relation(case.place) if case.place else "no such row"
    state = f", {case.kind} {case.state}" if case.kind else ""
    return f"{case.seat.name}, {case.method} {door.name}, {relation} ({case.place}){state}"


def _key(case: Case) -> tuple[str, str, str]:
    return case.seat.name, case.door, case.method


def _said(told: Everything, address: str) -> Everything:
    """An answer without the address that was asked for: a visitor is led back to it."""
    status, headers, *more = told
    return status, {key: value.replace(address, "") for key, value in headers.items()}, *more
