"""Open fiscal years."""

from datetime import datetime

from django.db import transaction

from projects.access import Verb, require_role
from projects.models import FiscalYear, User
from projects.trail import record


@transaction.atomic
def open_year(*, year: int, by: User | None = None, at: datetime | None = None) -> FiscalYear:
    """Return the year, opened if it was not; who opens one on the page leaves a trail."""
    if by is not None:
        require_role(by, Verb.MANAGE)
    row, is_new = FiscalYear.objects.get_or_create(year=year)
    if is_new and by is not None and at is not None:
        record(by=by, at=at, action="year.opened", on=row, summary=f"开设 {year} 年度")
    return row
