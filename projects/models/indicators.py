"""Indicators: the three-level tree of a plan, targets on its leaves."""

import uuid

from django.db import models
from django.db.models import Q

from projects.models.fields import ExactDecimalField
from projects.models.names import NameKey
from projects.models.plans import Plan, PlanPart
from projects.values import Kind


class Indicator(PlanPart):
    """A node of the tree.

    Level 3 carries the target; level 2 may be unprinted, then a leaf hangs on level 1. `points`
    is the weight of a leaf, or what the form prints beside a level-1 heading (30分). `position`
    counts through the whole plan in printed order, headings before their rows. `lineage` stays
    the same over revisions and years. `target_upper` is the upper end of an interval,
    `target_last_day` the last day of a target in time (ISO, without a year "--12-31").
    """

    class TargetKind(models.TextChoices):
        """What the value parser understood; the words are those of `projects.values`."""

        NUMBER = Kind.NUMBER.value, "数"
        RANGE = Kind.RANGE.value, "区间"
        DATE = Kind.DATE.value, "时间"
        WORDS = Kind.WORDS.value, "文字"
        NOT_APPLICABLE = Kind.NOT_APPLICABLE.value, "不适用"
        EMPTY = Kind.EMPTY.value, "空白"

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="indicators")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    level = models.PositiveSmallIntegerField()
    name = models.CharField("指标名称", max_length=200)
    points = models.DecimalField("分值", max_digits=6, decimal_places=2, null=True, blank=True)
    target_text = models.CharField("指标值", max_length=200, blank=True)
    target_kind = models.CharField(max_length=20, choices=TargetKind.choices, default=Kind.EMPTY)
    target_operator = models.CharField(max_length=2, blank=True)
    target_number = ExactDecimalField(null=True, blank=True)
    target_upper = ExactDecimalField(null=True, blank=True)
    target_unit = models.CharField(max_length=40, blank=True)
    target_base_number = ExactDecimalField(null=True, blank=True)
    target_base_upper = ExactDecimalField(null=True, blank=True)
    target_base_unit = models.CharField(max_length=40, blank=True)
    target_last_day = models.CharField(max_length=10, blank=True)
    description = models.TextField("绩效指标描述", blank=True)
    explanation = models.TextField("指标说明", blank=True)
    basis = models.TextField("指标值确定依据", blank=True)
    scoring_note = models.TextField("评（扣）分标准", blank=True)
    data_source = models.CharField("数据来源", max_length=200, blank=True)

    class Meta(PlanPart.Meta):
        indexes = [
            models.Index(
                NameKey("name"), name="indicator_by_key_of_its_name", condition=Q(level=3)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                # at the end of the transaction: rows change places by one statement
                fields=["plan", "position"],
                name="indicator_position_once_per_plan",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["plan", "lineage"], name="indicator_lineage_once_per_plan"
            ),
            models.CheckConstraint(
                name="indicator_level_is_1_2_or_3", condition=Q(level__in=[1, 2, 3])
            ),
            models.CheckConstraint(
                name="indicator_on_level_1_has_no_parent_and_others_have_one",
                condition=Q(level=1, parent__isnull=True)
                | Q(level__in=[2, 3], parent__isnull=False),
            ),
            models.CheckConstraint(
                name="indicator_target_stands_on_level_3_only",
                condition=Q(level=3) | Q(target_text="", target_number__isnull=True),
            ),
            models.CheckConstraint(
                name="indicator_points_lie_between_0_and_100",
                condition=Q(points__isnull=True) | Q(points__gte=0, points__lte=100),
            ),
            models.CheckConstraint(
                name="indicator_target_kind_is_known",
                condition=Q(target_kind__in=[kind.value for kind in Kind]),
            ),
            models.CheckConstraint(
                name="indicator_number_stands_with_a_target_that_is_a_number",
                condition=Q(target_number__isnull=True) | Q(target_kind__in=["number", "range"]),
            ),
            models.CheckConstraint(
                name="indicator_upper_end_stands_with_an_interval",
                condition=Q(target_upper__isnull=True) | Q(target_kind="range"),
            ),
            models.CheckConstraint(
                name="indicator_last_day_stands_with_a_target_in_time",
                condition=Q(target_last_day="") | Q(target_kind="date"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
