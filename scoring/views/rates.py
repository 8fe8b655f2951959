"""Management rates of a whole department beside the system's figures: adopt, or say why not."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.access import Verb, get_visible, require, signed_in, visible
from projects.locks import Locked
from scoring.forms.rates import RatesForm
from scoring.locks import sheet_lock
from scoring.models import Sheet
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheets import with_heads
from scoring.services.actuals import EntryRefused
from scoring.services.rates import settle_rates


# One transaction from reading to saving: what the form is compared with must not change between.
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def rates(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show or settle the management rates of a sheet."""
    user = signed_in(request.user)
    sheets = with_heads(visible(user, Sheet))
    is_post = request.method == "POST"
    if is_post:
        sheets = sheets.select_for_update(of=("self",))
    sheet = get_visible(sheets, public_id)
    require(user, Verb.FILL, sheet)
    if not sheet.plan.is_whole_department:
        raise Http404
    if lock := sheet_lock(sheet, at=timezone.now()):
        return _locked(request, sheet, lock)
    page = sheet_page(sheet, with_trail=False)
    form = RatesForm(page.rows, request.POST if is_post else None)
    if is_post and not form.errors:
        try:
            settle_rates(
                sheet=sheet,
                adopted=form.adopted,
                overruled=form.overruled,
                versions=form.versions,
                by=user,
                at=timezone.now(),
            )
        except EntryRefused as refused:
            form.refuse(str(refused))
        else:
            messages.success(request, "已保存，各行已重新算分。")
            return redirect("scoring:sheet_rates", public_id=sheet.public_id)
    context = {"form": form, "page": page, "sheet": sheet, "year": sheet.year_id}
    return render(request, "scoring/sheet_rates.html", context, status=form.status)


def _locked(request: HttpRequest, sheet: Sheet, lock: Locked) -> HttpResponse:
    back = reverse("scoring:sheet", args=[sheet.public_id])
    context = {"lock": lock, "back": back, "year": sheet.year_id}
    return render(request, "409.html", context, status=409)
