"""Reads of departments and people for the system administrator's pages and forms."""

from django.db.models import QuerySet

from projects.models import Department, User


def all_departments() -> "QuerySet[Department]":
    """Every department in tree order."""
    return Department.objects.order_by("path")


def all_people() -> "QuerySet[User]":
    """Every account with its department, by department and name."""
    return User.objects.select_related("department").order_by("department__path", "username")


def code_is_taken(code: str) -> bool:
    """Whether a department has this code."""
    return Department.objects.filter(code=code).exists()


def username_is_taken(username: str) -> bool:
    """Whether an account signs in with this name."""
    return User.objects.filter(username=username).exists()
