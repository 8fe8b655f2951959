"""Which projects carry out the main tasks of a whole department."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.access import Verb, get_visible, require, signed_in, visible
from projects.locks import Locked, plan_lock
from projects.models import Plan
from projects.services.task_projects import LinkRefused, link_tasks
from scoring.forms.tasks import TaskLinksForm
from scoring.queries.plans import with_heads
from scoring.queries.tasks import projects_to_link, tasks_of


# One transaction from reading to saving: what the form is compared with must not change between.
@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def links(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show or save which projects each task of a draft plan has."""
    user = signed_in(request.user)
    plans = with_heads(visible(user, Plan))
    if request.method == "POST":
        plans = plans.select_for_update(of=("self",))
    plan = get_visible(plans, public_id)
    if not plan.is_whole_department:
        raise Http404
    require(user, Verb.PLAN, plan)
    if lock := plan_lock(plan, at=timezone.now()):
        return _locked(request, plan, lock)
    data = request.POST if request.method == "POST" else None
    form = TaskLinksForm(tasks_of(plan), projects_to_link(plan), data)
    if data is not None and not form.errors:
        try:
            link_tasks(plan=plan, links=form.links, by=user, at=timezone.now())
        except Locked as lock:
            return _locked(request, plan, lock)
        except LinkRefused as refused:
            form.refuse(str(refused))
        else:
            messages.success(request, "任务的对应项目已保存。")
            return redirect("scoring:plan", public_id=plan.public_id)
    context = {"form": form, "plan": plan, "year": plan.year_id}
    status = form.status if form.errors else 200
    return render(request, "scoring/plan_tasks.html", context, status=status)


def _locked(request: HttpRequest, plan: Plan, lock: Locked) -> HttpResponse:
    back = reverse("scoring:plan", args=[plan.public_id])
    context = {"lock": lock, "back": back, "year": plan.year_id}
    return render(request, "409.html", context, status=409)
