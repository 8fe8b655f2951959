"""Reads of accounts for the system administrator's pages and forms."""

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from projects.models import User


def account_rows(q: str, role: str, state: str) -> "QuerySet[User]":
    """Accounts by user name, held against words, role and state."""
    rows = User.objects.order_by("username")
    if q:
        rows = rows.filter(
            Q(username__icontains=q)
            | Q(name__icontains=q)
            | Q(department__code=q)
            | Q(department__name__icontains=q)
        )
    if role in User.Role.values:
        rows = rows.filter(role=role)
    if state in ("active", "disabled"):
        rows = rows.filter(is_active=state == "active")
    return rows


def username_is_taken(username: str) -> bool:
    """Whether an account signs in with this name."""
    return User.objects.filter(username=username).exists()


def is_locked(account: User) -> bool:
    """Whether wrong passwords have locked the account somewhere, and still do."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    found = AccessAttempt.objects.filter(
        username=account.username,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=since,
    )
    return bool(found.exists())
