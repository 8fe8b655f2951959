"""Rounds of monitoring: open one, change its window, fill it up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from projects.access import Verb, get_visible, require, require_role, signed_in, visible
from projects.forms.seen import status_of
from projects.marks import Overtaken
from projects.models import User
from scoring.forms.monitoring import ChangeRoundForm, RoundForm
from scoring.models import MonitoringRound
from scoring.services.rounds import RoundRefused, change_round, fill_up_round, open_round
from scoring.views.filters import asked_year


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Open a round for the person's own department and everything below it."""
    user = signed_in(request.user)
    require_role(user, Verb.OVERSEE)
    form = RoundForm(request.POST or None, initial={"year": asked_year(request, user)})
    if form.is_valid():
        assert user.department is not None  # only administrators have none
        try:
            opened = open_round(
                department=user.department, by=user, at=timezone.now(), **form.cleaned_data
            )
        except RoundRefused as refused:
            form.add_error("month", str(refused))
        else:
            messages.success(request, f"“{opened.name}”已开设，各单位可以填报。")
            return redirect(_address(opened))
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a round another name or window."""
    user = signed_in(request.user)
    opened = _round(user, public_id)
    stored = {name: getattr(opened, name) for name in ("name", "opens_at", "closes_at")}
    mark = str(opened.version)
    form = ChangeRoundForm(request.POST or None, stored=opened, initial=stored, mark=mark)
    if form.is_valid():
        try:
            change_round(opened=opened, by=user, at=timezone.now(), **form.cleaned_data)
        except Overtaken as overtaken:
            form.tell(overtaken)
        else:
            messages.success(request, "监控阶段已保存。")
            return redirect(_address(opened))
    return _form_page(request, form, opened)


@require_POST
def fill_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give reports to plans that were approved since the round was opened."""
    user = signed_in(request.user)
    opened = _round(user, public_id)
    try:
        count, laid = fill_up_round(opened=opened, by=user, at=timezone.now())
    except RoundRefused as refused:
        messages.error(request, str(refused))
        return redirect(_address(opened))
    words = f"已补充监控表 {count} 张。" if count else "已审定的目标表都有监控表，没有新增。"
    words += f"有 {laid} 张未上报的监控表已按调整后的目标更新。" if laid else ""
    messages.success(request, words)
    return redirect(_address(opened))


def _round(user: User, public_id: UUID) -> MonitoringRound:
    """The round, where the person may change it. Who opens no rounds is told so for any id."""
    require_role(user, Verb.OVERSEE)
    rounds = visible(user, MonitoringRound).select_related("department")
    opened = get_visible(rounds, public_id)
    require(user, Verb.OVERSEE, opened)
    return opened


def _address(opened: MonitoringRound) -> str:
    start = reverse("scoring:monitoring")
    return f"{start}?year={opened.year_id}&round={opened.public_id}"


def _form_page(
    request: HttpRequest, form: RoundForm, opened: MonitoringRound | None
) -> HttpResponse:
    context = {"form": form, "opened": opened, "year": opened.year_id if opened else None}
    return render(request, "scoring/round_form.html", context, status=status_of(form))
