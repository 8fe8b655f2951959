"""Why a document is back with its unit: the return that is still open."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from projects.models import Plan, PlanReturn
from scoring.models import Sheet, SheetReturn


@dataclass(frozen=True, slots=True)
class OpenReturn:
    """The return that a draft waits on; `rows` maps an indicator's lineage to its reason."""

    returned: PlanReturn | SheetReturn
    rows: dict[UUID, str]


def plan_is_returned() -> Exists:
    """The condition on a plan that a return made it a draft again, and nothing came after it."""
    returns = PlanReturn.objects.filter(plan=OuterRef("pk"), at=OuterRef("state_at"))
    return Exists(returns.filter(plan__state=Plan.State.DRAFT))


def sheet_is_returned() -> Exists:
    """The same condition on a sheet."""
    returns = SheetReturn.objects.filter(sheet=OuterRef("pk"), at=OuterRef("state_at"))
    return Exists(returns.filter(sheet__state=Sheet.State.DRAFT))


def open_return(document: Plan | Sheet) -> OpenReturn | None:
    """The return that made the document a draft again, None when nothing did.

    Two queries; none for a document that is no draft, or was read with `is_returned` (see above)
    and is not. A draft that its unit took back itself waits on nothing.
    """
    if document.state != "DRAFT" or getattr(document, "is_returned", True) is False:
        return None
    returned = (
        document.returns.filter(at=document.state_at)
        .select_related("by")
        .prefetch_related("lines")
        .first()
    )
    if returned is None:
        return None
    return OpenReturn(returned, {line.lineage: line.reason for line in returned.lines.all()})
