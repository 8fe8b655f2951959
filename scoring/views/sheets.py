"""Sheets: the list of a year and one sheet as a page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.access import Verb, get_visible, may, require_role, signed_in, visible
from scoring.locks import sheet_lock
from scoring.models import Sheet
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheets import sheet_list, with_heads
from scoring.views.filters import asked_page, asked_year


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the sheets of a year in the person's scope."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    year = asked_year(request, user)
    sheets = asked_page(request, sheet_list(user, year))
    return render(request, "scoring/sheet_list.html", {"year": year, "sheets": sheets})


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one sheet, every line scored and explained; printed from here as a working copy."""
    user = signed_in(request.user)
    sheet = get_visible(with_heads(visible(user, Sheet)), public_id)
    context = {
        "page": sheet_page(sheet),
        "sheet": sheet,
        "year": sheet.year_id,
        "lock": sheet_lock(sheet, at=timezone.now()),
        "may_fill": may(user, Verb.FILL, sheet),
    }
    return render(request, "scoring/sheet_detail.html", context)
