"""Departments of the person's scope: the tree, and one with its projects and rates."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.access import Verb, get_visible, may, require_role, signed_in, visible
from projects.models import Department
from projects.queries.windows import department_deadlines, extension_rows
from scoring.charts import rate_chart
from scoring.queries.departments import (
    department_list,
    department_page,
    sheet_counts,
    voided_plans,
)
from scoring.queries.round_extensions import with_rounds
from scoring.views.filters import asked_year


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the tree of departments with how far each is."""
    user = signed_in(request.user)
    require_role(user, Verb.SEE)
    year = asked_year(request, user)
    counts = sheet_counts(user, year)
    rows = [(row, counts.get(row.pk)) for row in department_list(user)]
    top = min((row.depth for row, _ in rows), default=0)
    context = {
        "year": year,
        "rows": [(row, min(row.depth - top, 2) + 1, found) for row, found in rows],
    }
    return render(request, "scoring/department_list.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one department: plans and sheets of a year, execution rates against the accounts."""
    user = signed_in(request.user)
    department = get_visible(visible(user, Department), public_id)
    year = asked_year(request, user)
    page = department_page(user, department, year)
    only = Department.objects.filter(pk=department.pk)
    context = {
        "page": page,
        "department": department,
        "year": year,
        "charts": [(name, rows, rate_chart(name, rows)) for name, rows in page.groups],
        "deadlines": department_deadlines(department, year=year, at=timezone.now()),
        "extensions": with_rounds(extension_rows(only, year, at=timezone.now())),
        "voided": voided_plans(department, year)[:100],
        "may_extend": may(user, Verb.EXTEND, department),
        "may_export": may(user, Verb.EXPORT, department),
    }
    return render(request, "scoring/department_detail.html", context)
