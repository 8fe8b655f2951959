"""Plans that were returned (退回): why, and what about which row."""

from django.db import models
from django.db.models import Q

from projects.models.business import BusinessRow
from projects.models.plans import Plan


class ReturnedDocument(BusinessRow):
    """One return of a plan or sheet: out of which state, by whom, when and why."""

    from_state = models.CharField(max_length=20)
    reason = models.CharField("退回原因", max_length=500)
    by = models.ForeignKey("projects.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.reason


class ReturnedRow(BusinessRow):
    """What is wrong with one row. Its number and name stay even when the row is taken out.

    `lineage` is the indicator's: the same over revisions, so the reason is shown at the row.
    """

    lineage = models.UUIDField()
    number = models.PositiveSmallIntegerField("行")
    name = models.CharField("三级指标", max_length=200)
    reason = models.CharField("退回原因", max_length=300)

    class Meta:
        abstract = True
        ordering = ["number"]

    def __str__(self) -> str:
        return self.reason


class PlanReturn(ReturnedDocument):
    """One return of a target table."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="returns")

    class Meta(ReturnedDocument.Meta):
        constraints = [
            models.CheckConstraint(name="plan_return_has_its_reason", condition=~Q(reason="")),
        ]


class PlanReturnLine(ReturnedRow):
    """What is wrong with one row of a target table."""

    returned = models.ForeignKey(PlanReturn, models.CASCADE, related_name="lines")

    class Meta(ReturnedRow.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["returned", "lineage"], name="plan_row_once_per_return"
            ),
            models.CheckConstraint(
                name="plan_row_is_returned_with_its_reason", condition=~Q(reason="")
            ),
        ]
