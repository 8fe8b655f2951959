"""Why a document is back with its unit: the return that is still open.

It comes along with the document as one JSON column (`plan_return`, `sheet_return`), so that a page
of what was returned costs no query more than another.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject

from projects.models import Plan, PlanReturn, PlanReturnLine
from scoring.models import Sheet, SheetReturn, SheetReturnLine


@dataclass(frozen=True, slots=True)
class OpenReturn:
    """The return that a draft waits on; `rows` maps an indicator's lineage to its reason.

    No telephone of somebody who has left.
    """

    reason: str
    by_name: str
    by_phone: str
    at: datetime
    rows: dict[UUID, str]


def plan_return() -> Subquery:
    """The return that made a plan a draft, where nothing came after it; None elsewhere."""
    returns = PlanReturn.objects.filter(plan=OuterRef("pk"), plan__state=Plan.State.DRAFT)
    return _latest(returns, PlanReturnLine)


def sheet_return() -> Subquery:
    """The same of a sheet."""
    returns = SheetReturn.objects.filter(sheet=OuterRef("pk"), sheet__state=Sheet.State.DRAFT)
    return _latest(returns, SheetReturnLine)


def _latest(returns: Any, line: type[PlanReturnLine] | type[SheetReturnLine]) -> Subquery:
    """A draft that its unit took back itself waits on nothing: the return is its last step."""
    lines = line._default_manager.filter(returned=OuterRef("pk")).order_by("pk")
    told = JSONObject(
        reason="reason",
        by="by__name",
        phone=Case(When(by__is_active=True, then=F("by__phone")), default=Value("")),
        at="at",
        rows=ArraySubquery(lines.values(said=JSONObject(lineage="lineage", reason="reason"))),
    )
    found = returns.filter(at=OuterRef("state_at")).order_by("-pk").values(told=told)
    return Subquery(found[:1])


def open_return(document: Plan | Sheet) -> OpenReturn | None:
    """The return that made the document a draft again, None when nothing did.

    No query for a document that is no draft or was read with `returned` (see above), else one.
    """
    if document.state != "DRAFT":
        return None
    told: Any = getattr(document, "returned", _unread)
    if told is _unread:
        told = _read(document)
    if told is None:
        return None
    return OpenReturn(
        reason=told["reason"],
        by_name=told["by"],
        by_phone=told["phone"],
        at=datetime.fromisoformat(told["at"]),
        rows={UUID(row["lineage"]): row["reason"] for row in told["rows"]},
    )


_unread: Any = object()


def _read(document: Plan | Sheet) -> Any:
    column = plan_return() if isinstance(document, Plan) else sheet_return()
    rows = type(document)._default_manager.filter(pk=document.pk)
    return rows.annotate(returned=column).values_list("returned", flat=True).get()
