"""What the rows of a monitoring report mean, and its lamps; the caller saves what is set here."""

from collections.abc import Iterable
from decimal import Decimal

from projects.models import PlanRevision
from projects.services.plans import amount_in
from projects.values import parse, parse_actual
from scoring.models import MonitoringLine, MonitoringReport
from scoring.monitored import LineEntry, Place, Seen, line_gaps, seen
from scoring.rules.lamps import Lamp, budget_lamp, project_lamp

LIT = ("executed_text", "executed", "annual_budget", "budget_lamp", "project_lamp", "version")
"""The columns of a report that a saving writes."""


def seen_line(line: MonitoringLine, report: MonitoringReport) -> Seen:
    """What a stored row means at the end of its round's month."""
    place = Place(level1=line.level1, level2=line.level2, name=line.name, target=line.target_text)
    month = report.round.month
    return seen(place, text=line.text, chance=line.chance, month=month, year=report.year_id)


def light_line(line: MonitoringLine, report: MonitoringReport) -> None:
    """Read the texts of a row anew, beside its target; set its lamp and whether it is filled."""
    understood = seen_line(line, report)
    line.kind, line.number = understood.value.kind.value, understood.value.number
    forecast = parse_actual(line.forecast_text, name=line.name)
    line.forecast_kind, line.forecast_number = forecast.kind.value, forecast.number
    line.lamp = understood.lit.lamp or ""
    line.is_filled = not line_gaps(said(line), understood.lit, anchor="", label="")


def said(line: MonitoringLine) -> LineEntry:
    """What a stored row says, as a filer would."""
    return LineEntry(
        text=line.text,
        forecast=line.forecast_text,
        cause=line.cause,
        cause_text=line.cause_text,
        chance=line.chance,
    )


def light_report(report: MonitoringReport, lines: Iterable[MonitoringLine]) -> None:
    """Set both lamps of the report, by the plan's total as it was approved last."""
    report.annual_budget = _annual(report)
    lit = budget_lamp(
        executed=report.executed, annual=report.annual_budget, month=report.round.month
    )
    report.budget_lamp = lit.lamp or ""
    worst = project_lamp(Lamp(line.lamp) if line.lamp else None for line in lines)
    report.project_lamp = worst or ""


def _annual(report: MonitoringReport) -> Decimal | None:
    """The total that was approved last: what a draft of an adjustment says does not count yet."""
    approved = PlanRevision.objects.filter(plan_id=report.plan_id).order_by("-number")
    told = approved.values_list("content__funds", "content__money_unit").first()
    if told is None:  # approved before revisions were kept
        snapshot: Decimal | None = report.annual_budget
        return snapshot
    totals = [row["annual"] for row in told[0] if row["is_total"]]
    return amount_in(parse(totals[0]), told[1]) if totals else None
