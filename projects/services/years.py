"""Open fiscal years."""

from django.db import transaction

from projects.models import FiscalYear


@transaction.atomic
def open_year(*, year: int) -> FiscalYear:
    """Return the year, opened if it was not; years leave no trail of their own."""
    row, _ = FiscalYear.objects.get_or_create(year=year)
    return row
