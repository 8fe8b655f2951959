"""What the administrator's pages have in common: who may, refusals in the form, pages of a list."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db import IntegrityError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from projects.access import Verb, require_role, signed_in
from projects.forms.seen import SeenForm, status_of
from projects.marks import Overtaken
from projects.models import User
from projects.services.people import AccountRefused
from projects.services.projects import ProjectRefused
from projects.services.tree import DepartmentRefused

AnyModel = TypeVar("AnyModel", bound=Model)
Done = TypeVar("Done")
PAGE_SIZE = 50
REFUSALS = (DepartmentRefused, AccountRefused, ProjectRefused)


def manager(request: HttpRequest) -> User:
    """The system administrator behind a request; PermissionDenied for everybody else."""
    user = signed_in(request.user)
    require_role(user, Verb.MANAGE)
    return user


def carried_out(form: forms.Form, act: Callable[[], Done]) -> Done | None:
    """Run a service when the form is valid; None when it, or the service, refuses.

    A refusal goes to the top of the form. Two clicks: a code that was given since it was looked
    for is refused by the database, and the form says so when it looks again.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except REFUSALS as error:
        form.add_error(None, str(error))
    except Overtaken as overtaken:
        if not isinstance(form, SeenForm):
            raise
        form.tell(overtaken)
    except IntegrityError:
        form.full_clean()
        if form.is_valid():
            raise
    return None


def form_page(request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponse:
    """A page with one form: `title`, `button`, `back`, and perhaps `crumbs` and `note`."""
    context["form"] = form
    return render(request, "projects/form_page.html", context, status=status_of(form))


def words_of(request: HttpRequest, name: str = "q") -> str:
    """What is asked for in the address, without what no database takes."""
    return request.GET.get(name, "").replace("\0", "").strip()[:100]


def page_of(request: HttpRequest, rows: "QuerySet[AnyModel]") -> "Page[AnyModel]":
    """Page `?page=` of the rows; an odd number gives the first or the last page."""
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))


def query_of(**asked: str) -> str:
    """What was asked for as part of an address, for the links to other pages of the list."""
    return urlencode({name: value for name, value in asked.items() if value})
