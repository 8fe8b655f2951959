"""The views that pages are compared with, and the addresses of both.

A baseline view goes through the same middleware, finds the person and the sheet as the page does,
runs the page's own queries to their last row, and returns a constant body: no row is built, no
score explained, no template rendered.
"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.access import get_visible, signed_in, visible
from projects.steps import Document
from scoring.checks.places import Kind
from scoring.locks import asked_window, sheet_lock
from scoring.models import Sheet
from scoring.queries.finding_rows import paper_findings, with_said
from scoring.queries.frame import frame_of
from scoring.queries.offered_steps import offered_steps
from scoring.queries.sheet_rows import sheet_rows
from scoring.queries.sheets import sheet_deadline, with_heads


@require_safe
def read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Run the queries of the sheet page."""
    return _run(request, public_id, with_trail=True)


@require_safe
def entry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Run the queries of the entry page."""
    return _run(request, public_id, with_trail=False)


def _run(request: HttpRequest, public_id: UUID, *, with_trail: bool) -> HttpResponse:
    user = signed_in(request.user)
    rows = with_heads(visible(user, Sheet))
    sheet = get_visible(with_said(rows, Kind.SHEET) if with_trail else rows, public_id)
    asked = asked_window(sheet)
    lock = sheet_lock(sheet, at=timezone.now(), asked=asked)
    sheet_rows(sheet, with_trail=with_trail)
    if with_trail:
        paper_findings(Kind.SHEET, sheet, (), blocking=())
        offered_steps(user, Document.SHEET, sheet, lock=lock, at=timezone.now())
    sheet_deadline(sheet, at=timezone.now(), asked=asked)
    frame_of(user)  # the frame of every page
    return HttpResponse("ok")


urlpatterns = [
    path("bench/read/<uuid:public_id>/", read, name="bench_read"),
    path("bench/entry/<uuid:public_id>/", entry, name="bench_entry"),
    path("", include("perf.urls")),
]
