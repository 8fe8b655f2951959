"""What monitoring tells people: rounds that end, what is to be mended and until when."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from projects.deadlines import Deadline, last_day, told_end
from projects.locks import named
from projects.models import Department, FiscalYear, Notice, User
from projects.services.notices import notify, people_of
from scoring.models import MonitoringReport, MonitoringRound, Rectification
from scoring.models.monitoring import later
from scoring.queries.round_extensions import extended_months
from scoring.queries.todo import end_of
from scoring.queries.waits import unsent_reports

OPEN = [Rectification.State.NOTIFIED, Rectification.State.RETURNED]


def tell_to_mend(mending: Rectification, *, by: User, at: datetime) -> list[User]:
    """Tell the people of the unit that something is to be mended, or not mended well enough.

    `mending` comes with report, round, plan and department. Returns who was told.
    """
    back = mending.state == Rectification.State.RETURNED
    said = f"整改反馈被退回：{mending.return_reason}" if back else f"须整改：{mending.notice}"
    wanted = said[:300].rstrip("。.；;！! \n")  # people end their sentences themselves
    end = told_end(end_of(mending), seen_at=at)
    return notify(
        people=people_of(mending.department),
        department=mending.department,
        year=mending.year,
        kind=Notice.Kind.RECTIFY,
        stage=Notice.Topic.MONITORING,
        occasion=f"{mending.public_id}:{mending.version}",
        text=f"{_what(mending)}{wanted}。请在 {end} 前反馈。联系人：{named(by)}。",
        by=by,
        at=at,
        subject=("Rectification", mending.public_id),
    )


def _what(mending: Rectification) -> str:
    line = mending.line.name if mending.line else "预算执行"
    return f"“{mending.report.plan.title[:40]}”{line[:40]}"


def remind_rounds(at: datetime) -> int:
    """Before and after the end of a round: units that have not handed everything in."""
    made, given = 0, extended_months()
    for opened in MonitoringRound.objects.filter(opens_at__lte=at).select_related("year"):
        longer = {
            unit: until
            for (year, month, unit), until in given.items()
            if (year, month) == (opened.year_id, opened.month)
        }
        if longer or _deadline(opened, None, at).milestone is not None:
            made += _remind_round(opened, longer, at)
    return made


def _remind_round(opened: MonitoringRound, longer: Mapping[int, datetime], at: datetime) -> int:
    """Each unit by its own deadline: `longer` has those that were given more time."""
    made, left = 0, _left(opened, at)
    for unit in Department.objects.filter(pk__in=left, closed_on__isnull=True).order_by("path"):
        deadline = _deadline(opened, longer.get(unit.pk), at)
        if deadline.milestone is None:
            continue
        day = f"{last_day(deadline.closes_at)}:" if deadline.extended else ""
        made += _remind(
            unit,
            opened.year,
            occasion=f"{opened.public_id}:{day}{deadline.milestone:+d}",
            text=f"{opened.year_id} 年度“{opened.name}”运行监控：还有 {left[unit.pk]} 张没有"
            f"提交，{deadline.told} 截止，{deadline.words}。",
            at=at,
        )
    return made


def _deadline(opened: MonitoringRound, until: datetime | None, at: datetime) -> Deadline:
    end = later(opened.closes_at, until)
    return Deadline(opened.opens_at, end, end > opened.closes_at, at)


def _left(opened: MonitoringRound, at: datetime) -> dict[int, int]:
    """How many reports of a round each department still has to hand in, by its id."""
    drafts = MonitoringReport.objects.filter(unsent_reports(at), round=opened)
    counted = drafts.order_by().values("department").annotate(left=Count("pk"))
    return dict(counted.values_list("department", "left"))


def _remind(
    unit: Department,
    year: FiscalYear,
    *,
    occasion: str,
    text: str,
    at: datetime,
    subject: tuple[str, UUID] | None = None,
) -> int:
    told = notify(
        people=people_of(unit),
        department=unit,
        year=year,
        kind=Notice.Kind.DEADLINE,
        stage=Notice.Topic.MONITORING,
        occasion=occasion,
        text=text,
        by=None,
        at=at,
        subject=subject,
    )
    return len(told)


def remind_mendings(at: datetime) -> int:
    """Before and after the day until which something is to be mended."""
    rows = Rectification.objects.filter(state__in=OPEN)
    heads = ("report__plan__project", "report__round", "line", "department", "year")
    return sum(_remind_mending(mending, at) for mending in rows.select_related(*heads))


def _remind_mending(mending: Rectification, at: datetime) -> int:
    deadline = Deadline(mending.notice_at, end_of(mending), False, at)
    if deadline.milestone is None:
        return 0
    return _remind(
        mending.department,
        mending.year,
        occasion=f"{mending.public_id}:{deadline.milestone:+d}",
        text=f"{_what(mending)}的整改还没有反馈，{deadline.told} 截止，{deadline.words}。",
        at=at,
        subject=("Rectification", mending.public_id),
    )
