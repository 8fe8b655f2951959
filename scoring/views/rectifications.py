"""Rectification: red lamps of a year, a notice, its answer, acceptance or return."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.access import Verb, get_visible, has, require, require_role, signed_in, visible
from projects.locks import Locked
from projects.models import User
from scoring.forms.monitoring import ReturnForm
from scoring.forms.rectifications import AnswerForm, NoticeForm
from scoring.forms.steps import seen_version
from scoring.models import MonitoringLine, MonitoringReport, Rectification
from scoring.monitoring_steps import Stale, may_step, open_steps, require_step, status_of
from scoring.queries import monitoring
from scoring.queries.rectifications import (
    rectification_list,
    rectification_page,
    red_budgets,
    red_lines,
    red_rows,
    with_heads,
)
from scoring.services.rectifications import (
    NoticeRefused,
    accept_answer,
    answer_notice,
    refuse_answer,
    send_notice,
)
from scoring.views.filters import asked_page, asked_year


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List red lamps and rectifications of a year in the person's scope."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    year = asked_year(request, user)
    lines = asked_page(request, red_lines(user, year))
    context = {
        "year": year,
        "lines": lines,
        "reds": [*(red_budgets(user, year) if lines.number == 1 else ()), *red_rows(list(lines))],
        "mendings": list(rectification_list(user, year)[:200]),
        "may_oversee": has(user, Verb.OVERSEE),
        "may_answer": has(user, Verb.SUBMIT),
        "today": timezone.localdate(),
    }
    return render(request, "scoring/monitoring_red.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a notice about a report's spending, or with `?line=` about one of its rows."""
    user = signed_in(request.user)
    report = get_visible(monitoring.with_heads(visible(user, MonitoringReport)), public_id)
    require(user, Verb.OVERSEE, report)
    line = _asked_line(request, report)
    form, status = NoticeForm(request.POST or None), 200
    if form.is_valid():
        said = form.cleaned_data | {"version": seen_version(request.POST)}
        try:
            mending = send_notice(report=report, line=line, by=user, at=timezone.now(), **said)
        except NoticeRefused as refused:
            form.add_error(None, str(refused))
        except Stale as stale:
            form.add_error(None, str(stale))
            status = stale.status
        else:
            messages.success(request, "整改通知已发出。单位反馈以后，请在这里验收。")
            return redirect("scoring:rectification", public_id=mending.public_id)
    context = {"form": form, "report": report, "line": line, "year": report.year_id}
    if status == 200 and form.errors:
        status = 422
    return render(request, "scoring/notice_form.html", context, status=status)


def _asked_line(request: HttpRequest, report: MonitoringReport) -> MonitoringLine | None:
    """The row of `?line=`, None without it; 404 for one of another report."""
    asked = request.GET.get("line")
    if asked is None:
        return None
    try:
        return get_visible(report.lines.all(), UUID(asked))
    except ValueError:
        raise Http404 from None


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one rectification with what the person may do next."""
    user = signed_in(request.user)
    return _page(request, user, _found(user, public_id))


@require_POST
def answer(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what was done."""
    user = signed_in(request.user)
    mending = _found(user, public_id)
    require_step(user, "answer", mending)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, user, mending, answering=form)
    try:
        answer_notice(mending=mending, by=user, at=timezone.now(), **_said(request, form))
    except Locked as lock:
        return _page(request, user, _found(user, public_id), answering=form, lock=lock)
    return _done(request, mending, "整改情况已反馈。")


@require_POST
def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Accept the answer."""
    user = signed_in(request.user)
    mending = _found(user, public_id)
    try:
        seen = seen_version(request.POST)
        accept_answer(mending=mending, version=seen, by=user, at=timezone.now())
    except Locked as lock:
        return _page(request, user, _found(user, public_id), lock=lock)
    return _done(request, mending, "整改已验收。")


@require_POST
def refuse(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Return the answer with the reason."""
    user = signed_in(request.user)
    mending = _found(user, public_id)
    require_step(user, "refuse", mending)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, user, mending, returning=form)
    try:
        refuse_answer(mending=mending, by=user, at=timezone.now(), **_said(request, form))
    except Locked as lock:
        return _page(request, user, _found(user, public_id), returning=form, lock=lock)
    return _done(request, mending, "反馈已退回。")


def _said(request: HttpRequest, form: AnswerForm | ReturnForm) -> dict[str, Any]:
    """What was typed, and the version of the row that it was typed to."""
    return {"version": seen_version(request.POST), **form.cleaned_data}


def _found(user: User, public_id: UUID) -> Rectification:
    return get_visible(with_heads(visible(user, Rectification)), public_id)


def _page(
    request: HttpRequest,
    user: User,
    mending: Rectification,
    *,
    answering: AnswerForm | None = None,
    returning: ReturnForm | None = None,
    lock: Locked | None = None,
) -> HttpResponse:
    """`lock`: why nothing was done; what was typed stays below the row as it is now."""
    wrong = None if lock else answering or returning
    steps = {step for step in open_steps(mending) if may_step(user, step, mending)}
    context = {
        "page": rectification_page(mending, today=timezone.localdate()),
        "mending": mending,
        "year": mending.year_id,
        "steps": steps,
        "answering": answering or AnswerForm(initial={"answer": mending.answer}),
        "returning": returning or ReturnForm(),
        "form": wrong,
        "unsent": _unsent(steps, answering, returning),
        "lock": lock,
    }
    status = status_of(lock) if lock else 422 if wrong else 200
    return render(request, "scoring/rectification.html", context, status=status)


def _done(request: HttpRequest, mending: Rectification, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("scoring:rectification", public_id=mending.public_id)


def _unsent(
    steps: set[str], answering: AnswerForm | None, returning: ReturnForm | None
) -> BoundField | None:
    """What was typed for a step that is not there any more: to be copied."""
    if answering and "answer" not in steps:
        return answering["answer"]
    if returning and "refuse" not in steps:
        return returning["reason"]
    return None
