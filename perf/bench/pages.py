"""Bench `pages`: the sheet as a page and as an entry form, against their queries alone."""

import re
from collections import Counter
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
from perf.bench.rows import make_sheet

MOST_QUERIES = 12
PAGES = {"read": "scoring:sheet", "entry": "scoring:sheet_entry"}
GOALS = {("read", 35): 5, ("entry", 35): 11, ("read", 300): 16, ("entry", 300): 50}
_VALUES = re.compile(r"'[^']*'")  # a moment, a session: they differ from request to request


@override_settings(ROOT_URLCONF="perf.bench.baseline", ALLOWED_HOSTS=["bench.invalid"])
def measure(lines: Sequence[int], rounds: int) -> list[Result]:
    """Count the queries of both pages and time them at each size."""
    sheets = {size: make_sheet(size) for size in lines}
    settle()
    results: list[Result] = []
    for page in PAGES:
        counts, timed = [], []
        for size, (sheet, filer) in sheets.items():
            client = Client(SERVER_NAME="bench.invalid")
            client.force_login(filer, backend="django.contrib.auth.backends.ModelBackend")
            subject = partial(_get, client, reverse(PAGES[page], args=[sheet.public_id]))
            baseline = partial(_get, client, reverse(f"bench_{page}", args=[sheet.public_id]))
            counts.append(same_queries(subject, baseline))
            taken = medians({"subject": subject, "baseline": baseline}, rounds=rounds)
            timed.append(ratio(f"pages-{page}-{size}", taken, GOALS.get((page, size))))
        results += [
            count(f"pages-{page}-queries", max(counts), MOST_QUERIES),
            count(f"pages-{page}-queries-growth", max(counts) - min(counts), 0),
            *timed,
        ]
    return results


def same_queries(subject: partial[HttpResponse], baseline: partial[HttpResponse]) -> int:
    """Return how many queries the page runs. Raises Disagreement where the baseline runs others."""
    (page, page_queries), (bare, bare_queries) = _captured(subject), _captured(baseline)
    if page.status_code != 200 or bare.content != b"ok":
        raise Disagreement(f"answered {page.status_code} and {bare.status_code}, not 200")
    if page_queries != bare_queries:
        more, less = page_queries - bare_queries, bare_queries - page_queries
        raise Disagreement(f"only the page asks {list(more)}, only the baseline {list(less)}")
    return page_queries.total()


def _captured(get: partial[HttpResponse]) -> tuple[HttpResponse, Counter[str]]:
    with CaptureQueriesContext(connection) as captured:
        response = get()
    return response, Counter(_VALUES.sub("?", query["sql"]) for query in captured.captured_queries)


def _get(client: Client, url: str) -> HttpResponse:
    response: HttpResponse = client.get(url, secure=True)  # type: ignore[assignment]
    return response
