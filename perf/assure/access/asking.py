"""One request, all that its answer tells, and whether it changed the database."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from perf.assure.access.policy import Answer

# Django masks the token anew in every answer.
TOKEN = re.compile(
    rb'(?<="X-CSRFToken": ")[0-9A-Za-z]{64}|(?<=csrfmiddlewaretoken" value=")[0-9A-Za-z]{64}'
)
FLEETING = {"Date", "Set-Cookie"}
_READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET CONSTRAINTS")
_WITH_BODY = ("PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Told:
    """What came back, and whether anything is stored differently now."""

    response: HttpResponse
    body: bytes
    changed: bool


def send(client: Client, method: str, address: str, form: dict[str, Any]) -> HttpResponse:
    """Send one request; whatever is no plain reading carries the form."""
    if method in _WITH_BODY:
        said = urlencode({name: value for name, value in form.items() if isinstance(value, str)})
        how = {"content_type": "application/x-www-form-urlencoded"}
        response = getattr(client, method.lower())(address, said, **how)
    elif method == "POST":
        response = client.post(address, form)
    else:
        response = getattr(client, method.lower())(address)
    found: HttpResponse = response
    return found


def tell(client: Client, method: str, address: str, form: dict[str, Any], before: str) -> Told:
    """Send one request and take back whatever it did; `before` is the fingerprint."""
    with transaction.atomic():
        watch = _Watch()
        with connection.execute_wrapper(watch):
            response = send(client, method, address, form)
            body = response.getvalue()  # a file is only now read
        # Looking at every table takes longer than the answer: only where something was written.
        changed = watch.may_have_written and fingerprint() != before
        transaction.set_rollback(True)
    return Told(response, body, changed)


class _Watch:
    """Notices a statement that is anything but a plain read."""

    def __init__(self) -> None:
        self.may_have_written = False

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not sql.lstrip().upper().startswith(_READS):
            self.may_have_written = True
        return execute(sql, params, many, context)


def all_of(response: HttpResponse, body: bytes) -> tuple[Any, ...]:
    """All that an answer tells: status, headers, names of cookies, body."""
    headers = {name: value for name, value in response.headers.items() if name not in FLEETING}
    return response.status_code, headers, sorted(response.cookies), TOKEN.sub(b"", body)


def text_of(body: bytes) -> str:
    """The body as text; of a workbook or archive nothing can be read."""
    return "" if body.startswith(b"PK") else body.decode()


def status_faults(wanted: Answer, response: HttpResponse) -> Iterator[str]:
    """What is wrong with the status or with where one is sent."""
    if response.status_code not in wanted.statuses:
        yield f"{response.status_code} instead of {wanted.words} {wanted.statuses}"
    elif response.status_code == 302:
        to_signin = response["Location"].startswith(f"{reverse('signin')}?next=")
        if to_signin != wanted.to_signin:
            yield f"sent to {response['Location']}"


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
