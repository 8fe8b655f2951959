"""What was approved, as it stood then: the first targets and every adjustment."""

from django.db import models
from django.db.models import F, Q

from projects.models.business import BusinessRow
from projects.models.plans import Plan


class PlanRevision(BusinessRow):
    """The whole content of a plan at one approval. Append-only.

    `content` is a `PlanDraft` as JSON (`projects.drafts`): every text as printed, every indicator
    with its lineage, so that initial and adjusted value can be laid side by side.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    adjustments = models.PositiveSmallIntegerField("调整次数", default=0)
    reason = models.CharField("调整理由", max_length=500, blank=True)
    content = models.JSONField()
    by = models.ForeignKey("projects.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="revision_number_once_per_plan"
            ),
            models.CheckConstraint(
                name="revision_after_the_first_has_its_reason",
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
            ),
            models.CheckConstraint(
                name="revision_counts_fewer_adjustments_than_approvals",
                condition=Q(adjustments__lt=F("number")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} 第 {self.number} 版"
