"""The entry page of a plan: the whole form by plain POST, changed rows by script.

Script and plain form go the same way and send the same fields; the script asks with the header
HX-Request and gets what became of its rows instead of a page.
"""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from projects.access import Verb, get_visible, require, require_role, signed_in, visible
from projects.locks import Locked, plan_lock
from projects.models import Plan, User
from projects.queries.plan_rows import stored_lines, stored_parts
from projects.row_edits import LEAF_FIELDS, SOURCES
from projects.services.plan_rows import Overtaken, RowsRefused, Saved, save_rows
from scoring.adapter import edition_for
from scoring.checks.finding import Finding
from scoring.forms.plan_cells import KINDS
from scoring.forms.plan_rows import PlanRowsForm
from scoring.forms.plan_table import PlanTables, TableRow, sent_rows, stored_lines_of
from scoring.plan_checks import said_of
from scoring.plan_gaps import PlanLine, is_vague, line_fault
from scoring.queries.last_year import last_year
from scoring.queries.plan_conflicts import conflict_rows
from scoring.queries.plan_rows import budget_told, plan_grid, reads_as, state_of
from scoring.queries.plans import with_heads
from scoring.queries.returns import open_return
from scoring.views.same_person import require_same_person


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the rows of a plan for writing, or save what was changed in them."""
    user = signed_in(request.user)
    if request.method == "POST":
        return _save(request, user, public_id)
    plan = _plan_to_write(user, public_id)
    if lock := plan_lock(plan, at=timezone.now()):
        back = reverse("scoring:plan", args=[plan.public_id])
        context = {"lock": lock, "back": back, "year": plan.year_id}
        return render(request, "409.html", context, status=409)
    return _page(request, plan, PlanTables(plan_grid(plan)))


@require_safe
def understood(request: HttpRequest) -> HttpResponse:
    """Say how a target that is being typed is read."""
    require_role(signed_in(request.user), Verb.PLAN)
    name, text, level1, level2, said = (
        request.GET.get(key, "")[:200] for key in ("name", "text", "level1", "level2", "about")
    )
    heads = {"level1": level1, "level2": level2, "level3": name}
    line = PlanLine(key="", number=1, **heads, target=text, points=None, about=said)
    told = {"text": text, "reading": reads_as(name, text), "vague": is_vague(text)}
    return JsonResponse(told | {"fault": line_fault(text), "findings": _shown(said_of(line))})


def _save(request: HttpRequest, user: User, public_id: UUID) -> HttpResponse:
    try:
        with transaction.atomic():  # the plan's row is locked from reading to saving
            plan = _plan_to_write(user, public_id, for_update=True)
            require_same_person(request, user)
            typed = PlanRowsForm(request.POST, edition_for(plan))
            edit = typed.read()
            if not typed.errors:
                saved = save_rows(plan=plan, edit=edit, by=user, at=timezone.now())
                return _saved(request, plan, typed, saved)
    except Locked as lock:
        return _refused(request, plan, typed, lock=lock)
    except Overtaken as overtaken:
        return _refused(request, plan, typed, overtaken=overtaken)
    except RowsRefused as refused:
        typed.refuse("绩效指标", str(refused))
    return _refused(request, plan, typed)


def _plan_to_write(user: User, public_id: UUID, *, for_update: bool = False) -> Plan:
    plans = with_heads(visible(user, Plan))
    plan = get_visible(plans.select_for_update(of=("self",)) if for_update else plans, public_id)
    require(user, Verb.PLAN, plan)
    return plan


def _page(
    request: HttpRequest, plan: Plan, tables: PlanTables, status: int = 200, **more: object
) -> HttpResponse:
    state = tables.grid.state
    context = {
        "plan": plan,
        "year": plan.year_id,
        "tables": tables,
        "grid": tables.grid,
        "state": state,
        "budget": budget_told(state),
        "columns": list(LEAF_FIELDS.items()),
        "sources": SOURCES,
        **more,
    }
    return render(request, "scoring/plan_edit.html", context, status=status)


def _saved(request: HttpRequest, plan: Plan, typed: PlanRowsForm, saved: Saved) -> HttpResponse:
    what, whom = typed.act
    if what == "submit":
        return redirect("scoring:plan_step", public_id=plan.public_id, step="submit")
    if not _is_script(request):
        messages.success(request, "已存为草稿。" if saved.changes else "没有改动，不用保存。")
        here = reverse("scoring:plan_edit", args=[plan.public_id])
        return redirect(f"{here}#row-{whom}" if what in ("up", "down") else here)
    is_laid_anew = what in ("paste", "spread")
    lines, parts = saved.lines, stored_parts(plan)
    if lines is None:
        lines = stored_lines(plan)[0]
    state = state_of(plan, lines, parts)
    answer: dict[str, object] = {
        "at": f"{timezone.localtime():%H:%M:%S}",
        "rows": {row.key: _told(row) for row in sent_rows(typed, lines, parts)},
        "total": next((fund.key for fund in state.funds if fund.is_total), ""),
        "parts": {
            name: render_to_string(f"scoring/_plan_{name}.html", {"state": state, "plan": plan})
            for name in PARTS
        },
        "findings": {key: _shown(found) for key, found in state.line_findings.items() if found},
    }
    if is_laid_anew:
        rows = stored_lines_of(lines, last_year(plan), open_return(plan), state.line_findings)
        answer["lines"] = render_to_string("scoring/_plan_lines.html", {"lines": rows})
    return JsonResponse(answer)


def _told(row: TableRow) -> dict[str, str | bool]:
    """What the script needs of a row that was saved."""
    told: dict[str, str | bool] = {"was": row.was}
    if row.kind.key == "lines":
        told |= {"reading": row.reading, "fault": row.fault, "vague": row.is_vague}
    return told


def _shown(found: Iterable[Finding]) -> str:
    """What the checks say of a row, as it stands beside its field."""
    return "".join(
        render_to_string("components/finding.html", {"finding": finding}) for finding in found
    )


PARTS = ("gaps", "balance", "bar")


def _refused(
    request: HttpRequest,
    plan: Plan,
    typed: PlanRowsForm,
    *,
    lock: Locked | None = None,
    overtaken: Overtaken | None = None,
) -> HttpResponse:
    """Nothing was written: say why, with everything typed still on the page."""
    status = 409 if lock or overtaken else typed.status
    conflicts, orders = (overtaken.conflicts, overtaken.orders) if overtaken else ([], {})
    context: dict[str, object] = {
        "lock": lock,
        "back": reverse("scoring:plan", args=[plan.public_id]),
        "conflicts": conflict_rows(plan, conflicts, typed.versions),
        "orders": [KINDS[kind].title for kind in orders],
    }
    if _is_script(request):
        answer = {
            "errors": typed.error_list,
            "overtaken": [conflict.public_id.hex for conflict in conflicts],
            "orders": {KINDS[kind].rows: [row.hex for row in orders[kind]] for kind in orders},
            "locked": lock is not None,
            "told": render_to_string("scoring/_plan_refused.html", context),
        }
        return JsonResponse(answer, status=status)
    return _page(request, plan, PlanTables(plan_grid(plan), typed, conflicts), status, **context)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
