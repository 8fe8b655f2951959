"""Plans (绩效目标表): the targets of one department or one project for one year."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from projects.models.business import BusinessRow
from projects.models.fields import ExactDecimalField
from projects.models.windows import Stage


class Plan(BusinessRow):
    """A target table: funds, goals, tasks and the indicator tree hang on it.

    `revision` counts what is worked on: 1 until the first approval, 2 once approved targets went
    back to the unit (`adjustment_reason`), returned or for a mid-year adjustment; `adjustments`
    counts the latter. What was approved stays in `PlanRevision`.
    """

    class State(models.TextChoices):
        """The steps of a plan; `state_by` and `state_at` say who took the last one and when."""

        DRAFT = "DRAFT", "草稿"
        SUBMITTED = "SUBMITTED", "已提交"
        DEPARTMENT_PASSED = "DEPARTMENT_PASSED", "主管部门已审核"
        FINANCE_APPROVED = "FINANCE_APPROVED", "已审定"

    project = models.ForeignKey(
        "projects.Project", models.PROTECT, null=True, blank=True, related_name="plans"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    state_by = models.ForeignKey(
        "projects.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state_at = models.DateTimeField(default=timezone.now)
    money_unit = models.CharField("金额单位", max_length=4, default="万元")
    points_note = models.CharField("分值说明", max_length=200, blank=True)
    revision = models.PositiveSmallIntegerField("版次", default=1)
    adjustment_reason = models.CharField("调整理由", max_length=500, blank=True)
    adjustments = models.PositiveSmallIntegerField("调整次数", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "year"],
                name="plan_of_a_project_once_a_year",
                condition=Q(project__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["department", "year"],
                name="plan_of_a_whole_department_once_a_year",
                condition=Q(project__isnull=True),
            ),
            models.CheckConstraint(
                name="plan_state_is_known",
                condition=Q(
                    state__in=["DRAFT", "SUBMITTED", "DEPARTMENT_PASSED", "FINANCE_APPROVED"]
                ),
            ),
            models.CheckConstraint(
                name="plan_adjustment_has_its_reason",
                condition=Q(revision=1, adjustment_reason="")
                | (Q(revision__gt=1) & ~Q(adjustment_reason="")),
            ),
            models.CheckConstraint(
                name="plan_is_adjusted_only_after_it_was_approved",
                condition=Q(adjustments__lt=F("revision")),
            ),
            models.CheckConstraint(
                name="plan_money_unit_is_yuan_or_ten_thousand",
                condition=Q(money_unit__in=["元", "万元"]),
            ),
        ]
        indexes = [models.Index(fields=["year", "department"])]

    def __str__(self) -> str:
        return f"{self.title} {self.year_id}"

    @property
    def is_whole_department(self) -> bool:
        """True for 部门整体, False for one project."""
        return self.project_id is None

    @property
    def is_adjustment(self) -> bool:
        """True when targets that were approved once are (or were) changed in mid-year.

        What finance returned after its approval is not: its declaration was not finished.
        """
        return self.adjustments > 0

    @property
    def stage(self) -> Stage:
        """The stage in whose window its targets are filled in."""
        return Stage.ADJUSTMENT if self.is_adjustment else Stage.TARGETS

    @property
    def title(self) -> str:
        """What the plan is about, as people call it."""
        return self.project.name if self.project else "部门整体"


class PlanPart(BusinessRow):
    """A row below a plan, in printed order."""

    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["position"]


class FundLine(PlanPart):
    """A row of the funds table (资金来源行): both budgets, as printed and as numbers."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="funds")
    label = models.CharField("资金来源", max_length=60)
    is_total = models.BooleanField("总额行", default=False)
    initial_text = models.CharField("年初数（原文）", max_length=40, blank=True)
    initial_budget = ExactDecimalField("年初数", null=True, blank=True)
    annual_text = models.CharField("全年数（原文）", max_length=40, blank=True)
    annual_budget = ExactDecimalField("全年数", null=True, blank=True)

    class Meta(PlanPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="fund_line_position_once_per_plan",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["plan"], name="fund_total_once_per_plan", condition=Q(is_total=True)
            ),
            models.CheckConstraint(
                name="fund_amount_has_its_printed_text",
                condition=(Q(initial_budget__isnull=True) | ~Q(initial_text=""))
                & (Q(annual_budget__isnull=True) | ~Q(annual_text="")),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Goal(PlanPart):
    """A goal of the year (年度履职目标, or a project's 绩效目标)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    name = models.CharField("目标名称", max_length=200, blank=True)
    content = models.TextField("主要内容", blank=True)

    class Meta(PlanPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="goal_position_once_per_plan",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.content[:20]


class Task(PlanPart):
    """A main task of the year (年度主要任务)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    name = models.CharField("任务名称", max_length=200)
    content = models.TextField("主要内容", blank=True)

    class Meta(PlanPart.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="task_position_once_per_plan",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.name
