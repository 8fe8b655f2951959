"""What a unit can take over from an earlier year, and what it has of the new one already."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.utils import timezone

from projects.locks import Locked, refuse_ended
from projects.models import Department, FiscalYear, Plan, PlanRevision


@dataclass(frozen=True, slots=True)
class Offer:
    """An earlier plan, and the plan of the new year on the same project if there is one."""

    plan: Plan
    lines: int
    there: Plan | None
    doubt: str
    ended: str  # why it takes no new targets, "" where it does


@dataclass(frozen=True, slots=True)
class RollPage:
    """All that the page of the roll-over shows; `source` is None without an earlier year."""

    year: FiscalYear | None
    years: list[int]
    source: int | None
    offers: list[Offer]

    @property
    def open(self) -> list[Offer]:
        """What can still be copied."""
        return [offer for offer in self.offers if offer.there is None and not offer.ended]


def roll_page(department: Department, asked: int | None) -> RollPage:
    """Read what can be rolled over into a year (the latest unless asked): four queries.

    The latest earlier year with plans is offered. Only the department's own plans are read, so
    whoever may declare plans of it may see them.
    """
    years = {row.year: row for row in FiscalYear.objects.all()}
    year = years.get(asked if asked is not None else max(years, default=0))
    if year is None:
        return RollPage(None, sorted(years, reverse=True), None, [])
    own = Plan.objects.filter(department=department)
    source = own.filter(year__lt=year.year).aggregate(latest=Max("year_id"))["latest"]
    there = {plan.project_id: plan for plan in own.filter(year=year)}
    plans = (
        own.filter(year_id=source)
        .select_related("department", "year", "project")
        .annotate(
            line_count=Count("indicators", filter=Q(indicators__level=3)),
            was_approved=Exists(PlanRevision.objects.filter(plan=OuterRef("pk"))),
        )
        .order_by(F("project__code").asc(nulls_first=True), F("project_id").asc(nulls_first=True))
    )
    offers = [
        Offer(
            plan=plan,
            lines=plan.line_count,
            there=there.get(plan.project_id),
            doubt=_doubt(plan, plan.was_approved),
            ended=_ended(plan, year.year),
        )
        for plan in plans
    ]
    return RollPage(year, sorted(years, reverse=True), source, offers)


def _ended(plan: Plan, year: int) -> str:
    try:
        refuse_ended(plan.department, plan.project, year=year, at=timezone.now())
    except Locked as lock:
        return f"{lock.cause}不能再申报目标"
    return ""


def _doubt(plan: Plan, was_approved: bool) -> str:
    if plan.state == Plan.State.FINANCE_APPROVED:
        return ""
    return "调整还没有审定，复制的是现在的内容" if was_approved else "从未审定"
