"""What the page frame says of the work that waits; the lists themselves are in the queries."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from projects.models import User
from scoring.queries.todo import todo_count, waits_for


def badge(request: HttpRequest) -> dict[str, Any]:
    """How many things wait for a signed-in person, counted only where the frame asks for it."""
    user = request.user
    if not isinstance(user, User) or waits_for(user.role) is None:
        return {}
    return {"waits_count": partial(todo_count, user)}
