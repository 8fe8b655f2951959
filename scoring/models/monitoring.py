"""Mid-year monitoring (绩效运行监控): rounds of a year, reports of plans, their rows."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from projects.models.bounds import moments_in_reach
from projects.models.business import BusinessRow
from projects.models.fields import ExactDecimalField
from projects.models.indicators import Indicator
from projects.models.plans import Plan
from projects.values import Kind
from scoring.rules.lamps import CHANCE_WORDS, LAMP_WORDS, Chance, Lamp

LAMPS = [(lamp.value, LAMP_WORDS[lamp]) for lamp in Lamp]


def lamp_field(label: str) -> "models.CharField[str, str]":
    """A column for a lamp, empty for none."""
    return models.CharField(label, max_length=10, choices=LAMPS, blank=True)


class MonitoringRound(BusinessRow):
    """A stage of a year for a department and everything below it (1—7月).

    `month` is the last month that it looks at. Plans that were approved when it was opened got
    their reports then; later ones get theirs when it is filled up.
    """

    name = models.CharField("阶段", max_length=40)
    month = models.PositiveSmallIntegerField("截至月份")
    opens_at = models.DateTimeField("开始")
    closes_at = models.DateTimeField("截止")
    by = models.ForeignKey("projects.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-year", "-month", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "year", "month"],
                name="monitoring_round_of_a_month_once_per_department_and_year",
            ),
            models.CheckConstraint(
                name="monitoring_round_month_lies_between_1_and_12",
                condition=Q(month__gte=1, month__lte=12),
            ),
            models.CheckConstraint(
                name="monitoring_round_opens_before_it_closes",
                condition=Q(opens_at__lt=F("closes_at")),
            ),
            models.CheckConstraint(name="monitoring_round_has_its_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="monitoring_round_lies_between_2000_and_2103",
                condition=moments_in_reach("opens_at", "closes_at"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year_id} 年度 {self.name}"


class MonitoringReport(BusinessRow):
    """The interim report of one plan in one round.

    `annual_budget` is the plan's total as it was approved when the report was last saved: the
    lamps and their words go by it, whatever becomes of the plan later. `month` is that of the
    round: a plan reports a month once, whoever opens a round of it. `return_reason` is why it
    came back; empty again once it was handed in anew.
    """

    class State(models.TextChoices):
        """The steps of a report; `state_by` and `state_at` say who took the last one and when."""

        DRAFT = "DRAFT", "草稿"
        SUBMITTED = "SUBMITTED", "已提交"

    round = models.ForeignKey(MonitoringRound, models.PROTECT, related_name="reports")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="monitoring_reports")
    month = models.PositiveSmallIntegerField("截至月份")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    state_by = models.ForeignKey(
        "projects.User", models.PROTECT, null=True, blank=True, related_name="+"
    )
    state_at = models.DateTimeField(default=timezone.now)
    return_reason = models.CharField("退回原因", max_length=500, blank=True)
    executed_text = models.CharField("累计执行数（原文）", max_length=40, blank=True)
    executed = ExactDecimalField("累计执行数", null=True, blank=True)
    annual_budget = ExactDecimalField("全年预算数", null=True, blank=True)
    budget_lamp = lamp_field("预算执行灯")
    project_lamp = lamp_field("项目灯")

    # The latest extension of its unit for the month, loaded by `queries.round_extensions`.
    extended_until: datetime | None
    # Why nobody waits for it: the year's sheet was sent without it, the project had ended before
    # the year; loaded by `queries.monitoring.report_list`.
    is_overtaken: bool
    had_ended: bool

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "plan"], name="monitoring_report_once_per_round_and_plan"
            ),
            models.UniqueConstraint(
                fields=["plan", "month"], name="monitoring_report_once_per_plan_and_month"
            ),
            models.CheckConstraint(
                name="monitoring_report_state_is_known",
                condition=Q(state__in=["DRAFT", "SUBMITTED"]),
            ),
            models.CheckConstraint(
                name="monitoring_report_is_returned_with_its_reason_to_a_draft",
                condition=Q(return_reason="") | Q(state="DRAFT"),
            ),
            models.CheckConstraint(
                name="interim_executed_amount_has_its_typed_text",
                condition=Q(executed__isnull=True) | ~Q(executed_text=""),
            ),
            models.CheckConstraint(
                name="lamps_of_a_monitoring_report_are_known",
                condition=Q(budget_lamp__in=["", *Lamp], project_lamp__in=["", *Lamp]),
            ),
        ]
        indexes = [models.Index(fields=["year", "department"])]

    def __str__(self) -> str:
        return f"{self.plan} {self.round.name}"

    @property
    def closes_at(self) -> datetime:
        """Until when it can be filled: the end of its round, or of its unit's extension."""
        return later(self.round.closes_at, self.extended_until)

    @property
    def is_extended(self) -> bool:
        """Whether its unit was given more time than the round has."""
        return self.closes_at > self.round.closes_at


