"""Filling a sheet: the whole form by plain POST, one row at a time with htmx, a block by paste."""

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
from projects.locks import Asked, Locked
from projects.models import User
from projects.pasted import PasteRefused
from scoring.forms.entry import EntryForm
from scoring.forms.sheet_paste import with_pasted
from scoring.locks import asked_window, sheet_lock
from scoring.models import Sheet
from scoring.queries.after_saving import after_saving
from scoring.queries.sheet_page import page_of, sheet_page
from scoring.queries.sheet_parts import SheetPage
from scoring.queries.sheet_rows import PARTS, SCORED, SheetRows, sheet_rows
from scoring.queries.sheets import sheet_deadline, with_heads
from scoring.services.actuals import EntryRefused, save_locked
from scoring.views.same_person import require_same_person

KINDS = ("lines", "funds", "goals", "tasks", "head")


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the entry form of a sheet, or save all of it at once."""
    user = signed_in(request.user)
    if request.method == "POST":
        return _save_form(request, user, public_id)
    sheet = _sheet_to_fill(user, public_id)
    asked = asked_window(sheet)
    if lock := sheet_lock(sheet, at=timezone.now(), asked=asked):
        return _locked(request, sheet, lock)
    return _form_page(request, sheet, EntryForm(sheet_page(sheet, with_trail=False)), asked=asked)


# One transaction from reading to saving: what the form is compared with must not change between.
@transaction.atomic
def _save_form(request: HttpRequest, user: User, public_id: UUID) -> HttpResponse:
    sheet = _sheet_to_fill(user, public_id, for_update=True)
    require_same_person(request, user)
    stored = sheet_rows(sheet, with_trail=False)
    entry = EntryForm(page_of(sheet, stored), request.POST)
    if lock := sheet_lock(sheet, at=timezone.now()):
        return _form_page(request, sheet, entry, lock=lock)  # with everything that was typed
    try:
        is_saved = entry.status == 200 and _save(sheet, stored, entry, user) is not None
    except Locked as lock:
        return _form_page(request, sheet, entry, lock=lock)
    if is_saved and request.POST.get("then") == "submit":
        return redirect("scoring:sheet_step", public_id=sheet.public_id, step="submit")
    if is_saved:
        messages.success(request, "已保存，各行已重新算分。")
        return redirect("scoring:sheet_entry", public_id=sheet.public_id)
    return _form_page(request, sheet, entry)


@require_POST
@transaction.atomic
def paste(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save a block that was pasted, with htmx alone: the lines come back, else the whole page."""
    user = signed_in(request.user)
    sheet = _sheet_to_fill(user, public_id, for_update=True)
    require_same_person(request, user)
    is_part = request.headers.get("HX-Request") == "true"
    stored = sheet_rows(sheet, with_trail=False, parts=SCORED if is_part else PARTS)
    page = page_of(sheet, stored)
    try:
        entry = EntryForm(page, with_pasted(page, request.POST))
        if entry.status == 200 and (saved := _save(sheet, stored, entry, user)) is not None:
            entry = EntryForm(saved, saved=entry.touched())
    except Locked as lock:
        return _locked(request, sheet, lock)
    except PasteRefused as refused:
        entry = EntryForm(page)
        entry.refuse(str(refused))
    if is_part:
        return _lines_part(request, sheet, entry)
    if entry.status == 200:
        messages.success(request, "粘贴的内容已保存，各行已重新算分。")
        return redirect("scoring:sheet_entry", public_id=sheet.public_id)
    return _form_page(request, sheet, entry)


def _lines_part(request: HttpRequest, sheet: Sheet, entry: EntryForm) -> HttpResponse:
    context = {"form": entry, "page": entry.page, "sheet": sheet}
    if entry.data is None and entry.errors:  # nothing was read: what stands on the page stays
        answer = render(request, "scoring/_entry_errors.html", context, status=422)
        return retarget(answer, "#errors-place")
    return render(request, "scoring/_entry_pasted.html", context, status=entry.status)


def _form_page(
    request: HttpRequest,
    sheet: Sheet,
    entry: EntryForm,
    lock: Locked | None = None,
    asked: Asked | None = None,
) -> HttpResponse:
    context = {
        "lock": lock,
        "back": reverse("scoring:sheet", args=[sheet.public_id]),
        "form": entry,
        "page": entry.page,
        "sheet": sheet,
        "year": sheet.year_id,
        "deadline": sheet_deadline(sheet, at=timezone.now(), asked=asked),
    }
    status = 409 if lock else entry.status
    return render(request, "scoring/sheet_entry.html", context, status=status)


@require_POST
@transaction.atomic
def row(request: HttpRequest, public_id: UUID, kind: str, row_id: UUID) -> HttpResponse:
    """Save one row and answer with it, its block's subtotal and the totals."""
    user = signed_in(request.user)
    sheet = _sheet_to_fill(user, public_id, for_update=True)
    require_same_person(request, user)
    if kind not in KINDS:
        raise Http404
    parts = frozenset({kind}) if kind in ("goals", "tasks") else SCORED
    stored = sheet_rows(sheet, with_trail=False, parts=parts)
    entry = EntryForm(page_of(sheet, stored), request.POST, only=(kind, row_id))
    if not entry.has(kind, row_id):
        raise Http404
    if entry.status == 200:
        try:
            page = _save(sheet, stored, entry, user)
        except Locked as lock:
            return _locked(request, sheet, lock)
        if page is not None:
            entry = EntryForm(page, saved=entry.touched())
    context = {"form": entry, "page": entry.page, "sheet": sheet, "answer": entry.row(kind, row_id)}
    return render(request, "scoring/_entry_answer.html", context, status=entry.status)


def _save(sheet: Sheet, stored: SheetRows, entry: EntryForm, user: User) -> SheetPage | None:
    """Store what was entered; the page as it is then, None where the service refused it."""
    try:
        saved = save_locked(
            sheet=sheet, stored=stored, entry=entry.entry, by=user, at=timezone.now()
        )
    except EntryRefused as refused:
        entry.refuse(str(refused))
        return None
    fresh = after_saving(
        stored,
        actuals=saved.actuals,
        funds=saved.funds,
        texts=saved.texts,
        scored=saved.scored,
    )
    return page_of(sheet, fresh)


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
