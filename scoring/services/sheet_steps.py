"""Take a self-evaluation sheet through its steps: submit, pass, accept, return."""

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404

from projects.models import User
from projects.returns import Remark
from projects.steps import Document
from scoring.models import Sheet, SheetReturn, SheetReturnLine
from scoring.queries.lines import numbered_lines
from scoring.services.giving_up import discard_sheet
from scoring.services.steps import Incomplete, Taken, allowed, keep_return, move
from scoring.services.submission import sheet_submission_gaps

NO_REMARK = Remark()


@transaction.atomic
def take_sheet_step(
    *,
    sheet: Sheet,
    step: str,
    version: int | None,
    by: User,
    at: datetime,
    remark: Remark = NO_REMARK,
) -> Sheet:
    """Take one step of the table and return the sheet in its new state; taken back, it is gone.

    `version` is the number of the last change that the person saw. Raises PermissionDenied,
    StepRefused, Locked (the window is closed) or Incomplete (a submission with gaps).
    """
    sheet = get_object_or_404(
        Sheet.objects.select_for_update(of=("self",)).select_related(
            "plan__project", "department", "year", "state_by"
        ),
        pk=sheet.pk,
    )
    taken = Taken(
        document=Document.SHEET, row=sheet, name=step, version=version, remark=remark, by=by, at=at
    )
    taking = allowed(taken)
    if taking.name == "discard":
        return discard_sheet(sheet, taken)
    if taking.name == "submit" and (gaps := sheet_submission_gaps(sheet, at=at)):
        raise Incomplete(gaps)
    if taking.name == "return":
        keep_return(taken, lambda: numbered_lines(sheet.plan), (SheetReturn, SheetReturnLine))
    move(taking, taken)
    return sheet
