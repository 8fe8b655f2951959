"""More time for units in a round of monitoring: which, until when and why."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from projects.access import Verb, get_visible, require_role, signed_in
from projects.deadlines import told_end
from projects.models import Department, User
from scoring.forms.windows import ExtensionForm
from scoring.models import MonitoringRound
from scoring.queries.round_extensions import round_deadlines, rounds_above, units_of
from scoring.services.reminders import Outcome
from scoring.services.round_extensions import extend_in_round
from scoring.views.filters import asked_uuid


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the new end and the reason, then extend and say what became of each unit.

    Where no unit was given any time the form comes back with what was typed, and why.
    """
    user = signed_in(request.user)
    require_role(user, Verb.EXTEND)
    opened = get_visible(rounds_above(user).select_related("year"), public_id)
    is_sent = request.method == "POST"
    units = _units(user, opened, (request.POST if is_sent else request.GET).getlist("unit"))
    now = timezone.now()
    deadlines = round_deadlines(opened, units, at=now)
    is_extended = any(deadline.extended for _, deadline in deadlines)
    form = ExtensionForm(request.POST if is_sent else None, is_extended=is_extended)
    outcomes: list[Outcome] = []
    if units and form.is_valid():
        outcomes = extend_in_round(opened=opened, units=units, by=user, at=now, **form.said)
    done = sum(outcome.done for outcome in outcomes)
    context = {
        "form": form,
        "opened": opened,
        "ends": told_end(opened.closes_at, seen_at=now),
        "deadlines": deadlines,
        "year": opened.year_id,
        "outcomes": outcomes,
        "done": done,
    }
    status = 422 if is_sent and not done else 200
    return render(request, "scoring/round_extend.html", context, status=status)


def _units(user: User, opened: MonitoringRound, asked: list[str]) -> list[Department]:
    """The units of the round that were chosen; 404 where one of them is none of the person's."""
    ids = {asked_uuid(text) for text in asked}
    units = list(units_of(user, opened).filter(public_id__in=ids))
    if len(units) != len(ids):
        raise Http404
    return units
