"""The fiscal year, which everything is filed by."""

from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import models
from django.db.models import Q


class FiscalYear(models.Model):
    """One calendar year; its number is its key."""

    year = models.PositiveSmallIntegerField("年度", primary_key=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="fiscal_year_lies_between_2000_and_2100",
                condition=Q(year__gte=2000, year__lte=2100),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年度"

    @property
    def public_id(self) -> UUID:
        """What the trail knows the year by."""
        return uuid5(NAMESPACE_OID, f"fiscal-year-{self.year}")
