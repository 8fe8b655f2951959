"""Plans: the list of a year, one target table, and changing a target while it is a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from projects import show
from projects.access import Verb, get_visible, has, may, require, require_role, signed_in, visible
from projects.locks import Locked, plan_lock
from projects.models import Indicator, Plan
from projects.queries.windows import plan_deadline
from projects.services.indicators import change_target
from projects.steps import Document, open_steps
from scoring.forms.targets import TargetForm
from scoring.queries.plans import plan_list, plan_page, with_heads
from scoring.views.filters import asked_page, asked_year


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the plans of a year in the person's scope."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    year = asked_year(request, user)
    plans = asked_page(request, plan_list(user, year))
    context = {"year": year, "plans": plans, "may_plan": has(user, Verb.PLAN)}
    return render(request, "scoring/plan_list.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one target table: funds, goals, tasks and the tree with merged cells."""
    user = signed_in(request.user)
    plan = get_visible(with_heads(visible(user, Plan)), public_id)
    lock = plan_lock(plan, at=timezone.now())
    context = {
        "page": plan_page(plan),
        "plan": plan,
        "year": plan.year_id,
        "lock": lock,
        "deadline": plan_deadline(plan, at=timezone.now()),
        "may_change": lock is None and may(user, Verb.PLAN, plan),
        "may_fill": may(user, Verb.FILL, plan),
        "steps": open_steps(user, Document.PLAN, plan),
        "may_keep": may(user, Verb.LIBRARY, plan),
    }
    return render(request, "scoring/plan_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, public_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Change the target and points of one indicator of a draft plan."""
    user = signed_in(request.user)
    plan = get_visible(with_heads(visible(user, Plan)), public_id)
    indicator = get_visible(Indicator.objects.filter(plan=plan, level=3), indicator_id)
    require(user, Verb.PLAN, plan)
    back = reverse("scoring:plan", args=[plan.public_id])
    if lock := plan_lock(plan, at=timezone.now()):
        return _locked(request, plan, lock, back)
    stored = {"target": indicator.target_text, "points": show.points(indicator.points)}
    form = TargetForm(request.POST or None, initial=stored)
    if form.is_valid():
        try:
            change_target(indicator=indicator, by=user, at=timezone.now(), **form.said)
        except Locked as lock:
            return _locked(request, plan, lock, back)
        messages.success(request, f"“{indicator.name}”的指标值已保存。")
        return redirect(back)
    context = {"form": form, "plan": plan, "indicator": indicator, "year": plan.year_id}
    return render(request, "scoring/target_form.html", context, status=422 if form.errors else 200)


def _locked(request: HttpRequest, plan: Plan, lock: Locked, back: str) -> HttpResponse:
    context = {"lock": lock, "back": back, "year": plan.year_id}
    return render(request, "409.html", context, status=409)
