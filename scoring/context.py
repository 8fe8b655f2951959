"""What the page frame says in numbers: years, what waits, what is unread."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property

from projects.access import Verb, has
from projects.models import User
from scoring.queries.frame import Frame, frame_of
from scoring.queries.waits import waits_for


class _Asked:
    """Reads the numbers when the first of them is asked for: a part of a page costs no query."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def frame(self) -> Frame:
        """All of them, in one query."""
        return frame_of(self.user)


def counts(request: HttpRequest) -> dict[str, Any]:
    """Years, things that wait and unread notices of a person who sees business data."""
    user = request.user
    if not isinstance(user, User) or not has(user, Verb.SEE):
        return {}
    asked = _Asked(user)
    context: dict[str, Any] = {
        "has_notices": True,
        "years": lambda: asked.frame.years,
        "unread": lambda: asked.frame.unread,
    }
    if waits_for(user) is not None:
        context["waits_count"] = lambda: asked.frame.waiting
    return context
