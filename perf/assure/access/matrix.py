"""Asks every address as every person and holds the answers against the policy."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, reverse

from perf.assure.access.asking import all_of, fingerprint, send, status_faults, tell, text_of
from perf.assure.access.people import SCOPES, World
from perf.assure.access.policy import ACTORS, NOTHING, POLICY, Answer, answer

CHANGED = "the database was changed"
MANAGERS = frozenset({"system"})
ABOVE_IT = {"branch": {"bureau"}, "other branch": {"bureau"}}
ABOVE_IT |= {"unit": {"branch", "bureau"}, "beside": {"branch", "bureau"}}
ABOVE_IT |= {"far": {"other branch", "bureau"}}


def views(patterns: Iterable[Any], space: str = "") -> Iterator[str]:
    """The name of every view under `patterns`; one without a name comes as its address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from views(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}" if pattern.name else str(pattern.pattern)


def failures(
    world: World,
    actors: Iterable[str] = ACTORS,
    asked: Iterable[str] = tuple(POLICY),
    methods: Iterable[str] = ("GET", "POST"),
) -> list[str]:
    """What does not go by the policy, each in a sentence; [] when all is well."""
    found = []
    before = fingerprint()
    for actor, view, method in product(actors, asked, methods):
        told = f"{actor}, {method} {view}"
        found += [f"{told}: {fault}" for fault in faults(world, actor, view, method, before)]
    return found


def faults(
    world: World, actor: str, view: str, method: str, before: str, wanted: Answer | None = None
) -> list[str]:
    """What is wrong with one answer; `before` is the fingerprint of the untouched database.

    `wanted`: what may come back where it is not what the policy says of a row in its first state.
    """
    wanted = wanted or answer(view, method, actor)
    told = tell(world.client(actor), method, address_of(world, view), form_of(world, view), before)
    found = list(status_faults(wanted, told.response))
    if told.changed != wanted.saves:
        found.append(CHANGED if told.changed else "nothing was saved")
    body = text_of(told.body)
    shown = [sign for sign in _secrets(world, actor, wanted) if sign in body]
    return found + [f"shows {sign}" for sign in sorted(shown)]


def ask(world: World, actor: str, view: str, method: str, address: str = "") -> HttpResponse:
    """Send one request; a POST sends the form that a permitted person would."""
    address = address or address_of(world, view)
    return send(world.client(actor), method, address, form_of(world, view))


def address_of(world: World, view: str) -> str:
    """The address of the unit's row, or of the view that has none."""
    return world.addresses.get(view) or reverse(view)


def form_of(world: World, view: str) -> dict[str, Any]:
    """What is posted to the view."""
    return world.forms.get(view, {})


def differences(
    world: World,
    actor: str,
    methods: Iterable[str] = ("GET", "POST"),
    among: Iterable[str] | None = None,
) -> Iterator[tuple[str, str, bool]]:
    """(view, method, whether a hidden row is told from a missing one there)."""
    for view, method in product(world.missing if among is None else among, methods):
        with transaction.atomic():
            told = [
                all_of(response, response.getvalue())
                for address in (address_of(world, view), world.missing[view])
                for response in [ask(world, actor, view, method, address)]
            ]
            transaction.set_rollback(True)
        yield view, method, told[0] != told[1]


def _secrets(world: World, actor: str, wanted: Answer) -> set[str]:
    """Signs that may not stand in the answer: of all rows outside the scope, and of departments.

    Of the departments above his own a person may learn the name; the system administrator keeps
    all departments and the heads of all projects.
    """
    scope = SCOPES.get(actor, set()) if wanted is not NOTHING else set()
    known = scope.union(*(ABOVE_IT.get(place, set()) for place in scope))
    if actor in MANAGERS:
        known = set(world.names)
    rows = (signs for place, signs in world.signs.items() if place not in scope)
    names = (signs for place, signs in world.names.items() if place not in known)
    theirs = set(world.heads) if actor in MANAGERS else scope
    heads = (signs for place, signs in world.heads.items() if place not in theirs)
    return set().union(*rows, *names, *heads)
