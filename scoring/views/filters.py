"""What a list is asked for in its address: the year."""

from django.http import Http404, HttpRequest

from projects.models import User
from scoring.queries.years import latest_year


def asked_year(request: HttpRequest, user: User) -> int | None:
    """Return `?year=`, or the latest year with plans in the person's scope, or None for none.

    Raises 404 for a year that is no year.
    """
    typed = request.GET.get("year", "")
    if not typed:
        return latest_year(user)
    if not (typed.isascii() and typed.isdigit() and len(typed) == 4):
        raise Http404
    return int(typed)
