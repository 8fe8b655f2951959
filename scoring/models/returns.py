"""Sheets that were returned (退回): why, and what about which row."""

from django.db import models
from django.db.models import Q

from projects.models.returns import ReturnedDocument, ReturnedRow
from scoring.models.sheets import Sheet


class SheetReturn(ReturnedDocument):
    """One return of a self-evaluation sheet."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="returns")

    class Meta(ReturnedDocument.Meta):
        constraints = [
            models.CheckConstraint(name="sheet_return_has_its_reason", condition=~Q(reason="")),
        ]


class SheetReturnLine(ReturnedRow):
    """What is wrong with one row of a sheet."""

    returned = models.ForeignKey(SheetReturn, models.CASCADE, related_name="lines")

    class Meta(ReturnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["returned", "lineage"], name="sheet_row_once_per_return"
            ),
            models.CheckConstraint(
                name="sheet_row_is_returned_with_its_reason", condition=~Q(reason="")
            ),
        ]
