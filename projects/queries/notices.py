"""What a person was told."""

from django.db.models import QuerySet

from projects.access import visible
from projects.models import Notice, User


def notice_list(user: User) -> "QuerySet[Notice]":
    """A person's notices about departments he still belongs to or looks over, latest first."""
    rows = visible(user, Notice).filter(to=user)
    return rows.select_related("department", "by").order_by("-at", "-pk")


def unread(user: User) -> "QuerySet[Notice]":
    """Those of them that he has not read."""
    return visible(user, Notice).filter(to=user, read_at__isnull=True)
