"""Which rows wait for whom: one source for the badge, the list and the weekly reminder.

Every year counts: what was forgotten last year still waits.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from projects.access import Role, judged_by, unsupervised, visible
from projects.models import Plan, Stage, User
from projects.steps import Document
from scoring.models import MonitoringLine, MonitoringReport, Rectification, Sheet
from scoring.queries.progress import ended_project, returned_plan, returned_sheet


class Waits(NamedTuple):
    """Which rows of his scope wait for a person, kind by kind."""

    plans: Q
    sheets: Q
    reports: Q
    mendings: Q


class Rows(NamedTuple):
    """The rows themselves, in the same order."""

    plans: "QuerySet[Plan]"
    sheets: "QuerySet[Sheet]"
    reports: "QuerySet[MonitoringReport]"
    mendings: "QuerySet[Rectification]"


_NOTHING = Q(pk__in=[])
# Drafts of projects that have ended wait for nobody.
_TARGETS = Q(state="DRAFT") & ~ended_project(Stage.TARGETS)
_HAD_ENDED = ended_project(Stage.ACTUALS, "plan")
_SHEET = Q(state="DRAFT") & ~_HAD_ENDED
_DRAFT, _SUBMITTED = Q(state="DRAFT"), Q(state="SUBMITTED")
# A sheet that can be handed in: every line is filled.
_FILLED = Q(line_count__gt=0, filled_count=F("line_count"))
_SHEET_IS_SENT = Q(plan__sheet__isnull=False) & ~Q(plan__sheet__state="DRAFT")
_TO_ANSWER = Q(state__in=["NOTIFIED", "RETURNED"])


def waits_for(user: User, *, at: datetime | None = None) -> Waits | None:
    """What waits for a person at a moment (now); None for a role for which nothing ever does.

    A filer has drafts to fill, the head targets in draft and what is filled to the last row, a
    supervisor what was submitted, finance what departments passed and what no department stands
    above; the body that asked for something to be mended accepts the answer.
    """
    at = at or timezone.now()
    finance = Q(state="DEPARTMENT_PASSED") | (_SUBMITTED & unsupervised())
    interim = unsent_reports(at)
    return {
        str(Role.FILER): Waits(_TARGETS, _SHEET, interim, _TO_ANSWER),
        str(Role.UNIT_HEAD): Waits(
            _TARGETS, _SHEET & _FILLED, interim & _without_blanks(), _TO_ANSWER
        ),
        str(Role.SUPERVISOR): Waits(_SUBMITTED, _SUBMITTED, _NOTHING, _answered(user)),
        str(Role.FINANCE): Waits(finance, finance, _NOTHING, _answered(user)),
    }.get(user.role)


def unsent_reports(at: datetime) -> Q:
    """Interim reports to be filled: the round has begun, the year's sheet was not sent yet.

    A project that ended before the year is not monitored. The list of what waits and the reminders
    of a round count alike.
    """
    return _DRAFT & Q(round__opens_at__lte=at) & ~_SHEET_IS_SENT & ~_HAD_ENDED


def overtaken_reports() -> Q:
    """Interim reports that nobody waits for any more: the year's sheet was sent without them."""
    return _DRAFT & _SHEET_IS_SENT


def ended_reports() -> Q:
    """Interim reports that were never due: the project ended before the year."""
    return _DRAFT & _HAD_ENDED


def _without_blanks() -> Q:
    return ~Q(executed_text="") & ~Q(
        Exists(MonitoringLine.objects.filter(report=OuterRef("pk"), is_filled=False))
    )


def _answered(user: User) -> Q:
    """Answers wait for people of the body that asked for them, see `may_judge`."""
    return Q(state="ANSWERED") & judged_by(user, "notice_by")


def waiting_rows(user: User, *, at: datetime | None = None) -> Rows:
    """The rows that wait for a person, kind by kind."""
    waits = waits_for(user, at=at) or Waits(*[_NOTHING] * 4)
    return Rows(
        visible(user, Plan).filter(waits.plans),
        visible(user, Sheet).filter(waits.sheets),
        visible(user, MonitoringReport).filter(waits.reports),
        visible(user, Rectification).filter(waits.mendings),
    )


def waiting(user: User, *, at: datetime | None = None) -> "QuerySet[Any]":
    """What waits for a person, as rows of kind, pk, year_id, back and since: returned first,
    then drafts with the least left to fill.
    """
    rows = waiting_rows(user, at=at)
    reports = _said(
        rows.reports,
        "report",
        back=ExpressionWrapper(~Q(return_reason=""), BooleanField()),
        since=F("state_at"),
    )
    mendings = _said(
        rows.mendings,
        "mending",
        back=ExpressionWrapper(Q(state="RETURNED"), BooleanField()),
        since=Coalesce("answer_at", "notice_at"),
    )
    both = _of_documents(rows.plans, rows.sheets)
    found: QuerySet[Any] = both.union(reports, mendings, all=True)
    return found.order_by("-back", "left", "since", "kind", "pk")


def next_waiting(user: User, document: Document) -> Plan | Sheet | None:
    """The plan (or sheet) that has waited longest for a person, None where none does."""
    rows = waiting_rows(user)
    if document is Document.PLAN:
        return rows.plans.select_related("project").order_by("state_at", "pk").first()
    return rows.sheets.select_related("plan__project").order_by("state_at", "pk").first()


def on_their_way(user: User) -> "QuerySet[Any]":
    """Plans and sheets that a unit has sent and that wait above it, in the same form."""
    sent = Q(state__in=["SUBMITTED", "DEPARTMENT_PASSED"])
    rows = _of_documents(visible(user, Plan).filter(sent), visible(user, Sheet).filter(sent))
    return rows.order_by("since", "kind", "pk")


def _of_documents(plans: "QuerySet[Plan]", sheets: "QuerySet[Sheet]") -> "QuerySet[Any]":
    left = F("line_count") - F("filled_count")
    of_plans = _said(plans, "plan", back=returned_plan(), since=F("state_at"))
    of_sheets = _said(sheets, "sheet", back=returned_sheet(), since=F("state_at"), left=left)
    rows: QuerySet[Any] = of_plans.union(of_sheets, all=True)
    return rows


def _said(
    rows: "QuerySet[Any]", kind: str, *, back: Any, since: Any, left: Any = None
) -> "QuerySet[Any]":
    """The columns that all kinds have in common."""
    told: QuerySet[Any] = rows.order_by().annotate(
        kind=Value(kind, CharField()),
        back=back,
        left=Value(0, IntegerField()) if left is None else left,
        since=since,
    )
    return told.values("kind", "pk", "year_id", "back", "left", "since")


def todo_count(user: User) -> int:
    """The number on the badge: one query."""
    return 0 if waits_for(user) is None else waiting(user).count()