def later(closes_at: datetime, extended_until: datetime | None) -> datetime:
    """The end that counts: an extension never takes time away."""
    return max(closes_at, extended_until or closes_at)


class MonitoringLine(BusinessRow):
    """A row of a report.

    Name and target are copies, so that an adjustment of the plan loses nothing; `lineage` says
    which indicator it is, over revisions and years.
    """

    class Cause(models.TextChoices):
        """Classes of causes (财预〔2019〕136号)."""

        FUNDS = "FUNDS", "经费"
        RULES = "RULES", "制度"
        STAFF = "STAFF", "人员"
        EQUIPMENT = "EQUIPMENT", "硬件条件"
        OTHER = "OTHER", "其他"

    report = models.ForeignKey(MonitoringReport, models.CASCADE, related_name="lines")
    lineage = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveSmallIntegerField("行")
    level1 = models.CharField("一级指标", max_length=200)
    level2 = models.CharField("二级指标", max_length=200, blank=True)
    name = models.CharField("三级指标", max_length=200)
    target_text = models.CharField("指标值", max_length=200, blank=True)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2, null=True, blank=True)
    text = models.CharField("完成情况", max_length=200, blank=True)
    kind = models.CharField(max_length=20, choices=Indicator.TargetKind.choices, default=Kind.EMPTY)
    number = ExactDecimalField(null=True, blank=True)
    forecast_text = models.CharField("全年预计", max_length=200, blank=True)
    forecast_kind = models.CharField(
        max_length=20, choices=Indicator.TargetKind.choices, default=Kind.EMPTY
    )
    forecast_number = ExactDecimalField(null=True, blank=True)
    cause = models.CharField("原因类别", max_length=20, choices=Cause.choices, blank=True)
    cause_text = models.CharField("原因说明", max_length=500, blank=True)
    chance = models.CharField(
        "完成可能性",
        max_length=10,
        choices=[(chance.value, CHANCE_WORDS[chance]) for chance in Chance],
        blank=True,
    )
    lamp = lamp_field("灯")
    # Whether nothing is left to say in it (`monitored.line_gaps`); the service sets it beside the
    # lamp, lists count by it.
    is_filled = models.BooleanField("已填", default=False)
    by = models.ForeignKey("projects.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "lineage"], name="monitoring_line_once_per_report_and_indicator"
            ),
            models.CheckConstraint(
                name="interim_number_has_its_typed_text",
                condition=(Q(number__isnull=True) | ~Q(text=""))
                & (Q(forecast_number__isnull=True) | ~Q(forecast_text="")),
            ),
            models.CheckConstraint(
                name="monitoring_cause_is_known",
                condition=Q(cause__in=["", "FUNDS", "RULES", "STAFF", "EQUIPMENT", "OTHER"]),
            ),
            models.CheckConstraint(
                name="monitoring_chance_is_known", condition=Q(chance__in=["", *Chance])
            ),
            models.CheckConstraint(
                name="lamp_of_a_monitoring_line_is_known", condition=Q(lamp__in=["", *Lamp])
            ),
        ]

    def __str__(self) -> str:
        return self.name
