"""Plans: the list of a year, and one target table."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.access import Verb, get_visible, has, is_own, may, require_role, signed_in, visible
from projects.locks import plan_lock
from projects.models import Plan
from projects.queries.windows import plan_deadline
from projects.steps import Document
from scoring.checks.places import Kind
from scoring.queries.finding_rows import paper_findings, with_said
from scoring.queries.offered_steps import offered_steps
from scoring.queries.plans import plan_list, plan_page, with_heads
from scoring.queries.step_causes import settled_lock
from scoring.views.filters import asked_page, asked_year

DRAFT = Plan.State.DRAFT


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the plans of a year in the person's scope."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    year = asked_year(request, user)
    plans = asked_page(request, plan_list(user, year))
    context = {
        "year": year,
        "plans": plans,
        "may_plan": has(user, Verb.PLAN),
        "may_submit": any(plan.state == DRAFT and may(user, Verb.SUBMIT, plan) for plan in plans),
    }
    return render(request, "scoring/plan_list.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one target table: funds, goals, tasks and the tree with merged cells."""
    user = signed_in(request.user)
    plan = get_visible(with_said(with_heads(visible(user, Plan)), Kind.PLAN), public_id)
    now = timezone.now()
    settled = settled_lock(plan)
    lock = settled or plan_lock(plan, at=now)
    page = plan_page(plan)
    blocking = page.edition.blocking if page.edition else ()
    context = {
        "page": page,
        "checks": paper_findings(Kind.PLAN, plan, page.located, blocking=blocking),
        "plan": plan,
        "year": plan.year_id,
        "lock": lock,
        # Whom to ask is told to the unit; what comes before a change, to everybody.
        "asks": settled is not None or is_own(user, plan),
        "deadline": plan_deadline(plan, at=now),
        "may_change": lock is None and may(user, Verb.PLAN, plan),
        "may_fill": may(user, Verb.FILL, plan),
        "offered": offered_steps(user, Document.PLAN, plan, lock=lock, at=now),
        "may_keep": may(user, Verb.LIBRARY, plan),
    }
    return render(request, "scoring/plan_detail.html", context)
