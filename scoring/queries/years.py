"""Which years there is something to see in."""

from django.db.models import Max

from projects.access import visible
from projects.models import Plan, User


def latest_year(user: User) -> int | None:
    """The latest year with a plan in the person's scope, None without any."""
    latest: int | None = visible(user, Plan).aggregate(latest=Max("year_id"))["latest"]
    return latest
