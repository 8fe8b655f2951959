"""Reads of departments and people for the system administrator."""

from django.db.models import QuerySet

from projects.models import Department, User


def all_departments() -> "QuerySet[Department]":
    """Every department in tree order."""
    return Department.objects.order_by("path")


def all_people() -> "QuerySet[User]":
    """Every account with its department, by department and name."""
    return User.objects.select_related("department").order_by("department__path", "username")
