"""Lists of sheets, and a sheet's head loaded in one query."""

from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from projects.access import visible
from projects.deadlines import Deadline
from projects.locks import Asked
from projects.models import Indicator, Plan, Stage, User
from projects.queries.departments import name_then
from projects.queries.windows import stage_deadline
from projects.trail import last_change_of
from scoring.models import Actual, Sheet
from scoring.queries.returns import sheet_return

# The order of a year's sheets everywhere: by department, the whole department before its projects.
PRINTED_ORDER = ("department__path", F("plan__project__code").asc(nulls_first=True), "plan_id")


def sheet_deadline(sheet: Sheet, *, at: datetime, asked: Asked | None = None) -> Deadline | None:
    """Until when a draft sheet is to be sent; None when it was sent or nothing is set.

    `asked`: the window, where the page asked it for its lock too.
    """
    if sheet.state != Sheet.State.DRAFT:
        return None
    return stage_deadline(
        department=sheet.department, year=sheet.year_id, stage=Stage.ACTUALS, at=at, asked=asked
    )


def with_heads(sheets: "QuerySet[Sheet]") -> "QuerySet[Sheet]":
    """Load plan, project, department, year and the last actor along with each sheet.

    With `returned`, for `open_return`, `name_then`, what the department was called, and `seen`, the
    number of the last change, for steps.
    """
    heads = sheets.select_related("plan__project", "department__parent", "year", "state_by")
    return heads.annotate(
        returned=sheet_return(), name_then=name_then(), seen=last_change_of("Sheet")
    )


def sheet_list(user: User, year: int | None) -> "QuerySet[Sheet]":
    """The sheets of a year in the person's scope: by department, whole departments first."""
    rows = with_heads(visible(user, Sheet).filter(year_id=year))
    return rows.order_by(*PRINTED_ORDER)


def plans_to_open(user: User, year: int | None) -> "QuerySet[Plan]":
    """The approved plans of the person's own department that have no sheet yet."""
    plans = visible(user, Plan).filter(year_id=year, department=user.department)
    waiting = plans.filter(state=Plan.State.FINANCE_APPROVED, sheet=None)
    return waiting.select_related("project", "department", "year").order_by("pk")


def with_points(sheets: "QuerySet[Sheet]") -> "QuerySet[Sheet]":
    """Add the points of lines, those that do not apply, and how many have no claimed score.

    As `line_points`, `left_out_points` and `unclaimed_lines`; None for none.
    """
    lines = Indicator.objects.filter(plan=OuterRef("plan"), level=3)
    left_out = Actual.objects.filter(sheet=OuterRef("pk"), not_applicable=True)
    settled = Actual.objects.filter(indicator=OuterRef("pk"), sheet=OuterRef(OuterRef("pk")))
    unclaimed = lines.filter(
        ~Exists(settled.filter(Q(claimed__isnull=False) | Q(not_applicable=True))), points__gt=0
    )
    return sheets.annotate(
        line_points=Subquery(lines.values("plan").annotate(sum=Sum("points")).values("sum")),
        left_out_points=Subquery(
            left_out.values("sheet").annotate(sum=Sum("indicator__points")).values("sum")
        ),
        unclaimed_lines=Subquery(
            unclaimed.values("plan").annotate(count=Count("pk")).values("count")
        ),
    )
