"""What a list is asked for in its address: the year and the page."""

from typing import TypeVar
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from projects.models import User
from scoring.queries.years import latest_year

AnyModel = TypeVar("AnyModel", bound=Model)
PAGE_SIZE = 50


def asked_page(request: HttpRequest, rows: "QuerySet[AnyModel]") -> "Page[AnyModel]":
    """Return page `?page=` of the rows; an odd number gives the first or the last page."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


def typed_year(request: HttpRequest) -> int | None:
    """Return `?year=`, None without; raises 404 for a year that is no year."""
    typed = request.GET.get("year", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
        raise Http404
    return int(typed)


def asked_year(request: HttpRequest, user: User) -> int | None:
    """Return `?year=`, or the latest year with plans in the person's scope, or None for none.

    Raises 404 for a year that is no year.
    """
    typed = typed_year(request)
    return latest_year(user) if typed is None else typed


def asked_uuid(text: str) -> UUID:
    """Return the id that a form sent. Raises 404 for what is none."""
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
