"""Opening a plan: blank or from a template."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.access import Verb, require, require_role, signed_in
from projects.locks import Locked, stage_lock
from projects.models import Department, Stage
from projects.services.opening import AlreadyThere, MovedAway, open_plan
from scoring.forms.opening import NOT_OURS, OpeningForm
from scoring.views.filters import typed_year


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Open a plan of the person's own unit."""
    user = signed_in(request.user)
    require_role(user, Verb.PLAN)
    require(user, Verb.PLAN, user.department)
    assert user.department is not None  # constraint: who declares plans has a department
    year = typed_year(request)
    form = OpeningForm(request.POST or None, user=user, department=user.department, year=year)
    if form.is_valid():
        try:
            plan = open_plan(
                department=user.department,
                year=form.cleaned_data["year"],
                project=form.project,
                template=form.cleaned_data["template"],
                by=user,
                at=timezone.now(),
            )
        except Locked as lock:
            context = {"lock": lock, "back": reverse("scoring:plans")}
            return render(request, "409.html", context, status=409)
        except AlreadyThere:
            form.add_error("subject", "这一年度已有目标表，请打开那一张修改。")
        except MovedAway:
            form.add_error("subject", NOT_OURS)
        else:
            messages.success(request, f"已新建“{plan.title}”{plan.year_id} 年度目标表，现为草稿。")
            return redirect("scoring:plan_edit", public_id=plan.public_id)
    context = {"form": form, "year": year, "lock": _lock(user.department, year)}
    return render(request, "scoring/plan_new.html", context, status=422 if form.errors else 200)


def _lock(department: Department, year: int | None) -> Locked | None:
    """Why nothing can be begun in the year that the page came with, told before it is tried."""
    if year is None:
        return None
    now = timezone.now()
    return stage_lock(department=department, year=year, stage=Stage.TARGETS, at=now)
