"""Explanatory texts: the list of a year, one to read, to edit, to publish and to take along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from projects.access import (
    Verb,
    get_visible,
    has,
    may,
    require,
    require_role,
    signed_in,
    visible,
)
from projects.locks import Locked
from projects.models import User
from projects.texts import file_name
from scoring.exports.narrative_docx import narrative_document
from scoring.forms.narratives import BeginForm, NarrativeForm, WithdrawForm, typed_in
from scoring.forms.steps import seen_version
from scoring.models import Narrative
from scoring.monitoring_steps import Stale, status_of
from scoring.queries.narratives import (
    narrative_list,
    narrative_page,
    stages_to_begin,
    with_counts,
    with_heads,
)
from scoring.services.narratives import (
    NarrativeThere,
    NothingToTell,
    Overtaken,
    TextRefused,
    begin_narrative,
    narrative_lock,
    publish_narrative,
    renew_narrative,
    save_narrative,
    withdraw_narrative,
)
from scoring.views.filters import asked_page, asked_year

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the texts of a year in the person's scope, each with its open findings."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    year = asked_year(request, user)
    found = asked_page(request, narrative_list(user, year))
    to_begin = stages_to_begin(user, year) if has(user, Verb.FILL) and year else []
    context = {"year": year, "narratives": found, "rows": with_counts(found), "to_begin": to_begin}
    return render(request, "scoring/narrative_list.html", context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Write the first text of a stage for the person's own department."""
    user = signed_in(request.user)
    require_role(user, Verb.FILL)
    form = BeginForm(request.POST)
    if not form.is_valid() or user.department is None:
        raise Http404
    year, stage = form.cleaned_data["year"], form.cleaned_data["stage"]
    try:
        row = begin_narrative(
            department=user.department, year=year, stage=stage, by=user, at=timezone.now()
        )
    except NarrativeThere as already:
        messages.success(request, str(already))
        return redirect("scoring:narrative", public_id=already.there.public_id)
    except NothingToTell as nothing:
        messages.error(request, f"没有生成说明。{nothing}")
        return redirect(f"{reverse('scoring:narratives')}?year={year.year}")
    messages.success(request, "已按系统数据生成。请核对正文，补上只有本单位知道的数。")
    return redirect("scoring:narrative_edit", public_id=row.public_id)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one text with every figure and its source."""
    user = signed_in(request.user)
    return _page(request, user, _found(user, public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Edit the paragraphs around the figures; saving shows them with the figures in place."""
    user = signed_in(request.user)
    narrative = _found(user, public_id)
    require(user, Verb.FILL, narrative)
    if narrative.state != Narrative.State.DRAFT:
        return _closed(request, narrative, narrative_lock(narrative))
    page = narrative_page(narrative, with_trail=False)
    form = NarrativeForm(page, request.POST if request.method == "POST" else None)
    refusal, status = None, 422 if form.errors else 200
    if request.method == "POST" and not form.errors:
        try:
            save_narrative(
                narrative=narrative,
                version=form.version,
                entry=form.entry,
                by=user,
                at=timezone.now(),
            )
        except TextRefused as refused:
            form.refuse(refused.faults)
            status = 422
        except Stale as stale:
            refusal, status = stale, status_of(stale)
        except Locked as lock:
            return _closed(request, narrative, lock)
        else:
            messages.success(request, "已存为草稿。正文和各数如下，请核对。")
            return redirect("scoring:narrative_edit", public_id=narrative.public_id)
    context = {
        "page": page,
        "form": form,
        "narrative": narrative,
        "year": narrative.year_id,
        "lock": refusal,
        "is_overtaken": isinstance(refusal, Overtaken),
    }
    return render(request, "scoring/narrative_edit.html", context, status=status)


@require_POST
def renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take today's figures over, or write the whole text anew."""
    user = signed_in(request.user)
    narrative = _found(user, public_id)
    rewrite = request.POST.get("what") == "text"
    try:
        renew_narrative(
            narrative=narrative,
            version=seen_version(request.POST),
            rewrite=rewrite,
            by=user,
            at=timezone.now(),
        )
    except Locked as lock:
        return _page(request, user, _found(user, public_id), lock=lock)
    done = "已按系统数据重写全文，原来的正文留在操作留痕里。" if rewrite else "数字已更新。"
    messages.success(request, f"{done}请核对正文。")
    return redirect("scoring:narrative_edit", public_id=narrative.public_id)


@require_POST
def publish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Publish the text as it stands."""
    user = signed_in(request.user)
    narrative = _found(user, public_id)
    version = seen_version(request.POST)
    try:
        publish_narrative(narrative=narrative, version=version, by=user, at=timezone.now())
    except Locked as lock:
        return _page(request, user, _found(user, public_id), lock=lock)
    messages.success(request, "已公开，正文和数字不再随数据变化。数据再有变化，会列为检查发现。")
    return redirect("scoring:narrative", public_id=narrative.public_id)


@require_POST
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a published text back, with the reason."""
    user = signed_in(request.user)
    narrative = _found(user, public_id)
    require(user, Verb.SUBMIT, narrative)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, user, narrative, form=form)
    said = {"version": seen_version(request.POST), **form.cleaned_data}
    try:
        withdraw_narrative(narrative=narrative, by=user, at=timezone.now(), **said)
    except Locked as lock:
        return _page(request, user, _found(user, public_id), lock=lock, form=form)
    messages.success(request, "已撤回为草稿，可以修改。")
    return redirect("scoring:narrative", public_id=narrative.public_id)


@require_safe
def docx(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer with the text as a document for a word processor."""
    user = signed_in(request.user)
    narrative = _found(user, public_id)
    require(user, Verb.EXPORT, narrative)
    name = file_name(f"{narrative.department.name}_{narrative.title}")
    response = HttpResponse(narrative_document(narrative), content_type=DOCX)
    disposition = content_disposition_header(as_attachment=True, filename=f"{name}.docx")
    response["Content-Disposition"] = disposition or "attachment"
    return response


def _closed(request: HttpRequest, narrative: Narrative, lock: Locked) -> HttpResponse:
    """The text can be changed no longer: who closed it when, and what was typed, to be copied."""
    context = {
        "lock": lock,
        "back": reverse("scoring:narrative", args=[narrative.public_id]),
        "narrative": narrative,
        "year": narrative.year_id,
        "typed": typed_in(request.POST),
    }
    return render(request, "scoring/narrative_closed.html", context, status=409)


def _found(user: User, public_id: UUID) -> Narrative:
    return get_visible(with_heads(visible(user, Narrative)), public_id)


def _page(
    request: HttpRequest,
    user: User,
    narrative: Narrative,
    *,
    lock: Locked | None = None,
    form: WithdrawForm | None = None,
) -> HttpResponse:
    """`lock`: why nothing was done; `form`: what was typed for it."""
    is_draft = narrative.state == Narrative.State.DRAFT
    context: dict[str, Any] = {
        "page": narrative_page(narrative),
        "narrative": narrative,
        "year": narrative.year_id,
        "lock": lock,
        "may_edit": is_draft and may(user, Verb.FILL, narrative),
        "may_publish": is_draft and may(user, Verb.SUBMIT, narrative),
        "may_withdraw": not is_draft and may(user, Verb.SUBMIT, narrative),
        "withdrawing": form or WithdrawForm(),
        "form": None if lock else form,
    }
    status = status_of(lock) if lock else 422 if form else 200
    return render(request, "scoring/narrative_detail.html", context, status=status)
