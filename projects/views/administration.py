"""The administrator's first page, and the years."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from projects.forms.projects import YearForm
from projects.queries.administration import amounts
from projects.services.years import open_year
from projects.views.managing import carried_out, manager


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is to keep, with how much of it."""
    manager(request)
    return render(request, "projects/administration.html", {"amounts": amounts()})


@require_http_methods(["GET", "HEAD", "POST"])
def years(request: HttpRequest) -> HttpResponse:
    """The years that are open, and the form that opens one."""
    user = manager(request)
    form = YearForm(request.POST or None)
    opened = carried_out(
        form, lambda: open_year(year=form.cleaned_data["year"], by=user, at=timezone.now())
    )
    if opened:
        messages.success(request, f"{opened.year} 年度已开设。")
        return redirect("projects:years")
    context = {"form": form, "amounts": amounts()}
    return render(request, "projects/year_list.html", context, status=422 if form.errors else 200)
