"""Why a sheet cannot be filled now."""

from datetime import datetime

from projects.locks import Locked, stage_lock, state_lock
from projects.models import Stage
from scoring.models import Sheet


def sheet_lock(sheet: Sheet, *, at: datetime) -> Locked | None:
    """The lock that keeps actual values from being changed at that moment, or None.

    One query or none; the department is loaded along with the sheet.
    """
    if sheet.state != Sheet.State.DRAFT:
        return state_lock(
            what=f"{sheet.year_id} 年度自评表",
            state=sheet.get_state_display(),
            by=sheet.state_by,
            at=sheet.state_at,
            department=sheet.department,
        )
    return stage_lock(department=sheet.department, year=sheet.year_id, stage=Stage.ACTUALS, at=at)
