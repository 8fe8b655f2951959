"""When the stages of a year are open: the list, and the windows of one department."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from projects.access import Verb, get_visible, has, require, require_role, signed_in
from projects.forms.seen import status_of
from projects.marks import Overtaken
from projects.models import FiscalYear, Stage
from projects.queries.windows import (
    department_deadlines,
    departments_with_windows,
    extension_rows,
    schedulable,
    window_rows,
    years,
)
from projects.services.windows import WindowRefused, set_windows
from scoring.forms.windows import WindowsForm
from scoring.queries.round_extensions import with_rounds
from scoring.views.filters import asked_page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the windows of a year, and who was given more time."""
    user = signed_in(request.user)
    require_role(user, Verb.SCHEDULE)
    year = _year(request)
    context: dict[str, object] = {"year": year, "all_years": years(), "stages": list(Stage)}
    if year is not None:
        page = asked_page(request, departments_with_windows(user, year))
        context |= {"page": page, "rows": window_rows(page.object_list, year)}
        if has(user, Verb.SEE):  # the reasons of units are nothing for an administrator
            given = extension_rows(schedulable(user), year, at=timezone.now())
            context["extensions"] = with_rounds(given)
            context["may_extend"] = has(user, Verb.EXTEND)
    return render(request, "scoring/window_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show or set the windows of one department in a year."""
    user = signed_in(request.user)
    department = get_visible(schedulable(user), public_id)
    require(user, Verb.SCHEDULE, department)
    number = _year(request)
    if number is None:
        raise Http404
    year = get_object_or_404(FiscalYear, pk=number)
    (row,) = window_rows([department], number)
    form = WindowsForm(request.POST or None, year=number, stored=row.windows)
    if form.is_valid():
        try:
            changed = set_windows(
                department=department,
                year=year,
                spans=form.spans,
                seen=form.cleaned_data["seen"],
                by=user,
                at=timezone.now(),
            )
        except WindowRefused as refused:
            form.add_error(None, str(refused))
        except Overtaken as overtaken:
            form.tell(overtaken)
        else:
            messages.success(
                request, f"已保存，改动 {changed} 个环节。" if changed else "没有改动。"
            )
            return redirect(f"{reverse('scoring:windows')}?year={number}")
    deadlines = department_deadlines(department, year=number, at=timezone.now())
    extended = [(stage, deadline) for stage, deadline in deadlines if deadline.extended]
    context = {"form": form, "department": department, "year": number, "extended": extended}
    return render(request, "scoring/window_form.html", context, status=status_of(form))


def _year(request: HttpRequest) -> int | None:
    """`?year=`, or the latest year that was opened. Raises 404 for a year that is none of them."""
    typed = request.GET.get("year", "")
    opened = years()
    if not typed:
        return opened[0] if opened else None
    if not typed.isascii() or not typed.isdigit() or int(typed[:5]) not in opened:
        raise Http404
    return int(typed)
