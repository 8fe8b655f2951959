"""Filling a sheet: the whole form by plain POST, one line at a time with htmx."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import retarget

from projects.access import Verb, get_visible, require, signed_in, visible
from projects.locks import Locked
from projects.models import User
from scoring.forms.entry import EntryForm
from scoring.locks import sheet_lock
from scoring.models import Sheet
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheets import sheet_deadline, with_heads
from scoring.services.actuals import EntryRefused, save_entry


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the entry form of a sheet, or save all of it at once."""
    user = signed_in(request.user)
    if request.method == "POST":
        return _save_form(request, user, public_id)
    sheet = _sheet_to_fill(user, public_id)
    if lock := sheet_lock(sheet, at=timezone.now()):
        return _locked(request, sheet, lock)
    return _form_page(request, sheet, EntryForm(sheet_page(sheet, with_trail=False)))


# One transaction from reading to saving: what the form is compared with must not change between.
@transaction.atomic
def _save_form(request: HttpRequest, user: User, public_id: UUID) -> HttpResponse:
    sheet = _sheet_to_fill(user, public_id, for_update=True)
    if lock := sheet_lock(sheet, at=timezone.now()):
        return _locked(request, sheet, lock)
    entry = EntryForm(sheet_page(sheet, with_trail=False), request.POST)
    if not entry.errors:
        try:
            save_entry(sheet=sheet, entry=entry.entry, by=user, at=timezone.now())
        except Locked as lock:
            return _locked(request, sheet, lock)
        except EntryRefused as refused:
            entry.refuse(str(refused))
        else:
            messages.success(request, "已保存，各行已重新算分。")
            return redirect("scoring:sheet_entry", public_id=sheet.public_id)
    return _form_page(request, sheet, entry)


def _form_page(request: HttpRequest, sheet: Sheet, entry: EntryForm) -> HttpResponse:
    context = {
        "form": entry,
        "page": entry.page,
        "sheet": sheet,
        "year": sheet.year_id,
        "deadline": sheet_deadline(sheet, at=timezone.now()),
    }
    return render(request, "scoring/sheet_entry.html", context, status=422 if entry.errors else 200)


@require_POST
@transaction.atomic
def line(request: HttpRequest, public_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Save one line and answer with the row, its block's subtotal and the total."""
    user = signed_in(request.user)
    sheet = _sheet_to_fill(user, public_id, for_update=True)
    page = sheet_page(sheet, with_trail=False)
    if all(row.public_id != indicator_id for row in page.rows):
        raise Http404
    entry, status = EntryForm(page, request.POST, only=indicator_id), 422
    if not entry.errors:
        try:
            sheet = save_entry(sheet=sheet, entry=entry.entry, by=user, at=timezone.now())
        except Locked as lock:
            return _locked(request, sheet, lock)
        except EntryRefused as refused:
            entry.refuse(str(refused))
        else:
            entry, status = EntryForm(sheet_page(sheet, with_trail=False)), 200
    part, row = next(
        (part, row)
        for part in entry.page.blocks
        for row in part.block.rows
        if row.public_id == indicator_id
    )
    context = {
        "form": entry,
        "page": entry.page,
        "sheet": sheet,
        "part": part,
        "line": entry.line(row),
        "saved": status == 200,
    }
    return render(request, "scoring/_entry_answer.html", context, status=status)


def _sheet_to_fill(user: User, public_id: UUID, *, for_update: bool = False) -> Sheet:
    sheets = with_heads(visible(user, Sheet))
    sheet = get_visible(sheets.select_for_update(of=("self",)) if for_update else sheets, public_id)
    require(user, Verb.FILL, sheet)
    return sheet


def _locked(request: HttpRequest, sheet: Sheet, lock: Locked) -> HttpResponse:
    back = reverse("scoring:sheet", args=[sheet.public_id])
    context = {"lock": lock, "back": back, "year": sheet.year_id}
    if request.headers.get("HX-Request") != "true":
        return render(request, "409.html", context, status=409)
    # What was typed stays on the page; the lock is said above it.
    answer = render(request, "components/lock.html", context, status=409)
    answer["HX-Reswap"] = "innerHTML show:window:top"
    return retarget(answer, "#lock-note")
