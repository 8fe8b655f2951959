"""Submitting several target tables at once, from the list of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from projects.access import signed_in, visible
from projects.models import Plan, User
from scoring.forms.steps import seen_version
from scoring.queries.plans import with_heads
from scoring.services.plan_submission import Chosen, Sent, submit_plans
from scoring.tasks import check_soon
from scoring.views.filters import asked_uuid, typed_year


@require_POST
def submit(request: HttpRequest) -> HttpResponse:
    """Submit the chosen plans and say what became of each."""
    user = signed_in(request.user)
    chosen = _chosen(request, user)
    outcomes = submit_plans(chosen=chosen, by=user, at=timezone.now())
    for department, year in {(one.plan.department_id, one.plan.year_id) for one in outcomes}:
        check_soon(department=department, year=year)
    context = {
        "outcomes": outcomes,
        "done": sum(one.done for one in outcomes),
        "year": chosen[0][0].year_id if chosen else typed_year(request),
    }
    return render(request, "scoring/plan_submission.html", context, status=_status(outcomes))


def _status(outcomes: list[Sent]) -> int:
    """200 as soon as one went; else what all of them were refused for, 422 for this and that."""
    found = {one.status for one in outcomes}
    if 200 in found:
        return 200
    return found.pop() if len(found) == 1 else 422


def _chosen(request: HttpRequest, user: User) -> list[Chosen]:
    """The ticked plans with what the list showed of each; 404 where one is not the person's."""
    ids = {asked_uuid(text) for text in request.POST.getlist("plan")}
    plans = list(with_heads(visible(user, Plan)).filter(public_id__in=ids))
    if len(plans) != len(ids):
        raise Http404
    plans.sort(key=lambda plan: (plan.project.code if plan.project else "", plan.pk))
    said = request.POST
    return [(plan, seen_version(said, f"version-{plan.public_id.hex}")) for plan in plans]
