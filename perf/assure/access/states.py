"""Bring the rows of a place into a state past the services, for as long as a transaction lasts."""

from datetime import timedelta

from django.utils import timezone

from perf.assure.access.furniture import Place
from perf.assure.access.turns import AGAIN, CLOSED, EARLY, EVALUATED
from perf.assure.making.rows import AT, DAY, make_sheet, make_year
from projects.models import Plan, Stage, StageWindow
from projects.services.plans import keep_revision
from scoring.models import MonitoringReport, MonitoringRound, Narrative, Rectification, Sheet


def put(place: Place, kind: str, state: str) -> None:
    """Let all rows of that kind be in that state."""
    ways = {"plan": _plans, "sheet": _sheets, "report": _report, "mending": _mending}
    ways |= {"narrative": _narratives, "": _nothing}
    ways[kind](place, state)


def _nothing(place: Place, state: str) -> None:
    """Rows without a state."""


def _plans(place: Place, state: str) -> None:
    said: dict[str, object] = {"state": state.split(",")[0]}
    if said["state"] == Plan.State.FINANCE_APPROVED or state.endswith(AGAIN):
        for plan in Plan.objects.filter(pk__in=[plan.pk for plan in place.plans[:2]]):
            keep_revision(plan=plan, by=None, at=AT)  # the third was approved by the service
    if state.endswith(AGAIN):
        said |= {"revision": 2, "adjustments": 1, "adjustment_reason": "追加预算"}
    Plan.objects.filter(pk__in=[plan.pk for plan in place.plans]).update(**said)
    if state.endswith(CLOSED):
        _close(place, Stage.TARGETS, 2021, 2022)
        _close(place, Stage.ADJUSTMENT, 2021, 2022)
    if state.endswith(EVALUATED):
        for plan in (place.plans[0], place.plans[2]):
            make_sheet(plan=Plan.objects.get(pk=plan.pk))


def _sheets(place: Place, state: str) -> None:
    sheets = Sheet.objects.filter(pk__in=[sheet.pk for sheet in place.sheets])
    sheets.update(state=state.split(",")[0])
    if state.endswith(CLOSED):
        _close(place, Stage.ACTUALS, 2021, 2023)


def _close(place: Place, stage: Stage, *years: int) -> None:
    """The deadline of a stage passes."""
    for year in years:
        row = make_year(year)
        span = {"opens_at": AT - DAY, "closes_at": AT}
        StageWindow.objects.update_or_create(
            department=place.department, year=row, stage=stage, defaults=span
        )


def _report(place: Place, state: str) -> None:
    report = MonitoringReport.objects.filter(pk=place.report.pk)
    report.update(state=state.split(",")[0])
    now = timezone.now()
    window = MonitoringRound.objects.filter(reports=place.report)
    if state.endswith(CLOSED):
        window.update(closes_at=now - timedelta(hours=1))
    elif state.endswith(EARLY):
        window.update(opens_at=now + timedelta(hours=1))


def _mending(place: Place, state: str) -> None:
    said: dict[str, object] = {"state": state}
    if state != "NOTIFIED":
        said |= {"answer": "已补招", "answer_by": place.filer, "answer_at": AT}
    if state == "RETURNED":
        said["return_reason"] = "没有写明时间"
    if state == "ACCEPTED":
        said |= {"closed_by": place.filer, "closed_at": AT}
    Rectification.objects.filter(pk=place.mending.pk).update(**said)


def _narratives(place: Place, state: str) -> None:
    rows = Narrative.objects.filter(department=place.department)
    rows.update(state=state, state_by=place.filer, state_at=AT)
