"""Who did what to a plan or a sheet, when, from what to what, and why."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from projects.access import get_visible, signed_in, visible
from projects.models import Plan
from scoring.models import Sheet
from scoring.queries.history import changes_of, history
from scoring.queries.plans import with_heads as plans_with_heads
from scoring.queries.sheets import with_heads as sheets_with_heads
from scoring.views.filters import asked_page


@require_safe
def plan(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the whole trail of a target table."""
    row = get_visible(plans_with_heads(visible(signed_in(request.user), Plan)), public_id)
    return _page(request, row, row.title, "绩效目标表", reverse("scoring:plan", args=[public_id]))


@require_safe
def sheet(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the whole trail of a self-evaluation sheet."""
    row = get_visible(sheets_with_heads(visible(signed_in(request.user), Sheet)), public_id)
    back = reverse("scoring:sheet", args=[public_id])
    return _page(request, row, row.plan.title, "自评表", back)


def _page(request: HttpRequest, row: Any, title: str, kind: str, back: str) -> HttpResponse:
    entries = asked_page(request, history(row))
    context = {
        "row": row,
        "title": title,
        "kind": kind,
        "back": back,
        "page": entries,
        "entries": [(entry, changes_of(entry)) for entry in entries],
        "year": row.year_id,
    }
    return render(request, "scoring/history.html", context)
