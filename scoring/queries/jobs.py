"""Jobs of a person, and what can be asked for."""

from django.db.models import QuerySet

from projects.access import visible
from projects.models import Job, User


def own_jobs(user: User) -> "QuerySet[Job]":
    """The jobs that the person asked for, newest first; nobody sees another's files."""
    return visible(user, Job).filter(by=user).select_related("department", "year")
