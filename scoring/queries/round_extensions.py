"""Who was given more time for a round of monitoring, and until when."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from projects.access import Verb, has, visible
from projects.deadlines import Deadline
from projects.models import MONITORING, Department, Extension, User
from projects.queries.windows import ExtensionRow
from scoring.models import MonitoringReport, MonitoringRound

_GIVEN = Extension.objects.filter(stage=MONITORING)


def with_extension(reports: "QuerySet[MonitoringReport]") -> "QuerySet[MonitoringReport]":
    """Load with each report until when its unit was given more time (`extended_until`)."""
    same = {name: OuterRef(name) for name in ("department", "year", "month")}
    newest = _GIVEN.filter(**same).order_by("-pk").values("until")[:1]
    # By name: the model declares the attribute, and it must not be told twice what type it has.
    return reports.annotate(**{"extended_until": Subquery(newest)})


def rounds_above(user: User) -> "QuerySet[MonitoringRound]":
    """The rounds that count for a person: of departments above and within the scope.

    And those that have a report in the scope: a unit that was moved brought its reports along.
    """
    if not has(user, Verb.SEE) or user.department is None:
        return MonitoringRound.objects.none()
    above = [int(step) for step in user.department.path.split(".") if step]
    own = Q(department__path__startswith=user.department.path)
    brought = Q(pk__in=visible(user, MonitoringReport).values("round"))
    return MonitoringRound.objects.filter(Q(department_id__in=above) | own | brought)


def units_of(user: User, opened: MonitoringRound) -> "QuerySet[Department]":
    """The departments of the person's scope that have reports in a round."""
    reports = visible(user, MonitoringReport).filter(round=opened)
    return visible(user, Department).filter(pk__in=reports.values("department")).order_by("path")


Month = tuple[int, int, int]  # year, month and department


def extended_months(**wanted: object) -> Mapping[Month, datetime]:
    """What the newest extension of each department and month gives: one query."""
    each = ("year_id", "month", "department_id")
    rows = _GIVEN.filter(**wanted).order_by(*each, "-pk").distinct(*each)
    found = rows.values_list(*each, "until")
    return {row[:3]: row[3] for row in found if row[3] is not None}


def with_rounds(rows: Iterable[ExtensionRow]) -> list[tuple[ExtensionRow, UUID | None]]:
    """Each extension with the round in which its unit reports that month: one query.

    Of several rounds of the month the one that ends first: there the extension gives most.
    None for an extension of a stage, and where the unit has no report of the month.
    """
    wanted = list(rows)
    given = [one.row for one in wanted if one.row.month]
    reports = MonitoringReport.objects.filter(
        department__in={row.department_id for row in given},
        year__in={row.year_id for row in given},
        month__in={row.month for row in given},
    )
    found = (
        reports.order_by("-round__closes_at", "-round_id")
        .values_list("year_id", "month", "department_id", "round__public_id", "round__closes_at")
        .distinct()
    )
    rounds: dict[tuple[int, int | None, int], UUID] = {row[:3]: row[3] for row in found}
    return [
        (one, rounds.get((one.row.year_id, one.row.month, one.row.department_id))) for one in wanted
    ]


def round_deadlines(
    opened: MonitoringRound, units: Iterable[Department], *, at: datetime
) -> list[tuple[Department, Deadline]]:
    """Until when each of these units has time in a round: one query."""
    wanted = list(units)
    given = extended_months(year=opened.year_id, month=opened.month, department__in=wanted)
    found = []
    for unit in wanted:
        until = given.get((opened.year_id, opened.month, unit.pk), opened.closes_at)
        ends = max(until, opened.closes_at)
        found.append((unit, Deadline(opened.opens_at, ends, ends > opened.closes_at, at)))
    return found
