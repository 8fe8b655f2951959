"""What the frame of every page says in numbers: years, what waits, what is unread. One query."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from projects.access import visible
from projects.models import FiscalYear, Plan, User
from projects.queries.notices import unread
from scoring.models import Sheet
from scoring.queries.todo import waits_for


@dataclass(frozen=True, slots=True)
class Frame:
    """The years that were opened, the latest first; how many things wait; how many are unread."""

    years: list[int]
    waiting: int
    unread: int


def frame_of(user: User) -> Frame:
    """Read it for a person who sees business data: one query."""
    conditions = waits_for(user.role)
    plans, sheets = visible(user, Plan), visible(user, Sheet)
    plans = plans.none() if conditions is None else plans.filter(conditions[0])
    sheets = sheets.none() if conditions is None else sheets.filter(conditions[1])
    rows = list(
        FiscalYear.objects.annotate(
            plans=_counted(plans), sheets=_counted(sheets), unread=_counted(unread(user))
        ).values_list("year", "plans", "sheets", "unread")
    )
    if not rows:
        return Frame([], 0, 0)
    _, plans_count, sheets_count, unread_count = rows[0]
    return Frame([row[0] for row in rows], plans_count + sheets_count, unread_count)


def _counted(rows: "QuerySet[Any]") -> Coalesce:
    """How many rows there are, as a column of another query."""
    all_of_them = rows.order_by().annotate(all=Value(1)).values("all")
    counted = all_of_them.annotate(count=Count("*")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
