"""What the system told a person: the list, and marking as read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from projects.access import Verb, get_visible, require_role, signed_in
from projects.queries.notices import notice_list
from projects.services.notices import mark_read
from scoring.views.filters import asked_page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List a person's notices, the latest first."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    notices = asked_page(request, notice_list(user))
    return render(request, "scoring/notice_list.html", {"notices": notices})


@require_POST
def read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Mark one notice as read."""
    user = signed_in(request.user)
    notice = get_visible(notice_list(user), public_id)
    mark_read(person=user, at=timezone.now(), notice=notice)
    return redirect("scoring:notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every notice of the person as read."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    count = mark_read(person=user, at=timezone.now())
    messages.success(request, f"{count} 条提醒已标为已读。")
    return redirect("scoring:notices")
