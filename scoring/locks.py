"""Why a sheet cannot be filled now."""

from projects.locks import Locked
from scoring.models import Sheet


def sheet_lock(sheet: Sheet) -> Locked | None:
    """The lock that keeps actual values from being changed, or None when they may be."""
    if sheet.state == Sheet.State.DRAFT:
        return None
    return Locked(
        what=f"{sheet.year_id} 年度自评表",
        state=sheet.get_state_display(),
        by=sheet.state_by,
        at=sheet.state_at,
    )
