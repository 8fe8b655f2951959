"""What the rows of a plan were the year before: target, actual value and scores, by lineage."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from projects.models import Indicator, Plan


@dataclass(frozen=True, slots=True)
class LastYear:
    """An indicator as it stood in the latest year before; `actual` is None without a sheet.

    `not_applicable` is neither a blank actual value nor a 0.
    """

    year: int
    plan_id: UUID  # the public id of that year's plan
    target: str
    points: Decimal | None
    actual: str | None
    not_applicable: bool
    computed: Decimal | None
    claimed: Decimal | None


def last_year(plan: Plan) -> dict[UUID, LastYear]:
    """The rows of the plan that have a past, by lineage: one query whatever their number.

    Only plans of the same project (or the same whole department) count, so whoever may see the
    plan may see what stands here. A plan has one sheet, so a row has one actual value at most.
    """
    earlier = Plan.objects.filter(
        Q(project_id=plan.project_id) if plan.project_id else Q(project__isnull=True),
        department_id=plan.department_id,
        year__lt=plan.year_id,
    )
    rows = (
        Indicator.objects.filter(
            plan__in=earlier.values("pk"),
            level=3,
            lineage__in=Indicator.objects.filter(plan=plan, level=3).values("lineage"),
        )
        .order_by("lineage", "-year_id")
        .distinct("lineage")
        .values_list(
            "lineage",
            "year_id",
            "plan__public_id",
            "target_text",
            "points",
            "actuals__text",
            "actuals__not_applicable",
            "score_lines__score",
            "actuals__claimed",
        )
    )
    return {
        lineage: LastYear(year, plan_id, target, points, actual, bool(absent), computed, claimed)
        for lineage, year, plan_id, target, points, actual, absent, computed, claimed in rows
    }
