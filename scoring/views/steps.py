"""Taking plans and sheets through their steps: what is about to happen, then the step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from projects.access import Verb, get_visible, may, require, signed_in, visible
from projects.locks import Locked
from projects.models import Plan, User
from projects.queries.contents import links_unkept
from projects.steps import GONE, NAMES, Document, Step, StepRefused, find, may_ever, steps_of
from scoring.forms.steps import StepForm
from scoring.models import Sheet
from scoring.queries.lines import numbered_lines
from scoring.queries.plans import with_heads as plans_with_heads
from scoring.queries.sheets import with_heads as sheets_with_heads
from scoring.queries.step_causes import closed_after, stage_of, step_cause
from scoring.queries.waits import next_waiting
from scoring.services.plan_steps import take_plan_step
from scoring.services.sheet_steps import take_sheet_step
from scoring.services.steps import Incomplete, status_of
from scoring.tasks import check_soon


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    """Take a target table one step further, or ask for the reason first."""
    user = signed_in(request.user)
    row = get_visible(plans_with_heads(visible(user, Plan)), public_id)
    return _take(request, user, Document.PLAN, row, row, step, take_plan_step)


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    """Take a self-evaluation sheet one step further, or ask for the reason first."""
    user = signed_in(request.user)
    row = get_visible(sheets_with_heads(visible(user, Sheet)), public_id)
    return _take(request, user, Document.SHEET, row, row.plan, step, take_sheet_step)


def _take(
    request: HttpRequest,
    user: User,
    document: Document,
    row: Any,
    targets: Plan,
    name: str,
    service: Callable[..., Any],
) -> HttpResponse:
    step = _asked(user, document, row, name)
    sheet = None if document is Document.PLAN else row
    form = StepForm(step, numbered_lines(targets, sheet) if step.by_row else [])
    if request.method != "POST":
        return _page(request, row, form)
    form = StepForm(step, form.lines, request.POST)
    if form.errors:
        return _page(request, row, form, status=422)
    said = {"version": form.version, "remark": form.remark}
    try:
        service(**{document.value: row}, step=name, **said, by=user, at=timezone.now())
    except Incomplete as incomplete:
        return _page(request, row, form, status=422, gaps=incomplete.gaps)
    except (StepRefused, Locked) as refused:
        return _page(request, row, form, status=status_of(refused), refused=refused)
    if step.name == "submit":
        check_soon(department=row.department_id, year=row.year_id)
    messages.success(request, f"已{step.done}。{_then(step, row)}")
    if step.verb in (Verb.PASS, Verb.APPROVE):
        _lead_on(request, user, document)
    return redirect(_home(document, row) if step.target != GONE else _list(document, row))


def _lead_on(request: HttpRequest, user: User, document: Document) -> None:
    """Offer the next one that waits to who has decided one."""
    after = next_waiting(user, document)
    if after is not None:
        title = after.title if isinstance(after, Plan) else after.plan.title
        link = '<a href="{}">下一张待审：{}</a>'
        messages.info(request, format_html(link, _home(document, after), title))


def _asked(user: User, document: Document, row: Any, name: str) -> Step:
    """The step out of the row's state, or another of its name to tell why not. 403 and 404."""
    if name not in NAMES or not (steps := steps_of(document, name)):
        raise Http404
    if not may_ever(user, steps, row):
        require(user, steps[0].verb, row)
    step = find(document, name, row.state)
    if step is None:
        return steps[0]
    require(user, step.verb, row)
    return step


def _then(step: Step, row: Any) -> str:
    """What comes next; a unit that cannot mend what it got back is waited for in vain."""
    if step.name == "return" and (closed := closed_after(step, row, at=timezone.now())):
        return f"但{closed.title}，该单位须延期后才能修改、再交。"
    if step.name == "cancel" and links_unkept(row):
        return f"{step.then}审定时没有记下任务的对应项目，请核对；有出入的，请再发起调整改正。"
    return step.then


def _page(
    request: HttpRequest, row: Any, form: StepForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    document = form.step.document
    is_now = form.step.source == row.state
    now = timezone.now()
    closed = closed_after(form.step, row, at=now) if is_now else None
    if is_now and request.method != "POST":  # what was typed is never taken away again
        more["cause"] = step_cause(form.step, row, at=now)
    context = {
        "row": row,
        "title": row.title if document is Document.PLAN else row.plan.title,
        "kind": "绩效目标表" if document is Document.PLAN else "自评表",
        "form": form,
        "step": form.step,
        "is_now": is_now,
        "closed": closed,
        "stage": stage_of(form.step, row),
        "may_extend": closed is not None and may(signed_in(request.user), Verb.EXTEND, row),
        "back": _home(document, row),
        "entry": _entry(document, row),
        "year": row.year_id,
    }
    return render(request, "scoring/step.html", context | more, status=status)


def _home(document: Document, row: Any) -> str:
    return reverse(f"scoring:{document.value}", args=[row.public_id])


def _list(document: Document, row: Any) -> str:
    """Where one goes on once the document is gone."""
    if document is Document.SHEET:
        return reverse("scoring:plan", args=[row.plan.public_id])
    return f"{reverse('scoring:plans')}?year={row.year_id}"


def _entry(document: Document, row: Any) -> str:
    name = "scoring:plan_edit" if document is Document.PLAN else "scoring:sheet_entry"
    return reverse(name, args=[row.public_id])
