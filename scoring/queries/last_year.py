"""What the rows of a plan were the year before: target, actual value and scores, by lineage."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import F

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


_WANTED = {
    "year": F("year_id"),
    "plan_id": F("plan__public_id"),
    "target": F("target_text"),
    "actual": F("actuals__text"),
    "not_applicable": F("actuals__not_applicable"),
    "computed": F("score_lines__score"),
    "claimed": F("actuals__claimed"),
}


def last_year(plan: Plan) -> dict[UUID, LastYear]:
    """The rows of the plan that have a past, by lineage: one query whatever their number.

    Only plans of the same project (or the same whole department) count, so whoever may see the
    plan may see what stands here. A plan has one sheet, so a row has one actual value at most.
    """
    earlier = Plan.objects.filter(
        department_id=plan.department_id, project_id=plan.project_id, year__lt=plan.year_id
    )
    rows = (
        Indicator.objects.filter(
            plan__in=earlier.values("pk"),
            level=3,
            lineage__in=Indicator.objects.filter(plan=plan, level=3).values("lineage"),
        )
        .order_by("lineage", "-year_id")
        .distinct("lineage")
        .values("lineage", "points", **{f"w_{name}": wanted for name, wanted in _WANTED.items()})
    )
    return {
        row["lineage"]: LastYear(
            points=row["points"],
            **{
                name: row[f"w_{name}"] or False if name == "not_applicable" else row[f"w_{name}"]
                for name in _WANTED
            },
        )
        for row in rows
    }
