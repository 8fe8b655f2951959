"""Findings: the list over all units, one finding, setting it aside, the checks in words."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.access import (
    Verb,
    get_visible,
    may,
    require,
    require_role,
    signed_in,
    visible,
)
from projects.forms.seen import status_of
from projects.marks import Overtaken
from projects.models import Department, FiscalYear, User
from projects.services.jobs import ask_job
from scoring.charts import count_chart
from scoring.checks.catalogue import CATALOGUE
from scoring.exports.findings_xlsx import findings_workbook
from scoring.forms.findings import LONGEST_REASON, ReasonForm, asked_of
from scoring.models import Finding, Waiver
from scoring.queries.finding_address import paper_address
from scoring.queries.finding_rows import (
    earlier_of,
    same_text_elsewhere,
    stored_row,
    with_papers,
)
from scoring.queries.findings_list import (
    SEVERITIES,
    STATES,
    branches_of,
    by_check,
    by_unit,
    counts_of_checks,
    finding_list,
    key_figures,
    years_of,
)
from scoring.services.rechecks import KIND, KIND_OF_ALL_YEARS
from scoring.services.waivers import unwaive, verb_for, verb_to_withdraw, waive, waiver_mark
from scoring.tasks import run_job
from scoring.views.exports import XLSX
from scoring.views.filters import asked_page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the findings of the person's scope, with counts by check and unit."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    asked = asked_of(request.GET)
    found = asked_page(request, finding_list(user, asked))
    units = by_unit(user, asked)
    context = {
        "asked": asked,
        "year": asked.year,
        "found": found,
        "rows": [stored_row(finding) for finding in found],
        "figures": key_figures(user, asked),
        "checks": by_check(user, asked),
        "units": units,
        "chart": count_chart(units),
        "severities": SEVERITIES,
        "states": STATES,
        "titles": {code: about.title for code, about in CATALOGUE.items()},
        "all_years": years_of(user),
        "branches": branches_of(user, asked),
    }
    return render(request, "scoring/finding_list.html", context)


@require_safe
def xlsx(request: HttpRequest) -> HttpResponse:
    """Answer with the findings that the list is asked for, as a workbook."""
    user = signed_in(request.user)
    require_role(user, Verb.EXPORT)
    asked = asked_of(request.GET)
    rows = (stored_row(finding) for finding in finding_list(user, asked).iterator(chunk_size=500))
    body = findings_workbook(rows, by_check(user, asked), by_unit(user, asked, most=None))
    response = HttpResponse(body, content_type=XLSX)
    name = f"检查问题_{asked.year or '各年度'}.xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    return response


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """List every check: what it compares, why, where the rule stands, how many it found."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    counts = counts_of_checks(user)
    rows = [(about, *counts.get(code, (0, 0))) for code, about in CATALOGUE.items()]
    return render(request, "scoring/check_list.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one finding; posted: set it aside with a reason."""
    user = signed_in(request.user)
    if request.method != "POST":
        return _page(request, user, _found(user, public_id))
    finding = _found_or_none(user, public_id)
    if finding is None:
        return _gone(request)
    require(user, verb_for(finding), finding)
    return _answer(request, user, finding, waive, "已说明。数字变动以后，这一条会重新出现。")


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take back that a finding was set aside."""
    user = signed_in(request.user)
    finding = _found_or_none(user, public_id)
    if finding is None:
        return _gone(request)
    require(user, verb_to_withdraw(finding), finding)
    return _answer(request, user, finding, unwaive, "说明已撤回，这一条重新列为未处理。")


@require_POST
def check_again(request: HttpRequest) -> HttpResponse:
    """Check a branch anew in the background: the one named, else all of the person's scope."""
    user = signed_in(request.user)
    require_role(user, Verb.EXPORT)
    asked = asked_of(request.POST)
    branch = _branch(user, asked.branch)
    years = [asked.year] if asked.year else years_of(user)[:1]
    year = get_object_or_404(FiscalYear, pk__in=years)
    when = f"{year.year} 年度" if asked.year else "各年度"
    job = ask_job(
        kind=KIND if asked.year else KIND_OF_ALL_YEARS,
        title=f"重新检查 {branch.name} {when}",
        department=branch,
        year=year,
        by=user,
        at=timezone.now(),
        send=run_job.delay,
    )
    return redirect("scoring:job", public_id=job.public_id)


def _branch(user: User, chosen: UUID | None) -> Department:
    if chosen is not None:
        return get_visible(visible(user, Department), chosen)
    assert user.department is not None  # constraint: people with this right have one
    return user.department


def _found(user: User, public_id: UUID) -> Finding:
    return get_visible(_rows(user), public_id)


def _found_or_none(user: User, public_id: UUID) -> Finding | None:
    return _rows(user).filter(public_id=public_id).first()


def _rows(user: User) -> "QuerySet[Finding]":
    return with_papers(visible(user, Finding)).select_related(
        "waiver__by__department", "waiver__department", "year"
    )


def _answer(
    request: HttpRequest, user: User, finding: Finding, write: Callable[..., Waiver], done: str
) -> HttpResponse:
    """Write what was posted; where a colleague was first, the page comes back with what was typed.

    `write`: sets the finding aside or takes that back.
    """
    form = ReasonForm(request.POST, mark=waiver_mark(finding))
    if form.is_valid():
        try:
            write(finding=finding, by=user, at=timezone.now(), **form.cleaned_data)
        except Overtaken as overtaken:
            form.tell(overtaken)
        else:
            messages.success(request, done)
            return redirect("scoring:finding", public_id=finding.public_id)
    now = _found_or_none(user, finding.public_id)
    return _gone(request) if now is None else _page(request, user, now, form=form)


def _gone(request: HttpRequest) -> HttpResponse:
    """No such finding, or no more: the same to everybody, and nothing typed is lost."""
    context = {"reason": request.POST.get("reason", "")[:LONGEST_REASON]}
    return render(request, "scoring/finding_gone.html", context, status=404)


def _page(
    request: HttpRequest, user: User, finding: Finding, *, form: ReasonForm | None = None
) -> HttpResponse:
    verb = verb_for(finding) if finding.waiver_id is None else verb_to_withdraw(finding)
    form = form or ReasonForm(mark=waiver_mark(finding))
    context: dict[str, Any] = {
        "finding": finding,
        "row": stored_row(finding),
        "about": CATALOGUE.get(finding.code),
        "paper": paper_address(finding),
        "earlier": earlier_of(finding),
        "elsewhere": same_text_elsewhere(user, finding),
        "may_answer": may(user, verb, finding),
        "is_for_bodies_above": verb is Verb.ALLOW,
        "form": form,
        "year": finding.year_id,
    }
    return render(request, "scoring/finding_detail.html", context, status=status_of(form))
