"""Asks every address as every person and holds the answers against the policy."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, reverse

from perf.assure.access.policy import ACTORS, NOTHING, POLICY, Answer
from perf.assure.access.world import SCOPES, World

METHODS = ("GET", "POST")
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
    world: World, actors: Iterable[str] = ACTORS, asked: Iterable[str] = tuple(POLICY)
) -> list[str]:
    """What does not go by the policy, each in a sentence; [] when all is well."""
    found = []
    before = fingerprint()
    for actor in actors:
        for view in asked:
            for method in METHODS:
                told = f"{actor}, {method} {view}"
                found += [f"{told}: {fault}" for fault in _try(world, actor, view, method, before)]
    return found


def _try(world: World, actor: str, view: str, method: str, before: str) -> list[str]:
    wanted = POLICY[view][METHODS.index(method)][actor]
    with transaction.atomic():
        with CaptureQueriesContext(connection) as asked:
            response = ask(world, actor, view, method)
        # Looking at every table takes longer than the answer: only where something was written.
        changed = any(map(_may_write, asked)) and fingerprint() != before
        transaction.set_rollback(True)
    faults = list(_status(wanted, response))
    if changed != wanted.saves:
        faults.append("the database was changed" if changed else "nothing was saved")
    body = text_of(response)
    shown = [sign for sign in _secrets(world, actor, wanted) if sign in body]
    return faults + [f"shows {sign}" for sign in sorted(shown)]


_READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET CONSTRAINTS")


def _may_write(query: dict[str, str]) -> bool:
    """Whether a statement is anything but a plain read."""
    return not query["sql"].lstrip().upper().startswith(_READS)


def ask(world: World, actor: str, view: str, method: str, address: str = "") -> HttpResponse:
    """Send one request; a POST sends the form that a permitted person would."""
    client = world.client(actor)
    address = address or world.addresses.get(view) or reverse(view)
    data = world.forms.get(view, {}) if method == "POST" else None
    response: HttpResponse = getattr(client, method.lower())(address, data)
    return response


def text_of(response: HttpResponse) -> str:
    """The body as text; of a workbook or archive nothing can be read."""
    body = response.getvalue()
    return "" if body.startswith(b"PK") else body.decode()


def _status(wanted: Answer, response: HttpResponse) -> Iterator[str]:
    if response.status_code not in wanted.statuses:
        yield f"{response.status_code} instead of {wanted.words} {wanted.statuses}"
    elif response.status_code == 302:
        to_signin = response["Location"].startswith(f"{reverse('signin')}?next=")
        if to_signin != wanted.to_signin:
            yield f"sent to {response['Location']}"


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


def fingerprint() -> str:
    """A digest over every row of our tables; sessions are not ours."""
    tables = [
        model._meta.db_table
        for app in ("projects", "scoring")
        for model in apps.get_app_config(app).get_models()
    ]
    digests = " || ".join(
        f"(SELECT coalesce(md5(string_agg(row::text, ',' ORDER BY row::text)), '')"
        f' FROM "{table}" AS row)'
        for table in tables
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5({digests})")
        return str(cursor.fetchone()[0])
