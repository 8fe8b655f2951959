"""Reads of the heads of projects, for the system administrator: no plan, no figure."""

from django.db.models import Q, QuerySet

from projects.models import Project


def project_rows(q: str, state: str) -> "QuerySet[Project]":
    """Projects with their departments, by department and code."""
    rows = Project.objects.select_related("department").order_by("department__path", "code", "pk")
    if q:
        rows = rows.filter(
            Q(code__startswith=q)
            | Q(name__icontains=q)
            | Q(department__code=q)
            | Q(department__name__icontains=q)
        )
    if state == "open":
        rows = rows.filter(closed_on__isnull=True)
    elif state == "closed":
        rows = rows.filter(closed_on__isnull=False)
    return rows


def project_code_is_taken(code: str, but: Project | None = None) -> bool:
    """Whether a project (another than `but`) has this code."""
    rows = Project.objects.filter(code=code)
    return (rows.exclude(pk=but.pk) if but else rows).exists()


def project_name_is_taken(department_id: int, name: str, but: Project | None = None) -> bool:
    """Whether the department has another project of this name."""
    rows = Project.objects.filter(department_id=department_id, name=name)
    return (rows.exclude(pk=but.pk) if but else rows).exists()
