"""Lists of sheets, and a sheet's head loaded in one query."""

from django.db.models import QuerySet

from projects.access import visible
from projects.models import User
from scoring.models import Sheet


def with_heads(sheets: "QuerySet[Sheet]") -> "QuerySet[Sheet]":
    """Load plan, project, department, year and the last actor along with each sheet."""
    return sheets.select_related("plan__project", "department", "year", "state_by")


def sheet_list(user: User, year: int | None) -> "QuerySet[Sheet]":
    """The sheets of a year in the person's scope: by department, whole departments first."""
    rows = with_heads(visible(user, Sheet).filter(year_id=year))
    return rows.order_by("department__path", "plan__project__code", "plan_id")
