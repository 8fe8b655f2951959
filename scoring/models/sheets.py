"""Sheets (自评表): the self-evaluation of a plan, with its totals."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from projects.models.business import BusinessRow
from projects.models.plans import Plan


def score_field(label: str) -> models.DecimalField:  # type: ignore[type-arg]
    """A column for a score, two decimals, blank when there is none."""
    return models.DecimalField(label, max_digits=7, decimal_places=2, null=True, blank=True)


class Sheet(BusinessRow):
    """The self-evaluation of one plan.

    Totals are stored, written in the transaction that writes the lines they sum. `printed_total`
    is what the filer put under 总分 on the form; `claimed_total` is what his lines add up to.
    `head_version` grows with what a person fills in beside the rows: `claimed_execution` and
    `printed_total`.
    """

    class State(models.TextChoices):
        """The steps of a sheet; `state_by` and `state_at` say who took the last one and when."""

        DRAFT = "DRAFT", "草稿"
        SUBMITTED = "SUBMITTED", "已提交"
        DEPARTMENT_PASSED = "DEPARTMENT_PASSED", "主管部门已审核"
        ACCEPTED = "ACCEPTED", "已接受"
        SEALED = "SEALED", "已封存"

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="sheet")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    state_by = models.ForeignKey(
        "projects.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state_at = models.DateTimeField(default=timezone.now)
    edition_code = models.CharField(max_length=60)
    edition_digest = models.CharField(max_length=64)

    execution_points = models.DecimalField(max_digits=6, decimal_places=2)
    execution_rule = models.CharField(max_length=80, blank=True)
    execution_outcome = models.CharField(max_length=40, blank=True)
    computed_execution = score_field("预算执行率计算分")
    claimed_execution = score_field("预算执行率自评分")
    computed_total = score_field("计算分")
    claimed_total = score_field("自评分各行相加")
    printed_total = score_field("表中总分")
    printed_total_text = models.CharField("表中总分（原文）", max_length=40, blank=True)
    head_version = models.PositiveIntegerField(default=1)
    narrative_total = score_field("说明文字中的总分")
    grade = models.CharField("等级", max_length=4, blank=True)
    line_count = models.PositiveSmallIntegerField(default=0)
    filled_count = models.PositiveSmallIntegerField(default=0)
    unscored_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [
            models.CheckConstraint(
                name="sheet_state_is_known",
                condition=Q(
                    state__in=["DRAFT", "SUBMITTED", "DEPARTMENT_PASSED", "ACCEPTED", "SEALED"]
                ),
            ),
            models.CheckConstraint(
                name="sheet_execution_scores_lie_within_their_points",
                condition=(
                    Q(computed_execution__isnull=True)
                    | Q(computed_execution__gte=0, computed_execution__lte=F("execution_points"))
                )
                & (
                    Q(claimed_execution__isnull=True)
                    | Q(claimed_execution__gte=0, claimed_execution__lte=F("execution_points"))
                ),
            ),
            models.CheckConstraint(
                name="sheet_counts_fit_together",
                condition=Q(filled_count__lte=F("line_count"))
                & Q(unscored_count__lte=F("line_count") + 1),
            ),
        ]
        indexes = [models.Index(fields=["year", "department"])]

    def __str__(self) -> str:
        return f"{self.plan} 自评表"
