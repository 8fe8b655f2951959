"""Which years there is something to see in."""

from django.db.models import Max

from projects.access import visible
from projects.models import Plan, User
from scoring.models import Sheet


def latest_year(user: User) -> int | None:
    """The latest year with a sheet in the person's scope, else with a plan, None without any."""
    for model in (Sheet, Plan):
        latest: int | None = visible(user, model).aggregate(latest=Max("year_id"))["latest"]
        if latest is not None:
            return latest
    return None
