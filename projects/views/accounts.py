"""The system administrator's page: departments and accounts, never business data."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from projects.access import Verb, require_role, signed_in
from projects.forms.accounts import AccountForm, DepartmentForm
from projects.queries.accounts import all_departments, all_people
from projects.services.departments import add_department
from projects.services.people import AccountRefused, create_account


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List departments and accounts."""
    require_role(signed_in(request.user), Verb.MANAGE)
    context = {"departments": all_departments(), "people": all_people()}
    return render(request, "projects/account_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_department_page(request: HttpRequest) -> HttpResponse:
    """Add a department."""
    user = signed_in(request.user)
    require_role(user, Verb.MANAGE)
    form = DepartmentForm(request.POST or None)
    if form.is_valid():
        try:
            department = add_department(**form.cleaned_data, by=user, at=timezone.now())
        except IntegrityError:
            # Two clicks: the code was given since it was looked for, and the form now says so.
            form = DepartmentForm(request.POST)
            if form.is_valid():
                raise
        else:
            messages.success(request, f"已新增单位“{department.name}”。")
            return redirect("projects:accounts")
    context = {"form": form, "title": "新增单位"}
    return render(request, "projects/add_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add_account_page(request: HttpRequest) -> HttpResponse:
    """Add an account."""
    user = signed_in(request.user)
    require_role(user, Verb.MANAGE)
    form = AccountForm(request.POST or None)
    if form.is_valid():
        try:
            account = create_account(**form.cleaned_data, by=user, at=timezone.now())
        except AccountRefused as error:
            form.add_error(None, str(error))
        except IntegrityError:
            form = AccountForm(request.POST)  # as with a department
            if form.is_valid():
                raise
        else:
            messages.success(request, f"已新增账号“{account.username}”。")
            return redirect("projects:accounts")
    context = {"form": form, "title": "新增账号"}
    return render(request, "projects/add_form.html", context, status=422 if form.errors else 200)
