"""Rolling last year's plans over into a new year."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.access import Verb, require, require_role, signed_in
from projects.locks import Locked, stage_lock
from projects.models import Department, Stage
from projects.services.roll import Rolled, SourceGone, roll_plans
from scoring.forms.roll import UNKNOWN, RollForm
from scoring.queries.roll import RollPage, roll_page
from scoring.views.filters import typed_year


@require_http_methods(["GET", "HEAD", "POST"])
def roll(request: HttpRequest) -> HttpResponse:
    """Show what the unit can take over from the year before, or copy what was ticked."""
    user = signed_in(request.user)
    require_role(user, Verb.PLAN)
    require(user, Verb.PLAN, user.department)
    assert user.department is not None  # constraint: who declares plans has a department
    page = roll_page(user.department, typed_year(request))
    address = reverse("scoring:plan_roll") + (f"?year={page.year.year}" if page.year else "")
    if request.method != "POST" or page.year is None:
        return _page(request, user.department, page, RollForm(page))
    form = RollForm(page, request.POST)
    if form.error:
        return _page(request, user.department, page, form)
    try:
        rolled = roll_plans(
            department=user.department,
            year=page.year,
            plans=form.plans,
            with_amounts=form.with_amounts,
            by=user,
            at=timezone.now(),
        )
    except Locked as lock:
        context = {"lock": lock, "back": address, "year": page.year.year}
        return render(request, "409.html", context, status=409)
    except SourceGone:
        form.error = UNKNOWN
        return _page(request, user.department, roll_page(user.department, page.year.year), form)
    messages.success(request, _told(rolled))
    if not rolled.made:
        return redirect(address)
    return redirect(f"{reverse('scoring:plans')}?year={page.year.year}")


def _told(rolled: Rolled) -> str:
    made = f"已复制 {len(rolled.made)} 张目标表，都是草稿。" if rolled.made else "没有复制。"
    then = "请逐张核对指标值，填上资金，再提交审核。" if rolled.made else ""
    if not rolled.skipped:
        return made + then
    names = "、".join(plan.title for plan in rolled.skipped)
    return f"{made}{len(rolled.skipped)} 张本年已有，没有改动：{names}。{then}"


def _page(
    request: HttpRequest, department: Department, page: RollPage, form: RollForm
) -> HttpResponse:
    lock = None
    if page.year is not None:
        lock = stage_lock(
            department=department, year=page.year.year, stage=Stage.TARGETS, at=timezone.now()
        )
    year = page.year.year if page.year else None
    context = {"page": page, "form": form, "lock": lock, "year": year, "department": department}
    return render(request, "scoring/plan_roll.html", context, status=422 if form.error else 200)
