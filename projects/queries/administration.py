"""How much there is, for the administrator's first page."""

from dataclasses import dataclass

from django.db.models import Count, Q

from projects.models import Department, FiscalYear, Project, User


@dataclass(frozen=True, slots=True)
class Amounts:
    """Numbers of departments, accounts, projects and years."""

    departments: int
    closed: int
    people: int
    disabled: int
    projects: int
    years: list[int]


def amounts() -> Amounts:
    """Count: four queries."""
    shut = Count("pk", filter=Q(closed_on__isnull=False))
    off = Count("pk", filter=Q(is_active=False))
    departments = Department.objects.aggregate(all=Count("pk"), closed=shut)
    people = User.objects.aggregate(all=Count("pk"), disabled=off)
    return Amounts(
        departments=departments["all"],
        closed=departments["closed"],
        people=people["all"],
        disabled=people["disabled"],
        projects=Project.objects.count(),
        years=list(FiscalYear.objects.values_list("year", flat=True)),
    )
