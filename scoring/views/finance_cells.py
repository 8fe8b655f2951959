"""Corrections of stored budgets and final accounts: one cell, or a table that goes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.access import Verb, get_visible, require, signed_in, visible
from projects.forms.seen import status_of
from projects.marks import Overtaken
from projects.models import AccountCell, AccountDocument, User
from projects.services.account_tables import Removed, correct_cell, remove_table, table_mark
from projects.services.accounts import AccountsRefused
from scoring.finances.view import anchor
from scoring.forms.finances import CellForm, RemoveForm
from scoring.queries.finances import cell_page, find_table, with_heads

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def cell(
    request: HttpRequest, public_id: UUID, position: int, row: int, column: int
) -> HttpResponse:
    """Correct one cell of a table; where it is no more, what was typed stays on the page."""
    user, document = _own(request, public_id)
    rows = AccountCell.objects.filter(table__document=document, table__position=position)
    found = rows.filter(row=row, column=column).select_related("table").first()
    if found is None:
        return _without_cell(request, document, position, row, column)
    table = found.table
    table.document = document
    form = CellForm(_sent(request), cell=found)
    if form.is_valid():
        said = {"text": form.cleaned_data["text"], "seen": form.cleaned_data["seen"]}
        try:
            correct_cell(cell=found, by=user, at=timezone.now(), **said)
        except Removed:
            return _without_cell(request, document, position, row, column)
        except Overtaken as overtaken:
            form.tell(overtaken)
        except AccountsRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, f"第 {row + 1} 行“{found.column_path}”已改正。")
            address = reverse("scoring:finance_table", args=[public_id, position])
            return redirect(f"{address}#{anchor(row, column)}")
    context = {
        "form": form,
        "document": document,
        "year": document.year_id,
        "table": table,
        "row": row + 1,
        "heading": found.column_path,
        "page": cell_page(document, table, row, column),
    }
    return render(request, "scoring/finance_cell.html", context, status=status_of(form))


def _without_cell(
    request: HttpRequest, document: AccountDocument, position: int, row: int, column: int
) -> HttpResponse:
    """Say that a cell which was being corrected is no more. Raises 404 where nothing was typed."""
    if not request.POST.get("seen"):
        raise Http404
    context = {
        "document": document,
        "year": document.year_id,
        "table": document.tables.filter(position=position).first(),
        "row": row + 1,
        "column": column + 1,
        "typed": request.POST.get("text", ""),
    }
    return render(request, "scoring/finance_cell_gone.html", context, status=409)


@require_http_methods(FORM)
def remove(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Ask, and take a table out of its document."""
    user, document = _own(request, public_id)
    table = find_table(list(document.tables.all()), position)[1]
    table.document = document
    form = RemoveForm(_sent(request), mark=table_mark(table))
    if form.is_valid():
        try:
            remove_table(table=table, seen=form.cleaned_data["seen"], by=user, at=timezone.now())
        except Overtaken as overtaken:
            form.tell(overtaken)
        else:
            messages.success(request, f"已删去 {table}，原来的内容记入留痕。")
            return redirect("scoring:finance", public_id=public_id)
    context = {
        "form": form,
        "document": document,
        "year": document.year_id,
        "table": table,
        "filled": table.cells.exclude(text="").count(),
    }
    return render(request, "scoring/finance_remove.html", context, status=status_of(form))


def _sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, a form without a field as well; None where a page was asked for."""
    return request.POST if request.method == "POST" else None


def _own(request: HttpRequest, public_id: UUID) -> tuple[User, AccountDocument]:
    """The person and a document that he fills in. Raises 404, PermissionDenied for a reader."""
    user = signed_in(request.user)
    document = get_visible(with_heads(visible(user, AccountDocument)), public_id)
    require(user, Verb.FILL, document)
    return user, document
