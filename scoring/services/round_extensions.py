"""Give units more time for a round of monitoring, and tell them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from projects.access import Verb, require
from projects.models import Department, Notice, User
from projects.services.notices import notify, people_of
from projects.services.windows import WindowRefused, extend_month
from scoring.models import MonitoringRound
from scoring.services.reminders import Outcome


def extend_in_round(
    *,
    opened: MonitoringRound,
    units: Sequence[Department],
    until: datetime | None,
    reason: str,
    by: User,
    at: datetime,
) -> list[Outcome]:
    """Give units a later end of a round with a reason; each unit by itself, with its trail.

    Raises PermissionDenied before anybody is given any when one of them is not in the person's
    hands. `opened` comes with its year.
    """
    for unit in units:
        require(by, Verb.EXTEND, unit)
    return [_extend_unit(opened, unit, until, reason, by, at) for unit in units]


def _extend_unit(
    opened: MonitoringRound,
    unit: Department,
    until: datetime | None,
    reason: str,
    by: User,
    at: datetime,
) -> Outcome:
    what = f"{opened.year_id} 年度“{opened.name}”运行监控"
    try:
        with transaction.atomic():
            given = extend_month(
                department=unit,
                year=opened.year,
                month=opened.month,
                name=opened.name,
                closes_at=opened.closes_at,
                until=until,
                reason=reason,
                by=by,
                at=at,
            )
            notify(
                people=people_of(unit),
                department=unit,
                year=opened.year,
                kind=Notice.Kind.EXTENDED,
                stage=Notice.Topic.MONITORING,
                occasion=str(given.row.public_id),
                text=f"{what}已{given.phrase}。理由：{reason}",
                by=by,
                at=at,
            )
    except WindowRefused as refused:
        return Outcome(unit, False, str(refused))
    return Outcome(unit, True, f"已{given.phrase}")
