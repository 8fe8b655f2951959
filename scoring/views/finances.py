"""Budgets and final accounts: the list of a year, a document, one table as it is printed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from projects.access import Verb, get_visible, has, may, require, require_role, signed_in, visible
from projects.models import AccountDocument, User
from scoring.exports.finance_xlsx import document_workbook, workbook_name
from scoring.queries.finances import (
    document_page,
    document_rows,
    finance_list,
    table_page,
    with_heads,
)
from scoring.queries.units import document_of
from scoring.views.exports import XLSX
from scoring.views.filters import asked_page, asked_year


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the documents of a year in the person's scope."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    year = asked_year(request, user)
    asked = request.GET.get("kind", "")
    kind = asked if asked in AccountDocument.Kind.values else ""
    documents = asked_page(request, finance_list(user, year, kind))
    context = {
        "year": year,
        "kind": kind,
        "kinds": AccountDocument.Kind.choices,
        "documents": documents,
        "rows": document_rows(list(documents)),
        "may_add": has(user, Verb.FILL),
    }
    return render(request, "scoring/finance_list.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one document: its tables, what is found in them, what is usual and not there."""
    user, document = _seen(request, public_id)
    context = {
        "page": document_page(document),
        "document": document,
        "year": document.year_id,
        "may_fill": may(user, Verb.FILL, document),
        "may_export": may(user, Verb.EXPORT, document),
    }
    return render(request, "scoring/finance_detail.html", context)


@require_safe
def table(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """Show one table as it is printed, with marks, and sums computed again."""
    user, document = _seen(request, public_id)
    with_sums = request.GET.get("sums") == "1"
    may_fill = may(user, Verb.FILL, document)
    page = table_page(document, position, with_sums=with_sums)
    context = {
        "page": page,
        "view": page.view,
        "document": document,
        "year": document.year_id,
        "with_sums": with_sums,
        "may_fill": may_fill,
        "correcting": may_fill and request.GET.get("correct") == "1",
    }
    return render(request, "scoring/finance_table.html", context)


@require_safe
def xlsx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer with the document as a workbook, one worksheet a table."""
    user, document = _seen(request, public_id)
    require(user, Verb.EXPORT, document)
    made = document_workbook(document_of(document), list(document.tables.all()))
    response = HttpResponse(made, content_type=XLSX)
    name = f"{workbook_name(document)}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _seen(request: HttpRequest, public_id: UUID) -> tuple[User, AccountDocument]:
    """The person and a document of his scope. Raises 404 for every other."""
    user = signed_in(request.user)
    return user, get_visible(with_heads(visible(user, AccountDocument)), public_id)
