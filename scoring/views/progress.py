"""How far the units are: a branch in one stage, and reminding or extending many at once."""

from collections.abc import Callable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from projects.access import Verb, get_visible, has, may, require, require_role, signed_in, visible
from projects.models import Department, FiscalYear, Stage, User
from projects.queries.windows import Timetable, UnitDeadlines, unit_deadlines
from scoring.forms.windows import ExtensionForm, UnlockForm
from scoring.queries.progress import branch_progress, chosen_stage, with_people
from scoring.queries.todo import todo
from scoring.queries.waits import todo_count
from scoring.services.reminders import Outcome, extend_units, remind_units
from scoring.services.unlocking import unlock_units
from scoring.views.filters import PAGE_SIZE, asked_uuid, asked_year


@require_safe
def branch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the progress of one branch of the person's scope."""
    user = signed_in(request.user)
    root = get_visible(visible(user, Department), public_id)
    year = asked_year(request, user)
    context = progress_context(request, user, root, year)
    return render(request, "scoring/progress.html", {"year": year, **context})


@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """List everything that waits for the person, of every year."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    asked = Paginator(range(todo_count(user)), PAGE_SIZE).get_page(request.GET.get("page"))
    start = max(asked.start_index() - 1, 0)
    found = todo(user, at=timezone.now(), start=start, most=PAGE_SIZE)
    context = {"todo": found, "page": asked, "may_fill": has(user, Verb.FILL)}
    return render(request, "scoring/todo_list.html", context)


def progress_context(
    request: HttpRequest, user: User, root: Department, year: int | None
) -> dict[str, object]:
    """What the page of a branch shows; the home of those above units is such a page."""
    at = timezone.now()
    timetable = Timetable(years=[year])
    asked = request.GET.get("stage", "")
    if asked and asked not in Stage.values:
        raise Http404
    chosen = chosen_stage(user, root, year=year, timetable=timetable, at=at)
    stage = Stage(asked) if asked else chosen
    progress = branch_progress(user, root, year=year, stage=stage, timetable=timetable, at=at)
    page = Paginator(progress.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    deadline = timetable.of(department=root, year=year, stage=stage, at=at) if year else None
    return {
        "root": root,
        "progress": progress,
        "page": page,
        "rows": with_people(page.object_list, year=year),
        "stage": stage,
        "stages": list(Stage),
        "deadline": deadline,
        "today": at,
        "may_act": may(user, Verb.EXTEND, root),
    }


@require_POST
def remind(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Urge the chosen units and say what became of each."""
    user, root, units, year, stage = _chosen(request, public_id)
    outcomes = remind_units(units=units, year=year, stage=stage, by=user, at=timezone.now())
    return _done(request, root, year, stage, "催报", outcomes)


@require_POST
def extend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the new deadline and the reason, then extend, or take back what was given."""
    return _with_reason(request, public_id, "延期", _extension_form, extend_units)


@require_POST
def unlock(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the reason, then return what was submitted and say what became of each unit."""
    return _with_reason(request, public_id, "解锁", _unlock_form, unlock_units)


def _extension_form(said: QueryDict | None, deadlines: UnitDeadlines) -> ExtensionForm:
    is_extended = any(deadline and deadline.extended for _, deadline in deadlines)
    return ExtensionForm(said, is_extended=is_extended)


def _unlock_form(said: QueryDict | None, deadlines: UnitDeadlines) -> UnlockForm:
    return UnlockForm(said, is_closed=_is_late(deadlines))


def _is_late(deadlines: UnitDeadlines) -> bool:
    return any(deadline and deadline.is_late for _, deadline in deadlines)


def _with_reason(
    request: HttpRequest,
    public_id: UUID,
    action: str,
    form_of: Callable[[QueryDict | None, UnitDeadlines], ExtensionForm | UnlockForm],
    service: Callable[..., list[Outcome]],
) -> HttpResponse:
    """Ask for the reason, then do it; where nothing was done the form comes back, with why."""
    user, root, units, year, stage = _chosen(request, public_id)
    deadlines = unit_deadlines(units, year=year.year, stage=stage, at=timezone.now())
    form = form_of(request.POST if "reason" in request.POST else None, deadlines)
    if not units:
        return _done(request, root, year, stage, action, [])
    outcomes: list[Outcome] = []
    if form.is_valid():
        now = timezone.now()
        outcomes = service(units=units, year=year, stage=stage, by=user, at=now, **form.said)
        if any(outcome.done for outcome in outcomes):
            return _done(request, root, year, stage, action, outcomes)
    context = {
        "form": form,
        "root": root,
        "deadlines": deadlines,
        "is_late": _is_late(deadlines),
        "year": year.year,
        "stage": stage,
        "action": action,
        "outcomes": outcomes,
    }
    status = 422 if form.errors or outcomes else 200
    return render(request, "scoring/progress_form.html", context, status=status)


def _chosen(
    request: HttpRequest, public_id: UUID
) -> tuple[User, Department, list[Department], FiscalYear, Stage]:
    """Who acts, on which branch, which units of it, in which year and stage; else 404 or 403."""
    user = signed_in(request.user)
    root = get_visible(visible(user, Department), public_id)
    require(user, Verb.EXTEND, root)
    typed = request.POST.get("year", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
        raise Http404
    year = get_object_or_404(FiscalYear, pk=int(typed))
    stage = request.POST.get("stage", "")
    if stage not in Stage.values:
        raise Http404
    ids = {asked_uuid(text) for text in request.POST.getlist("unit")}
    inside = visible(user, Department).filter(path__startswith=root.path, public_id__in=ids)
    units = list(inside.order_by("path"))
    if len(units) != len(ids):
        raise Http404
    return user, root, units, year, Stage(stage)


def _done(
    request: HttpRequest,
    root: Department,
    year: FiscalYear,
    stage: Stage,
    action: str,
    outcomes: list[Outcome],
) -> HttpResponse:
    context = {
        "root": root,
        "year": year.year,
        "stage": stage,
        "action": action,
        "outcomes": outcomes,
        "done": sum(outcome.done for outcome in outcomes),
    }
    return render(request, "scoring/progress_done.html", context, status=200 if outcomes else 422)
