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
from projects.models import AccountCell, AccountDocument, AccountTable, User
from projects.services.account_tables import correct_cell, remove_table, table_mark
from projects.services.accounts import AccountsRefused
from scoring.finances.view import anchor
from scoring.forms.finances import CellForm, RemoveForm
from scoring.queries.finances import cell_page, find_table, with_heads

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
def cell(
    request: HttpRequest, public_id: UUID, position: int, row: int, column: int
) -> HttpResponse:
    """Correct one cell of a table."""
    user, document, table = _own(request, public_id, position)
    found = AccountCell.objects.filter(table=table, row=row, column=column).first()
    if found is None:
        raise Http404
    found.table = table
    form = CellForm(_sent(request), cell=found)
    if form.is_valid():
        said = {"text": form.cleaned_data["text"], "seen": form.cleaned_data["seen"]}
        try:
            correct_cell(cell=found, by=user, at=timezone.now(), **said)
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


@require_http_methods(FORM)
def remove(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Ask, and take a table out of its document."""
    user, document, table = _own(request, public_id, position)
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


def _own(
    request: HttpRequest, public_id: UUID, position: int
) -> tuple[User, AccountDocument, AccountTable]:
    """The person, a document that he fills in, and its table at the position.

    Raises 404, and PermissionDenied for a reader.
    """
    user = signed_in(request.user)
    document = get_visible(with_heads(visible(user, AccountDocument)), public_id)
    require(user, Verb.FILL, document)
    table = find_table(list(document.tables.all()), position)[1]
    table.document = document
    return user, document, table
