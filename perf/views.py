"""Home: what waits for me; health: is the database there; what a failed CSRF check answers."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.access import OWN_DEPARTMENT_ONLY, Verb, has, signed_in
from scoring.queries.home import filer_home
from scoring.queries.todo import todo
from scoring.queries.waits import waits_for
from scoring.views.filters import asked_year
from scoring.views.progress import progress_context


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person: own sheets for a unit, units for those above it."""
    user = signed_in(request.user)
    if not has(user, Verb.SEE):
        if has(user, Verb.MANAGE):
            return redirect("projects:accounts")
        return render(request, "home_administrator.html")
    year = asked_year(request, user)
    if user.role in OWN_DEPARTMENT_ONLY or user.department is None:
        context = {
            "home": filer_home(user, year, at=timezone.now()),
            "may_fill": has(user, Verb.FILL),
        }
        return render(request, "home_filer.html", {"year": year, **context})
    context = progress_context(request, user, user.department, year)
    if waits_for(user) is not None:
        found = todo(user, at=timezone.now(), most=10)
        context |= {"todo": found, "waits": found.count}
    return render(request, "home_supervisor.html", {"year": year, **context})


@login_not_required
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer whether the database can be asked: 200, or the server's own 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that nothing was written and how to get at what was typed; `reason` is in the log."""
    return render(request, "403_csrf.html", status=403)
