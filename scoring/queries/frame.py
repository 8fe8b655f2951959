"""What the frame of every page says in numbers: years, what waits, what is unread. One query."""

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from projects.models import FiscalYear, User
from projects.queries.notices import unread
from scoring.queries.waits import waiting_rows


@dataclass(frozen=True, slots=True)
class Frame:
    """The years that were opened, the latest first; how many things wait; how many are unread."""

    years: list[int]
    waiting: int
    unread: int


def frame_of(user: User) -> Frame:
    """Read it for a person who sees business data: one query."""
    waiting = [_counted(rows) for rows in waiting_rows(user)]
    rows = list(
        FiscalYear.objects.annotate(
            waiting=reduce(add, waiting), unread=_counted(unread(user))
        ).values_list("year", "waiting", "unread")
    )
    if not rows:
        return Frame([], 0, 0)
    return Frame([row[0] for row in rows], *rows[0][1:])


def _counted(rows: "QuerySet[Any]") -> Coalesce:
    """How many rows there are, as a column of another query."""
    all_of_them = rows.order_by().annotate(all=Value(1)).values("all")
    counted = all_of_them.annotate(count=Count("*")).values("count")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
