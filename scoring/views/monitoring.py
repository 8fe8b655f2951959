"""Monitoring: rounds and reports of a year, one report, its grid, handing in, returning."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import retarget

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
from projects.locks import Locked, told_close
from projects.models import User
from scoring.forms.monitoring import ReportForm, ReturnForm
from scoring.forms.steps import seen_version
from scoring.locks import report_lock
from scoring.models import MonitoringReport, MonitoringRound
from scoring.monitoring_steps import Stale, may_step, open_steps, require_step, status_of
from scoring.queries.monitoring import (
    listed,
    report_list,
    report_page,
    rounds_for,
    unit_lamps,
    with_heads,
)
from scoring.queries.rectifications import open_count
from scoring.services.monitoring import (
    NotReady,
    ReportRefused,
    save_report,
    send_report_back,
    submit_report,
)
from scoring.views.filters import asked_page, asked_year


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the rounds of a year and the reports of the one that is asked for."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    year = asked_year(request, user)
    rounds = rounds_for(user, year)
    chosen = _chosen(request, rounds)
    reports = asked_page(request, report_list(user, chosen)) if chosen else []
    rows = listed(reports, timezone.now())
    context = {
        "year": year,
        "rounds": rounds,
        "chosen": chosen,
        "ends": told_close(chosen.closes_at) if chosen else "",
        "units": unit_lamps(user, chosen) if chosen else [],
        "reports": reports,
        "rows": rows,
        "open_rectifications": open_count(user, year),
        "may_oversee": has(user, Verb.OVERSEE),
        "may_change": bool(chosen) and may(user, Verb.OVERSEE, chosen),
        "may_extend": has(user, Verb.EXTEND),
        "may_fill": has(user, Verb.FILL) and any(row.may_be_filled for row in rows),
    }
    return render(request, "scoring/monitoring_list.html", context)


def _chosen(request: HttpRequest, rounds: list[MonitoringRound]) -> MonitoringRound | None:
    """The round of `?round=`, or the first; 404 for one that is not among them."""
    asked = request.GET.get("round", "")
    if not asked:
        return rounds[0] if rounds else None
    found = next((one for one in rounds if str(one.public_id) == asked), None)
    if found is None:
        raise Http404
    return found


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one report: spending, lamps with their words, notices, trail."""
    user = signed_in(request.user)
    report = get_visible(with_heads(visible(user, MonitoringReport)), public_id)
    return _detail_page(request, user, report, ReturnForm())


