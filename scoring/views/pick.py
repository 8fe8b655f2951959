"""Taking indicators out of the library into a draft plan."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.access import Verb, get_visible, require, signed_in, visible
from projects.locks import Locked, plan_lock
from projects.models import Plan, User
from projects.services.pick import Picked, PickRefused, pick_entries
from scoring.forms.library import asked_of
from scoring.forms.roll import chosen_ids
from scoring.queries.pick import fitting, in_use, offered
from scoring.queries.plans import with_heads
from scoring.views.filters import asked_page


@require_http_methods(["GET", "HEAD", "POST"])
def pick(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Search the library beside a plan, or append what was ticked."""
    user = signed_in(request.user)
    plan = get_visible(with_heads(visible(user, Plan)), public_id)
    require(user, Verb.PLAN, plan)
    if lock := plan_lock(plan, at=timezone.now()):
        return _locked(request, plan, lock)
    if request.method != "POST":
        return _page(request, user, plan)
    ids = chosen_ids(request.POST.getlist("entry"))
    entries = list(in_use(user).filter(public_id__in=ids)) if ids else []
    if not entries:
        return _page(request, user, plan, error="请至少勾选一条指标。")
    with_targets = request.POST.get("with_targets") == "1"
    try:
        picked = pick_entries(
            plan=plan, entries=entries, with_targets=with_targets, by=user, at=timezone.now()
        )
    except Locked as lock:
        return _locked(request, plan, lock)
    except PickRefused as refused:
        return _page(request, user, plan, error=str(refused))
    messages.success(request, _told(picked))
    return redirect("scoring:plan_edit", public_id=plan.public_id)


def _told(picked: Picked) -> str:
    added = f"已加入 {len(picked.added)} 行指标。" if picked.added else "没有加入新的行。"
    if not picked.had:
        return added
    names = "、".join(entry.name for entry in picked.had)
    return f"{added}{len(picked.had)} 条原来就有，没有重复加入：{names}。"


def _page(request: HttpRequest, user: User, plan: Plan, error: str = "") -> HttpResponse:
    asked = asked_of(request.GET)
    entries = asked_page(request, fitting(user, plan, asked.words))
    context = {
        "plan": plan,
        "year": plan.year_id,
        "asked": asked,
        "entries": entries,
        "offered": offered(plan, list(entries)),
        "error": error,
    }
    return render(request, "scoring/plan_pick.html", context, status=422 if error else 200)


def _locked(request: HttpRequest, plan: Plan, lock: Locked) -> HttpResponse:
    back = reverse("scoring:plan", args=[plan.public_id])
    return render(
        request, "409.html", {"lock": lock, "back": back, "year": plan.year_id}, status=409
    )
