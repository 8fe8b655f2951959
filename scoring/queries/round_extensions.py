"""Who was given more time for a round of monitoring, and until when."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from projects.access import Verb, has, visible
from projects.models import MONITORING, Department, Extension, User
from scoring.models import MonitoringReport, MonitoringRound

_GIVEN = Extension.objects.filter(stage=MONITORING)


def with_extension(reports: "QuerySet[MonitoringReport]") -> "QuerySet[MonitoringReport]":
    """Load with each report until when its unit was given more time (`extended_until`)."""
    same = {name: OuterRef(name) for name in ("department", "year", "month")}
    latest = _GIVEN.filter(**same).order_by("-until").values("until")[:1]
    # By name: the model declares the attribute, and it must not be told twice what type it has.
    return reports.annotate(**{"extended_until": Subquery(latest)})


def rounds_above(user: User) -> "QuerySet[MonitoringRound]":
    """The rounds that count for a person: of departments above and within the scope."""
    if not has(user, Verb.SEE) or user.department is None:
        return MonitoringRound.objects.none()
    above = [int(step) for step in user.department.path.split(".") if step]
    own = Q(department__path__startswith=user.department.path)
    return MonitoringRound.objects.filter(Q(department_id__in=above) | own)


def units_of(user: User, opened: MonitoringRound) -> "QuerySet[Department]":
    """The departments of the person's scope that have reports in a round."""
    reports = visible(user, MonitoringReport).filter(round=opened)
    return visible(user, Department).filter(pk__in=reports.values("department")).order_by("path")


Month = tuple[int, int, int]  # year, month and department


def extended_months(**wanted: object) -> Mapping[Month, datetime]:
    """The latest extension of each department and month: one query."""
    rows = _GIVEN.filter(**wanted).order_by().values_list("year_id", "month", "department_id")
    return {row[:3]: row[3] for row in rows.annotate(latest=Max("until"))}