def _detail_page(
    request: HttpRequest,
    user: User,
    report: MonitoringReport,
    form: ReturnForm,
    refused: Locked | None = None,
) -> HttpResponse:
    """`refused`: why nothing was done; what was typed stays below the report as it is now."""
    lock = report_lock(report, at=timezone.now())
    steps = {step for step in open_steps(report) if may_step(user, step, report)}
    context = {
        "page": report_page(report),
        "report": report,
        "year": report.year_id,
        "lock": lock,
        "asks": is_own(user, report),  # whom to ask is told to the unit
        "may_fill": lock is None and may(user, Verb.FILL, report),
        "may_submit": lock is None and "submit" in steps,
        "may_send_back": "send_back" in steps,
        "may_extend": may(user, Verb.EXTEND, report),
        "form": form,
        "unsent": form["reason"] if form.is_bound and "send_back" not in steps else None,
        "refused": refused,
    }
    status = status_of(refused) if refused else 422 if form.errors else 200
    return render(request, "scoring/monitoring_detail.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the entry grid of a report, or save all of it at once."""
    user = signed_in(request.user)
    if request.method == "POST":
        return _save_form(request, user, public_id)
    report = _report_to_fill(user, public_id)
    if lock := report_lock(report, at=timezone.now()):
        return _locked(request, report, lock)
    return _form_page(request, report, ReportForm(report_page(report, with_trail=False)))


# One transaction from reading to saving: what the form is compared with must not change between.
@transaction.atomic
def _save_form(request: HttpRequest, user: User, public_id: UUID) -> HttpResponse:
    report = _report_to_fill(user, public_id, for_update=True)
    form = ReportForm(report_page(report, with_trail=False), request.POST)
    at = timezone.now()
    if lock := report_lock(report, at=at):
        return _form_page(request, report, form, lock=lock)  # with everything that was typed
    if request.POST.get("then") == "submit":
        form.refuse_unseen()
    if not form.errors:
        try:
            saved = save_report(report=report, entry=form.entry, by=user, at=at)
        except Locked as late:
            return _form_page(request, report, form, lock=late)
        except ReportRefused as refused:
            form.refuse(str(refused))
        else:
            if request.POST.get("then") == "submit":
                return _hand_in(request, user, report, saved.version)
            messages.success(request, "已保存，各行的灯已重新判定。")
            return redirect("scoring:monitoring_entry", public_id=report.public_id)
    return _form_page(request, report, form)


@require_POST
@transaction.atomic
def line(request: HttpRequest, public_id: UUID, line_id: UUID) -> HttpResponse:
    """Save one row and answer with it and with what its lamp changes elsewhere."""
    user = signed_in(request.user)
    report = _report_to_fill(user, public_id, for_update=True)
    page = report_page(report, with_trail=False)
    if all(row.line.public_id != line_id for row in page.rows):
        raise Http404
    if lock := report_lock(report, at=timezone.now()):
        return _locked(request, report, lock)
    form, is_saved = ReportForm(page, request.POST, only=line_id), False
    if not form.errors:
        try:
            report = save_report(report=report, entry=form.entry, by=user, at=timezone.now())
        except Locked as late:
            return _locked(request, report, late)
        except ReportRefused as refused:
            form.refuse(str(refused))
        else:
            form, is_saved = ReportForm(report_page(report, with_trail=False)), True
    row = next(row for row in form.page.rows if row.line.public_id == line_id)
    context = {
        "form": form,
        "page": form.page,
        "report": report,
        "line": form.line(row),
        "saved": is_saved,
    }
    return render(request, "scoring/_monitoring_answer.html", context, status=form.status)


@require_POST
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand a report in, or come back to the grid with all that is missing."""
    user = signed_in(request.user)
    report = get_visible(with_heads(visible(user, MonitoringReport)), public_id)
    return _hand_in(request, user, report, seen_version(request.POST))


def _hand_in(
    request: HttpRequest, user: User, report: MonitoringReport, version: int | None
) -> HttpResponse:
    try:
        submit_report(report=report, version=version, by=user, at=timezone.now())
    except Stale as stale:
        now = get_visible(with_heads(visible(user, MonitoringReport)), report.public_id)
        return _detail_page(request, user, now, ReturnForm(), stale)
    except Locked as lock:
        return _locked(request, report, lock)
    except NotReady as refused:
        stored = with_heads(MonitoringReport.objects.all()).get(pk=report.pk)
        form = ReportForm(report_page(stored, with_trail=False))
        form.take_gaps(refused.gaps)
        return _form_page(request, stored, form)
    messages.success(request, "监控表已提交。需要整改的，通知会列在工作台。")
    return redirect("scoring:monitoring_report", public_id=report.public_id)


@require_POST
def send_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Return a report to its unit with the reason."""
    user = signed_in(request.user)
    report = get_visible(with_heads(visible(user, MonitoringReport)), public_id)
    require_step(user, "send_back", report)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _detail_page(request, user, report, form)
    said, now = form.cleaned_data | {"version": seen_version(request.POST)}, timezone.now()
    try:
        send_report_back(report=report, by=user, at=now, **said)
    except Locked as refused:
        row = get_visible(with_heads(visible(user, MonitoringReport)), public_id)
        return _detail_page(request, user, row, form, refused)
    words = "监控表已退回。"
    if now >= report.closes_at:
        words += "填报时限已过，请同时给该单位延期，否则单位不能修改。"
    messages.success(request, words)
    return redirect("scoring:monitoring_report", public_id=report.public_id)


def _report_to_fill(user: User, public_id: UUID, *, for_update: bool = False) -> MonitoringReport:
    reports = with_heads(visible(user, MonitoringReport))
    if for_update:
        reports = reports.select_for_update(of=("self",))
    report = get_visible(reports, public_id)
    require(user, Verb.FILL, report)
    return report


def _form_page(
    request: HttpRequest, report: MonitoringReport, form: ReportForm, lock: Locked | None = None
) -> HttpResponse:
    user = signed_in(request.user)
    context = {
        "lock": lock,
        "back": reverse("scoring:monitoring_report", args=[report.public_id]),
        "form": form,
        "page": form.page,
        "report": report,
        "year": report.year_id,
        "may_fill": may(user, Verb.FILL, report),
    }
    status = 409 if lock else form.status
    return render(request, "scoring/monitoring_entry.html", context, status=status)


def _locked(request: HttpRequest, report: MonitoringReport, lock: Locked) -> HttpResponse:
    back = reverse("scoring:monitoring_report", args=[report.public_id])
    context = {"lock": lock, "back": back, "year": report.year_id}
    if request.headers.get("HX-Request") != "true":
        return render(request, "409.html", context, status=409)
    # What was typed stays on the page; the lock is said above it.
    answer = render(request, "components/lock.html", context, status=409)
    answer["HX-Reswap"] = "innerHTML show:window:top"
    return retarget(answer, "#lock-note")
