"""Sheets: the list of a year and one sheet as a page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from projects.access import (
    Verb,
    get_visible,
    has,
    is_own,
    may,
    require,
    require_role,
    signed_in,
    visible,
)
from projects.locks import Locked
from projects.models import Plan
from projects.steps import Document
from scoring.checks.places import Kind
from scoring.locks import asked_window, sheet_lock
from scoring.models import Sheet
from scoring.queries.finding_rows import paper_findings, with_said
from scoring.queries.offered_steps import offered_steps
from scoring.queries.plans import with_heads as plans_with_heads
from scoring.queries.sheet_page import sheet_page
from scoring.queries.sheets import plans_to_open, sheet_deadline, sheet_list, with_heads
from scoring.services.sheets import NoEdition, PlanNotApproved, SheetThere, open_sheet, open_sheets
from scoring.views.filters import asked_page, asked_year


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the sheets of a year in the person's scope."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    year = asked_year(request, user)
    sheets = asked_page(request, sheet_list(user, year))
    to_open = plans_to_open(user, year).count() if has(user, Verb.FILL) else 0
    context = {"year": year, "sheets": sheets, "to_open": to_open}
    return render(request, "scoring/sheet_list.html", context)


@require_POST
def open_all(request: HttpRequest) -> HttpResponse:
    """Open the sheets of all approved plans of the person's own department at once."""
    user = signed_in(request.user)
    require_role(user, Verb.FILL)
    year = asked_year(request, user)
    plans = plans_to_open(user, year)
    opened, refused = open_sheets(plans=plans, by=user, at=timezone.now())
    messages.success(request, f"已生成 {len(opened)} 张自评表。")
    for plan, reason in refused:
        messages.error(request, f"{plan.title} 没有生成：{reason}")
    return redirect(f"{reverse('scoring:sheets')}?year={year}")


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one sheet, every line scored and explained; printed from here as a working copy."""
    user = signed_in(request.user)
    sheet = get_visible(with_said(with_heads(visible(user, Sheet)), Kind.SHEET), public_id)
    now = timezone.now()
    asked = asked_window(sheet)
    lock = sheet_lock(sheet, at=now, asked=asked)
    page = sheet_page(sheet)
    context = {
        "page": page,
        "checks": paper_findings(Kind.SHEET, sheet, page.located, blocking=page.edition.blocking),
        "sheet": sheet,
        "year": sheet.year_id,
        "lock": lock,
        "asks": is_own(user, sheet),  # whom to ask is told to the unit
        "deadline": sheet_deadline(sheet, at=now, asked=asked),
        "may_fill": may(user, Verb.FILL, sheet),
        "offered": offered_steps(user, Document.SHEET, sheet, lock=lock, at=now),
    }
    return render(request, "scoring/sheet_detail.html", context)


@require_POST
def open_one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open the self-evaluation sheet of an approved plan and go on to fill it."""
    user = signed_in(request.user)
    plan = get_visible(plans_with_heads(visible(user, Plan)), public_id)
    require(user, Verb.FILL, plan)
    try:
        sheet = open_sheet(plan=plan, by=user, at=timezone.now())
    except (PlanNotApproved, SheetThere, NoEdition, Locked) as refused:
        messages.error(request, f"没有生成自评表。{refused}")
        return redirect("scoring:plan", public_id=plan.public_id)
    messages.success(request, f"已生成自评表，{sheet.line_count} 行。")
    return redirect("scoring:sheet_entry", public_id=sheet.public_id)
