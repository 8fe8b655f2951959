"""Bench `edit-page`: the entry page of a plan of 300 rows against the same page of 35."""

from collections.abc import Sequence
from functools import partial

from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from perf.bench.rescore import settle
from perf.bench.results import Disagreement, Result, count, ratio
from perf.bench.rounds import medians
from perf.bench.rows import make_draft_plan

MOST_QUERIES = 12
MOST_TIMES = 9
SMALL, LARGE = 35, 300


@override_settings(ALLOWED_HOSTS=["bench.invalid"])
def measure(lines: Sequence[int], rounds: int) -> list[Result]:
    """Count the queries at each size, and time the largest page against the smallest."""
    pages = {}
    for size in lines:
        plan, filer = make_draft_plan(size)
        client = Client(SERVER_NAME="bench.invalid")
        client.force_login(filer, backend="django.contrib.auth.backends.ModelBackend")
        pages[size] = partial(_get, client, reverse("scoring:plan_edit", args=[plan.public_id]))
    settle()
    counts = [_queries(page) for page in pages.values()]
    small, large = min(lines), max(lines)
    taken = medians({"subject": pages[large], "baseline": pages[small]}, rounds=rounds)
    goal = MOST_TIMES if (small, large) == (SMALL, LARGE) else None
    return [
        count("edit-page-queries", max(counts), MOST_QUERIES),
        count("edit-page-queries-growth", max(counts) - min(counts), 0),
        ratio(f"edit-page-{large}-to-{small}", taken, goal),
    ]


def _queries(page: partial[HttpResponse]) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = page()
    if response.status_code != 200:
        raise Disagreement(f"answered {response.status_code}, not 200")
    return len(captured)


def _get(client: Client, url: str) -> HttpResponse:
    response: HttpResponse = client.get(url, secure=True)  # type: ignore[assignment]
    return response
