"""When a stage of the year is open: windows for a branch, extensions for one unit."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from projects.models.bounds import moments_in_reach
from projects.models.business import BusinessRow


class Stage(models.TextChoices):
    """The stages of a year that people fill something in; monitoring rounds have their own days."""

    TARGETS = "TARGETS", "目标申报"
    ADJUSTMENT = "ADJUSTMENT", "目标调整"
    ACTUALS = "ACTUALS", "绩效自评"


# Monitoring has its own days in every round, so no window; units get more time of it as of a stage.
MONITORING = "MONITORING"


class StageWindow(BusinessRow):
    """From when to when a stage is open for a department and everything below it.

    The window of the nearest department above counts. Where none is set, the stage is open.
    """

    stage = models.CharField("环节", max_length=20, choices=Stage.choices)
    opens_at = models.DateTimeField("开始")
    closes_at = models.DateTimeField("截止")
    by = models.ForeignKey("projects.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year", "stage"],
                name="stage_window_once_per_department_and_year",
            ),
            models.CheckConstraint(
                name="stage_window_opens_before_it_closes",
                condition=Q(opens_at__lt=F("closes_at")),
            ),
            models.CheckConstraint(
                name="stage_of_a_window_is_known", condition=Q(stage__in=Stage.values)
            ),
            models.CheckConstraint(
                name="stage_window_lies_between_2000_and_2103",
                condition=moments_in_reach("opens_at", "closes_at"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year_id} {self.get_stage_display()}"


class Extension(BusinessRow):
    """A later deadline of one stage for one unit, and why. The newest row counts.

    A newer row corrects the one before; without `until` it takes back what was given. Of monitoring
    it is the deadline of one `month`: a plan reports a month once, in whatever round.
    """

    stage = models.CharField(
        "环节", max_length=20, choices=[*Stage.choices, (MONITORING, "运行监控")]
    )
    month = models.PositiveSmallIntegerField("截至月份", null=True, blank=True)
    until = models.DateTimeField("延至", null=True, blank=True)
    reason = models.CharField("理由", max_length=300)
    by = models.ForeignKey("projects.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["department", "year"])]
        constraints = [
            models.CheckConstraint(name="extension_has_its_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="stage_of_an_extension_is_known",
                condition=Q(stage__in=[*Stage.values, MONITORING]),
            ),
            models.CheckConstraint(
                name="extension_of_monitoring_alone_says_its_month",
                condition=Q(stage=MONITORING, month__isnull=False, month__gte=1, month__lte=12)
                | (~Q(stage=MONITORING) & Q(month__isnull=True)),
            ),
            models.CheckConstraint(
                name="extension_ends_between_2000_and_2103",
                condition=moments_in_reach("until"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year_id} {self.told_stage}"

    @property
    def told_stage(self) -> str:
        """The stage as a list says it."""
        return self.get_stage_display() + (f"（截至 {self.month} 月）" if self.month else "")
